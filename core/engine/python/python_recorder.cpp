#include "core/engine/python/python_recorder.h"

#include "core/base/is_stopped.h"
#include "core/model/python_executor.h"
#include "core/workload/image/picture_area.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

template <class T>
T read(T& shared)
{
    return std::atomic_ref(shared).load(std::memory_order_acquire);
}

constexpr double kNsPerSecond = 1e9;

} // namespace

PythonRecorder::PythonRecorder(const RunPlan& plan,
    const Clock& clock,
    PythonLogs& logs,
    PythonPictures* pictures,
    TrialMemory& memory,
    RecordingWriter& recording,
    Recovery& recovery,
    TrialSampler& sampler)
    : m_plan(plan)
    , m_clock(clock)
    , m_logs(logs)
    , m_pictures(pictures)
    , m_memory(memory)
    , m_recording(recording)
    , m_recovery(recovery)
    , m_sampler(sampler)
    , m_workers(plan.workers)
{
}

void PythonRecorder::takeNew()
{
    for (WorkerIndex index = 0; index < m_workers.size(); ++index)
        takeFrom(index);
}

// Who is there first: then the events of whoever was there before are complete.
void PythonRecorder::takeFrom(WorkerIndex index)
{
    const PythonWorker now = m_logs.worker(index);
    while (takeEvent(index)) { }
    if (now.process != m_workers[index].process)
        greet(index, now);
    loseIfItsProcessHasEnded(index);
}

void PythonRecorder::greet(WorkerIndex index, const PythonWorker& now)
{
    Worker& worker = m_workers[index];
    WorkerCounters& counters = m_recording.counters(index);
    if (worker.process != 0 && !startsAProcessPerTask(m_plan.experiment)) {
        ++m_deaths;
        counters.respawned.fetch_add(1);
        m_sampler.workerEnded(index, {.ns = worker.cpuNs});
    }
    worker.process = now.process;
    worker.cpuNs = 0;
    counters.pid.store(now.process);
    if (counters.state.load() != WorkerState::Working)
        counters.state.store(WorkerState::Idle);
    m_memory.slot(index).thread.store(static_cast<std::int32_t>(now.thread));
}

// Whether there may be another.
bool PythonRecorder::takeEvent(WorkerIndex index)
{
    Worker& worker = m_workers[index];
    const std::span<PythonEvent> events = m_logs.events(index);
    if (worker.isBroken || worker.next >= events.size())
        return false;
    PythonEvent& event = events[worker.next];
    if (read(event.process) == 0)
        return false;
    if (!worker.inATask && !begin(index, event)) {
        worker.isBroken = true;
        return false;
    }
    if (const std::uint64_t end = read(event.end); end != 0) {
        finish(index, event, end);
        return true;
    }
    const bool another
        = worker.next + 1 < events.size() && read(events[worker.next + 1].process) != 0;
    if (another) // of who came after one that died
        lose(index,
            TaskMark::Died,
            "ended",
            nameOf(index) + " ended in it; how, Python does not tell");
    return another;
}

bool PythonRecorder::begin(WorkerIndex index, const PythonEvent& event)
{
    const std::uint64_t task = std::uint64_t{event.taskPlusOne} - 1;
    TaskLedger ledger = m_memory.ledger();
    if (task >= ledger.tasks() || ledger.mark(task) != TaskMark::Untouched)
        return false;
    Worker& worker = m_workers[index];
    worker.inATask = true;
    worker.tasksProcess = event.process;
    ClaimSlot& slot = m_memory.slot(index);
    slot.enteredTicks.store(event.begin);
    slot.note({task, task + 1});
    ledger.start(task);
    m_recording.counters(index).state.store(WorkerState::Working);
    static_cast<void>(m_memory.block().queue.claim(m_queued));
    ++m_begun;
    return true;
}

void PythonRecorder::finish(WorkerIndex index, const PythonEvent& event, std::uint64_t end)
{
    const std::uint64_t task = m_memory.slot(index).current.load();
    const std::uint64_t began = m_memory.slot(index).enteredTicks.load();
    end = std::max(end, began);
    const TaskMark mark = markOf(event, end);
    if (mark == TaskMark::Late)
        m_memory.block().errors.append(task,
            fmt::format("took {:.3g} s, longer than {:g} s",
                static_cast<double>(end - began) / kNsPerSecond,
                m_plan.experiment.timeout),
            m_memory.moreErrors());
    if (m_pictures != nullptr && event.failed == 0)
        takePicture(index, end, mark);
    m_memory.ledger().finish(task, mark, event.result);
    if (isWhole(mark))
        m_results += {event.result, 1};
    penOf(index).taskEnded({.begin = began,
        .end = end,
        .task = task,
        .waitTicks = 0,
        .core = event.core,
        .kind = EventKind::Task,
        .outcome = mark == TaskMark::Succeeded ? TaskOutcome::Succeeded : TaskOutcome::Failed});
    noteProcessorTime(index, event.cpuNs);
    endTask(index);
}

// As a worker of ours does right before the end of such a task.
void PythonRecorder::takePicture(WorkerIndex index, std::uint64_t end, TaskMark mark)
{
    const ClaimSlot& slot = m_memory.slot(index);
    const std::uint64_t task = slot.current.load();
    const FilteredPicture picture = m_pictures->made(task, slot.enteredTicks.load());
    const EndingPicture ending{picture, task, index};
    keepPicture(m_memory.area(), m_plan.workers, ending, m_memory.ledger());
    noteParts(penOf(index), m_clock, end, ending);
    if (isWhole(mark))
        addTo(m_brightness, picture.bins);
}

Recorder& PythonRecorder::penOf(WorkerIndex index)
{
    std::optional<Recorder>& pen = m_workers[index].pen;
    return pen ? *pen : pen.emplace(m_recording, index);
}

// What has raised may have counted some of its increments; other tasks give all or nothing.
TaskMark PythonRecorder::markOf(const PythonEvent& event, std::uint64_t end)
{
    if (event.failed != 0)
        return m_plan.experiment.workload == WorkloadKind::Counter ? TaskMark::FailedMidway
                                                                   : TaskMark::Failed;
    const double limit = m_plan.experiment.timeout;
    const bool late = limit > 0 && static_cast<double>(end - event.begin) > limit * kNsPerSecond;
    return late ? TaskMark::Late : TaskMark::Succeeded;
}

// A process of which that was the only task has had this in its life.
void PythonRecorder::noteProcessorTime(WorkerIndex index, std::uint64_t cpuNs)
{
    m_workers[index].cpuNs = cpuNs;
    if (startsAProcessPerTask(m_plan.experiment))
        m_sampler.workerEnded(index, {.ns = cpuNs});
}

void PythonRecorder::endTask(WorkerIndex index)
{
    Worker& worker = m_workers[index];
    worker.inATask = false;
    ++worker.next;
    ++m_ended;
    m_memory.slot(index).drop();
    m_memory.slot(index).idleSince.store(m_clock.ticks());
    m_recording.counters(index).state.store(WorkerState::Idle);
}

// A thread of the program ends with it alone, and then the trial asks.
void PythonRecorder::loseIfItsProcessHasEnded(WorkerIndex index)
{
    const Worker& worker = m_workers[index];
    if (!m_looksForDeaths || !worker.inATask || sharesOneProcess(m_plan.experiment)
        || !hasEnded(static_cast<pid_t>(worker.tasksProcess)))
        return;
    // It may have ended its task since that was looked at.
    while (takeEvent(index)) { }
    if (worker.inATask)
        lose(index,
            TaskMark::Died,
            "ended",
            nameOf(index) + " ended in it; how, Python does not tell");
}

void PythonRecorder::lose(
    WorkerIndex index, TaskMark mark, const std::string& kind, const std::string& why)
{
    const std::uint64_t task = m_memory.slot(index).current.load();
    removeHalfDone(index);
    m_recovery.lose(index, task, mark, {task, kind, why});
    m_workers[index].pen.reset();
    if (mark == TaskMark::Died)
        ++m_deaths;
    endTask(index);
}

void PythonRecorder::removeHalfDone(WorkerIndex index)
{
    m_plan.workload->workerDied(taskOf(index), m_workers[index].tasksProcess, m_memory.area());
}

std::optional<std::uint64_t> PythonRecorder::taskOf(WorkerIndex index) const
{
    return m_workers[index].inATask ? std::optional(m_memory.slot(index).current.load())
                                    : std::nullopt;
}

bool PythonRecorder::anyInATask() const
{
    return std::ranges::any_of(m_workers, &Worker::inATask);
}

std::string PythonRecorder::nameOf(WorkerIndex index) const
{
    const Worker& worker = m_workers[index];
    return fmt::format(
        "worker {} (pid {})", index + 1, worker.inATask ? worker.tasksProcess : worker.process);
}

void PythonRecorder::closeBooks()
{
    for (WorkerIndex index = 0; index < m_workers.size(); ++index) {
        if (m_memory.slot(index).thread.load() != 0)
            m_sampler.workerEnded(index, {.ns = m_workers[index].cpuNs});
        m_recording.counters(index).state.store(
            m_workers[index].process == 0 ? WorkerState::Absent : WorkerState::Ended);
    }
}

} // namespace interleave
