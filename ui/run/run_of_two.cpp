// A run that is two others side by side: how it is made, and what a file keeps of it.

#include "core/engine/plan/run_plan.h"
#include "ui/run/run.h"

#include <algorithm>

namespace interleave::ui {

std::shared_ptr<Run> Run::comparing(const Run& a, const Run& b)
{
    const std::shared_ptr<Run> run(new Run);
    run->m_name = tr("%1 | %2").arg(a.name(), b.name());
    run->m_firstName = run->m_name;
    run->m_asked = a.asked();
    run->m_form = a.form();
    run->m_state = RunState::Ended;
    run->m_savedName = run->m_name; // the two have what it shows
    run->m_madeOfOthers = true;
    run->m_result.emplace();
    run->m_result->experiment = a.experiment();
    run->m_result->machine = a.result()->machine;
    run->takeOver(a);
    run->takeOver(b);
    run->m_result->summary = run->m_result->arms.front().summary;
    return run;
}

void Run::takeOver(const Run& other)
{
    const std::uint32_t main = mainArm(*other.result());
    const auto own = static_cast<std::uint32_t>(m_arms.size());
    const RunResult result = other.resultOf(main);
    m_arms.push_back(other.arms()[main]);
    m_arms.back().arm.value.reset(); // a place in a list of its own run
    m_arms.back().machine = other.machineOf(main);
    for (TrialResult trial : result.trials) {
        trial.arm = own;
        m_arms.back().trial = m_result->trials.size();
        m_result->trials.push_back(std::move(trial));
    }
    m_result->arms.push_back({m_arms.back().arm, result.summary});
    m_result->experiment.trials
        = std::max(m_result->experiment.trials, static_cast<std::int64_t>(result.trials.size()));
    if (m_whyDropped.isEmpty())
        m_whyDropped = other.whyDropped();
}

// Of two there is no name that one experiment could have.
void Run::setOthers(std::span<const OtherRun> others)
{
    m_firstName = m_name;
    for (std::size_t arm = 0; arm < others.size(); ++arm) {
        m_arms[arm].experiment = others[arm].experiment;
        m_arms[arm].asked = others[arm].asked;
        m_arms[arm].machine = others[arm].machine;
    }
}

std::vector<OtherRun> Run::others() const
{
    std::vector<OtherRun> all;
    for (std::uint32_t arm = 0; m_madeOfOthers && arm < m_arms.size(); ++arm)
        all.push_back({.experiment = m_arms[arm].experiment,
            .asked = m_arms[arm].asked,
            .machine = machineOf(arm),
            .recorded = m_arms[arm].recording != nullptr});
    return all;
}

// A recording has the number of its own run's trial, which is not that of the two together.
std::uint64_t Run::trialOfOther(std::size_t recording) const
{
    for (std::size_t arm = 0; arm < m_arms.size(); ++arm) {
        if (m_result->madeOf[arm].recorded && recording-- == 0)
            return m_arms[arm].trial.value_or(0);
    }
    return 0;
}

} // namespace interleave::ui
