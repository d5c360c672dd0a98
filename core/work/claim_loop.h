// A worker's side of its claims: the loops in which it spends its life, one over ranges, one over
// the tasks of a range. Their stores come in the order on which Claims relies.
//
// Process safety: a worker may be killed at any instruction (core/work/claims.h).
#pragma once

#include "core/base/clock.h"
#include "core/work/task_ledger.h"
#include "core/work/work_queue.h"

namespace interleave {

/// Claims and runs until nothing is left or `stopped()`. `runRange` is false when it was told to
/// stop within the range: what is left of that stays noted, for the owner to give back.
template <class Stopped, class RunRange>
void runClaims(WorkQueue& queue,
    ClaimSlot& slot,
    const Clock& clock,
    TaskPace& pace,
    Stopped stopped,
    RunRange runRange)
{
    while (!stopped()) {
        const auto range = queue.claim(slot, pace.ns());
        if (!range)
            return;
        const std::uint64_t begin = queue.adapts() ? clock.ticks() : 0;
        if (!runRange(*range))
            return;
        if (queue.adapts())
            pace.add(clock.toNs(clock.ticks() - begin), range->end - range->begin);
        slot.drop();
    }
}

/// Runs the tasks of a range. `run(task, begin, runs)` ends one in the ledger, and tells when that
/// was, where the next one begins; nothing when it was told to stop. False when somebody was.
template <class Stopped, class Run>
bool runTasks(TaskRange range,
    ClaimSlot& slot,
    TaskLedger& ledger,
    std::uint64_t begin,
    Stopped stopped,
    Run run)
{
    for (std::uint64_t task = range.begin; task < range.end; ++task) {
        if (stopped())
            return false;
        slot.enteredTicks.store(begin, std::memory_order_release);
        slot.current.store(task, std::memory_order_release);
        const std::uint32_t runs = ledger.start(task);
        const std::optional<std::uint64_t> end = run(task, begin, runs);
        if (!end)
            return false;
        begin = *end;
    }
    return true;
}

} // namespace interleave
