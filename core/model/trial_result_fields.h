// The fields of a trial's result, as they are called in JSON.
#pragma once

#include "core/model/field_archive.h"
#include "core/model/run_result.h"

namespace interleave {

template <>
inline constexpr std::array<std::string_view, 4> kWords<TrialEnd>{
    "finished", "cancelled", "failed", "deadlocked"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<Watch>{"bare", "tagged", "logged"};
template <>
inline constexpr std::array<std::string_view, 5> kWords<LedgerReason>{
    "not-begun", "cut-off", "signal-hit-next-task", "process-shared", "not-watched"};

void fields(auto& archive, Is<TaskCounts> auto& tasks)
{
    archive("total", tasks.total);
    archive("succeeded", tasks.succeeded);
    archive("failed", tasks.failed);
    archive("timed_out", tasks.timedOut);
    archive("cancelled", tasks.cancelled);
}

void fields(auto& archive, Is<LedgerException> auto& exception)
{
    archive("reason", exception.reason);
    archive("tasks", exception.tasks);
    archive("examples", exception.examples);
}

void fields(auto& archive, Is<LedgerResult> auto& ledger)
{
    archive("proved", ledger.proved);
    archive("doubt", ledger.doubt);
    archive("ran_once", ledger.ranOnce);
    archive("again", ledger.again);
    archive("cut_off", ledger.cutOff);
    archive("never", ledger.never);
    archive("ends_counted", ledger.endsCounted);
    archive("reasons", ledger.exceptions);
}

void fields(auto& archive, Is<LatencySummary> auto& latency)
{
    archive("min", latency.minNs);
    archive("p50", latency.p50Ns);
    archive("p90", latency.p90Ns);
    archive("p99", latency.p99Ns);
    archive("max", latency.maxNs);
}

void fields(auto& archive, Is<SyncUse> auto& use)
{
    archive("acquisitions", use.acquisitions);
    archive("contended", use.contended);
    archive("wait_ns", use.waitNs);
    archive("spin_ns", use.spinNs);
    archive("hold_ns", use.holdNs);
    archive("longest_wait_ns", use.longestWaitNs);
}

void fields(auto& archive, Is<WaitedFor> auto& waited)
{
    archive("waiter", waited.waiter);
    archive("holder", waited.holder);
    archive("times", waited.times);
}

void fields(auto& archive, Is<SyncResult> auto& sync)
{
    archive("use", sync.use);
    archive("hand_overs", sync.handOvers);
    archive("owners_died", sync.ownersDied);
    archive("fairness", sync.fairness);
    archive("waited_share", sync.waitedShare);
    archive("waits", sync.waits);
}

void fields(auto& archive, Is<DeadlockLink> auto& link)
{
    archive("worker", link.worker);
    archive("pid", link.pid);
    archive("waits_for", link.waitsFor);
    archive("held_by", link.heldBy);
}

void fields(auto& archive, Is<OutcomeFigure> auto& figure)
{
    archive("name", figure.name);
    archive("title", figure.title);
    archive("unit", figure.unit);
    archive("value", figure.value);
    archive("wanted", figure.wanted);
}

void fields(auto& archive, Is<OutcomeChart> auto& chart)
{
    archive("title", chart.title);
    archive("unit", chart.unit);
    archive("x_title", chart.xTitle);
    archive("labels", chart.labels);
    archive("x", chart.x);
    archive("values", chart.values);
    archive("wanted", chart.wanted);
    archive("unwanted", chart.unwanted);
}

void fields(auto& archive, Is<TaskNote> auto& note)
{
    archive("task", note.task);
    archive("text", note.text);
}

void fields(auto& archive, Is<OutcomeRemark> auto& remark)
{
    archive("sentence", remark.sentence);
    archive("tasks", remark.tasks);
    archive("tasks_omitted", remark.tasksOmitted);
}

void fields(auto& archive, Is<BrightnessResult> auto& brightness)
{
    archive("counted", brightness.counted);
    archive("shared", brightness.shared);
}

void fields(auto& archive, Is<WorkloadOutcome> auto& outcome)
{
    archive("sentence", outcome.sentence);
    archive("as_wanted", outcome.asWanted);
    archive("figures", outcome.figures);
    archive("charts", outcome.charts);
    archive.optional("remark", outcome.remark);
    archive.optional("brightness", outcome.brightness);
}

void fields(auto& archive, Is<Arm> auto& arm)
{
    archive("sync", arm.sync);
    archive("watch", arm.watch);
    archive("workers", arm.workers);
    archive.optional("value", arm.value);
}

void fields(auto& archive, Is<EvidenceResult> auto& evidence)
{
    archive("operations", evidence.operations);
    archive("survived", evidence.survived);
    archive("lost", evidence.lost);
    archive("unsettled", evidence.unsettled);
    archive("agrees", evidence.agrees);
    archive("doubt", evidence.doubt);
    archive("collisions", evidence.collisions);
    archive("most_victims", evidence.mostVictims);
    archive("overwriter_exact", evidence.overwriterExact);
    archive("overwriter_process", evidence.overwriterProcess);
    archive("at_log_pages", evidence.atLogPages);
    archive("lost_of_worker", evidence.lostOfWorker);
    archive("collided", evidence.collided);
    archive("ns_per_operation", evidence.nsPerOperation);
}

void fields(auto& archive, Is<WorkerResult> auto& worker)
{
    archive("pid", worker.pid);
    archive("tasks", worker.tasks);
    archive("busy_ns", worker.busyNs);
    archive("wait_ns", worker.waitNs);
    archive("cpu_ns", worker.cpuNs);
    archive("respawned", worker.respawned);
    archive("switches", worker.switches);
    archive("preempted", worker.preempted);
    archive("sync", worker.sync);
}

void fields(auto& archive, Is<CoreResult> auto& core)
{
    archive("core", core.core);
    archive("utilisation", core.utilisation);
    archive("run", core.run);
}

void fields(auto& archive, Is<RaceOutcome> auto& race)
{
    archive("expected", race.expected);
    archive("actual", race.actual);
    archive("lost", race.lost);
    archive("updates", race.updates);
    archive("survived", race.survived);
    archive("uncertain", race.uncertain);
}

void fields(auto& archive, Is<TaskError> auto& error)
{
    archive("task", error.task);
    archive("kind", error.kind);
    archive("message", error.message);
}

void fields(auto& archive, Is<EventCounts> auto& events)
{
    archive("recorded", events.recorded);
    archive("locks", events.locks);
    archive("dropped", events.dropped);
}

void fields(auto& archive, Is<WindowCost> auto& window)
{
    archive("cpu_share", window.cpuShare);
    archive("frames", window.frames);
    archive("frame_ns", window.frameNs);
    archive("worst_frame_ns", window.worstFrameNs);
}

void fields(auto& archive, Is<Overhead> auto& overhead)
{
    archive("engine_cpu_share", overhead.engineCpuShare);
    archive("ns_per_event", overhead.nsPerEvent);
    archive.optional("window", overhead.window);
}

/// What is known of the tasks of a trial that was not measured.
struct PlannedTasks
{
    std::uint64_t total = 0;
};

void fields(auto& archive, Is<PlannedTasks> auto& tasks)
{
    archive("total", tasks.total);
}

void fields(auto& archive, Is<Shortage> auto& shortage)
{
    archive("had", shortage.had);
    archive("wanted", shortage.wanted);
    archive("at_a_time", shortage.atATime);
    archive("why", shortage.why);
}

void fields(auto& archive, Is<TrialResult> auto& trial)
{
    archive("end", trial.end);
    archive("arm", trial.arm);
    archive("errors", trial.errors);
    if (!archive.restIsThere("start_ns", trial.measured)) {
        PlannedTasks planned{trial.tasks.total};
        archive("tasks", planned);
        archive("doubt", trial.ledger.doubt);
        archive.set(trial.measured, false);
        archive.set(trial.tasks, {.total = planned.total, .cancelled = planned.total});
        return;
    }
    archive("start_ns", trial.startNs);
    archive("wall_ns", trial.wallNs);
    archive.optional("round_trip_ns", trial.roundTripNs);
    archive.optional("memory_bytes", trial.memoryBytes);
    archive.optional("python", trial.python);
    archive("tasks", trial.tasks);
    archive("ledger", trial.ledger);
    archive("throughput_per_s", trial.throughputPerS);
    archive("latency_ns", trial.latency);
    archive("workers", trial.workers);
    archive("cores", trial.cores);
    archive.optional("only_core", trial.onlyCore);
    archive.optional("others_share", trial.othersShare);
    archive("race", trial.race);
    archive("sync", trial.sync);
    archive("outcome", trial.outcome);
    archive.optional("shortage", trial.shortage);
    archive("deadlock", trial.deadlock);
    archive("evidence", trial.evidence);
    archive("errors_omitted", trial.errorsOmitted);
    archive("events", trial.events);
    archive("overhead", trial.overhead);
}

} // namespace interleave
