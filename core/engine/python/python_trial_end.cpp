// What a Python trial does when its program has ended, and what it gives.

#include "core/engine/python/known_behaviour.h"
#include "core/engine/python/python_trial.h"
#include "core/engine/trial/trial_crew.h"
#include "core/engine/trial/trial_result.h"
#include "core/workload/buffer_outcome.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

// As long as it is not reaped, its number is that of its group alone.
void PythonTrial::onProgramEnded()
{
    if (!m_crew.hasEnded(0))
        return;
    m_program.takePrinted();
    m_recorder.takeNew(); // who has died by now has not been killed with it
    killGroup(m_crew.pid(0));
    if (const auto death = m_crew.bury(0))
        close(death->status);
}

// It was killed, and the kernel does not end it.
void PythonTrial::leaveIfItStays()
{
    for (const std::uint32_t place : m_crew.notEnded()) {
        const WorkerCrew::Death left = m_crew.leave(place);
        if (!left.status.ended)
            fail("engine",
                fmt::format("the Python program (pid {}) {}", left.pid, left.status.text()));
        m_end = left.status.ended ? m_end : TrialEnd::Failed;
        close(left.status);
    }
}

void PythonTrial::close(const ExitStatus& status)
{
    while (onWords()) { }
    m_recorder.takeNew();
    m_programCpuNs = status.cpuNs;
    closeTasks(status);
    if (!m_ending)
        m_end = howItEnded(status);
    m_recorder.closeBooks();
    m_hasEnded = true;
}

// What was begun and has no end: cut off where the engine has stopped it, else lost.
void PythonTrial::closeTasks(const ExitStatus& status)
{
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        if (!m_recorder.taskOf(index))
            continue;
        if (m_recovery.claims().isOverdue(index))
            m_recorder.lose(index,
                TaskMark::TimedOut,
                "timed-out",
                fmt::format("took longer than {} s; {} was killed",
                    m_tools.plan.experiment.timeout,
                    m_recorder.nameOf(index)));
        else if (!m_ending && sharesOneProcess(m_tools.plan.experiment))
            m_recorder.lose(index,
                TaskMark::Died,
                status.signalled ? "crashed" : "exited",
                fmt::format(
                    "{}, which is the whole program, {}", m_recorder.nameOf(index), status.text()));
        else if (!m_ending)
            m_recorder.lose(index,
                TaskMark::Died,
                "ended",
                fmt::format("{} was ended with the program", m_recorder.nameOf(index)));
        else
            m_recorder.removeHalfDone(index);
    }
}

TrialEnd PythonTrial::howItEnded(const ExitStatus& status)
{
    if (!m_gateOpen) {
        fail("engine", whyNotReady(status));
        return TrialEnd::Failed;
    }
    if (!m_answer)
        fail("python",
            fmt::format("the Python program {} before all tasks had ended", status.text()));
    else if (!m_answer->raised.empty() && !m_unreadable.empty())
        fail("python",
            systemCannotRead(m_tools.plan.experiment.executor, m_unreadable, m_answer->raised));
    else if (!m_unwritable.empty())
        fail("python",
            cannotBeWritten(m_tools.plan.experiment.executor, m_unwritable, m_answer->raised));
    else if (!m_answer->raised.empty())
        fail("python", whatRaisingMeans(m_tools.plan.experiment.executor, m_answer->raised));
    else if (needsPython(m_tools.plan.experiment.workload)
        && m_answer->held.updates < m_recorder.results().updates)
        fail("python", didNotCome(m_recorder.results().updates - m_answer->held.updates));
    return everyTaskHasEnded() ? TrialEnd::Finished : TrialEnd::Cancelled;
}

std::string PythonTrial::whyNotReady(const ExitStatus& status) const
{
    const std::string said = m_program.lastPrinted();
    return fmt::format("{} {} before it was ready{}{}; it must be a Python 3.8 or newer that runs "
                       "\"{} -I -c pass\"",
        m_program.interpreter(),
        status.text(),
        said.empty() ? "" : ": ",
        said,
        m_program.interpreter());
}

bool PythonTrial::everyTaskHasEnded() const
{
    return m_recorder.ended() == m_tools.plan.tasks;
}

void PythonTrial::fail(std::string_view kind, const std::string& why)
{
    m_tools.observer.log(kind == "engine" ? LogLevel::Error : LogLevel::Warning, why);
    m_reasons.push_back({std::nullopt, std::string(kind), why});
}

// Where the results did not come back to the program, what the tasks have given.
void PythonTrial::noteShared()
{
    const WorkloadKind workload = m_tools.plan.experiment.workload;
    SharedState& shared = m_resources.memory.block().shared;
    const bool arrived
        = m_answer && (m_answer->raised.empty() || workload == WorkloadKind::Counter);
    const SharedSum held = arrived ? m_answer->held : m_recorder.results();
    if (workload == WorkloadKind::ImageFilter)
        noteBrightness(arrived ? m_answer->brightness : m_recorder.brightness(), held.updates);
    else if (workload == WorkloadKind::Squares || workload == WorkloadKind::Cubes)
        shared.tallies[0] = {held.sum, held.updates};
    else
        shared.count = workload == WorkloadKind::Counter ? held.sum : held.updates;
}

// Each picture adds once to every bin.
void PythonTrial::noteBrightness(const BrightnessCounts& bins, std::uint64_t pictures)
{
    for (std::size_t bin = 0; bin < bins.size(); ++bin)
        m_resources.memory.block().shared.tallies[bin] = {bins[bin], pictures};
}

// The counter is Python's own memory: only the program could have said what is in it.
bool PythonTrial::isCounterUnknown() const
{
    return m_gateOpen && !m_answer && m_tools.plan.experiment.workload == WorkloadKind::Counter;
}

TrialResult PythonTrial::finish()
{
    if (isCounterUnknown())
        fail("python",
            "what the counter held in the end is not known: the program ended before it could say "
            "it, and the number shown is what the tasks that ended have added");
    RecordingHeader& header = m_resources.recording.header();
    const std::uint64_t begin = header.beginTicks.load();
    const bool finished = m_end == TrialEnd::Finished && m_answer;
    const std::uint64_t end = finished ? std::max(m_answer->endNs, begin) : m_tools.clock.ticks();
    const bool goesOn = m_tools.plan.experiment.withoutJoin; // after it has taken the time
    header.endTicks.store(goesOn ? m_tools.clock.ticks() : end);
    noteShared();
    if (m_bufferSize && (m_end != TrialEnd::Finished || m_recorder.deaths() > 0))
        markAllAsLeft(m_resources.memory.area(), *m_bufferSize, m_resources.memory.ledger());
    const std::uint64_t engineNs = processCpuNs() - m_engineCpuAtStart;
    TrialResult result = computeResult({
        .plan = m_tools.plan,
        .memory = m_resources.memory,
        .recording = m_resources.reading,
        .sampler = m_sampler,
        .end = m_end,
        .startNs = m_startNs,
        .wallNs = begin == 0 ? 0 : m_tools.clock.toNs(header.endTicks.load() - begin),
        .engineCpuNs = engineNs,
        .startingCpuNs = m_programCpuNs,
        .recovery = m_recovery,
        .number = m_number,
        .beginTicks = begin,
    });
    if (isCounterUnknown())
        result.race.uncertain += result.race.updates;
    if (m_answer && m_answer->roundTripNs > 0)
        result.roundTripNs = m_answer->roundTripNs;
    if (!m_version.empty())
        result.python = m_version;
    if (goesOn && begin != 0)
        result.wallNs = m_tools.clock.toNs(end - begin);
    // Of a function of the user's own its lines matter most.
    const bool own = m_tools.plan.experiment.workload == WorkloadKind::Function;
    result.errors.insert(
        own ? result.errors.end() : result.errors.begin(), m_reasons.begin(), m_reasons.end());
    header.state.store(m_end == TrialEnd::Finished ? TrialState::Finished
            : m_end == TrialEnd::Cancelled         ? TrialState::Cancelled
                                                   : TrialState::Failed);
    return result;
}

} // namespace interleave
