// Runs an experiment in real processes for a test, with a hook that is called again and again
// meanwhile.
#pragma once

#include "core/engine/run.h"
#include "core/trace/recording.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>

namespace interleave::test {

class WatchedRun final : public RunObserver
{
public:
    /// Called every millisecond while a trial runs.
    using Hook = std::function<void(Run&, const Recording&)>;

    explicit WatchedRun(Hook hook = {})
        : m_hook(std::move(hook))
    {
    }

    RunResult run(const Experiment& experiment)
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
        auto result = m_run->execute(loop, *this);
        loop.unwatch(timer.descriptor());
        EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
        return *std::move(result);
    }

    void trialStarted(std::int64_t, const RecordingWriter& recording) override
    {
        m_recording.emplace(*Recording::open(recording.descriptor()));
    }
    void trialFinished(std::int64_t, const TrialResult&) override { m_recording.reset(); }
    void log(LogLevel, const std::string& text) override { logged += text + "\n"; }

    std::string logged{};

private:
    Hook m_hook;
    Run* m_run = nullptr;
    std::optional<Recording> m_recording;
};

inline RunResult runExperiment(const Experiment& experiment)
{
    return WatchedRun().run(experiment);
}

} // namespace interleave::test
