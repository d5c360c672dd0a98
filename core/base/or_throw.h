// For programs that would rather throw than look at every failure:
//
//   auto pool = orThrow(Pool::create());
//   orThrow(process.start());
//
// In a task or a child process the exception is what the parent is told.
#pragma once

#include <tl/expected.hpp>

#include <stdexcept>
#include <type_traits>

namespace interleave {

/// The value; std::runtime_error with the failure's sentence when there is none. By value, unlike
/// value(), so that `for (int n : orThrow(pool.map(...)))` has something to walk over.
template <class T, class Error>
T orThrow(tl::expected<T, Error> result)
{
    if (!result)
        throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

} // namespace interleave
