// All events of a recording in plain vectors, to be asked the slow way: what the index must agree
// with.
#pragma once

#include "core/timeline/recorded_task.h"
#include "core/trace/recording.h"

#include <vector>

namespace interleave::test {

/// The tasks of one worker, in the order of its log.
inline std::vector<RecordedTask> tasksOf(const Recording& recording, unsigned worker)
{
    std::vector<RecordedTask> tasks;
    std::uint64_t position = 0;
    for (const auto run : recording.log(worker)) {
        for (const Event& event : run) {
            if (event.kind == EventKind::Task)
                tasks.push_back({worker, position, event});
            ++position;
        }
    }
    return tasks;
}

inline std::vector<RecordedTask> tasksOf(const Recording& recording)
{
    std::vector<RecordedTask> all;
    for (unsigned worker = 0; worker < recording.workers(); ++worker) {
        const auto tasks = tasksOf(recording, worker);
        all.insert(all.end(), tasks.begin(), tasks.end());
    }
    return all;
}

} // namespace interleave::test
