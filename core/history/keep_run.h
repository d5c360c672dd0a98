// Keeps a run: its file first, then its place in the history. Who dies in between leaves a file
// that can be opened, and nothing that says otherwise.
#pragma once

#include "core/base/system_error.h"
#include "core/history/history.h"

#include <functional>
#include <string_view>

namespace interleave {

/// Writes what the run gave under this name, whole or not at all.
using WriteRun = std::function<Result<void, SystemError>(const std::filesystem::path& file)>;

/// How long a run that was removed can be restored: until one that began later is kept.
inline constexpr std::chrono::hours kKeptWhenRemoved{24 * 7};

/// Gives back the run's id. `ending`, of its file, says which format `write` has.
[[nodiscard]] Result<std::int64_t, HistoryError> keepRun(const std::filesystem::path& folder,
    NewRun run,
    std::string_view ending,
    const WriteRun& write,
    std::chrono::milliseconds patience = History::kPatience);

/// What its file says, a RunResult as text (run_result_text.h).
[[nodiscard]] Result<std::string, HistoryError> resultTextOf(
    const std::filesystem::path& folder, const HistoryRun& run);

/// The same of any file, a result as JSON or a saved recording; otherwise why there is none.
[[nodiscard]] tl::expected<std::string, std::string> resultTextIn(
    const std::filesystem::path& file);

} // namespace interleave
