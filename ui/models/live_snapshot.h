// What the window knows about a trial at one moment. The run controller reads it from the recording
// ten times a second and hands it to the views; views never see the engine or the recording.
#pragma once

#include "core/model/picture_account.h"
#include "core/trace/recording.h"
#include "ui/models/watching_meter.h"

#include <cstdint>
#include <vector>

namespace interleave::ui {

struct LiveSnapshot
{
    TrialState state = TrialState::Starting;
    std::uint64_t trial = 0; // from 0
    std::uint64_t trials = 1;
    std::uint64_t elapsedNs = 0;
    Counted counted = Counted::Tasks; // what the tasks are
    std::uint64_t tasks = 0;
    std::uint64_t tasksEnded = 0;
    LatencySummary latency;
    EventCounts events;
    std::vector<WorkerSnapshot> workers;
    std::vector<std::uint32_t> lockHolders; // by LockId: worker + 1, 0 while it is free
    UtilisationSeries utilisation;
    WatchingCost watching{}; // as far as it is measured
};

} // namespace interleave::ui
