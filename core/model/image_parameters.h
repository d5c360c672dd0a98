// The parameters of image-filter: which pictures, what is done to them, where the results go.
#pragma once

#include "core/model/experiment.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace interleave {

/// What a result is written as.
enum class ResultFormat : std::uint8_t { Same, Jpeg, Png, WebP, Tiff, Bmp };

/// By its name among the choices of `format`.
[[nodiscard]] std::optional<ResultFormat> resultFormatFromName(std::string_view name);

/// Whether results of that format can be of several qualities.
[[nodiscard]] bool hasQuality(ResultFormat format);

/// Whether a task of the experiment is a strip of a picture, or what comes before and after.
[[nodiscard]] bool inStrips(const Experiment& experiment);

/// Whether it does what is left of a batch that was begun before.
[[nodiscard]] bool goesOn(const Experiment& experiment);

/// Figures of a trial in strips: how many pictures there are, how many of them were filtered, and
/// of how many a task failed. Old results lack the last.
inline constexpr const char* kPicturesFigure = "pictures";
inline constexpr const char* kFilteredFigure = "pictures_filtered";
inline constexpr const char* kFailedFigure = "pictures_failed";

/// A result names so many pictures of an arm, at most.
inline constexpr std::size_t kMostNamesKept = 10'000;

/// Into how many strips it cuts a picture, where it says so.
[[nodiscard]] std::optional<std::uint32_t> stripsWanted(const Experiment& experiment);
inline constexpr std::int64_t kMostStrips = 256; // of a picture

/// How the pixels of strips come to the workers that filter them.
enum class HandOver : std::uint8_t { SharedMemory, Queue, Pipe };
[[nodiscard]] HandOver handOverOf(const Experiment& experiment);

/// What a pattern of names may have in it: the picture's name without its ending, and its number
/// among the pictures.
inline constexpr std::string_view kNamePlace = "{name}";
inline constexpr std::string_view kNumberPlace = "{number}";

[[nodiscard]] std::span<const ValueSpec> imageParameters();

} // namespace interleave
