// What a Python trial looks at twenty times a second: who is there, who takes too long, what hangs.

#include "core/engine/python/known_behaviour.h"
#include "core/engine/python/python_trial.h"
#include "core/model/python_executor.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t kLongestSampleNs = 400'000'000;

} // namespace

void PythonTrial::onTick()
{
    m_resources.tick.acknowledge();
    m_recovery.claims().look(m_tools.clock, kTickNs);
    leaveIfItStays();
    if (m_hasEnded)
        return;
    if (m_gateOpen)
        look();
    else if (!m_ending)
        endIfItDoesNotBegin();
}

// A crowd of workers takes its time, but one after the other they come.
void PythonTrial::endIfItDoesNotBegin()
{
    const std::uint64_t come = workersThatHaveCome();
    if (m_start.isTooLong(come, Clock::monotonicNs(), kTickNs, [] { return true; }))
        endBecause(
            fmt::format("{} did not get ready: for {:.3g} s nothing has happened, with {} of "
                        "{} workers there; {}it must be a Python 3.8 or newer that runs \"{} "
                        "-I -c pass\" at once",
                m_program.interpreter(),
                static_cast<double>(m_tools.pythonStartNs) / 1e9,
                come,
                m_tools.plan.workers,
                m_tools.plan.experiment.workload == WorkloadKind::Function
                    ? "what stands beside the function runs first and must come to its end, and "
                    : "",
                m_program.interpreter()));
}

std::uint64_t PythonTrial::workersThatHaveCome()
{
    std::uint64_t come = 0;
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index)
        come += m_logs.worker(index).process != 0 ? 1U : 0U;
    return come;
}

void PythonTrial::look()
{
    m_recorder.takeNew();
    if (m_nextSample.passed()) {
        const std::uint64_t interval = std::min(m_sampler.sample(), kLongestSampleNs);
        m_nextSample = Deadline::in(std::chrono::nanoseconds(interval - interval / 8));
    }
    if (m_ending)
        return;
    endIfATaskFailed();
    endOverdue();
    endIfItHangs();
}

void PythonTrial::endIfATaskFailed()
{
    if (m_tools.plan.experiment.onError != OnError::Stop)
        return;
    std::uint64_t failed = m_recovery.failedTasks();
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index)
        failed += m_resources.recording.counters(index).failed.load();
    if (failed == 0)
        return;
    m_tools.observer.log(LogLevel::Warning, "a task failed; the run stops, as the experiment says");
    end(TrialEnd::Cancelled);
}

void PythonTrial::endOverdue()
{
    if (m_ending || m_tools.plan.experiment.timeout <= 0)
        return;
    const auto limitNs = static_cast<std::uint64_t>(m_tools.plan.experiment.timeout * 1e9);
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        const auto task = m_recovery.claims().overdueTask(index, m_tools.clock, limitNs);
        if (!task)
            continue;
        m_recovery.claims().expectTimeOut(index, *task);
        fail("python", cannotEndOneTask(fmt::format("task {}", *task)));
        end(TrialEnd::Cancelled);
        kill();
        return;
    }
}

void PythonTrial::endIfItHangs()
{
    const std::string why = m_ending || m_answer ? std::string() : whyItHangs();
    if (!why.empty()) {
        fail("python", why);
        end(TrialEnd::Cancelled);
        kill();
    } else if (m_answer && isDoneForLong()) {
        m_tools.observer.log(LogLevel::Warning,
            "the Python program had said what came of its tasks, and did not end for 30 s: it was "
            "killed "
            "(does the function leave a thread, or something to do at exit?)");
        kill();
    }
}

// Of a function of the user's own, which may leave anything behind.
bool PythonTrial::isDoneForLong()
{
    return needsPython(m_tools.plan.experiment.workload) && everyTaskHasEnded()
        && m_giving.isTooLong(
            m_recorder.steps(), Clock::monotonicNs(), kTickNs, [] { return true; });
}

// Some died, or gave what their parent cannot read, and for two seconds nobody has been in a task,
// nor begun one; or who is in one waits; or all tasks have ended long ago. Empty: it goes on.
std::string PythonTrial::whyItHangs()
{
    const Experiment& experiment = m_tools.plan.experiment;
    if (isDoneForLong())
        return givesNothing(experiment.executor);
    const bool wait = workloadInfo(experiment.workload).together; // for each other
    if (!wait && experiment.executor != ExecutorKind::PythonPool)
        return {};
    const bool died = m_recorder.deaths() > 0;
    const auto hangs
        = [&] { return (died || !m_unreadable.empty()) && (wait || !m_recorder.anyInATask()); };
    if (!m_standstill.isTooLong(m_recorder.steps(), Clock::monotonicNs(), kTickNs, hangs))
        return {};
    return wait ? othersWait() : died ? poolHangs() : poolCannotRead(m_unreadable);
}

} // namespace interleave
