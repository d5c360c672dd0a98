// What observes a run, or one of its arms: told what happens to it, and what had happened when it
// began to follow, in the same order and by the same calls. A view that can show a run that goes on
// can therefore show one that is over.
#pragma once

#include "ui/run/run.h"

#include <memory>

namespace interleave::ui {

inline constexpr std::uint32_t kAllArms = UINT32_MAX;

class RunFollower
{
public:
    RunFollower();
    RunFollower(const RunFollower&) = delete;
    RunFollower& operator=(const RunFollower&) = delete;
    RunFollower(RunFollower&&) = delete;
    RunFollower& operator=(RunFollower&&) = delete;
    virtual ~RunFollower();

    /// From now on this one; null: none.
    void follow(std::shared_ptr<Run> run, std::uint32_t arm = kAllArms);

protected:
    [[nodiscard]] const std::shared_ptr<Run>& run() const { return m_run; }
    /// That which is followed; of all of them that whose trial runs, or ran last.
    [[nodiscard]] std::uint32_t arm() const;
    /// Of the run, which must be there.
    [[nodiscard]] const RunArm& followedArm() const { return m_run->arms()[arm()]; }
    /// Whether a trial of it is running: what it gave before is told first, but not of this one.
    [[nodiscard]] bool inATrial() const;

    /// Another run, or none: nothing of it is known yet but what was asked.
    virtual void start() { }
    /// The arm's recording is there.
    virtual void beginTrial() { }
    virtual void showLive(const LiveSnapshot& /*live*/) { }
    /// Of the trial that goes on, those that have not been told.
    virtual void showFailures(const std::vector<TaskError>& /*failures*/) { }
    /// The arm has its history, and its series.
    virtual void showTrial(const TrialResult& /*trial*/) { }
    /// The run has its result.
    virtual void showEnd() { }
    virtual void showFailure() { }
    virtual void showLine(const LogLine& /*line*/) { }
    /// There are no recordings any more.
    virtual void showDropped() { }

private:
    void connectRun();
    void replay();
    void replayRecording();
    void replayTrials();

    std::shared_ptr<Run> m_run;
    std::uint32_t m_arm = kAllArms;
    std::unique_ptr<QObject> m_context; // of the connections to m_run
};

} // namespace interleave::ui
