// Numbers in the bytes of a stranger's file.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace interleave {

/// Of `size` bytes; 0 where it does not lie inside.
[[nodiscard]] inline std::uint64_t numberAt(
    std::string_view bytes, std::uint64_t at, std::uint64_t size, std::endian order)
{
    if (at > bytes.size() || size > bytes.size() - at)
        return 0;
    std::uint64_t value = 0;
    for (std::uint64_t i = 0; i < size; ++i) {
        const std::uint64_t from = order == std::endian::big ? i : size - 1 - i;
        value = value << 8U | static_cast<unsigned char>(bytes[at + from]);
    }
    return value;
}

} // namespace interleave
