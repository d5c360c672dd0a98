// Proves from a trial's ledger that each task ran exactly once, or says which did not and why.
//
// Two counts are kept apart from each other. Whoever begins a task counts that in the task's entry;
// whoever ends one counts that in its recorder. Nothing else in the engine writes either. If every
// entry shows one begin and one end, and the recorders have counted as many ends as there are
// tasks, then no task was left out and none was run twice.
#pragma once

#include "core/model/run_result.h"
#include "core/process/task_ledger.h"

#include <span>

namespace interleave {

/// A task that the engine had to let run again, and why.
struct RunAgain
{
    std::uint64_t task;
    LedgerReason reason;
};

/// O(tasks). `endsCounted` is the sum over all recorders; `again` what the engine has noted.
[[nodiscard]] LedgerResult proveLedger(const TaskLedger& ledger,
    std::uint64_t endsCounted,
    std::span<const RunAgain> again,
    TrialEnd end);

} // namespace interleave
