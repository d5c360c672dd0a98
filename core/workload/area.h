// The memory that a workload shares beside SharedState, as objects.
#pragma once

#include "core/base/cache_line.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace interleave {

/// Bytes of `count` objects, up to the end of the last cache line.
template <class T>
[[nodiscard]] constexpr std::size_t lineBytes(std::size_t count)
{
    return (count * sizeof(T) + kCacheLine - 1) / kCacheLine * kCacheLine;
}

/// `count` objects from `offset` on, all zero at first. Both sides must have computed the same.
template <class T>
[[nodiscard]] std::span<T> objectsIn(
    std::span<std::byte> area, std::size_t offset, std::size_t count)
{
    return {reinterpret_cast<T*>(area.data() + offset), count};
}

template <class T>
[[nodiscard]] std::span<const T> objectsIn(
    std::span<const std::byte> area, std::size_t offset, std::size_t count)
{
    return {reinterpret_cast<const T*>(area.data() + offset), count};
}

} // namespace interleave
