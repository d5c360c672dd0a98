#include "core/engine/worker_main.h"

#include "core/model/machine.h"

#include <fmt/format.h>

#include <sched.h>
#include <sys/prctl.h>

namespace interleave {

namespace {

constexpr std::uint64_t kStayAtGateNs = 5'000'000;

void nameProcess(WorkerIndex index)
{
    ::prctl(PR_SET_NAME, fmt::format("worker {}", index + 1).c_str());
}

void pinTo(int core)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<std::size_t>(core), &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

// Where each worker can have a core of its own, it stays on it for a while: woken from a sleep, two
// workers often begin on the same core, and a short race would be none.
void waitAtGate(const WorkerTask& task, ClaimSlot& slot)
{
    slot.ready.store(1);
    task.doorbell.ring();
    FutexWord& gate = task.memory.block().gate;
    const bool mayStay = task.plan.workers <= static_cast<std::uint32_t>(usableCores());
    const std::uint64_t begin = Clock::monotonicNs();
    while (mayStay && gate.load() == 0 && Clock::monotonicNs() - begin < kStayAtGateNs)
        ::sched_yield(); // the engine needs a core too
    while (gate.load() == 0)
        futexWait(gate, 0);
}

// Claims and runs until nothing is left to claim. The engine reads the slot when this process has
// died, so each store comes in the order that makes every prefix of them true.
void runClaims(const Workload& workload, WorkQueue& queue, WorkerContext& worker, TaskPace& pace)
{
    while (!worker.stopRequested()) {
        const auto range = queue.claim(worker.index, pace.ns());
        if (!range)
            return;
        worker.slot.current.store(range->begin, std::memory_order_relaxed);
        worker.slot.begin.store(range->begin, std::memory_order_release);
        worker.slot.end.store(range->end, std::memory_order_release);
        const std::uint64_t begin = queue.adapts() ? worker.clock.ticks() : 0;
        workload.run(*range, worker);
        if (queue.adapts())
            pace.add(worker.clock.toNs(worker.clock.ticks() - begin), range->end - range->begin);
        worker.slot.end.store(0, std::memory_order_release);
    }
}

void workUntilStopped(const WorkerTask& task, WorkerContext& worker)
{
    TrialBlock& block = task.memory.block();
    ClaimSlot& slot = worker.slot;
    TaskPace pace;
    while (!worker.stopRequested()) {
        // Read before claiming: work that is given back afterwards changes it, and then the wait
        // ends at once.
        const std::uint32_t epoch = block.epoch.load();
        slot.idleEpoch.store(0);
        worker.recorder.setState(WorkerState::Working);
        runClaims(*task.plan.workload, block.queue, worker, pace);
        worker.recorder.setState(WorkerState::Idle);
        slot.idleSince.store(task.clock.ticks());
        slot.idleEpoch.store(epoch);
        task.doorbell.ring();
        if (!worker.stopRequested())
            futexWait(block.epoch, epoch);
    }
}

WorkerContext makeContext(const WorkerTask& task, Recorder& recorder)
{
    const Experiment& experiment = task.plan.experiment;
    TrialBlock& block = task.memory.block();
    return WorkerContext({
        .clock = task.clock,
        .index = task.index,
        .primitive = experiment.sync,
        .delayNs = static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "delay_ns")),
        .stop = block.stop,
        .recorder = recorder,
        .ledger = task.memory.ledger(),
        .slot = task.memory.slot(task.index),
        .shared = block.shared,
        .errors = block.errors,
        .taskFailed = [&task] { task.doorbell.ring(); },
    });
}

} // namespace

int workerMain(const WorkerTask& task)
{
    nameProcess(task.index);
    if (task.core)
        pinTo(*task.core);
    if (const auto entered = task.plan.workload->enterWorker(); !entered) {
        task.memory.block().errors.append(std::nullopt, entered.error().message);
        return kWorkerNotReady;
    }
    Recorder recorder(task.recording, task.index);
    WorkerContext worker = makeContext(task, recorder);
    waitAtGate(task, worker.slot);
    workUntilStopped(task, worker);
    return 0;
}

} // namespace interleave
