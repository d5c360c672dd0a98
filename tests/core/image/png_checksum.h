// The checksum that ends a PNG's chunk, of its type and contents (PNG specification, annex D).
#pragma once

#include <cstdint>
#include <string_view>

namespace interleave {

inline std::uint32_t pngChecksum(std::string_view bytes)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

} // namespace interleave
