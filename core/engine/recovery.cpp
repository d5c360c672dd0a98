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

void Recovery::settle(const Dead& dead)
{
    m_anyDeath = true;
    bool anyOverdue = false;
    std::vector<std::uint64_t> tasks;
    std::vector<std::pair<WorkerIndex, InHand>> hands;
    for (WorkerIndex index = dead.first; index < dead.first + dead.workers; ++index) {
        tellWhatItHeld(index, freeWhatItHeld(index));
        countUncountedEnd(index);
        anyOverdue = anyOverdue || m_overdue[index].has_value();
        const InHand inHand = hands.emplace_back(index, takeFromHand(index)).second;
        if (inHand.task)
            tasks.push_back(*inHand.task);
    }
    tell(dead, tasks);
    for (const auto& [index, inHand] : hands) {
        m_plan.workload->workerDied(inHand.task, dead.pid, m_memory.area());
        if (inHand.task)
            settleTask(dead, index, *inHand.task, anyOverdue);
        if (inHand.rest.begin < inHand.rest.end)
            giveBack(inHand.rest);
        noteDeath(index, inHand.task);
        m_overdue[index].reset();
    }
}

bool Recovery::diedInTask(WorkerIndex index) const
{
    const ClaimSlot& slot = m_memory.slot(index);
    const std::uint64_t current = slot.current.load();
    return current >= slot.begin.load() && current < slot.end.load()
        && m_memory.ledger().mark(current) == TaskMark::Started;
}

void Recovery::close(const Dead& dead)
{
    for (WorkerIndex index = dead.first; index < dead.first + dead.workers; ++index) {
        if (!dead.status.clean())
            freeWhatItHeld(index);
        countUncountedEnd(index);
    }
}

Recovery::InHand Recovery::takeFromHand(WorkerIndex index)
{
    ClaimSlot& slot = m_memory.slot(index);
    slot.idleEpoch.store(0);
    const std::uint64_t begin = slot.begin.load();
    const std::uint64_t end = slot.end.exchange(0);
    const std::uint64_t current = slot.current.load();
    if (current < begin || current >= end)
        return {{}, {0, 0}};
    switch (m_memory.ledger().mark(current)) {
    case TaskMark::Untouched:
        return {{}, {current, end}};
    case TaskMark::Started:
        return {current, {current + 1, end}};
    default:
        return {{}, {current + 1, end}};
    }
}

void Recovery::tell(const Dead& dead, const std::vector<std::uint64_t>& tasks)
{
    const std::string who = dead.workers == 1
        ? fmt::format("worker {} (pid {})", dead.first + 1, dead.pid)
        : fmt::format("the process of all {} threads (pid {})", dead.workers, dead.pid);
    const std::string where = tasks.empty() ? ""
        : tasks.size() == 1                 ? fmt::format(" in task {}", tasks.front())
                                            : fmt::format(" in tasks {}", fmt::join(tasks, ", "));
    m_observer.log(LogLevel::Warning, fmt::format("{} {}{}", who, dead.status.text(), where));
}

void Recovery::settleTask(const Dead& dead, WorkerIndex index, std::uint64_t task, bool anyOverdue)
{
    const std::optional<std::uint64_t> overdue = m_overdue[index];
    if (overdue == task)
        failTask(dead, index, task, true);
    else if (overdue) // that had ended just before the signal came, which hit the task after it
        startAgain(task, LedgerReason::SignalHitNextTask);
    else if (anyOverdue)
        startAgain(task, LedgerReason::ProcessShared);
    else
        failTask(dead, index, task, false);
}

void Recovery::startAgain(std::uint64_t task, LedgerReason reason)
{
    m_memory.ledger().clear(task);
    m_again.push_back({task, reason});
    m_uncertainUpdates += m_plan.workload->expected(task, 0).updates;
    giveBack({task, task + 1});
}

void Recovery::failTask(const Dead& dead, WorkerIndex index, std::uint64_t task, bool timedOut)
{
    m_memory.ledger().finish(task, timedOut ? TaskMark::TimedOut : TaskMark::Failed, 0);
    m_uncertainUpdates += m_plan.workload->expected(task, 0).updates;
    // The dead cannot write any more, so the engine makes the entry in its log.
    Recorder(m_recording, index).taskEnded(endOf(index, task, TaskOutcome::Failed));
    ++m_failedTasks;
    if (m_errors.size() >= ErrorLog::kEntries)
        return;
    const std::string who = dead.workers == 1
        ? fmt::format("worker {} (pid {})", index + 1, dead.pid)
        : fmt::format("the process of thread {} (pid {})", index + 1, dead.pid);
    if (timedOut)
        m_errors.push_back({task,
            "timed-out",
            fmt::format("took longer than {} s; {} was killed", m_plan.experiment.timeout, who)});
    else
        m_errors.push_back(
            {task, kindOf(dead.status), fmt::format("{} {}", who, dead.status.text())});
}

void Recovery::noteDeath(WorkerIndex index, std::optional<std::uint64_t> task)
{
    Event death = endOf(index, task.value_or(kNoTask), TaskOutcome::Failed);
    death.kind = EventKind::Died;
    death.begin = death.end;
    Recorder(m_recording, index).note(death);
}

// Killed between the task's entry in the ledger and that in the recorder.
void Recovery::countUncountedEnd(WorkerIndex index)
{
    const ClaimSlot& slot = m_memory.slot(index);
    const std::uint64_t begin = slot.begin.load();
    const std::uint64_t current = slot.current.load();
    if (current < begin || current >= slot.end.load())
        return;
    const TaskMark mark = m_memory.ledger().mark(current);
    if (mark != TaskMark::Succeeded && mark != TaskMark::Failed)
        return;
    const std::uint64_t ended = slot.endedBefore.load() + (current - begin) + 1;
    if (m_recording.counters(index).tasks.load() < ended)
        Recorder(m_recording, index)
            .countEnd(endOf(index,
                current,
                mark == TaskMark::Succeeded ? TaskOutcome::Succeeded : TaskOutcome::Failed));
}

Event Recovery::endOf(WorkerIndex index, std::uint64_t task, TaskOutcome outcome)
{
    return {
        .begin = m_memory.slot(index).enteredTicks.load(),
        .end = m_clock.ticks(),
        .task = task,
        .waitTicks = 0,
        .core = static_cast<std::uint16_t>(m_recording.counters(index).core.load()),
        .kind = EventKind::Task,
        .outcome = outcome,
    };
}

std::vector<LockId> Recovery::freeWhatItHeld(WorkerIndex index)
{
    TrialBlock& block = m_memory.block();
    const Primitive primitive = block.arm.sync;
    std::vector<LockId> held = block.shared.recover(primitive, index);
    auto& asks = m_recording.counters(index).asks;
    if (const std::uint64_t asked = asks.load(); (asked & 0xFFFFU) != 0) { // it died waiting
        asks.store(asked >> 16U << 16U);
        block.shared.waiting.end(m_clock.ticks());
    }
    return held;
}

void Recovery::tellWhatItHeld(WorkerIndex index, const std::vector<LockId>& held)
{
    for (const LockId lock : held)
        m_observer.log(LogLevel::Warning,
            fmt::format("worker {} died holding {}; it was freed",
                index + 1,
                lockName(m_plan.experiment.workload, m_memory.block().arm.sync, lock)));
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
