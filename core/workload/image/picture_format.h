// Which format a picture's bytes are in, whatever its name says.
#pragma once

#include <cstdint>
#include <string_view>

namespace interleave {

enum class PictureFormat : std::uint8_t { Unknown, Jpeg, Png, WebP, Tiff, Bmp, Gif, Jpeg2000, Pnm };

/// By its first bytes.
[[nodiscard]] PictureFormat formatOf(std::string_view bytes);

/// "JPEG"
[[nodiscard]] std::string_view titleOf(PictureFormat format);

} // namespace interleave
