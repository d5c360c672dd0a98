// Runs for a history, and the history they are in.
#pragma once

#include "core/base/file.h"
#include "core/history/history_folder.h"
#include "core/history/keep_run.h"
#include "core/model/run_result_text.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <SQLiteCpp/Database.h>

namespace interleave::test {

inline constexpr std::int64_t kBegan = 1'700'000'000'000;

/// A counter that lost something, with one trial.
inline RunResult sampleResult()
{
    RunResult result;
    result.startedMs = kBegan;
    result.machine
        = {.processor = "a processor", .kernel = "Linux 6", .cores = 2, .usableCores = 2};
    result.experiment.workers = 2;
    result.trials.emplace_back().wallNs = 1'000'000;
    result.arms.emplace_back();
    return result;
}

inline NewRun newRun(const std::string& name, std::int64_t startedMs = kBegan)
{
    RunResult result = sampleResult();
    result.startedMs = startedMs;
    return newRunOf(result,
        {.name = name, .words = "counter, 2 workers", .answer = "4 were lost", .version = "0.1"});
}

inline Result<std::int64_t, HistoryError> keep(const std::filesystem::path& folder,
    const NewRun& run,
    std::chrono::milliseconds patience = History::kPatience)
{
    return keepRun(
        folder,
        run,
        ".json",
        [](const std::filesystem::path& file) {
            return writeFileAtomically(file, runResultText(sampleResult()));
        },
        patience);
}

class InAHistory : public testing::Test
{
protected:
    [[nodiscard]] std::filesystem::path folder() const { return m_home.path() / "history"; }
    [[nodiscard]] std::filesystem::path database() const { return databaseIn(folder()); }
    [[nodiscard]] History open() const
    {
        return History::open(folder(), NoHistory::Begins).value();
    }
    std::int64_t add(const NewRun& run) { return keep(folder(), run).value(); }
    /// Their names, as they are listed.
    [[nodiscard]] std::vector<std::string> listed(const HistoryQuery& query = {}) const
    {
        const History history = open();
        const auto ids = history.ids(query).value();
        const auto runs = history.runs(ids).value();
        std::vector<std::string> names;
        std::ranges::transform(runs, std::back_inserter(names), &HistoryRun::name);
        return names;
    }

    TemporaryFolder m_home;
};

} // namespace interleave::test
