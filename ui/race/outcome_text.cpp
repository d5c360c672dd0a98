#include "ui/race/outcome_text.h"

#include "core/model/applicability.h"
#include "core/model/codec_share.h"
#include "core/model/ledger_text.h"
#include "core/model/one_core.h"
#include "core/model/other_load.h"
#include "core/model/outcome_remark.h"
#include "core/model/run_verdict.h"
#include "core/model/waiting_line.h"
#include "ui/models/deadlock_sentence.h"
#include "ui/models/failures_sentence.h"
#include "ui/models/own_answer.h"
#include "ui/models/pictures_sentence.h"
#include "ui/models/run_story.h"
#include "ui/models/typical_trial.h"
#include "ui/models/value_text.h"
#include "ui/race/loss_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <span>

namespace interleave::ui {

namespace {

constexpr int kHeadlineDigits = 2;
constexpr double kHardlyAny = 0.05; // of a core

struct OutcomeText
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeText)
};

// "5,000,000 tasks in 1.02 s, on 1.94 of 2 cores".
QString coresSentence(const TrialResult& trial, double wallNs)
{
    const QString tasks = OutcomeText::tr("%1 task(s)", nullptr, pluralOf(trial.tasks.total))
                              .arg(formatCount(trial.tasks.total));
    if (trial.cores.empty())
        return OutcomeText::tr("%1 in %2").arg(tasks, formatDuration(wallNs));
    if (coresBusy(trial) < kHardlyAny)
        return OutcomeText::tr("%1 in %2, with hardly any core busy")
            .arg(tasks, formatDuration(wallNs));
    return OutcomeText::tr(
        "%1 in %2, with %3 of %4 core(s) busy", nullptr, pluralOf(trial.cores.size()))
        .arg(tasks,
            formatDuration(wallNs),
            formatNumber(coresBusy(trial), kHeadlineDigits),
            formatCount(trial.cores.size()));
}

// Whether all went well with a workload of which nobody asks for updates.
bool tellsOfCores(const Experiment& experiment, const TrialResult& trial)
{
    return trial.end == TrialEnd::Finished && isAboutCores(experiment.workload)
        && !tellsOfUpdates(experiment, trial) && trial.tasks.failed + trial.tasks.timedOut == 0;
}

// The same of pictures, of which some may have failed, or not been begun.
bool tellsOfPictures(const Experiment& experiment, const TrialResult& trial)
{
    if (experiment.workload != WorkloadKind::ImageFilter || tellsOfUpdates(experiment, trial))
        return false;
    if (trial.end == TrialEnd::Cancelled) // unless a failure ended it, which is told first
        return experiment.onError != OnError::Stop || trial.tasks.failed == 0;
    return trial.end == TrialEnd::Finished && trial.tasks.succeeded > 0;
}

QString cancelledSentence(const TaskCounts& tasks, OnError onError)
{
    if (tasks.total == 0)
        return OutcomeText::tr("Cancelled before it began");
    if (onError == OnError::Stop && tasks.failed > 0)
        return OutcomeText::tr("A task failed and ended the run: %1 of %2 task(s) were done",
            nullptr,
            pluralOf(tasks.total))
            .arg(formatCount(tasks.succeeded), formatCount(tasks.total));
    return OutcomeText::tr("Cancelled: %1 of %2 task(s) were done", nullptr, pluralOf(tasks.total))
        .arg(formatCount(tasks.total - std::min(tasks.total, tasks.cancelled)),
            formatCount(tasks.total));
}

// A failed run says so in its own words below.
QString notKnownSentence(const TrialResult& trial)
{
    return OutcomeText::tr("The result is not known: %1")
        .arg(QString::fromStdString(whyNotKnown(trial)));
}

bool isNotProved(const TrialResult& trial)
{
    return trial.end != TrialEnd::Failed && !trial.ledger.doubt.empty();
}

// What went wrong with tasks stands before what happened to the shared state. `losses` is empty
// where none was lost.
QString headline(const Experiment& experiment,
    TrialEnd end,
    const TaskCounts& tasks,
    const QString& losses,
    std::uint64_t updates)
{
    if (end == TrialEnd::Cancelled)
        return cancelledSentence(tasks, experiment.onError);
    if (end == TrialEnd::Deadlocked)
        return OutcomeText::tr("The run ended in a deadlock");
    const QString failures = failuresSentence(tasks);
    if (end == TrialEnd::Failed)
        return failures.isEmpty() ? OutcomeText::tr("The run failed")
                                  : OutcomeText::tr("The run failed: %1").arg(failures);
    QStringList sentences;
    if (!failures.isEmpty())
        sentences << failures;
    if (!losses.isEmpty())
        sentences << losses;
    return sentences.isEmpty() ? nothingLostSentence(experiment, updates)
                               : sentences.join(QStringLiteral(". "));
}

QString sumSentence(const Experiment& experiment, const RaceOutcome& race)
{
    const QString what = coreWord(workloadInfo(experiment.workload).totalTitle);
    if (race.actual == race.expected && race.actual == 0)
        return {}; // it adds nothing up
    if (race.actual == race.expected)
        return OutcomeText::tr("%1 %2 as expected").arg(what, formatCount(race.actual));
    const QString sentence = race.wrapped() ? OutcomeText::tr("%1 %2 instead of %3, modulo 2⁶⁴")
                                            : OutcomeText::tr("%1 %2 instead of %3");
    return sentence.arg(what, formatCount(race.actual), formatCount(race.expected));
}

QString uncertainSentence(const TrialResult& trial)
{
    const RaceOutcome& race = trial.race;
    if (race.uncertain == 0)
        return {};
    const QString more = OutcomeText::tr("%1 update(s) more", nullptr, pluralOf(race.uncertain))
                             .arg(formatCount(race.uncertain));
    return trial.tasks.failed + trial.tasks.timedOut == 0
        ? OutcomeText::tr("cut-off tasks may have made up to %1").arg(more)
        : OutcomeText::tr("failed tasks may have made up to %1").arg(more);
}

QString shortageSentence(std::span<const TrialResult> trials)
{
    const auto isShort = [](const TrialResult& trial) { return trial.shortage.has_value(); };
    const auto found = std::ranges::find_if(trials, isShort);
    return found == trials.end()
        ? QString()
        : capitalised(QString::fromStdString(shortageText(*found->shortage)));
}

QString lineSentence(const RunResult& run)
{
    return remarkText(lineRemark(run));
}

// A process per task starts its processes within the wall time.
QString startSentence(const TrialResult& trial)
{
    if (trial.startNs == 0)
        return {};
    return OutcomeText::tr("workers ready after %1")
        .arg(formatDuration(static_cast<double>(trial.startNs)));
}

std::string countText(std::uint64_t count)
{
    return formatCount(count).toStdString();
}

QString joined(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(QStringLiteral(" · "));
}

// A workload's own answer stands for the count of updates where nothing went wrong with its tasks.
bool saysItself(const TrialResult& trial)
{
    return trial.end == TrialEnd::Finished && !trial.outcome.sentence.empty()
        && failuresSentence(trial.tasks).isEmpty();
}

QString ownSentence(const WorkloadOutcome& outcome)
{
    return capitalised(QString::fromStdString(outcome.sentence));
}

std::size_t deadlocksOf(const RunResult& run)
{
    return static_cast<std::size_t>(std::ranges::count_if(run.trials, isDeadlocked));
}

// Which trials the answer is of.
QString mainArmSentence(const RunResult& run)
{
    const std::size_t complete = trialsOfArm(run, mainArm(run)).size();
    if (complete == 0)
        return {};
    const QString trials = formatCount(complete);
    if (run.experiment.varyWorkers.empty())
        return OutcomeText::tr("median of %1 trial(s)", nullptr, pluralOf(complete)).arg(trials);
    return OutcomeText::tr("median of %1 trial(s) with %2 workers, the most that were compared",
        nullptr,
        pluralOf(complete))
        .arg(trials, formatCount(run.arms[mainArm(run)].arm.workers));
}

bool isCutShort(const RunResult& run)
{
    return !run.trials.empty() && trialsWanted(run) > 1 && endOf(run) == TrialEnd::Cancelled;
}

// Where the headline does not say it.
QString incompleteSentence(const RunResult& run)
{
    if (completeTrials(run) == run.trials.size() || isCutShort(run))
        return {};
    return OutcomeText::tr("%1 of %2 trial(s) are complete", nullptr, pluralOf(trialsWanted(run)))
        .arg(formatCount(completeTrials(run)), formatCount(trialsWanted(run)));
}

} // namespace

QString cutShortSentence(const RunResult& run)
{
    const auto wanted = trialsWanted(run);
    const bool betweenTrials = run.trials.back().end == TrialEnd::Finished; // all run are whole
    const QString sentence = betweenTrials
        ? OutcomeText::tr("Cancelled: %1 of %2 trial(s) were run", nullptr, pluralOf(wanted))
        : OutcomeText::tr("Cancelled: %1 of %2 trial(s) are complete", nullptr, pluralOf(wanted));
    return sentence.arg(formatCount(completeTrials(run)), formatCount(wanted));
}

QString caveats(
    WorkloadKind workload, std::span<const TrialResult> trials, std::int64_t usableCores)
{
    return joined({QString::fromStdString(outcomeRemark(trials)),
        remarkText(codecRemark(trials)),
        shortageSentence(trials),
        remarkText(oneCoreRemark(workload, trials, usableCores)),
        remarkText(othersRemark(trials))});
}

QString outcomeHeadline(const Experiment& experiment, const TrialResult& trial)
{
    if (isNotProved(trial))
        return notKnownSentence(trial);
    if (!trial.deadlock.empty())
        return deadlockHeadline(trial.deadlock);
    if (saysItself(trial))
        return ownSentence(trial.outcome);
    if (tellsOfPictures(experiment, trial))
        return picturesSentence(trial, trial.throughputPerS);
    if (tellsOfCores(experiment, trial))
        return coresSentence(trial, static_cast<double>(trial.wallNs));
    const RaceOutcome& race = trial.race;
    return headline(experiment, trial.end, trial.tasks, lossSentence(race), race.updates);
}

QString outcomeHeadline(const RunResult& run)
{
    if (isCutShort(run) && resultIsKnown(run))
        return cutShortSentence(run);
    if (run.trials.size() == 1)
        return outcomeHeadline(run.experiment, run.trials.front());
    if (const auto odd = std::ranges::find_if(run.trials, isNotProved); odd != run.trials.end())
        return notKnownSentence(*odd);
    if (const std::size_t deadlocks = deadlocksOf(run); deadlocks > 0)
        return OutcomeText::tr(
            "%1 of %2 trial(s) ended in a deadlock", nullptr, pluralOf(run.trials.size()))
            .arg(formatCount(deadlocks), formatCount(run.trials.size()));
    if (run.trials.empty())
        return headline(run.experiment, endOf(run), run.summary.tasks, {}, 0);
    if (hasOwnAnswer(run) && saysItself(answeringTrial(run)))
        return capitalised(ownAnswer(run));
    const TrialResult& typical = typicalTrial(run);
    if (trialsThatLost(run) == 0 && tellsOfPictures(run.experiment, typical))
        return picturesSentence(run);
    if (trialsThatLost(run) == 0 && tellsOfCores(run.experiment, typical))
        return coresSentence(typical, run.summary.wallNs.median);
    const std::uint64_t updates = typical.race.updates;
    return headline(
        run.experiment, endOf(run), run.summary.tasks, lossSentence(run, updates), updates);
}

namespace {

QString detailsOf(const Experiment& experiment, const TrialResult& trial, std::int64_t usableCores)
{
    if (!trial.deadlock.empty())
        return joined({deadlockSentence(trial.deadlock), widenedWindow(experiment)});
    return joined({caveats(experiment.workload, {&trial, 1}, usableCores),
        sumSentence(experiment, trial.race),
        startSentence(trial),
        widenedWindow(experiment),
        uncertainSentence(trial)});
}

} // namespace

QString outcomeDetails(const Experiment& experiment, const TrialResult& trial)
{
    return detailsOf(experiment, trial, 0);
}

QString outcomeDetails(const RunResult& run)
{
    if (run.trials.size() == 1)
        return joined({detailsOf(run.experiment, run.trials.front(), run.machine.usableCores),
            lineSentence(run)});
    if (const TrialResult* trial = deadlockedTrial(run))
        return joined({deadlockSentence(trial->deadlock), widenedWindow(run.experiment)});
    if (run.trials.empty())
        return widenedWindow(run.experiment);
    return joined({caveats(run.experiment.workload, run.trials, run.machine.usableCores),
        lineSentence(run),
        incompleteSentence(run),
        mainArmSentence(run),
        lostRange(run),
        widenedWindow(run.experiment)});
}

namespace {

// "396 succeeded, 3 failed, 1 took too long"; empty where all succeeded.
QString tasksSentence(const TaskCounts& tasks)
{
    if (tasks.succeeded == tasks.total)
        return {};
    QStringList parts{OutcomeText::tr("%1 succeeded").arg(formatCount(tasks.succeeded))};
    if (tasks.failed > 0)
        parts << OutcomeText::tr("%1 failed").arg(formatCount(tasks.failed));
    if (tasks.timedOut > 0)
        parts << OutcomeText::tr("%1 took too long").arg(formatCount(tasks.timedOut));
    if (tasks.cancelled > 0)
        parts << OutcomeText::tr("%1 were cancelled").arg(formatCount(tasks.cancelled));
    return parts.join(OutcomeText::tr(", "));
}

QString ledgerSentence(const TaskCounts& tasks, const std::string& ledger)
{
    QStringList sentences{tasksSentence(tasks), capitalised(QString::fromStdString(ledger))};
    sentences.removeAll(QString());
    return sentences.join(QStringLiteral(". "));
}

} // namespace

QString ledgerSentence(const TrialResult& trial)
{
    return ledgerSentence(trial.tasks, ledgerText(trial, countText));
}

QString ledgerSentence(const RunResult& run)
{
    return ledgerSentence(run.summary.tasks, ledgerText(run, countText));
}

QString widenedWindow(const Experiment& experiment)
{
    const auto delay = windowDelayNs(experiment);
    if (delay <= 0)
        return {};
    return OutcomeText::tr("window widened by %1").arg(formatDuration(static_cast<double>(delay)));
}

} // namespace interleave::ui
