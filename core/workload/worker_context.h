// All that a worker touches while it runs tasks. Everything but the clock lies in shared memory.
#pragma once

#include "core/ipc/futex.h"
#include "core/model/experiment.h"
#include "core/process/error_log.h"
#include "core/process/task_ledger.h"
#include "core/process/work_queue.h"
#include "core/sync/access.h"
#include "core/trace/recorder.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace interleave {

/// The parts, as an aggregate, so that whoever makes them names each.
struct WorkerParts
{
    Clock clock;
    WorkerIndex index;
    Primitive primitive;
    std::uint64_t delayNs; // between load and store of every update
    const FutexWord& stop; // not 0: leave after this task
    Recorder& recorder;
    TaskLedger ledger;
    ClaimSlot& slot;
    SharedState& shared;
    ErrorLog& errors;
    std::function<void()> taskFailed; // tells the engine at once
};

class WorkerContext final : public WorkerParts, public WaitObserver
{
public:
    explicit WorkerContext(WorkerParts parts)
        : WorkerParts(std::move(parts))
    {
    }

    [[nodiscard]] bool stopRequested() const { return stop.load(std::memory_order_relaxed) != 0; }
    /// What the task has waited for the primitive since the last call; saturates at 2^32 - 1 ticks.
    [[nodiscard]] std::uint32_t takeWaitTicks()
    {
        return static_cast<std::uint32_t>(
            std::min<std::uint64_t>(std::exchange(m_waitTicks, 0), UINT32_MAX));
    }

    void waitBegins() override { recorder.setState(WorkerState::Waiting); }
    void waitEnds(std::uint64_t ticks) override
    {
        m_waitTicks += ticks;
        recorder.setState(WorkerState::Working);
    }
    void ownerDied() override
    {
        const std::uint64_t now = clock.ticks();
        const std::uint64_t task = slot.current.load(std::memory_order_relaxed);
        shared.ownersDied.fetch_add(1, std::memory_order_relaxed);
        recorder.note({now, now, task, 0, 0, EventKind::OwnerDied, TaskOutcome::Succeeded});
    }

private:
    std::uint64_t m_waitTicks = 0;
};

} // namespace interleave
