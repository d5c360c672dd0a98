// What the sampler writes into the recording of a run that goes on.
#include "tests/support/engine_run.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace interleave::test {

namespace {

constexpr std::size_t kFrames = 6;

Experiment sleeping(std::int64_t workers)
{
    Experiment experiment;
    experiment.workload = WorkloadKind::Sleep;
    experiment.params["duration"] = 0.01;
    experiment.tasks = 100'000;
    experiment.chunk = 1;
    experiment.schedule = Schedule::Dynamic;
    experiment.workers = workers;
    return experiment;
}

/// The frames of a run that is stopped as soon as it has some.
std::vector<FrameActivity> sampled(const Experiment& experiment)
{
    std::vector<FrameActivity> frames;
    WatchedRun watched([&](Run& run, const Recording& recording) {
        frames = recording.utilisation().activity;
        if (frames.size() >= kFrames)
            run.cancel();
    });
    static_cast<void>(watched.run(experiment));
    return frames;
}

} // namespace

TEST(Sampler, CountsTheTasksThatHaveEndedAndThoseThatNobodyHasClaimed)
{
    const auto frames = sampled(sleeping(2));
    ASSERT_GE(frames.size(), kFrames);
    EXPECT_GT(frames.back().tasksEnded, frames.front().tasksEnded);
    for (const FrameActivity& frame : frames)
        EXPECT_NEAR(static_cast<double>(frame.tasksEnded + frame.queued), 100'000, 4);
}

TEST(Sampler, CountsASwitchForEveryTaskThatSleeps)
{
    const auto frames = sampled(sleeping(2));
    ASSERT_GE(frames.size(), kFrames);
    const std::uint64_t tasks = frames.back().tasksEnded - frames.front().tasksEnded;
    EXPECT_GE(frames.back().switches - frames.front().switches + 4, tasks);
}

TEST(Sampler, SeesTheMemoryOfEveryProcess)
{
    const auto frames = sampled(sleeping(4));
    ASSERT_GE(frames.size(), kFrames);
    EXPECT_GT(frames.front().residentBytes, 4U * 64 * 1024);
    EXPECT_LT(frames.front().residentBytes, 1ULL << 30U);
}

TEST(Sampler, CountsTheMemoryOfThreadsOnce)
{
    Experiment threads = sleeping(16);
    threads.executor = ExecutorKind::Threads;
    const auto apart = sampled(sleeping(16));
    const auto together = sampled(threads);
    ASSERT_GE(together.size(), kFrames);
    EXPECT_LT(together.back().residentBytes, apart.back().residentBytes / 2);
}

TEST(Sampler, SeesWorkersThatWaitForALock)
{
    Experiment crowded;
    crowded.sync = Primitive::Lock;
    crowded.workers = 4;
    crowded.tasks = 100'000;
    crowded.params["increments"] = std::int64_t{10};
    crowded.params["delay_ns"] = std::int64_t{100'000}; // inside the lock
    const auto frames = sampled(crowded);
    const auto most = std::ranges::max(frames, {}, &FrameActivity::waiting);
    EXPECT_GE(most.waiting, 1U);
    EXPECT_LE(most.waiting, 3U) << "one of four holds it";
}

TEST(Sampler, SeesNobodyWaitWhereThereIsNoLock)
{
    for (const FrameActivity& frame : sampled(sleeping(2)))
        EXPECT_EQ(frame.waiting, 0U);
}

} // namespace interleave::test
