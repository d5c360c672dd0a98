// All that a worker touches while it runs tasks. Everything but the clock lies in shared memory.
#pragma once

#include "core/evidence/tagged_add.h"
#include "core/ipc/futex.h"
#include "core/model/experiment.h"
#include "core/model/run_result.h"
#include "core/sync/access.h"
#include "core/trace/recorder.h"
#include "core/work/error_log.h"
#include "core/work/task_ledger.h"
#include "core/work/time_limit.h"
#include "core/work/work_queue.h"
#include "core/workload/shared_state.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>

namespace interleave {

/// The parts, as an aggregate, so that whoever makes them names each.
struct WorkerParts
{
    Clock clock;
    WorkerIndex index;
    Arm arm;
    std::uint64_t delayNs; // between load and store of every update
    const FutexWord& stop; // not 0: leave after this task
    Recorder& recorder;
    TaskLedger ledger;
    ClaimSlot& slot;
    SharedState& shared;
    std::span<std::byte> area; // the workload's own
    ErrorLog& errors;
    ErrorLog::More moreErrors;
    std::function<void()> taskFailed; // tells the engine at once
    std::optional<FileLock> fileLock; // its own, where that is the primitive
    TimeLimit limit; // of each task
    std::unique_ptr<LogWriter> log; // of what it reads, in a logged trial
    std::unique_ptr<TagSource> tags; // for what it stores, in a tagged trial
};

class WorkerContext final : public WorkerParts, public SyncObserver
{
public:
    explicit WorkerContext(WorkerParts parts)
        : WorkerParts(std::move(parts))
        , m_clockTicks(ticksOfARead(clock))
    {
    }

    /// Whether a task took longer than it may. What it has waited for other tasks does not count.
    [[nodiscard]] bool isLate(std::uint64_t begin, std::uint64_t end) const
    {
        if (limit.limitNs() == 0) [[likely]]
            return false;
        const std::uint64_t waitedUntil = slot.waitedUntil.load(std::memory_order_relaxed);
        return limit.isExceeded(std::max(begin, waitedUntil), end);
    }
    [[nodiscard]] bool stopRequested() const { return stop.load(std::memory_order_relaxed) != 0; }
    /// To be called again and again by a task that waits for what other tasks do: its time-out
    /// does not run meanwhile. One of them is late, and that one's does.
    void waitsForOthers() const
    {
        slot.waitedUntil.store(clock.ticks(), std::memory_order_relaxed);
    }
    /// What the task has waited for primitives since the last call; saturates at 2^32 - 1 ticks.
    [[nodiscard]] std::uint32_t takeWaitTicks()
    {
        return static_cast<std::uint32_t>(
            std::min<std::uint64_t>(std::exchange(m_waitTicks, 0), UINT32_MAX));
    }
    /// Publishes how often this worker has acquired a guard.
    void countAcquisitions()
    {
        publishAcquisitions();
        m_ofTasksBefore += std::exchange(acquisitions, 0);
        m_published = 0;
        recorder.countRetries(std::exchange(retries, 0));
    }
    /// Of additions by compare and swap.
    std::uint64_t retries = 0;

    void waitBegins(LockId lock, std::uint64_t ticks) override
    {
        shared.waiting.begin(ticks);
        slot.askedTicks.store(ticks, std::memory_order_relaxed);
        recorder.asks(lock);
        publishAcquisitions(); // it may wait for ever
    }
    void waitEnds(const LockTime& wait) override
    {
        recorder.got();
        shared.waiting.end(wait.end);
        m_waitTicks += wait.end - wait.begin;
        recorder.waited(
            eventOf(EventKind::Wait, wait), wait.lock == 0 && spinsWhileWaiting(arm.sync));
    }
    void held(const LockTime& stay, bool waited) override
    {
        LockTime time = stay; // without the clock that was read inside
        time.end = std::max(time.begin, time.end - std::min(time.end, m_clockTicks));
        const std::uint64_t all = m_ofTasksBefore + acquisitions;
        recorder.held(eventOf(EventKind::Hold, time), waited, all - m_timed);
        if (!waited)
            m_timed = all;
    }
    void ownerDied() override
    {
        const std::uint64_t now = clock.ticks();
        const std::uint64_t task = slot.current.load(std::memory_order_relaxed);
        shared.ownersDied.fetch_add(1, std::memory_order_relaxed);
        recorder.note({now, now, task, 0, 0, EventKind::OwnerDied, TaskOutcome::Succeeded});
    }

private:
    void publishAcquisitions()
    {
        recorder.countAcquisitions(acquisitions - std::exchange(m_published, acquisitions));
    }
    [[nodiscard]] TraceEvent eventOf(EventKind kind, const LockTime& time) const
    {
        return {.begin = time.begin,
            .end = time.end,
            .task = slot.current.load(std::memory_order_relaxed),
            .waitTicks = time.holder,
            .core = static_cast<std::uint16_t>(time.lock),
            .kind = kind,
            .outcome = TaskOutcome::Succeeded};
    }
    static std::uint64_t ticksOfARead(const Clock& clock)
    {
        std::uint64_t least = UINT64_MAX;
        for (int i = 0; i < 16; ++i) {
            const std::uint64_t begin = clock.ticks();
            least = std::min(least, clock.ticks() - begin);
        }
        return least;
    }

    std::uint64_t m_clockTicks;
    std::uint64_t m_waitTicks = 0;
    std::uint64_t m_published = 0; // of `acquisitions`
    std::uint64_t m_ofTasksBefore = 0; // acquisitions
    std::uint64_t m_timed = 0; // acquisitions until the stay that was timed last
};

} // namespace interleave
