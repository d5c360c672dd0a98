// One trial from the first fork to the last exit: its memory, recording, workers, and what to do
// when one of them dies.
//
// A task whose worker dies fails with the reason; the rest of the worker's chunk goes back to the
// queue; what it held of a primitive is freed; another process takes its place. The trial ends when
// every worker that is alive has found nothing more to do, or by cancel(), or when no worker can be
// started.
//
// Thread safety: the engine's one thread. If the engine dies, the kernel kills the workers.
#pragma once

#include "core/engine/recovery.h"
#include "core/engine/run_observer.h"
#include "core/engine/trial_sampler.h"
#include "core/engine/worker_main.h"

namespace interleave {

/// What a run's trials share.
struct TrialTools
{
    const RunPlan& plan;
    const Clock& clock;
    EventLoop& loop;
    CoreUsage& cores;
    RunObserver& observer;
};

class Trial
{
public:
    /// Creates memory and recording, starts the workers. On failure everything is gone again.
    [[nodiscard]] static Result<std::unique_ptr<Trial>, EngineError> start(
        const TrialTools& tools, std::int64_t number);
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    Trial(Trial&&) = delete;
    Trial& operator=(Trial&&) = delete;
    ~Trial();

    [[nodiscard]] bool done() const { return m_ending && m_pool.aliveCount() == 0; }
    /// Workers leave after their task, and are killed when that takes longer than 0.2 s.
    void cancel();

    /// After done(): what became of it, and its end for the window.
    [[nodiscard]] TrialResult finish();
    /// Each task's mark and result, for --results.
    [[nodiscard]] TaskLedger ledger() { return m_memory.ledger(); }

private:
    Trial(const TrialTools& tools,
        TrialMemory memory,
        RecordingWriter recording,
        Doorbell doorbell,
        Timer tick,
        Timer deadline);

    [[nodiscard]] Result<void, SystemError> watchAll();
    void startWorker(WorkerIndex index);
    void openGate();
    void onDoorbell();
    void onTick();
    void onDeadline();
    void killOverdue();
    void end(TrialEnd how);
    void endIfNothingIsLeft();
    [[nodiscard]] bool allReady();
    [[nodiscard]] bool allIdle();

    void onWorkerEnded(WorkerIndex index, pid_t pid, const ExitStatus& status);
    void wakeWorkers();
    void replace(WorkerIndex index, const ExitStatus& status);

    TrialTools m_tools;
    TrialMemory m_memory;
    RecordingWriter m_recording;
    Doorbell m_doorbell;
    Timer m_tick;
    Timer m_deadline;
    WorkerPool m_pool;
    TrialSampler m_sampler;
    Recovery m_recovery;
    std::vector<std::uint32_t> m_startFailures; // per place, in a row
    bool m_gateOpen = false;
    bool m_ending = false;
    TrialEnd m_end = TrialEnd::Finished;
    std::uint64_t m_engineCpuAtStart = 0;
};

} // namespace interleave
