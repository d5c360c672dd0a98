// The tables of the history, and the way to them from every earlier version.
#pragma once

#include "core/base/failure.h"
#include "core/history/history_error.h"

#include <filesystem>

namespace SQLite {
class Database;
}

namespace interleave {

/// What "PRAGMA application_id" says of a history: "Intl".
inline constexpr int kHistoryApplication = 0x496e746c;

/// The version that this program reads and writes ("PRAGMA user_version").
[[nodiscard]] int newestHistoryVersion();

/// Looks whether it is a history, whole, and of which version; brings an older one to the newest.
[[nodiscard]] Result<void, HistoryError> prepareHistory(
    SQLite::Database& database, const std::filesystem::path& file);

/// Makes an empty history under that name, whole or not at all; leaves alone what has it already.
[[nodiscard]] Result<void, HistoryError> beginHistory(const std::filesystem::path& file);

} // namespace interleave
