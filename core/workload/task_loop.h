// The loop that every worker spends its life in: one task after the other, each timed, recorded and
// entered in the ledger. A template over the task and the way to the shared state, so that nothing
// virtual is called per task.
//
// One clock read per task: within a range a task begins when the one before it ended.
#pragma once

#include "core/work/claim_loop.h"
#include "core/workload/worker_context.h"

#include <fmt/format.h>

#include <exception>
#include <new>
#include <sched.h>
#include <string>

namespace interleave {

/// What a task gave: its result; or the error in words; or neither, when it stopped because it was
/// asked to.
struct TaskReport
{
    std::uint64_t result = 0;
    std::string error{};
    bool interrupted = false;
    bool midway = false; // it failed when it may have made some of its updates
};

/// Whether a workload updates the one word that can be watched (WorkloadInfo::tagged).
enum class Watchable { No, Yes };

/// Calls use(add) with the racing add of the trial's arm: bare, tagged or logged.
template <Watchable Word, class Pause, class Use>
void withRacingAdd(WorkerContext& worker, Pause pause, Use use)
{
    if constexpr (Word == Watchable::Yes) {
        if (worker.log)
            return use(LoggedAdd<Pause>{*worker.log, pause});
        if (worker.tags)
            return use(TaggedAdd<Pause>{*worker.tags, pause});
    }
    use(RacingAdd<Pause>{pause});
}

template <Watchable Word, class Use>
void withOpenAccess(WorkerContext& worker, Use use)
{
    const auto open = [&](auto add) { use(OpenAccess<decltype(add)>{add}); };
    if (worker.arm.sync == Primitive::Atomic) // nothing between load and store to widen
        open(AtomicAdd{});
    else if (worker.arm.sync == Primitive::CompareAndSwap)
        open(CasAdd{worker.retries});
    else if (worker.delayNs == 0)
        withRacingAdd<Word>(worker, NoPause{}, open);
    else
        withRacingAdd<Word>(worker, TimedPause(worker.clock, worker.delayNs), open);
}

/// Calls use(access) with the access that the trial's arm and delay ask for.
template <Watchable Word = Watchable::No, class Use>
void withAccess(WorkerContext& worker, Use use)
{
    if (!guardsCriticalSection(worker.arm.sync))
        return withOpenAccess<Word>(worker, use);
    FileLock* file = worker.fileLock ? &*worker.fileLock : nullptr;
    withGuard(worker.shared, worker.arm.sync, file, [&](auto& primitive, LockRecord& record) {
        RecordedGuard guard(primitive, record, 0, worker.index, worker.clock, worker);
        const TimedPause pause(worker.clock, worker.delayNs);
        withRacingAdd<Word>(worker, pause, [&](auto add) { use(GuardedAccess(guard, add)); });
    });
}

/// Of a task that has thrown: whether it may have made an update. Where a guard is taken for each,
/// one that has got none has made none.
inline bool mayHaveUpdated(const WorkerContext& worker)
{
    return !guardsCriticalSection(worker.arm.sync) || worker.acquisitions > 0;
}

/// Runs one task; an exception becomes its error.
template <class Task, class Access>
TaskReport runGuarded(
    const Task& task, std::uint64_t index, const Access& access, WorkerContext& worker)
{
    const auto failed = [&worker](std::string error) {
        return TaskReport{.error = std::move(error), .midway = mayHaveUpdated(worker)};
    };
    try {
        return task(index, access, worker);
    } catch (const std::bad_alloc&) {
        return failed("no memory for this task (std::bad_alloc); use fewer workers, or give more "
                      "memory");
    } catch (const std::exception& error) {
        return failed(error.what()[0] != '\0' ? error.what() : "unnamed exception");
    } catch (...) {
        return failed("an exception that is no std::exception");
    }
}

/// Of a task that was not stopped in time, and has ended by itself.
inline std::string tookTooLong(const WorkerContext& worker, std::uint64_t begin, std::uint64_t end)
{
    constexpr double kNsPerSecond = 1e9;
    return fmt::format("took {:.3g} s, longer than {:g} s",
        static_cast<double>(worker.clock.toNs(end - begin)) / kNsPerSecond,
        static_cast<double>(worker.limit.limitNs()) / kNsPerSecond);
}

inline void endTask(WorkerContext& worker,
    std::uint64_t index,
    std::uint64_t begin,
    std::uint64_t end,
    std::uint32_t runs,
    const TaskReport& report)
{
    const bool late = report.error.empty() && worker.isLate(begin, end);
    const bool succeeded = report.error.empty() && !late;
    if (!succeeded) [[unlikely]]
        worker.errors.append(
            index, late ? tookTooLong(worker, begin, end) : report.error, worker.moreErrors);
    worker.ledger.finish(index,
        succeeded           ? TaskMark::Succeeded
            : late          ? TaskMark::Late
            : report.midway ? TaskMark::FailedMidway
                            : TaskMark::Failed,
        report.result,
        runs);
    worker.countAcquisitions();
    worker.recorder.taskEnded({
        .begin = begin,
        .end = end,
        .task = index,
        .waitTicks = worker.takeWaitTicks(),
        .core = static_cast<std::uint16_t>(::sched_getcpu()),
        .kind = EventKind::Task,
        .outcome = succeeded ? TaskOutcome::Succeeded : TaskOutcome::Failed,
    });
    if (!succeeded) [[unlikely]]
        worker.taskFailed();
}

/// Runs the tasks of `range` until one is told to stop; what is not run stays untouched in the
/// ledger.
template <class Task, class Access>
void runRange(const Task& task, TaskRange range, const Access& access, WorkerContext& worker)
{
    const auto stopped = [&worker] { return worker.stopRequested(); };
    const auto run = [&](std::uint64_t index, std::uint64_t begin, std::uint32_t runs) {
        worker.limit.taskBegins();
        const TaskReport report = runGuarded(task, index, access, worker);
        std::optional<std::uint64_t> end;
        if (!report.interrupted) {
            end = worker.clock.ticks();
            endTask(worker, index, begin, *end, runs, report);
        }
        return end;
    };
    runTasks(range, worker.slot, worker.ledger, worker.clock.ticks(), stopped, run);
}

} // namespace interleave
