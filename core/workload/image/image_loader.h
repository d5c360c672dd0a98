// Loads the image filters when a run needs them.
#pragma once

#include "core/workload/image/image_module.h"
#include "core/workload/image/thumbnail.h"

#include <memory>
#include <span>
#include <vector>

namespace interleave {

enum class ImageModuleError { Missing, NotLoadable, WrongVersion };

/// Sets the environment variables that OpenCV reads only while it is loaded, once in a process.
/// Call it in main(), where no other thread can be reading the environment; loading does it where
/// nobody has.
void setOpenCvEnvironment();

/// Where the library is looked for, from the running program: where it was built, where it is
/// installed. None where nobody knows where it lies (programFolder()).
[[nodiscard]] std::vector<std::filesystem::path> imageModulePlaces();

/// Loads the library from the first of `places` that exists. Costs 50 to 100 ms the first time in a
/// process and then nothing: it stays loaded. Call it in the engine, before the workers are forked;
/// it starts no thread.
[[nodiscard]] Result<std::unique_ptr<ImageModule>, ImageModuleError> loadImageModule(
    std::span<const std::filesystem::path> places);

/// The same for what shows pictures; it comes from the same library.
[[nodiscard]] Result<std::unique_ptr<Thumbnailer>, ImageModuleError> loadThumbnailer(
    std::span<const std::filesystem::path> places);

} // namespace interleave
