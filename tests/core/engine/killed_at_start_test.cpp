// A host that kills the process of a run's worker while it starts, for a while or for ever.

#include "tests/support/engine_run.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// The name of a file that has a byte for each process that is still to be killed.
constexpr const char* kKills = "INTERLEAVE_TEST_KILLS";

bool isKilledAtItsStart()
{
    const char* const path = std::getenv(kKills);
    struct stat kills
    {
    };
    if (path != nullptr && ::stat(path, &kills) == 0 && kills.st_size > 0
        && ::truncate(path, kills.st_size - 1) == 0)
        std::raise(SIGKILL);
    return false;
}

// Before main() of a process that is spawned.
[[maybe_unused]] const bool kIsKilled = isKilledAtItsStart();

class KilledAtItsStart : public testing::TestWithParam<ExecutorKind>
{
protected:
    void SetUp() override { ::setenv(kKills, m_kills.c_str(), 1); }
    void TearDown() override { ::unsetenv(kKills); }

    TrialResult runWith(std::uintmax_t kills)
    {
        fs::resize_file(m_kills, kills);
        return runExperiment({.workload = WorkloadKind::Squares,
                                 .tasks = 20,
                                 .workers = 1,
                                 .executor = GetParam(),
                                 .startMethod = StartMethod::Spawn})
            .trials.at(0);
    }
    [[nodiscard]] std::uintmax_t killsLeft() const { return fs::file_size(m_kills); }

private:
    static fs::path emptyFileIn(const TemporaryFolder& folder)
    {
        const fs::path path = folder.path() / "kills";
        std::ofstream{path};
        return path;
    }

    TemporaryFolder m_folder;
    fs::path m_kills = emptyFileIn(m_folder);
};

INSTANTIATE_TEST_SUITE_P(Executors,
    KilledAtItsStart,
    testing::Values(ExecutorKind::Processes, ExecutorKind::ProcessPerTask),
    [](const auto& executor) { return executor.index == 0 ? "processes" : "per_task"; });

} // namespace

TEST_P(KilledAtItsStart, F429_AKillerThatStopsAfterNineCostsTheRunNothing)
{
    const TrialResult trial = runWith(9);
    EXPECT_EQ(killsLeft(), 0U);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded, 20U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_FALSE(trial.shortage);
    EXPECT_TRUE(noChildIsLeft());
}

TEST_P(KilledAtItsStart, F429_AHostThatKillsThemAllEndsTheRunWithItsReason)
{
    const TrialResult trial = runWith(1'000'000);
    EXPECT_EQ(trial.end, TrialEnd::Failed);
    EXPECT_EQ(trial.tasks.succeeded, 0U);
    ASSERT_FALSE(trial.errors.empty());
    EXPECT_THAT(trial.errors[0].message, HasSubstr("SIGKILL"));
    EXPECT_TRUE(noChildIsLeft());
}

} // namespace interleave::test
