#include "ui/views/run_header_text.h"

#include "core/model/run_account.h"
#include "ui/models/core_sentence.h"
#include "ui/models/machine_line.h"
#include "ui/models/problem_sentence.h"
#include "ui/models/subject_line.h"
#include "ui/views/arm_titles.h"
#include "ui/views/run_view.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct RunHeaderText
{
    Q_DECLARE_TR_FUNCTIONS(RunHeaderText)
};

// "Cores, workers and timeline": what the views that the run has show of a single trial.
QString partsOfOneTrial(const Run& run)
{
    QStringList parts;
    for (const RunViewKind& kind : runViews()) {
        if (kind.ofOneTrial != nullptr && kind.applies(run))
            parts += kind.ofOneTrial();
    }
    const QString last = parts.takeLast(); // every run has a timeline
    return capitalised(
        RunHeaderText::tr("%1 and %2").arg(parts.join(RunHeaderText::tr(", ")), last));
}

// Of which machines they are only where these are not the same.
QString subjectOfTwo(const Run& run)
{
    const QString subjectA = subjectOf(run.arms()[0]);
    const QString subjectB = subjectOf(run.arms()[1]);
    const QString machineA = machineLine(run.machineOf(0));
    const QString machineB = machineLine(run.machineOf(1));
    return machineA == machineB
        ? RunHeaderText::tr("A: %1\nB: %2").arg(subjectA, subjectB)
        : RunHeaderText::tr("A: %1, on another machine than B: %2\nB: %3, on %4")
              .arg(subjectA, machineA, subjectB, machineB);
}

// What "auto" became is seen before the result says it.
Experiment withCounts(Experiment experiment, const std::optional<LiveSnapshot>& live)
{
    if (!live || live->workers.empty())
        return experiment;
    if (!experiment.tasks)
        experiment.tasks = static_cast<std::int64_t>(live->tasks);
    if (!experiment.workers && experiment.executor != ExecutorKind::ProcessPerTask
        && experiment.varyWorkers.empty())
        experiment.workers = static_cast<std::int64_t>(live->workers.size());
    return experiment;
}

// Those of the other strips of a picture are the same one's.
std::uint64_t moreErrors(const Experiment& experiment, const TrialResult& trial)
{
    const RunAccount account = accountOf(experiment, trial);
    if (account.counted == Counted::Pictures && account.counts.failed > 0
        && account.counts.total < trial.tasks.total)
        return account.counts.failed - 1;
    return trial.errors.size() - 1 + trial.errorsOmitted;
}

// Of all its trials, and of the one that runs.
std::uint64_t eventsDropped(const Run& run)
{
    std::uint64_t dropped = 0;
    for (const TrialResult& trial : run.trials())
        dropped += trial.events.dropped;
    const auto& live = run.live();
    return live && live->trial >= run.trials().size() ? dropped + live->events.dropped : dropped;
}

} // namespace

QString subjectText(const Run& run)
{
    return run.isMadeOfOthers()
        ? subjectOfTwo(run)
        : subjectLine(withCounts(run.experiment(), run.live()), run.asked(), run.trials());
}

QString ofOneTrial(const Run& run)
{
    if (run.asked().trials <= 1 && run.arms().size() == 1)
        return {};
    if (run.goesOn())
        return RunHeaderText::tr("%1 are those of the trial that runs, and then of the last one.")
            .arg(partsOfOneTrial(run));
    if (run.arms().size() > 1)
        return RunHeaderText::tr("%1 are those of the last trial of each.")
            .arg(partsOfOneTrial(run));
    return RunHeaderText::tr("%1 are those of the last trial (%2).")
        .arg(partsOfOneTrial(run), formatCount(run.trials().size()));
}

QString firstError(const Experiment& experiment, const TrialResult& trial)
{
    const TaskError& error = trial.errors.front();
    const QString message = inFormsWords(coreSentence(error.message));
    const std::uint64_t more = moreErrors(experiment, trial);
    const QString first = error.task && !failuresHaveNames(experiment)
        ? RunHeaderText::tr("Task %1: %2").arg(formatCount(*error.task), message)
        : message;
    return more == 0 ? first : RunHeaderText::tr("%1 (and %2 more)").arg(first, formatCount(more));
}

QString missingSentence(const Run& run)
{
    const std::uint64_t dropped = eventsDropped(run);
    if (dropped == 0)
        return {};
    return RunHeaderText::tr(
        "%1 event(s) did not fit the recording; totals are exact, the timeline has gaps.",
        nullptr,
        pluralOf(dropped))
        .arg(formatCount(dropped));
}

bool lacksResult(const Run& run)
{
    return run.state() == RunState::Ended && !run.result() && run.hasRecordings();
}

QString failureSentence(const Run& run)
{
    const LiveSnapshot live = run.live().value_or(LiveSnapshot{});
    if (live.tasks == 0)
        return RunHeaderText::tr("The run failed before it began");
    const int plural = pluralOf(live.tasks);
    return (countedIn(run.asked()) == Counted::Pictures
            ? RunHeaderText::tr("The run failed: %1 of %2 picture(s) were done", nullptr, plural)
            : RunHeaderText::tr("The run failed: %1 of %2 task(s) were done", nullptr, plural))
        .arg(formatCount(live.tasksEnded), formatCount(live.tasks));
}

QString failureReason(const Run& run)
{
    const QString why = inFormsWords(run.problem());
    return !run.live() || run.live()->tasks == 0
        ? why
        : RunHeaderText::tr("%1. What is shown was recorded until then.").arg(why);
}

} // namespace interleave::ui
