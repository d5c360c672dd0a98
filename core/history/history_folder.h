// Where runs are kept: a folder with the database of all runs, and for each a file with what it
// gave.
//
//     history.db           what there is to list, filter and sort (history_schema.cpp)
//     runs/2026-11/*.json  a run as `interleave run --json` writes it
//     runs/2026-11/*.trace ... as the window saves it, with its recordings
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace interleave {

/// interleave/history in the user's folder for data (XDG_DATA_HOME); nothing where the variable
/// INTERLEAVE_HISTORY is "off", or where nobody knows a home.
[[nodiscard]] std::optional<std::filesystem::path> usualHistoryFolder();

[[nodiscard]] std::filesystem::path databaseIn(const std::filesystem::path& folder);

/// For a run that began then: "runs/2026-11/30-173412-5f3a9c0e1b2d4f60.json". No other has it, also
/// of those that other hosts keep in the same folder.
[[nodiscard]] std::string nameOfRunFile(std::int64_t startedMs, std::string_view ending);

/// Where the file of a run is; nothing where the name leads out of the folder of runs.
[[nodiscard]] std::optional<std::filesystem::path> runFileIn(
    const std::filesystem::path& folder, std::string_view name);

} // namespace interleave
