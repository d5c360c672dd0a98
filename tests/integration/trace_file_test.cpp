// interleave run --trace: the recording of a run as a file that a window can open.

#include "core/base/json.h"
#include "core/model/run_result_json.h"
#include "core/trace/recording.h"
#include "tests/integration/started_program.h"
#include "tests/support/children.h"
#include "tests/support/process_tree.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

namespace interleave::test {

namespace {

using testing::HasSubstr;

class TraceFile : public testing::Test
{
protected:
    [[nodiscard]] std::string trace() const { return m_folder.path() / "run.trace"; }

    [[nodiscard]] Printed run(const std::string& arguments) const
    {
        return runProgram(INTERLEAVE_PROGRAM, "run --quiet " + arguments + " --trace " + trace());
    }
    [[nodiscard]] Recording open() const
    {
        auto opened = Recording::openFile(trace());
        EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().message);
        return *std::move(opened);
    }

private:
    TemporaryFolder m_folder;
};

RunResult resultIn(const Recording& recording)
{
    const auto result = runResultFromJson(Json::parse(recording.resultText(), nullptr, false));
    EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
    return result.value_or(RunResult{});
}

std::uint64_t tasksInLogs(const Recording& recording)
{
    std::uint64_t tasks = 0;
    for (unsigned worker = 0; worker < recording.workers(); ++worker) {
        for (const auto part : recording.log(worker))
            tasks += static_cast<std::uint64_t>(
                std::ranges::count(part, EventKind::Task, &TraceEvent::kind));
    }
    return tasks;
}

} // namespace

TEST_F(TraceFile, HasEveryTaskAndTheWholeResult)
{
    ASSERT_EQ(run("--workload squares --tasks 50000 --workers 2").status, 0);
    const Recording recording = open();
    EXPECT_EQ(recording.state(), TrialState::Finished);
    EXPECT_EQ(tasksInLogs(recording), 50'000U);
    const RunResult result = resultIn(recording);
    ASSERT_EQ(result.trials.size(), 1U);
    EXPECT_EQ(result.trials[0].tasks.succeeded, 50'000U);
    EXPECT_EQ(result.trials[0].workers[1].tasks, recording.worker(1).tasks);
}

TEST_F(TraceFile, OfSeveralTrialsIsTheLast)
{
    ASSERT_EQ(run("--workload squares --tasks 1000 --workers 2 --trials 3").status, 0);
    const Recording recording = open();
    EXPECT_EQ(recording.trial(), 2U);
    const RunResult result = resultIn(recording);
    ASSERT_EQ(result.trials.size(), 3U);
    EXPECT_NEAR(static_cast<double>(recording.elapsedNs()),
        static_cast<double>(result.trials[2].wallNs),
        1);
}

TEST_F(TraceFile, HasWhatWasDoneOfARunThatWasStopped)
{
    ChildProcess program = startInterleave({"run",
                                               "--quiet",
                                               "--workload",
                                               "sleep",
                                               "--tasks",
                                               "100000",
                                               "--workers",
                                               "2",
                                               "--trace",
                                               trace()},
        {});
    ASSERT_TRUE(eventually([&] { return childrenOf(program.pid()).size() == 2; })); // at work
    program.signal(SIGINT);
    EXPECT_EQ(waitFor(program).code, 130);
    const Recording recording = open();
    EXPECT_EQ(recording.state(), TrialState::Cancelled);
    EXPECT_EQ(resultIn(recording).trials.at(0).end, TrialEnd::Cancelled);
    EXPECT_EQ(tasksInLogs(recording), recording.tasksEnded());
}

TEST_F(TraceFile, OnADeviceWithoutRoomIsAnErrorWithTheRemedy)
{
    const Printed printed = runProgram(
        INTERLEAVE_PROGRAM, "run --quiet --workload squares --tasks 100 --trace /dev/full");
    EXPECT_EQ(printed.status, 3);
    EXPECT_THAT(printed.err, HasSubstr("cannot write /dev/full: No space left on device (free"));
}

TEST_F(TraceFile, InAFolderThatIsNotThereStartsNothing)
{
    const Printed printed = runProgram(
        INTERLEAVE_PROGRAM, "run --workload squares --tasks 100 --trace /nowhere/run.trace");
    EXPECT_EQ(printed.status, 2);
    EXPECT_THAT(printed.err, HasSubstr("/nowhere/run.trace"));
    EXPECT_EQ(printed.out, "");
}

} // namespace interleave::test
