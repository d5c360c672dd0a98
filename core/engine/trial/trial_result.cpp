#include "core/engine/trial/trial_result.h"

#include "core/base/machine.h"
#include "core/engine/trial/live_failures.h"
#include "core/model/other_load.h"
#include "core/work/ledger_proof.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct Count
{
    TaskCounts tasks;
    SharedSum expected;
    std::uint64_t cutOffUpdates
        = 0; // at most, of tasks that the trial's end or what they threw cut off
};

Count countTasks(const TaskLedger& ledger, std::span<const TaskRange> touched, const RunPlan& plan)
{
    const Workload& workload = *plan.workload;
    Count count;
    count.tasks.total = ledger.tasks();
    count.expected = workload.opening();
    for (const TaskRange& range : touched) {
        for (std::uint64_t task = range.begin; task < range.end; ++task) {
            const TaskMark mark = ledger.mark(task);
            count.tasks.succeeded += mark == TaskMark::Succeeded ? 1 : 0;
            count.tasks.failed += isFailure(mark) ? 1U : 0U;
            count.tasks.timedOut += mark == TaskMark::TimedOut || mark == TaskMark::Late ? 1 : 0;
            if (isWhole(mark))
                count.expected += workload.expected(task, ledger.result(task));
            else if (mark == TaskMark::Started || mark == TaskMark::FailedMidway)
                count.cutOffUpdates += workload.updatesAtMost(task, plan.shape());
        }
    }
    const std::uint64_t ended = count.tasks.succeeded + count.tasks.failed + count.tasks.timedOut;
    count.tasks.cancelled = count.tasks.total - ended;
    return count;
}

RaceOutcome describeRace(const Count& count, const SharedSum& held, std::uint64_t uncertain)
{
    return {
        .expected = count.expected.sum,
        .actual = held.sum,
        .updates = count.expected.updates,
        .survived = held.updates,
        .lost = count.expected.updates > held.updates ? count.expected.updates - held.updates : 0,
        .uncertain = uncertain,
    };
}

std::vector<WorkerResult> describeWorkers(const Recording& recording, const TrialSampler& sampler)
{
    std::vector<WorkerResult> workers;
    for (unsigned index = 0; index < recording.workers(); ++index) {
        const WorkerSnapshot worker = recording.worker(index);
        workers.push_back({
            .pid = worker.pid,
            .tasks = worker.tasks,
            .busyNs = worker.busyNs,
            .waitNs = worker.waitNs,
            .cpuNs = sampler.cpuNs(index),
            .respawned = worker.respawned,
            .switches = worker.switches,
            .preempted = worker.preempted,
            .sync = worker.sync,
        });
    }
    return workers;
}

std::vector<CoreResult> describeCores(const TrialSampler::CoreShares& shares)
{
    std::vector<CoreResult> cores;
    for (std::size_t i = 0; i < shares.cores.size(); ++i)
        cores.push_back({shares.cores[i],
            std::isnan(shares.machine[i]) ? std::nullopt : std::optional(shares.machine[i]),
            shares.run[i]});
    return cores;
}

// Load on cores that are not ours to use takes nothing from us.
std::vector<CoreResult> usableOf(const std::vector<CoreResult>& cores)
{
    const std::vector<int> usable = affinityCores();
    std::vector<CoreResult> found;
    std::ranges::copy_if(cores, std::back_inserter(found), [&](const CoreResult& core) {
        return std::ranges::find(usable, core.core) != usable.end();
    });
    return found;
}

// A fork server's own time is nobody's: with a process per task it would look like another's.
std::optional<double> describeOthers(const TrialResult& result, const ResultSources& sources)
{
    const Experiment& experiment = sources.plan.experiment;
    if (sources.wallNs == 0
        || (sources.plan.processPerTask() && experiment.startMethod == StartMethod::ForkServer))
        return std::nullopt;
    std::uint64_t oursNs = sources.engineCpuNs + sources.startingCpuNs;
    for (const WorkerResult& worker : result.workers)
        oursNs += worker.cpuNs;
    return othersShare(
        usableOf(result.cores), static_cast<double>(oursNs) / static_cast<double>(sources.wallNs));
}

// Looks until it has found two: on several cores that is soon.
std::optional<std::int64_t> onlyCoreOf(
    const Recording& recording, const std::vector<CoreResult>& sampled)
{
    std::optional<std::int64_t> only;
    const auto isAnother = [&only](std::int64_t core) {
        only = only.value_or(core);
        return *only != core;
    };
    for (const CoreResult& core : sampled) {
        if (core.run > 0 && isAnother(core.core))
            return std::nullopt;
    }
    for (unsigned worker = 0; worker < recording.workers(); ++worker) {
        for (const std::span<const TraceEvent> events : recording.log(worker)) {
            for (const TraceEvent& event : events) {
                if (event.kind == EventKind::Task && isAnother(event.core))
                    return std::nullopt;
            }
        }
    }
    return recording.workers() > 1 ? only : std::nullopt;
}

// Jain, Chiu, Hawe: A quantitative measure of fairness, 1984. 1 when all got as often.
double fairnessOf(std::span<const WorkerResult> workers)
{
    double sum = 0;
    double squares = 0;
    for (const WorkerResult& worker : workers) {
        const auto times = static_cast<double>(worker.sync.acquisitions);
        sum += times;
        squares += times * times;
    }
    return squares == 0 ? 1 : sum * sum / (squares * static_cast<double>(workers.size()));
}

SyncResult describeSync(
    const Recording& recording, SharedState& shared, const TrialResult& result, Primitive primitive)
{
    SyncResult sync;
    for (const WorkerResult& worker : result.workers) {
        sync.use.acquisitions += worker.sync.acquisitions;
        sync.use.contended += worker.sync.contended;
        sync.use.waitNs += worker.sync.waitNs;
        sync.use.spinNs += worker.sync.spinNs;
        sync.use.holdNs += worker.sync.holdNs;
        sync.use.longestWaitNs = std::max(sync.use.longestWaitNs, worker.sync.longestWaitNs);
    }
    for (LockId lock = 0; lock < kNamedLocks; ++lock) {
        const LockRecord* record = shared.record(primitive, lock);
        if (record != nullptr && record->handOvers() > 0)
            sync.handOvers += record->handOvers() - 1; // who came first had it of nobody
    }
    sync.ownersDied = shared.ownersDied.load();
    sync.fairness = fairnessOf(result.workers);
    const auto waitedNs = static_cast<double>(recording.clock().toNs(shared.waiting.total()));
    sync.waitedShare
        = result.wallNs == 0 ? 0 : std::min(waitedNs / static_cast<double>(result.wallNs), 1.0);
    sync.waits = recording.waits();
    return sync;
}

void collectErrors(const ResultSources& sources, TrialResult& result)
{
    result.errors = failuresInWords(sources.memory, sources.recovery, *sources.plan.workload);
    std::ranges::stable_sort(result.errors, {}, &TaskError::task);
    const auto told = static_cast<std::uint64_t>(std::ranges::count_if(
        result.errors, [](const TaskError& error) { return error.task.has_value(); }));
    const std::uint64_t all = result.tasks.failed + result.tasks.timedOut;
    result.errorsOmitted = all > told ? all - told : 0;
}

EndedTrial describeEnd(const ResultSources& sources, const Clock& clock, const TaskLedger& ledger)
{
    return {
        .shared = sources.memory.block().shared,
        .area = sources.memory.area(),
        .shape = sources.plan.shape(),
        .clock = clock,
        .beginTicks = sources.beginTicks,
        .wallNs = sources.wallNs,
        .arm = sources.number.arm,
        .ledger = ledger,
        .end = sources.end,
    };
}

double perSecond(std::uint64_t number, std::uint64_t wallNs)
{
    return wallNs == 0 ? 0 : static_cast<double>(number) / (static_cast<double>(wallNs) / 1e9);
}

void addTasks(TrialResult& result,
    const ResultSources& sources,
    const Count& count,
    std::span<const TaskRange> touched)
{
    const Recording& recording = sources.recording;
    result.tasks = count.tasks;
    result.ledger = proveLedger(sources.memory.ledger(),
        recording.tasksEnded(),
        sources.recovery.claims().again(),
        sources.end != TrialEnd::Finished,
        touched);
    result.throughputPerS = perSecond(count.tasks.total - count.tasks.cancelled, sources.wallNs);
    result.latency = recording.latency();
    result.events = recording.eventCounts();
    collectErrors(sources, result);
}

void addLoad(TrialResult& result, const ResultSources& sources)
{
    result.workers = describeWorkers(sources.recording, sources.sampler);
    result.cores = describeCores(sources.sampler.shares(sources.wallNs));
    result.onlyCore = onlyCoreOf(sources.recording, result.cores);
    result.overhead.engineCpuShare = perSecond(sources.engineCpuNs, sources.wallNs) / 1e9;
    result.othersShare = describeOthers(result, sources);
}

// What the tasks did with what they share.
void addState(TrialResult& result, const ResultSources& sources, const Count& count)
{
    const Workload& workload = *sources.plan.workload;
    TrialBlock& block = sources.memory.block();
    const Clock clock = sources.recording.clock(); // what an EndedTrial refers to
    const TaskLedger ledger = sources.memory.ledger();
    const EndedTrial trial = describeEnd(sources, clock, ledger);
    const std::uint64_t uncertain = sources.recovery.uncertainUpdates() + count.cutOffUpdates;
    result.race = describeRace(count, workload.held(trial), uncertain);
    result.sync = describeSync(sources.recording, block.shared, result, sources.number.arm.sync);
    result.outcome = workload.outcome(trial);
    if (!result.outcome.asWanted && uncertain > 0)
        result.outcome.sentence += "; tasks that were cut off may have left something half done";
}

} // namespace

TrialResult computeResult(const ResultSources& sources)
{
    TrialResult result{.end = sources.end, .arm = sources.number.armNumber};
    result.startNs = sources.startNs;
    result.wallNs = sources.wallNs;
    result.memoryBytes = sources.sampler.mostMemory();
    const std::vector<TaskRange> touched = sources.memory.tasksTouched();
    const Count count = countTasks(sources.memory.ledger(), touched, sources.plan);
    addTasks(result, sources, count, touched);
    addLoad(result, sources);
    addState(result, sources, count);
    return result;
}

} // namespace interleave
