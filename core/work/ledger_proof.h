// Proves from a ledger that each task ran exactly once, or says which did not and why.
//
// Whoever begins a task counts that in the task's entry. If every entry shows one begin and one
// end, then no task was left out and none was run twice. The engine keeps a second count apart from
// that: whoever ends a task counts it in its recorder, and both must agree.
#pragma once

#include "core/work/claim_slot.h"
#include "core/work/ledger_result.h"
#include "core/work/task_ledger.h"

#include <optional>
#include <span>

namespace interleave {

/// A task that its owner had to let run again, and why.
struct RunAgain
{
    std::uint64_t task;
    LedgerReason reason;
};

/// O(tasks). `endsCounted` is the sum over all recorders, where there are any; `again` what the
/// owner has noted; `stopped` says that tasks may be left out. Tasks outside of the ranges
/// `touched`, which are in order, are known never to have been begun.
[[nodiscard]] LedgerResult proveLedger(const TaskLedger& ledger,
    std::optional<std::uint64_t> endsCounted,
    std::span<const RunAgain> again,
    bool stopped,
    std::span<const TaskRange> touched);
[[nodiscard]] LedgerResult proveLedger(const TaskLedger& ledger,
    std::optional<std::uint64_t> endsCounted,
    std::span<const RunAgain> again,
    bool stopped);

} // namespace interleave
