// What core knows of the image filters: one abstract class. The code behind it is a library of its
// own, libinterleave-image.so, because OpenCV's codecs take 50 to 100 ms to load and only image
// runs need them.
//
// Thread and process safety: a module holds no state. One that was loaded before a fork works in
// every child; no function starts a thread or lets an exception out.
#pragma once

#include "core/base/failure.h"
#include "core/model/filter_chain.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace interleave {

/// Changes with every change of this file; the loader refuses a library of another version.
inline constexpr std::uint32_t kImageModuleVersion = 2;

/// Private memory of a worker (SandboxRules::memoryBytes) that is enough for the largest picture
/// that the loader lets OpenCV read, 134 million pixels: read, blurred and written it takes 1.1 GB,
/// by other filters up to 1.3 GB. One that is made larger may not fit.
inline constexpr std::uint64_t kImageWorkerMemory = 1'536ULL << 20U;

inline constexpr int kSampleWidth = 1024;
inline constexpr int kSampleHeight = 768;

/// How many pixels of the filtered picture have each luminance, 0 to 255 (OpenCV's COLOR_BGR2GRAY).
struct LuminanceHistogram
{
    std::array<std::uint64_t, 256> bins{};
};

enum class ImageError { Unreadable, NotAPicture, TooLarge, OutOfMemory, FilterFailed, Unwritable };

class ImageModule
{
public:
    ImageModule() = default;
    ImageModule(const ImageModule&) = delete;
    ImageModule& operator=(const ImageModule&) = delete;
    virtual ~ImageModule() = default;

    /// Filters the picture in the file `input` as cv::imread gives it in colour, each filter by the
    /// functions of OpenCV that core/workload/image/filters.h names. The result becomes the PNG
    /// `output`, whole or not at all; an empty `output` drops it.
    [[nodiscard]] virtual Result<LuminanceHistogram, ImageError> filterFile(
        const std::filesystem::path& input,
        const std::filesystem::path& output,
        const FilterChain& filters) const noexcept = 0;

    /// The same with a picture that seed and index determine, kSampleWidth by kSampleHeight pixels.
    [[nodiscard]] virtual Result<LuminanceHistogram, ImageError> filterSample(std::uint64_t seed,
        std::uint64_t index,
        const std::filesystem::path& output,
        const FilterChain& filters) const noexcept = 0;
};

/// Where the process `pid` writes before it renames: whoever sees it die removes this file. The
/// name is not made of the output's, which may be as long as the system allows.
[[nodiscard]] inline std::filesystem::path unfinishedName(
    const std::filesystem::path& output, std::int64_t pid)
{
    return output.parent_path()
        / ("." + std::to_string(std::hash<std::string>()(output.filename())) + "."
            + std::to_string(pid) + ".part");
}

/// The library's one exported function, as dlsym() gives it: a new module, or null when `version`
/// is not the one that the library was built with. The caller deletes the module.
using CreateImageModule = ImageModule* (*)(std::uint32_t version);
inline constexpr const char* kCreateImageModule = "interleaveCreateImageModule";

} // namespace interleave
