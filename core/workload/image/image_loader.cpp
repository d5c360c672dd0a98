#include "core/workload/image/image_loader.h"

#include "core/base/program_file.h"

#include <fmt/core.h>

#include <cstdlib>
#include <dlfcn.h>
#include <string_view>

namespace interleave {

namespace {

namespace fs = std::filesystem;

using Loaded = Result<std::unique_ptr<ImageModule>, ImageModuleError>;

constexpr const char* kLibrary = "libinterleave-image.so";

/// Twice what large cameras give; OpenCV's own limit is 8 times that. kImageWorkerMemory follows
/// from it.
constexpr const char* kMaxPixels = "134217728";

tl::unexpected<Failure<ImageModuleError>> failMissing(std::span<const fs::path> places)
{
    if (const auto folder = programFolder(); places.empty() && !folder)
        return fail(ImageModuleError::Missing, folder.error().message);
    std::string names;
    for (const fs::path& place : places)
        names += fmt::format("{}{}", names.empty() ? "" : " or ", place.string());
    return fail(ImageModuleError::Missing,
        fmt::format(
            "the image filters are missing: there is no {} (build or install Interleave again)",
            names));
}

/// What the library's function `name` makes.
template <class Made, class Create>
Made load(const fs::path& path, const char* name, std::uint32_t version)
{
    setOpenCvEnvironment();
    // Never unloaded: some of the 130 libraries behind OpenCV leave exit handlers behind.
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr)
        return fail(ImageModuleError::NotLoadable,
            fmt::format("cannot load the image filters {}: {} (install OpenCV's core, imgproc and "
                        "imgcodecs)",
                path.string(),
                ::dlerror()));
    const auto create = reinterpret_cast<Create>(::dlsym(library, name));
    auto* made = create == nullptr ? nullptr : create(version);
    if (made == nullptr)
        return fail(ImageModuleError::WrongVersion,
            fmt::format(
                "the image filters {} belong to another version of Interleave (build or install "
                "Interleave again)",
                path.string()));
    return typename Made::value_type(made);
}

template <class Made, class Create>
Made loadFirst(std::span<const fs::path> places, const char* name, std::uint32_t version)
{
    for (const fs::path& place : places) {
        std::error_code ignored; // a place that can't be looked at is no place
        if (fs::exists(place, ignored))
            return load<Made, Create>(place, name, version);
    }
    return failMissing(places);
}

} // namespace

void setOpenCvEnvironment()
{
    if (std::getenv("OPENCV_IO_MAX_IMAGE_PIXELS") == nullptr) // a user's own is harmless
        ::setenv("OPENCV_IO_MAX_IMAGE_PIXELS", kMaxPixels, 1);
    // OpenCV links BLAS; the threaded OpenBLAS would start a thread per core while it is loaded.
    const char* threads = std::getenv("OPENBLAS_NUM_THREADS");
    if (threads == nullptr || std::string_view(threads) != "1")
        ::setenv("OPENBLAS_NUM_THREADS", "1", 1);
}

std::vector<fs::path> imageModulePlaces()
{
    const auto folder = programFolder();
    if (!folder) // not in the working folder, where anybody's may lie
        return {};
    const fs::path libraries = folder->parent_path() / "lib";
    return {libraries / kLibrary, libraries / "interleave" / kLibrary};
}

Loaded loadImageModule(std::span<const fs::path> places)
{
    return loadFirst<Loaded, CreateImageModule>(places, kCreateImageModule, kImageModuleVersion);
}

Result<std::unique_ptr<Thumbnailer>, ImageModuleError> loadThumbnailer(
    std::span<const fs::path> places)
{
    return loadFirst<Result<std::unique_ptr<Thumbnailer>, ImageModuleError>, CreateThumbnailer>(
        places, kCreateThumbnailer, kThumbnailerVersion);
}

} // namespace interleave
