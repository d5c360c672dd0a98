// A run in the history: what is listed of it. What it gave is in its file.
#pragma once

#include "core/model/run_result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

struct HistoryRun
{
    std::int64_t id = 0;
    std::string name;
    std::int64_t startedMs = 0; // since 1970, UTC
    std::string words; // of what it is
    std::string answer;
    std::string outcome; // "succeeded", "tasks-failed", "cancelled", "not-as-asked", "not-known"
    std::string version; // of the program that ran it
    std::string machine; // machineKey()
    std::int64_t trials = 0;
    std::int64_t seed = 0;
    bool star = false;
    std::string note{};
    std::vector<std::string> tags{};
    bool deleted = false;
    std::string file; // runFileIn() the history's folder
    std::uint64_t bytes = 0; // of the file
};

/// What is stored beside that, as JSON.
struct HistoryDetails
{
    std::string experiment; // as asked
    std::string readings; // machineReadings()
};

struct NewRun
{
    HistoryRun run; // its id, star, note and tags come later
    HistoryDetails details;
};

/// What a person reads of a run, and who made it.
struct RunWords
{
    std::string name;
    std::string words;
    std::string answer;
    std::string version;
};

/// Of a run that has just ended on this machine, with at least one trial; it says when it began.
[[nodiscard]] NewRun newRunOf(const RunResult& result, const RunWords& words);

} // namespace interleave
