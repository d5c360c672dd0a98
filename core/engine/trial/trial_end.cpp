// What a trial gives when its last process has ended: its result, the reasons, the lost updates.

#include "core/engine/trial/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace interleave {

TrialResult Trial::finish()
{
    RecordingHeader& header = m_resources.recording.header();
    header.endTicks.store(endTicks());
    TrialResult result = computeResult(sources());
    addRoundTrip(result);
    addWhatTheEngineKnows(result);
    findEvidence(result);
    header.state.store(m_end == TrialEnd::Finished ? TrialState::Finished
            : m_end == TrialEnd::Cancelled         ? TrialState::Cancelled
                                                   : TrialState::Failed);
    return result;
}

// Of a process per task what its place was not in tasks: each time to start it, and to see it end.
void Trial::addRoundTrip(TrialResult& result) const
{
    result.roundTripNs = m_roundTrips.medianNs();
    if (!m_tools.plan.comparesExecutors || !m_tools.plan.processPerTask()
        || m_end != TrialEnd::Finished || result.tasks.total == 0)
        return;
    std::uint64_t busyNs = 0;
    for (const WorkerResult& worker : result.workers)
        busyNs += worker.busyNs;
    const std::uint64_t allNs = result.wallNs * m_tools.plan.processes;
    result.roundTripNs = (allNs - std::min(busyNs, allNs)) / result.tasks.total;
}

// A trial that has finished was over when its last worker had nothing more to do.
std::uint64_t Trial::endTicks()
{
    if (m_end != TrialEnd::Finished)
        return m_tools.clock.ticks();
    if (m_workEndTicks != 0)
        return m_workEndTicks;
    std::uint64_t last = m_resources.recording.header().beginTicks.load();
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index)
        last = std::max(last, m_resources.memory.slot(index).idleSince.load());
    return last;
}

ResultSources Trial::sources()
{
    const RecordingHeader& header = m_resources.recording.header();
    const std::uint64_t begin = header.beginTicks.load();
    return {
        .plan = m_tools.plan,
        .memory = m_resources.memory,
        .recording = m_resources.reading,
        .sampler = m_sampler,
        .end = m_end,
        .startNs = m_startNs,
        .wallNs = begin == 0 ? 0 : m_tools.clock.toNs(header.endTicks.load() - begin),
        .engineCpuNs = processCpuNs() - m_engineCpuAtStart - m_crew.cpuNs(),
        .startingCpuNs = m_crew.cpuNs(),
        .recovery = m_recovery,
        .number = m_number,
        .beginTicks = begin,
    };
}

void Trial::addWhatTheEngineKnows(TrialResult& result)
{
    result.deadlock = m_deadlock;
    if (m_end != TrialEnd::Failed) {
        result.shortage = m_crew.shortage();
        m_crew.tellShortage();
    }
    for (const std::string& failure : m_failures | std::views::reverse)
        result.errors.insert(result.errors.begin(), {std::nullopt, "engine", failure});
}

std::string Trial::taskName(std::uint64_t task)
{
    return m_tools.plan.workload->taskName(task, m_resources.memory.area());
}

void Trial::findEvidence(TrialResult& result)
{
    if (!m_resources.log)
        return;
    const std::uint64_t word
        = m_tools.plan.workload->watchedWord(m_resources.memory.block().shared);
    m_tools.observer.log(LogLevel::Info,
        fmt::format("naming the {} lost of {} updates", result.race.lost, result.race.updates));
    Evidence evidence
        = examine(*m_resources.log, word, result.race.survived, [this] { return namingIsOver(); });
    if (evidence.history)
        m_tools.observer.evidenceFound(m_number.number, *evidence.history, *m_resources.log);
    if (!evidence.result.doubt.empty())
        m_tools.observer.log(
            LogLevel::Error, "the log of the updates proves nothing: " + evidence.result.doubt);
    result.evidence = std::move(evidence.result);
}

// All workers have ended, so that no callback of the trial does anything now; a cancellation is
// what there is to hear of.
bool Trial::namingIsOver()
{
    m_tools.loop.handleReady();
    return m_namingEnds.passed();
}

} // namespace interleave
