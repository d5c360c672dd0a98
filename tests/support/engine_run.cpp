#include "tests/support/engine_run.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <sys/wait.h>

namespace interleave::test {

RunResult WatchedRun::run(const Experiment& experiment)
{
    raiseDescriptorLimit();
    EventLoop loop = EventLoop::create().value();
    const Timer timer = Timer::create().value();
    timer.startEvery(1'000'000);
    auto planned = Run::plan(experiment);
    EXPECT_TRUE(planned.has_value()) << (planned ? "" : planned.error().message);
    m_run = planned->get();
    EXPECT_TRUE(loop.watch(timer.descriptor(), [&] {
        timer.acknowledge();
        if (m_hook && m_recording)
            m_hook(*m_run, *m_recording);
    }));
    auto result = m_run->execute(loop, *this, m_look);
    loop.unwatch(timer.descriptor());
    EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
    return *std::move(result);
}

void WatchedRun::trialStarted(std::int64_t, const RecordingWriter& recording)
{
    m_recording.emplace(*Recording::open(recording.descriptor()));
}

RunResult runExperiment(const Experiment& experiment)
{
    return WatchedRun().run(experiment);
}

TrialResult runUntil(WatchedRun& run, Experiment& experiment, int& events, int atLeast)
{
    for (;; *experiment.tasks *= 2) {
        events = 0;
        TrialResult trial = run.run(experiment).trials.at(0);
        if (events >= atLeast || testing::Test::HasFailure())
            return trial;
    }
}

bool noChildIsLeft()
{
    return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

} // namespace interleave::test
