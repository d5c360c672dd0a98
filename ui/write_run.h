// A run as a file: the counterpart of openSavedRun().
#pragma once

#include "core/base/system_error.h"
#include "ui/saved_run.h"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace interleave::ui {

/// Told how many bytes are written; false: stop, and leave nothing.
using GoOn = std::function<bool(std::uint64_t written)>;

/// Writes the recording with the result of its run, or the result alone as JSON where the name ends
/// so. Under the name there is the whole file or what was there before. Any thread; `run` needs
/// both.
[[nodiscard]] Result<void, SystemError> writeRun(
    const SavedRun& run, const std::filesystem::path& file, const GoOn& goOn);

} // namespace interleave::ui
