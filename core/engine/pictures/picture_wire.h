// What a window, its picture service and the service's decoders say to each other, over a Channel.
//
//   window to service:  open {experiment} with the list of pictures where the engine gave one,
//                       want {wishes}, the newest of which counts
//   service to window:  found with the list, where it had to look itself; picture {task, side,
//                       width, height and what Thumbnail has} with the pixels, picture-problem
//                       {..., problem}, failed {message}: none will come
//   service to decoder: a wish, after it has said ready, or failed {message}; back: picture,
//                       picture-problem, once for each wish
#pragma once

#include "core/base/json_fwd.h"
#include "core/engine/pictures/picture_request.h"
#include "core/model/experiment.h"

#include <cstddef>
#include <span>
#include <string>

namespace interleave::wire {

inline constexpr const char* kOpenPictures = "open";
inline constexpr const char* kWant = "want";
inline constexpr const char* kFound = "found";
inline constexpr const char* kPicture = "picture";
inline constexpr const char* kPictureProblem = "picture-problem";
inline constexpr const char* kPicturesFailed = "failed";
inline constexpr const char* kDecoderReady = "ready";

[[nodiscard]] Json openPictures(const Experiment& experiment);
[[nodiscard]] Json want(std::span<const PictureRequest> wishes);
[[nodiscard]] Json found();
[[nodiscard]] Json picture(const PictureRequest& wish, const Thumbnail& made);
[[nodiscard]] Json pictureProblem(const PictureRequest& wish, const std::string& problem);
[[nodiscard]] Json picturesFailed(const std::string& message);
[[nodiscard]] Json decoderReady();

/// Empty where there is none.
[[nodiscard]] std::string textOf(const Json& message, const char* name);
/// Of what picture() made, without the pixels: a picture that is not empty and fits its wish.
/// Nothing where any number is none that such a picture has.
[[nodiscard]] std::optional<Thumbnail> sizesOf(const Json& message, const PictureRequest& wish);
[[nodiscard]] std::size_t pixelBytes(const Thumbnail& sizes);
[[nodiscard]] std::vector<PictureRequest> wishesOf(const Json& message);

} // namespace interleave::wire
