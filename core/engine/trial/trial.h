// One trial from the first process to the last exit: its memory, recording, workers, and what to do
// when one of them dies.
//
// Processes have places. A pool's are filled at the start and whenever a process has died; with a
// process per task a place is filled whenever there is a task. A process has one worker, or one for
// each of its threads; worker k is in the place k / threads.
//
// A task whose worker dies fails with the reason; the rest of the worker's chunk goes back to the
// queue; what it held of a primitive is freed; another process takes its place. The trial ends when
// every worker that is alive has found nothing more to do, or by cancel(), or when no worker can be
// started, or when one was killed that the kernel does not end: what that one holds would be waited
// for. A worker that was stopped alone is killed when nothing has moved for a grace time and no
// time-out ends that: it has no task, or others wait. In a task for which nobody waits it is left.
//
// Thread safety: the engine's one thread. If the engine dies, the kernel kills the workers.
#pragma once

#include "core/base/standstill.h"
#include "core/engine/resources/trial_resources.h"
#include "core/engine/trial/fault_injector.h"
#include "core/engine/trial/live_failures.h"
#include "core/engine/trial/recovery.h"
#include "core/engine/trial/round_trips.h"
#include "core/engine/trial/running_trial.h"
#include "core/engine/trial/trial_crew.h"
#include "core/engine/trial/trial_result.h"
#include "core/engine/trial/trial_sampler.h"
#include "core/engine/trial/wait_graph.h"
#include "core/engine/worker/worker_main.h"
#include "core/trace/recording.h"

#include <map>
#include <vector>

namespace interleave {

class Trial final : public RunningTrial
{
public:
    /// Creates memory and recording, maps all that finish() reads, starts the workers. On failure
    /// everything is gone again.
    [[nodiscard]] static Result<std::unique_ptr<Trial>, EngineError> start(
        const TrialTools& tools, const TrialNumber& number);
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    Trial(Trial&&) = delete;
    Trial& operator=(Trial&&) = delete;
    ~Trial() override;

    [[nodiscard]] bool done() const override { return m_ending && m_crew.aliveCount() == 0; }
    /// Workers leave after their task, and are killed when that takes longer than 0.2 s: half a
    /// second is what a cancellation may take, and to kill a thousand of them and to compute the
    /// result needs the rest of it. Whoever is between two tasks holds nothing then; who is in one,
    /// maybe in a lock, is as one that dies (Recovery::close): the lock is free, the task is
    /// cancelled, and what it may have added stands in `uncertain`. Naming lost updates ends 0.4 s
    /// after the call, or at once when that is what it does already.
    void cancel() override;

    /// After done(): what became of it, and its end for the window. Handles the loop's other
    /// descriptors while it names lost updates, which can take seconds.
    [[nodiscard]] TrialResult finish() override;
    [[nodiscard]] Result<Recording, RecordingError> recording() const override
    {
        return Recording::open(m_resources.recording.descriptor());
    }
    [[nodiscard]] TaskLedger ledger() override { return m_resources.memory.ledger(); }
    [[nodiscard]] std::string taskName(std::uint64_t task) override;
    [[nodiscard]] std::vector<TaskRange> tasksTouched() override
    {
        return m_resources.memory.tasksTouched();
    }
    [[nodiscard]] std::map<std::uint64_t, std::string> failures() override
    {
        return m_recovery.failures();
    }

private:
    Trial(const TrialTools& tools, const TrialNumber& number, TrialResources resources);

    [[nodiscard]] Result<void, SystemError> watchAll();
    void startProcesses();
    void openGateWhenReady();
    void openGate();
    void watchMemory();
    void onDoorbell();
    void onTick();
    void takeSample();
    void tellFailures();
    void onDeadline();
    void killOverdue();
    void endIfDeadlocked();
    void end(TrialEnd how);
    void endWithoutWorkers();
    void endIfNothingIsLeft();
    void goOnWithRoundTrips();
    void sendNothing();
    [[nodiscard]] bool allReady();
    [[nodiscard]] bool allIdle();
    [[nodiscard]] bool anyIdle();
    [[nodiscard]] bool isIdle(WorkerIndex index);
    void endStandstills(std::uint64_t periodNs);
    void killStopped(std::uint32_t place);
    [[nodiscard]] bool hasToGoOn(std::uint32_t place);
    [[nodiscard]] bool isAwaited(std::uint32_t place);
    [[nodiscard]] bool isInATask(std::uint32_t place);
    [[nodiscard]] bool waitsForAnother(WorkerIndex index);
    [[nodiscard]] std::uint64_t stepsOfAll();
    [[nodiscard]] bool everyTaskHasEnded();

    void onProcessEnded(std::uint32_t place);
    void takeOver(std::uint32_t place, const Recovery::Dead& dead);
    void leaveWhoDoesNotEnd();
    void endWithout(const Recovery::Dead& left);
    [[nodiscard]] Recovery::Dead deadIn(std::uint32_t place, const WorkerCrew::Death& death);
    void noteEnd(const Recovery::Dead& dead);
    [[nodiscard]] bool endedAfterItsTask(const Recovery::Dead& dead);
    void offerWork();
    [[nodiscard]] std::uint64_t endTicks();
    [[nodiscard]] ResultSources sources();
    void addRoundTrip(TrialResult& result) const;
    void addWhatTheEngineKnows(TrialResult& result);
    void findEvidence(TrialResult& result);
    [[nodiscard]] bool namingIsOver();

    TrialTools m_tools;
    TrialNumber m_number;
    TrialResources m_resources;
    TrialSampler m_sampler;
    LiveFailures m_liveFailures;
    Recovery m_recovery;
    TrialCrew m_crew;
    FaultInjector m_faults;
    WaitGraph m_waits;
    std::vector<DeadlockLink> m_deadlock;
    std::uint64_t m_firstStartTicks = 0;
    std::uint64_t m_startNs = 0;
    std::uint64_t m_tickNs = kTickNs; // from tick to tick
    Deadline m_nextSample = Deadline::now();
    RoundTrips m_roundTrips; // when no task is left
    std::uint64_t m_workEndTicks = 0; // before they began; 0: none did
    std::vector<Standstill> m_standstills; // of each place
    std::vector<pid_t> m_killedStopped; // of each place the last one; 0: none
    bool m_gateOpen = false;
    bool m_ending = false;
    TrialEnd m_end = TrialEnd::Finished;
    std::vector<std::string> m_failures; // why the engine ended it; empty where it did not
    Deadline m_namingEnds = Deadline::never();
    std::uint64_t m_engineCpuAtStart = 0;
};

} // namespace interleave
