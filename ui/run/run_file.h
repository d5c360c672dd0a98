// A run as a file, and back. A .trace is the recordings of its arms' last trials, one after the
// other, with the result of the whole run in the first, and what was logged of their updates after
// them; a .json is the result alone. Both have the log.
//
// Any thread.
#pragma once

#include "core/base/system_error.h"
#include "ui/run/run.h"

#include <QString>

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>

namespace interleave::ui {

struct OpenedRun
{
    RunContent content;
    QString problem{}; // why the result that is in the file cannot be shown
};

/// Whether the file begins as a recording does; false where it cannot be read.
[[nodiscard]] bool isRecording(const QString& file);

/// The error is a sentence that names the file and the remedy. Reads no events, but what was
/// logged of updates, of which it finds the history again: tens of nanoseconds each.
[[nodiscard]] tl::expected<OpenedRun, QString> openRecordedRun(const QString& file);
/// From the JSON of a result, read from `source`.
[[nodiscard]] tl::expected<OpenedRun, QString> runFromResultText(
    std::string_view text, const QString& source);

/// Told how many bytes are written; false: stop, and leave nothing.
using GoOn = std::function<bool(std::uint64_t written)>;

/// Writes the whole run, or its result alone where the name ends in .json or no recording is left.
/// Under the name there is the whole file or what was there before. `run` needs a result.
[[nodiscard]] Result<void, SystemError> writeRun(
    const RunContent& run, const std::filesystem::path& file, const GoOn& goOn);

} // namespace interleave::ui
