#include "ui/run/failed_run.h"

#include "core/analysis/statistics.h"
#include "core/model/machine_facts.h"

namespace interleave::ui {

namespace {

// Its recording, where there is one, keeps what it did.
TrialResult trialThatFailed(const Run& run)
{
    const std::string why = run.problem().toStdString();
    TrialResult trial{.end = TrialEnd::Failed, .arm = run.lastArm(), .measured = false};
    const std::uint64_t tasks = run.live() ? run.live()->tasks : 0;
    trial.tasks = {.total = tasks, .cancelled = tasks};
    trial.ledger.doubt = why;
    trial.errors = {{std::nullopt, "engine", why}};
    return trial;
}

} // namespace

// Engine and window have the same machine.
RunResult resultOfFailed(const Run& run)
{
    RunResult result{.experiment = run.experiment(),
        .trials = run.trials(),
        .errors = {run.problem().toStdString()}};
    const RunArm& last = run.arms()[run.lastArm()];
    if (last.recording)
        result.machine = describeMachine(last.recording->clock());
    if (last.trial && *last.trial >= result.trials.size())
        result.trials.push_back(trialThatFailed(run));
    summariseArms(result, armsOf(run.arms()));
    return result;
}

RunResult resultOfCancelled(const Run& run)
{
    RunResult result{.experiment = run.experiment()};
    summariseArms(result, armsOf(run.arms()));
    return result;
}

} // namespace interleave::ui
