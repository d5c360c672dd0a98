#include "app/interleave/sweep.h"

#include "core/base/printable.h"
#include "core/engine/plan/run_observer.h"
#include "core/model/run_verdict.h"

#include <fmt/format.h>

#include <chrono>

namespace interleave {

Result<Sweep, EngineError> Sweep::plan(const Experiment& experiment, std::vector<SweptField> fields)
{
    Sweep sweep(experiment, std::move(fields));
    Experiment one = experiment;
    one.trials = 1;
    for (const Combination& combination : sweep.m_combinations) {
        auto run = Run::plan(withCombination(one, sweep.m_fields, combination));
        if (!run)
            return fail(run.error().kind,
                fmt::format(
                    "{}: {}", nameOfCombination(sweep.m_fields, combination), run.error().message));
        sweep.m_runs.push_back(*std::move(run));
    }
    return sweep;
}

std::size_t Sweep::trials() const
{
    return static_cast<std::size_t>(m_experiment.trials) * m_combinations.size();
}

SweepResult Sweep::execute(EventLoop& loop,
    RunObserver& observer,
    const std::function<void(const SweepProgress&)>& progress)
{
    SweepResult result{.fields = m_fields, .combinations = m_combinations};
    result.run.experiment = m_experiment;
    for (const auto& run : m_runs)
        result.run.arms.push_back(
            {.arm = {.sync = run->experiment().sync,
                 .workers = static_cast<std::uint32_t>(run->experiment().workers.value_or(0))}});
    const std::vector<std::uint32_t> order
        = orderOfArms(static_cast<std::uint64_t>(m_experiment.trials),
            static_cast<std::uint32_t>(m_combinations.size()),
            static_cast<std::uint64_t>(m_experiment.seed));
    for (std::size_t trial = 0; trial < order.size() && !m_cancelled; ++trial) {
        progress({trial, order.size()});
        m_current = m_runs[order[trial]].get();
        auto ran = m_current->execute(loop, observer);
        m_current = nullptr;
        if (!ran || ran->trials.empty()) {
            result.why = ran ? "a trial did not begin" : ran.error().message;
            break;
        }
        result.run.machine = ran->machine;
        result.run.trials.push_back(std::move(ran->trials.front()));
        result.run.trials.back().arm = order[trial];
        if (result.run.trials.back().end == TrialEnd::Failed) {
            result.why = whyNotKnown(result.run.trials.back());
            break;
        }
    }
    if (result.why.empty() && result.run.trials.size() < order.size())
        result.why = fmt::format(
            "cancelled after {} of {} trials", result.run.trials.size(), order.size());
    return result;
}

double Sweep::tryOne(EventLoop& loop, RunObserver& observer)
{
    const auto begin = std::chrono::steady_clock::now();
    m_current = m_runs.front().get();
    const auto ran = m_current->execute(loop, observer);
    m_current = nullptr;
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
    return ran && !ran->trials.empty() ? took.count() : 0;
}

void Sweep::cancel()
{
    m_cancelled = true;
    if (m_current != nullptr)
        m_current->cancel();
}

} // namespace interleave
