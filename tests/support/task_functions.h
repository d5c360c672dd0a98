// Functions that tests run in workers.
#pragma once

#include <stdexcept>

namespace interleave {

inline int same(int n)
{
    return n;
}

/// The one of the tutorials that fails.
inline int throwAtFive(int n)
{
    if (n == 5)
        throw std::invalid_argument("n is 5");
    return n;
}

} // namespace interleave
