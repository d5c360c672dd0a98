// The task of the tutorials that fails.
#pragma once

#include <stdexcept>

namespace interleave {

inline int throwAtFive(int n)
{
    if (n == 5)
        throw std::invalid_argument("n is 5");
    return n;
}

} // namespace interleave
