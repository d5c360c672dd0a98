// Gives the events of the arm that is shown to the model that all views of time share.
#pragma once

#include "ui/run/run_follower.h"

namespace interleave::ui {

class TimelineModel;

class RunEvents final : public RunFollower
{
public:
    /// `events` stays the caller's.
    explicit RunEvents(TimelineModel* events)
        : m_events(events)
    {
    }

protected:
    void start() override;
    void beginTrial() override;
    void showTrial(const TrialResult& trial) override;
    void showFailure() override;
    void showDropped() override;

private:
    void nameTasks();

    TimelineModel* m_events;
};

} // namespace interleave::ui
