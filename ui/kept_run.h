// A run of the window into the history, and back.
#pragma once

#include "core/history/history_error.h"
#include "core/history/history_run.h"
#include "ui/file_opening.h"

#include <filesystem>

namespace interleave::ui {

struct KeptRun
{
    std::int64_t id = 0;
    bool whole = true; // with its events
};

/// Events of all runs together: more are not kept, and nothing is taken away for them.
inline constexpr std::uint64_t kMostKeptBytes = std::uint64_t{4} << 30U;

/// `name`: what the run is called, also where nobody has named it. Any thread.
[[nodiscard]] Result<KeptRun, HistoryError> keepInHistory(const std::filesystem::path& folder,
    RunContent content,
    const QString& name,
    std::uint64_t mostBytes = kMostKeptBytes);

/// What its file holds. Any thread.
[[nodiscard]] tl::expected<FileContent, QString> readKept(
    const std::filesystem::path& folder, const HistoryRun& run);

} // namespace interleave::ui
