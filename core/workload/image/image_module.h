// What core knows of the image filters: one abstract class. The code behind it is a library of its
// own, libinterleave-image.so, because OpenCV's codecs take 50 to 100 ms to load and only image
// runs need them.
//
// Thread and process safety: a module holds no state. One that was loaded before a fork works in
// every child; no function starts a thread or lets an exception out.
#pragma once

#include "core/base/clock.h"
#include "core/base/failure.h"
#include "core/model/filter_chain.h"
#include "core/workload/image/picture_notes.h"
#include "core/workload/image/picture_times.h"
#include "core/workload/image/sample_series.h"
#include "core/workload/image/strip_module.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace interleave {

/// Changes with every change of this file; the loader refuses a library of another version.
inline constexpr std::uint32_t kImageModuleVersion = 8;

/// Private memory of a worker (SandboxRules::memoryBytes) that is enough for the largest picture
/// that the loader lets OpenCV read, 134 million pixels of 8 bits: read, blurred and written it
/// takes 1.1 GB, by other filters up to 1.3 GB; a progressive JPEG of that size takes 1.2 GB to be
/// read. One that has 16 bits, is made larger, or is a progressive JPEG of inks (CMYK) may not fit:
/// that is ImageError::OutOfMemory.
inline constexpr std::uint64_t kImageWorkerMemory = 1'536ULL << 20U;

inline constexpr int kUsualQuality = 95;

/// What has become of a picture.
struct FilteredPicture
{
    /// How many pixels of the result have each luminance, 0 to 255 (OpenCV's COLOR_BGR2GRAY).
    BrightnessCounts bins{};
    PictureNotes notes;
    PictureTimes times; // of a processor
    PictureTimes passed; // by PictureOptions::clock: on a busy core more
    std::uint64_t beginTicks = 0; // of that clock: when the first part began
};

enum class ImageError { Unreadable, NotAPicture, TooLarge, OutOfMemory, FilterFailed, Unwritable };

struct PictureOptions
{
    bool salvage = false; // a damaged JPEG; otherwise it is an error
    int quality = kUsualQuality; // 1 to 100, of JPEG and WebP
    Clock clock{}; // of what passes
    /// Called with the open file of a result and what is in it, before it gets its name, which it
    /// does not when this fails.
    std::function<Result<void, ImageError>(int file, std::string_view bytes)> sealing{};
    /// Asked where a file has the result's name already; otherwise that is replaced.
    std::function<bool(const std::filesystem::path& file)> mayReplace{};
};

class ImageModule
{
public:
    ImageModule() = default;
    ImageModule(const ImageModule&) = delete;
    ImageModule& operator=(const ImageModule&) = delete;
    virtual ~ImageModule() = default;

    /// Filters the picture in the file `input`, the right way up, each filter by the functions of
    /// OpenCV that core/workload/image/filters.h names. Its 16 bits are kept where all filters and
    /// the result's format can, its alpha where the format can; what is not kept is in the notes.
    ///
    /// The result becomes `output` in the format of its ending, whole or not at all, in folders
    /// that are made where they are not there; an empty `output` drops it.
    [[nodiscard]] virtual Result<FilteredPicture, ImageError> filterFile(
        const std::filesystem::path& input,
        const std::filesystem::path& output,
        const FilterChain& filters,
        const PictureOptions& options = {}) const noexcept = 0;

    /// The same with a picture of a series, which it makes.
    [[nodiscard]] virtual Result<FilteredPicture, ImageError> filterSample(
        const SampleSeries& series,
        std::uint64_t index,
        const std::filesystem::path& output,
        const FilterChain& filters,
        const PictureOptions& options = {}) const noexcept = 0;

    /// The same step by step, for pictures whose strips are tasks.
    [[nodiscard]] virtual const StripModule& strips() const noexcept = 0;
};

/// What unfinishedName() begins with.
[[nodiscard]] inline std::filesystem::path unfinishedStem(const std::filesystem::path& output)
{
    return output.parent_path()
        / ("." + std::to_string(std::hash<std::string>()(output.filename())) + ".");
}

/// Where the process `pid` writes before it renames: whoever sees it die removes this file. The
/// name is not made of the output's, which may be as long as the system allows.
[[nodiscard]] inline std::filesystem::path unfinishedName(
    const std::filesystem::path& output, std::int64_t pid)
{
    return unfinishedStem(output) += std::to_string(pid) + ".part";
}

/// The library's function for that, as dlsym() gives it: a new module, or null when `version` is
/// not the one that the library was built with. The caller deletes the module.
using CreateImageModule = ImageModule* (*)(std::uint32_t version);
inline constexpr const char* kCreateImageModule = "interleaveCreateImageModule";

} // namespace interleave
