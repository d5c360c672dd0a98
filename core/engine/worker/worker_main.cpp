#include "core/engine/worker/worker_main.h"

#include "core/base/machine.h"
#include "core/base/system_error.h"
#include "core/process/worker_exit.h"
#include "core/work/claim_loop.h"
#include "core/work/processor_time.h"
#include "core/workload/injected_fault.h"

#include <fmt/format.h>

#include <cmath>
#include <csignal>
#include <exception>
#include <new>
#include <sched.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::uint64_t kStayAtGateNs = 5'000'000;

// What its thread has had of context switches since the last look.
class SwitchCount
{
public:
    SwitchCount() { takeInto(nullptr); }
    void takeInto(Recorder* recorder)
    {
        rusage usage{};
        ::getrusage(RUSAGE_THREAD, &usage);
        const auto voluntary = static_cast<std::uint64_t>(usage.ru_nvcsw);
        const auto preempted = static_cast<std::uint64_t>(usage.ru_nivcsw);
        if (recorder != nullptr)
            recorder->countSwitches(voluntary - m_voluntary, preempted - m_preempted);
        m_voluntary = voluntary;
        m_preempted = preempted;
    }

private:
    std::uint64_t m_voluntary = 0;
    std::uint64_t m_preempted = 0;
};

void nameThread(WorkerIndex index)
{
    ::prctl(PR_SET_NAME, fmt::format("worker {}", index + 1).c_str());
}

void pinToCoreOf(WorkerIndex index, const std::vector<int>& cores)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<std::size_t>(cores[index % cores.size()]), &set);
    if (::sched_setaffinity(0, sizeof set, &set) != 0)
        throw std::runtime_error(
            describeErrno(fmt::format("pin worker {} to its core", index + 1), errno).message);
}

bool usesFileLock(Primitive primitive)
{
    return primitive == Primitive::FileLock || primitive == Primitive::RecordLock;
}

// The file is the trial's own memory.
Result<FileLock, SystemError> openFileLock(const WorkerTask& task)
{
    TrialBlock& block = task.memory.block();
    const auto kind
        = block.arm.sync == Primitive::FileLock ? FileLock::Kind::Flock : FileLock::Kind::Fcntl;
    return FileLock::open(kind, task.memory.descriptor(), block.shared.kernelLock.primitive);
}

std::unique_ptr<TagSource> makeTags(const WorkerTask& task, WorkerIndex index)
{
    if (task.memory.block().arm.watch != Watch::Tagged)
        return nullptr;
    const auto format = TagFormat::of(task.plan.workers, task.plan.watchedUpdates);
    return std::make_unique<TagSource>(*format, index); // the plan is valid
}

WorkerContext makeContext(
    const WorkerTask& task, WorkerIndex index, Recorder& recorder, std::optional<FileLock> fileLock)
{
    const Experiment& experiment = task.plan.experiment;
    TrialBlock& block = task.memory.block();
    return WorkerContext({
        .clock = task.clock,
        .index = index,
        .arm = block.arm,
        .delayNs = static_cast<std::uint64_t>(windowDelayNs(experiment)),
        .stop = block.stop,
        .recorder = recorder,
        .ledger = task.memory.ledger(),
        .slot = task.memory.slot(index),
        .shared = block.shared,
        .area = task.memory.area(),
        .errors = block.errors,
        .moreErrors = task.memory.moreErrors(),
        .taskFailed = [&task] { task.doorbell.ring(); },
        .fileLock = std::move(fileLock),
        .limit = TimeLimit(block.watchNotes,
            task.clock,
            static_cast<std::uint64_t>(std::ceil(experiment.timeout * 1e9)),
            kTickNs),
        .log = task.log != nullptr ? std::make_unique<LogWriter>(*task.log, index) : nullptr,
        .tags = makeTags(task, index),
    });
}

// Where each worker can have a core of its own, it stays on it for a while: woken from a sleep, two
// workers often begin on the same core, and a short race would be none.
void waitAtGate(const WorkerTask& task)
{
    FutexWord& gate = task.memory.block().gate;
    const bool mayStay = task.plan.workers <= static_cast<std::uint32_t>(usableCores());
    const std::uint64_t begin = Clock::monotonicNs();
    while (mayStay && gate.load() == 0 && Clock::monotonicNs() - begin < kStayAtGateNs)
        ::sched_yield(); // the engine needs a core too
    while (gate.load() == 0)
        futexWait(gate, 0);
}

void runTasks(const WorkerTask& task, TaskRange range, WorkerContext& worker)
{
    if (task.plan.faults.empty()) [[likely]] {
        task.plan.workload->run(range, worker);
        return;
    }
    runWithFaults(*task.plan.workload, task.plan.faults, range, worker, [&](std::size_t fault) {
        task.memory.block().killsWanted.fetch_or(1ULL << fault);
        task.doorbell.ring();
    });
}

// Claims and runs until nothing is left to claim.
void runClaims(const WorkerTask& task, WorkerContext& worker, TaskPace& pace)
{
    const auto stopped = [&worker] { // asked before each claim, while the slot is empty
        worker.slot.endedBefore.store(worker.recorder.tasksEnded(), std::memory_order_release);
        return worker.stopRequested();
    };
    runClaims(
        task.memory.block().queue, worker.slot, worker.clock, pace, stopped, [&](TaskRange range) {
            runTasks(task, range, worker);
            return true; // a trial that is stopped runs nothing again
        });
}

void workUntilStopped(const WorkerTask& task, WorkerContext& worker)
{
    TrialBlock& block = task.memory.block();
    ClaimSlot& slot = worker.slot;
    TaskPace pace;
    SwitchCount switches;
    while (!worker.stopRequested()) {
        // Read before claiming: work that is given back afterwards changes it, and then the wait
        // ends at once.
        const std::uint32_t epoch = block.epoch.load();
        slot.idleEpoch.store(0);
        worker.recorder.setState(WorkerState::Working);
        runClaims(task, worker, pace);
        worker.recorder.setState(WorkerState::Idle);
        slot.threadCpuNs.store(processorNs());
        switches.takeInto(&worker.recorder);
        slot.idleSince.store(task.clock.ticks());
        slot.idleEpoch.store(epoch);
        task.doorbell.ring();
        if (!worker.stopRequested())
            futexWait(block.epoch, epoch);
    }
}

// The one task of a process that was started for it; the engine has filled the slot.
void runOwnTask(const WorkerTask& task, WorkerContext& worker)
{
    worker.recorder.setState(WorkerState::Working);
    SwitchCount switches;
    runTasks(task, worker.slot.range(), worker);
    switches.takeInto(&worker.recorder);
    worker.slot.drop();
}

void runWorker(const WorkerTask& task, WorkerIndex index, std::optional<FileLock> fileLock)
{
    nameThread(index);
    if (task.plan.experiment.pin)
        pinToCoreOf(index, affinityCores());
    Recorder recorder(task.recording, index);
    WorkerContext worker = makeContext(task, index, recorder, std::move(fileLock));
    if (recorder.followsDeath()) {
        const std::uint64_t now = task.clock.ticks();
        recorder.note({now, now, kNoTask, 0, 0, EventKind::Started, TaskOutcome::Succeeded});
    }
    worker.slot.thread.store(::gettid());
    worker.slot.ready.store(1);
    if (task.plan.processPerTask()) {
        runOwnTask(task, worker);
        return;
    }
    task.doorbell.ring();
    waitAtGate(task);
    workUntilStopped(task, worker);
}

int notReady(const WorkerTask& task, std::string_view why)
{
    task.memory.block().errors.append(std::nullopt, why);
    return kWorkerNotReady;
}

// At once, before the destructors of threads that run; what goes wrong in a task does not come
// here.
template <class Work>
void endingWhereItThrows(const WorkerTask& task, Work work)
{
    try {
        work();
    } catch (const std::bad_alloc&) {
        ::_exit(
            notReady(task, "no memory for a worker; use fewer workers, or give more (ulimit -v)"));
    } catch (const std::exception& error) {
        ::_exit(notReady(task, error.what()));
    }
}

// Where one has no room, those that wait at the gate end with the process.
void runThreads(
    const WorkerTask& task, WorkerIndex first, std::vector<std::optional<FileLock>> fileLocks)
{
    const std::uint32_t count = task.plan.threads;
    std::vector<std::thread> threads;
    threads.reserve(count);
    for (std::uint32_t number = 0; number < count; ++number) {
        try {
            threads.emplace_back(
                [&task, index = first + number, file = std::move(fileLocks[number])]() mutable {
                    endingWhereItThrows(task, [&] { runWorker(task, index, std::move(file)); });
                });
        } catch (const std::system_error& error) {
            const auto which = fmt::format("start thread {} of {}", number + 1, count);
            ::_exit(notReady(task, describeThreadError(which, error).message));
        }
    }
    for (std::thread& thread : threads)
        thread.join();
}

// What a terminal sends to all is the engine's to decide on, as SIGINT is; and so is what it
// ignores because whoever started it did.
void ignoreSignals(std::uint64_t ignoredByEngine)
{
    std::signal(SIGHUP, SIG_IGN);
    std::signal(SIGQUIT, SIG_IGN);
    for (int number = 1; number <= SIGRTMAX; ++number) {
        if ((ignoredByEngine >> static_cast<unsigned>(number - 1) & 1U) != 0)
            std::signal(number, SIG_IGN);
    }
}

// Of a crowd the engine would have its turn as late as each of them, and hear of a signal after
// seconds. Among themselves they are equal all the same.
void giveWayToEngine(const RunPlan& plan)
{
    if (isCrowd(plan.workers, usableCores())) {
        [[maybe_unused]] const int now = ::nice(kNicerInCrowd); // whether it may or not
    }
}

int runProcess(const WorkerTask& task)
{
    giveWayToEngine(task.plan);
    ignoreSignals(task.memory.block().ignoredSignals);
    // Before a sandbox keeps /proc from this process.
    std::vector<std::optional<FileLock>> fileLocks(task.plan.threads);
    if (usesFileLock(task.memory.block().arm.sync)) {
        for (auto& fileLock : fileLocks) {
            auto opened = openFileLock(task);
            if (!opened)
                return notReady(task, opened.error().message);
            fileLock = *std::move(opened);
        }
    }
    if (const auto entered = task.plan.workload->enterWorker(task.plan.threads); !entered)
        return notReady(task, entered.error().message);
    const WorkerIndex first = task.place * task.plan.threads;
    if (task.plan.threads == 1)
        runWorker(task, first, std::move(fileLocks.front()));
    else
        runThreads(task, first, std::move(fileLocks));
    return 0;
}

} // namespace

int workerMain(const WorkerTask& task)
{
    int status = 0;
    endingWhereItThrows(task, [&] { status = runProcess(task); });
    return status;
}

} // namespace interleave
