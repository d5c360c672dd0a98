// A recording of twenty tasks of two workers, for a test that writes its log.
#pragma once

#include "core/trace/recorder.h"
#include "tests/support/synthetic_recording.h"

#include <cstdint>

namespace interleave::ui {

inline constexpr test::SyntheticSpec kTwenty{
    .tasks = 20, .workers = 2, .failedOneIn = 0, .lockOneIn = 0, .deathOneIn = 0};

/// Of a log that others read, one task after the other.
inline void log(test::SyntheticRun& run,
    std::uint32_t worker,
    std::uint64_t task,
    std::uint64_t end,
    TaskOutcome outcome = TaskOutcome::Succeeded)
{
    Recorder(run.writer(), worker).taskEnded({end - 10, end, task, 0, 0, EventKind::Task, outcome});
}

} // namespace interleave::ui
