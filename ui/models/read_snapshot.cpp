#include "ui/models/read_snapshot.h"

namespace interleave::ui {

LiveSnapshot readSnapshot(const Recording& recording, std::uint64_t trials, Counted counted)
{
    LiveSnapshot live{
        .state = recording.state(),
        .trial = recording.trial(),
        .trials = trials,
        .elapsedNs = recording.elapsedNs(),
        .counted = counted,
        .tasks = recording.tasks(),
        .tasksEnded = recording.tasksEnded(),
        .latency = recording.latency(),
        .events = recording.eventCounts(),
        .utilisation = recording.utilisation(Recording::Series::CoresOnly),
    };
    live.lockHolders = recording.lockHolders();
    for (unsigned index = 0; index < recording.workers(); ++index)
        live.workers.push_back(recording.worker(index));
    return live;
}

} // namespace interleave::ui
