#include "ui/race/outcome_text.h"

#include "core/model/applicability.h"
#include "core/model/run_account.h"
#include "core/model/run_verdict.h"
#include "ui/models/core_sentence.h"
#include "ui/models/deadlock_sentence.h"
#include "ui/models/failures_sentence.h"
#include "ui/models/own_answer.h"
#include "ui/models/pictures_sentence.h"
#include "ui/models/problem_sentence.h"
#include "ui/models/run_story.h"
#include "ui/models/typical_trial.h"
#include "ui/race/loss_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace interleave::ui {

namespace {

struct OutcomeText
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeText)
};

// "5,000,000 tasks in 1.02 s: this run used 1.9 of 2 cores".
QString coresSentence(const TrialResult& trial, double wallNs)
{
    const QString tasks = OutcomeText::tr("%1 task(s)", nullptr, pluralOf(trial.tasks.total))
                              .arg(formatCount(trial.tasks.total));
    if (trial.cores.empty())
        return OutcomeText::tr("%1 in %2").arg(tasks, formatDuration(wallNs));
    return OutcomeText::tr(
        "%1 in %2: this run used %3 of %4 core(s)", nullptr, pluralOf(trial.cores.size()))
        .arg(tasks, formatDuration(wallNs), coresUsedText(trial), formatCount(trial.cores.size()));
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

QString endedByFailure(const RunAccount& account)
{
    const TaskCounts& tasks = account.counts;
    const int plural = pluralOf(tasks.total);
    const QString sentence = account.counted == Counted::Pictures
        ? OutcomeText::tr(
            "A picture failed and ended the run: %1 of %2 picture(s) were done", nullptr, plural)
        : OutcomeText::tr(
            "A task failed and ended the run: %1 of %2 task(s) were done", nullptr, plural);
    return sentence.arg(formatCount(tasks.succeeded), formatCount(tasks.total));
}

QString cancelledSentence(const Experiment& experiment, const RunAccount& account)
{
    const TaskCounts& tasks = account.counts;
    if (tasks.total == 0)
        return OutcomeText::tr("Cancelled before it began");
    if (experiment.onError == OnError::Stop && tasks.failed > 0)
        return endedByFailure(account);
    const int plural = pluralOf(tasks.total);
    const QString sentence = account.counted == Counted::Pictures
        ? OutcomeText::tr("Cancelled: %1 of %2 picture(s) were done", nullptr, plural)
        : OutcomeText::tr("Cancelled: %1 of %2 task(s) were done", nullptr, plural);
    return sentence.arg(formatCount(tasks.total - std::min(tasks.total, tasks.cancelled)),
        formatCount(tasks.total));
}

// A failed run says so in its own words below.
QString notKnownSentence(const TrialResult& trial)
{
    return OutcomeText::tr("The result is not known: %1")
        .arg(inFormsWords(coreSentence(whyNotKnown(trial))));
}

bool isNotProved(const TrialResult& trial)
{
    return trial.end != TrialEnd::Failed && !trial.ledger.doubt.empty();
}

// What went wrong with tasks stands before what happened to the shared state. `losses` is empty
// where none was lost.
QString headline(const Experiment& experiment,
    TrialEnd end,
    const RunAccount& account,
    const QString& losses,
    std::uint64_t updates)
{
    if (end == TrialEnd::Cancelled)
        return cancelledSentence(experiment, account);
    if (end == TrialEnd::Deadlocked)
        return OutcomeText::tr("The run ended in a deadlock");
    const QString failures = failuresSentence(account);
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

// A workload's own answer stands for the count of updates where nothing went wrong with its tasks.
bool saysItself(const TrialResult& trial)
{
    return trial.end == TrialEnd::Finished && !trial.outcome.sentence.empty()
        && trial.tasks.failed + trial.tasks.timedOut == 0;
}

QString ownSentence(const WorkloadOutcome& outcome)
{
    return capitalised(coreSentence(outcome.sentence));
}

std::size_t deadlocksOf(const RunResult& run)
{
    return static_cast<std::size_t>(std::ranges::count_if(run.trials, isDeadlocked));
}

} // namespace

bool isCutShort(const RunResult& run)
{
    return !run.trials.empty() && trialsWanted(run) > 1 && endOf(run) == TrialEnd::Cancelled;
}

QString cutShortSentence(const RunResult& run)
{
    const auto wanted = trialsWanted(run);
    const bool betweenTrials = run.trials.back().end == TrialEnd::Finished; // all run are whole
    const QString sentence = betweenTrials
        ? OutcomeText::tr("Cancelled: %1 of %2 trial(s) were run", nullptr, pluralOf(wanted))
        : OutcomeText::tr("Cancelled: %1 of %2 trial(s) are complete", nullptr, pluralOf(wanted));
    return sentence.arg(formatCount(completeTrials(run)), formatCount(wanted));
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
    return headline(
        experiment, trial.end, accountOf(experiment, trial), lossSentence(race), race.updates);
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
        return headline(run.experiment, endOf(run), accountOf(run), {}, 0);
    if (hasOwnAnswer(run) && saysItself(answeringTrial(run)))
        return capitalised(ownAnswer(run));
    const TrialResult& typical = typicalTrial(run);
    if (trialsThatLost(run) == 0 && tellsOfPictures(run.experiment, typical))
        return picturesSentence(run);
    if (trialsThatLost(run) == 0 && tellsOfCores(run.experiment, typical))
        return coresSentence(typical, run.summary.wallNs.median);
    const std::uint64_t updates = typical.race.updates;
    return headline(
        run.experiment, endOf(run), accountOf(run), lossSentence(run, updates), updates);
}

} // namespace interleave::ui
