// The memory that the engine and the workers of one trial share for writing; nobody else sees it.
//
//   TrialBlock | ClaimSlot[workers] | TaskLedger::Line[...] | ErrorLog::Entry[...] | the workload's
//   area
#pragma once

#include "core/ipc/shared_memory.h"
#include "core/model/run_result.h"
#include "core/work/error_log.h"
#include "core/work/task_ledger.h"
#include "core/work/time_limit.h"
#include "core/work/work_queue.h"
#include "core/workload/shared_state.h"

#include <vector>

namespace interleave {

struct TrialBlock
{
    alignas(kCacheLine) FutexWord gate; // 0 until all workers are ready
    FutexWord stop; // 1: workers leave after their task
    Arm arm; // of this trial
    std::uint64_t ignoredSignals; // by the engine, on purpose: see ignoredStopSignals()
    std::atomic<std::uint64_t> killsWanted; // a bit for each fault of the plan that is due
    alignas(kCacheLine) FutexWord epoch; // from 1; moves on when there may be new work, or an end
    WorkQueue queue;
    WatchNotes watchNotes;
    SharedState shared;
    ErrorLog errors;
};

struct TrialMemorySpec
{
    HandingOut handingOut{};
    std::size_t areaBytes = 0; // the workload's own
    Arm arm{};
    std::uint32_t permits = 1; // of the semaphores
};

class TrialMemory
{
public:
    /// What create() takes.
    [[nodiscard]] static std::uint64_t leastBytes(
        std::uint64_t tasks, std::uint32_t workers, std::uint64_t areaBytes);

    /// Takes all its pages at once, so that a machine without memory is an error here and not a
    /// signal later; but those for the names of failures come when tasks fail.
    [[nodiscard]] static Result<TrialMemory, SystemError> create(
        std::uint64_t tasks, const TrialMemorySpec& how);

    /// In a process that has not inherited it: the memory that create() made for as many tasks and
    /// workers.
    [[nodiscard]] static Result<TrialMemory, SystemError> attach(
        UniqueFd descriptor, std::uint64_t tasks, std::uint32_t workers);

    [[nodiscard]] int descriptor() const { return m_memory.descriptor(); }
    [[nodiscard]] TrialBlock& block() { return *m_memory.objects<TrialBlock>(0, 1).data(); }
    [[nodiscard]] std::span<ClaimSlot> slots();
    [[nodiscard]] ClaimSlot& slot(std::uint32_t worker) { return slots()[worker]; }
    [[nodiscard]] TaskLedger ledger();
    /// Ranges of tasks, in their order; nobody has begun any other one. Of a hundred million tasks
    /// of which a cancelled run began a few, looking at each would take seconds.
    [[nodiscard]] std::vector<TaskRange> tasksTouched();
    /// For the failures that find no room in the block's error log.
    [[nodiscard]] ErrorLog::More moreErrors();
    [[nodiscard]] std::span<std::byte> area();

private:
    TrialMemory(SharedMemory memory, std::uint64_t tasks, std::uint32_t workers)
        : m_memory(std::move(memory))
        , m_tasks(tasks)
        , m_workers(workers)
    {
    }

    SharedMemory m_memory;
    std::uint64_t m_tasks;
    std::uint32_t m_workers;
};

} // namespace interleave
