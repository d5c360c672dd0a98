#include "core/engine/trial/recovery.h"

#include "core/trace/recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <string_view>

namespace interleave {

namespace {

const char* nameOfEnd(const ExitStatus& status)
{
    if (!status.ended)
        return "killed";
    if (!status.known)
        return "ended";
    if (!status.signalled)
        return "exited";
    return status.code == SIGKILL ? "killed" : "crashed";
}

// The task at which a process crashed by itself; nothing where it was somebody else's doing, or
// one of several threads'.
std::optional<std::uint64_t> crashedIn(
    const Recovery::Dead& dead, const std::vector<Claims::Hand>& hands)
{
    const ExitStatus& status = dead.status;
    const bool bySignal
        = status.known && status.signalled && status.code != SIGKILL && status.code != SIGTERM;
    if (!bySignal || hands.size() != 1 || hands.front().timedOut)
        return std::nullopt;
    return hands.front().task;
}

// What the experiment wanted to happen there is no property of the task.
bool hasFault(const RunPlan& plan, std::uint64_t task)
{
    return std::ranges::any_of(plan.faults, [&](const Fault& fault) { return fault.task == task; });
}

} // namespace

Recovery::Recovery(const RunPlan& plan,
    const Clock& clock,
    TrialMemory& memory,
    RecordingWriter& recording,
    RunObserver& observer,
    Primitive sync)
    : m_plan(plan)
    , m_clock(clock)
    , m_memory(memory)
    , m_claims(memory.block().queue,
          memory.ledger(),
          memory.slots(),
          memory.block().watchNotes,
          plan.experiment.schedule)
    , m_recording(recording)
    , m_observer(observer)
    , m_sync(sync)
{
}

std::string Recovery::Dead::end() const
{
    return (wasStopped ? "was stopped (SIGSTOP) while others waited, and " : "") + status.text();
}

std::string Recovery::Dead::text() const
{
    const std::string who = workers == 1
        ? fmt::format("worker {} (pid {})", first + 1, pid)
        : fmt::format("the process of all {} threads (pid {})", workers, pid);
    return fmt::format("{} {}", who, end());
}

void Recovery::settle(const Dead& dead)
{
    m_anyDeath = true;
    for (WorkerIndex index = dead.first; index < dead.first + dead.workers; ++index) {
        tellWhatItHeld(index, freeWhatItHeld(index), dead.status);
        countUncountedEnd(index);
        m_memory.slot(index).idleEpoch.store(0);
    }
    const std::vector<Claims::Hand> hands = m_claims.takeFromDead(dead.first, dead.workers);
    tell(dead, hands);
    if (const auto task = crashedIn(dead, hands); task && !hasFault(m_plan, *task))
        m_plan.workload->taskCrashed(*task, m_memory.area());
    for (const Claims::Hand& hand : hands) {
        m_plan.workload->workerDied(hand.task, dead.pid, m_memory.area());
        m_claims.settle(hand);
        if (hand.task)
            countLoss(dead, hand);
        noteDeath(hand.worker, hand.task);
    }
}

void Recovery::close(const Dead& dead)
{
    for (WorkerIndex index = dead.first; index < dead.first + dead.workers; ++index) {
        noteWaitWithoutEnd(index);
        if (!dead.status.clean())
            freeWhatItHeld(index);
        countUncountedEnd(index);
    }
}

void Recovery::takeBack(WorkerIndex index)
{
    m_anyDeath = true;
    freeWhatItHeld(index);
    countUncountedEnd(index);
    m_memory.slot(index).idleEpoch.store(0);
    m_memory.slot(index).ready.store(0);
    for (Claims::Hand& hand : m_claims.takeFromDead(index, 1)) {
        if (hand.task) {
            hand.again = LedgerReason::NotWatched;
            hand.rest.begin = *hand.task;
            m_uncertainUpdates += m_plan.workload->updatesAtMost(*hand.task, m_plan.shape());
        }
        m_claims.settle(hand);
    }
}

void Recovery::tell(const Dead& dead, const std::vector<Claims::Hand>& hands)
{
    std::vector<std::string> tasks;
    for (const Claims::Hand& hand : hands) {
        if (!hand.task)
            continue;
        const std::string name = m_plan.workload->taskName(*hand.task, m_memory.area());
        tasks.push_back(
            name.empty() ? std::to_string(*hand.task) : fmt::format("{} ({})", *hand.task, name));
    }
    const std::string where = tasks.empty() ? ""
        : tasks.size() == 1                 ? " in task " + tasks.front()
                                            : fmt::format(" in tasks {}", fmt::join(tasks, ", "));
    m_observer.log(LogLevel::Warning, dead.text() + where);
}

std::map<std::uint64_t, std::string> Recovery::failures()
{
    std::map<std::uint64_t, std::string> failures;
    m_memory.block().errors.forEach(
        m_plan.tasks,
        [&](std::optional<std::uint64_t> task, std::string_view message) {
            if (task)
                failures[*task] = m_plan.workload->failureOf(*task, std::string(message));
        },
        m_memory.moreErrors());
    for (const TaskError& error : m_errors) {
        if (error.task)
            failures[*error.task] = error.message;
    }
    return failures;
}

void Recovery::countLoss(const Dead& dead, const Claims::Hand& hand)
{
    m_uncertainUpdates += m_plan.workload->updatesAtMost(*hand.task, m_plan.shape());
    if (hand.again)
        return;
    // The dead cannot write any more, so the engine makes the entry in its log.
    Recorder(m_recording, hand.worker)
        .taskEnded(endOf(hand.worker, *hand.task, TaskOutcome::Failed));
    ++m_failedTasks;
    m_errors.push_back(errorOf(dead, hand));
}

void Recovery::lose(WorkerIndex index, std::uint64_t task, TaskMark mark, TaskError error)
{
    m_uncertainUpdates += m_plan.workload->updatesAtMost(task, m_plan.shape());
    m_memory.ledger().finish(task, mark, 0);
    Recorder(m_recording, index).taskEnded(endOf(index, task, TaskOutcome::Failed));
    ++m_failedTasks;
    m_errors.push_back(std::move(error));
}

TaskError Recovery::errorOf(const Dead& dead, const Claims::Hand& hand) const
{
    const std::string who = dead.workers == 1
        ? fmt::format("worker {} (pid {})", hand.worker + 1, dead.pid)
        : fmt::format("the process of thread {} (pid {})", hand.worker + 1, dead.pid);
    std::string name = m_plan.workload->taskName(*hand.task, m_memory.area());
    name += name.empty() ? "" : ": ";
    if (hand.timedOut)
        return {*hand.task,
            "timed-out",
            fmt::format(
                "{}took longer than {} s; {} was killed", name, m_plan.experiment.timeout, who)};
    return {*hand.task, nameOfEnd(dead.status), fmt::format("{}{} {}", name, who, dead.end())};
}

void Recovery::noteDeath(WorkerIndex index, std::optional<std::uint64_t> task)
{
    TraceEvent death = endOf(index, task.value_or(kNoTask), TaskOutcome::Failed);
    death.kind = EventKind::Died;
    death.begin = death.end;
    Recorder(m_recording, index).note(death);
}

// Of a deadlock, say. Who had the lock is known from the last look: by now it may be freed.
void Recovery::noteWaitWithoutEnd(WorkerIndex index)
{
    const RecordingHeader& header = m_recording.header();
    const std::uint64_t asked = m_recording.counters(index).asks.load() & 0xFFFFU;
    if (asked == 0 || asked > header.lockHolders.size())
        return;
    const ClaimSlot& slot = m_memory.slot(index);
    const std::uint64_t now = m_clock.ticks();
    const TraceEvent wait{.begin = std::min(slot.askedTicks.load(), now),
        .end = now,
        .task = slot.current.load(),
        .waitTicks = header.lockHolders.at(asked - 1).load(),
        .core = static_cast<std::uint16_t>(asked - 1),
        .kind = EventKind::Wait,
        .outcome = TaskOutcome::Failed};
    Recorder(m_recording, index).neverGot(wait, slot.enteredTicks.load());
}

// Killed between the task's entry in the ledger and that in the recorder.
void Recovery::countUncountedEnd(WorkerIndex index)
{
    const ClaimSlot& slot = m_memory.slot(index);
    const TaskRange claim = m_claims.claimOf(index);
    if (claim.empty())
        return;
    const std::uint64_t current = claim.begin;
    const TaskMark mark = m_memory.ledger().mark(current);
    if (!isFailure(mark) && !isWhole(mark))
        return;
    const std::uint64_t ended = slot.endedBefore.load() + (current - slot.begin.load()) + 1;
    if (m_recording.counters(index).tasks.load() < ended)
        Recorder(m_recording, index)
            .countEnd(endOf(index,
                current,
                mark == TaskMark::Succeeded ? TaskOutcome::Succeeded : TaskOutcome::Failed));
}

TraceEvent Recovery::endOf(WorkerIndex index, std::uint64_t task, TaskOutcome outcome)
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
    std::vector<LockId> held = block.shared.recover(m_sync, index);
    auto& asks = m_recording.counters(index).asks;
    if (const std::uint64_t asked = asks.load(); (asked & 0xFFFFU) != 0) { // it died waiting
        asks.store(asked >> 16U << 16U);
        block.shared.waiting.end(m_clock.ticks());
    }
    return held;
}

void Recovery::tellWhatItHeld(
    WorkerIndex index, const std::vector<LockId>& held, const ExitStatus& status)
{
    TrialBlock& block = m_memory.block();
    for (const LockId lock : held) {
        const bool taken = !status.ended && block.shared.isFreedByKernel(m_sync, lock);
        m_observer.log(LogLevel::Warning,
            fmt::format("worker {} {} holding {}; it {}",
                index + 1,
                status.ended ? "died" : "was killed",
                lockName(m_plan.experiment.workload, m_sync, lock),
                taken ? "stays taken until the kernel ends that worker" : "was freed"));
    }
}

} // namespace interleave
