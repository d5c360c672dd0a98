#include "core/engine/recovery.h"

#include "core/trace/recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <utility>

namespace interleave {

namespace {

const char* kindOf(const ExitStatus& status)
{
    if (!status.signalled)
        return "exited";
    return status.code == SIGKILL ? "killed" : "crashed";
}

} // namespace

Recovery::Recovery(const RunPlan& plan,
    const Clock& clock,
    TrialMemory& memory,
    RecordingWriter& recording,
    RunObserver& observer)
    : m_plan(plan)
    , m_clock(clock)
    , m_memory(memory)
    , m_recording(recording)
    , m_observer(observer)
    , m_overdue(plan.workers)
{
}

void Recovery::settle(WorkerIndex index, pid_t pid, const ExitStatus& status)
{
    m_anyDeath = true;
    freeWhatItHeld(index);
    ClaimSlot& slot = m_memory.slot(index);
    slot.idleEpoch.store(0);
    const std::uint64_t begin = slot.begin.load();
    const std::uint64_t end = slot.end.exchange(0);
    const std::uint64_t current = slot.current.load();
    const bool held = begin < end && current >= begin && current < end;
    const TaskMark mark = held ? m_memory.ledger().mark(current) : TaskMark::Untouched;
    const bool inTask = mark == TaskMark::Started;
    m_observer.log(LogLevel::Warning,
        fmt::format("worker {} (pid {}) {}{}",
            index + 1,
            pid,
            status.text(),
            inTask ? fmt::format(" in task {}", current) : ""));
    if (inTask)
        m_plan.workload->workerDied(current, pid);
    const auto overdue = std::exchange(m_overdue[index], std::nullopt);
    const bool hitTheNextTask = inTask && overdue && *overdue != current;
    if (hitTheNextTask)
        startAgain(current);
    else if (inTask)
        failTask(index, pid, status, current, overdue.has_value());
    const bool currentIsLeft = mark == TaskMark::Untouched || hitTheNextTask;
    const std::uint64_t rest = currentIsLeft ? current : current + 1;
    if (held && rest < end)
        giveBack({rest, end});
}

// The overdue task ended just before the signal came, which hit the task after it.
void Recovery::startAgain(std::uint64_t task)
{
    m_memory.ledger().clear(task);
    m_uncertainUpdates += m_plan.workload->expected(task, 0).updates;
}

void Recovery::failTask(
    WorkerIndex index, pid_t pid, const ExitStatus& status, std::uint64_t task, bool timedOut)
{
    m_memory.ledger().finish(task, timedOut ? TaskMark::TimedOut : TaskMark::Failed, 0);
    m_uncertainUpdates += m_plan.workload->expected(task, 0).updates;
    recordEnd(index, task);
    ++m_failedTasks;
    if (m_errors.size() >= ErrorLog::kEntries)
        return;
    const std::string who = fmt::format("worker {} (pid {})", index + 1, pid);
    if (timedOut)
        m_errors.push_back({task,
            "timed-out",
            fmt::format("took longer than {} s; {} was killed", m_plan.experiment.timeout, who)});
    else
        m_errors.push_back({task, kindOf(status), fmt::format("{} {}", who, status.text())});
}

// The dead cannot write any more, so the engine makes the entry in its log.
void Recovery::recordEnd(WorkerIndex index, std::uint64_t task)
{
    Recorder(m_recording, index)
        .taskEnded({
            .begin = m_memory.slot(index).enteredTicks.load(),
            .end = m_clock.ticks(),
            .task = task,
            .waitTicks = 0,
            .core = static_cast<std::uint16_t>(m_recording.counters(index).core.load()),
            .kind = EventKind::Task,
            .outcome = TaskOutcome::Failed,
        });
}

void Recovery::freeWhatItHeld(WorkerIndex index)
{
    SharedState& shared = m_memory.block().shared;
    const Primitive primitive = m_plan.experiment.sync;
    const bool held = (primitive == Primitive::Semaphore && shared.semaphore.recover(index))
        || (primitive == Primitive::Spinlock && shared.spinlock.recover(index));
    if (held)
        m_observer.log(LogLevel::Warning,
            fmt::format(
                "worker {} died holding the {}; it was freed", index + 1, nameOf(primitive)));
}

void Recovery::giveBack(TaskRange range)
{
    if (!m_memory.block().queue.giveBack(range))
        m_waitingRanges.push_back(range);
}

bool Recovery::giveBackWhatIsLeft()
{
    if (!m_waitingRanges.empty()) {
        std::ranges::for_each(std::exchange(m_waitingRanges, {}),
            [this](const TaskRange& range) { giveBack(range); });
        return true;
    }
    return m_anyDeath && giveBackOrphans();
}

bool Recovery::giveBackOrphans()
{
    const TaskLedger ledger = m_memory.ledger();
    bool found = false;
    for (std::uint64_t task = 0; task < ledger.tasks(); ++task) {
        const std::uint64_t begin = task;
        while (task < ledger.tasks() && ledger.mark(task) == TaskMark::Untouched)
            ++task;
        if (task > begin) {
            giveBack({begin, task});
            found = true;
        }
    }
    return found;
}

} // namespace interleave
