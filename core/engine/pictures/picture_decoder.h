// A process that decodes pictures for the eye: what it reads comes from strangers, so it enters the
// sandbox first, and may be lost with the picture that it is in.
//
// It is asked one picture at a time, over a channel, and leaves its pixels in memory that it shares
// with who asked; neither its words nor its pixels are trusted there.
#pragma once

#include "core/base/unique_fd.h"
#include "core/engine/pictures/picture_request.h"
#include "core/engine/pictures/picture_sources.h"

#include <cstddef>
#include <span>

namespace interleave {

inline constexpr std::size_t kPictureBytes = std::size_t{3} * kLargestBox * kLargestBox;

/// No decoder has more to say of a picture.
inline constexpr std::size_t kMostOfDecoder = std::size_t{16} << 10U;

/// Serves until the channel is closed; the result is the exit code of the process.
[[nodiscard]] int decodePictures(UniqueFd channel,
    const PictureSources& sources,
    const Thumbnailer& thumbnailer,
    std::span<std::byte> pixels);

} // namespace interleave
