// What one core takes from another at a time. clang 14 lacks
// hardware_destructive_interference_size.
#pragma once

#include <cstddef>

namespace interleave {

inline constexpr std::size_t kCacheLine = 64;

} // namespace interleave
