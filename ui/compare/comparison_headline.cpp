#include "ui/compare/comparison_headline.h"

#include "core/model/applicability.h"
#include "core/model/run_verdict.h"
#include "ui/compare/comparison_text.h"
#include "ui/models/failures_sentence.h"
#include "ui/models/primitive_title.h"
#include "ui/models/run_story.h"
#include "ui/models/typical_trial.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

struct ComparisonHeadline
{
    Q_DECLARE_TR_FUNCTIONS(ComparisonHeadline)
};

bool isDoubtful(const RunResult& run)
{
    return std::ranges::any_of(
        run.trials, [](const TrialResult& trial) { return !trial.ledger.doubt.empty(); });
}

// Nothing when the run came to its end.
QString whyIncomplete(const QString& name, const RunResult& run)
{
    if (run.trials.empty())
        return ComparisonHeadline::tr(
            "Run %1 was stopped before it began: the two cannot be compared")
            .arg(name);
    if (isDoubtful(run))
        return failedHeadline(name);
    switch (endOf(run)) {
    case TrialEnd::Finished:
        return {};
    case TrialEnd::Cancelled:
        return ComparisonHeadline::tr("Run %1 was cancelled: the two cannot be compared").arg(name);
    case TrialEnd::Deadlocked:
        return ComparisonHeadline::tr("Run %1 ended in a deadlock: the two cannot be compared")
            .arg(name);
    case TrialEnd::Failed:
        return failedHeadline(name);
    }
    return {};
}

QString timePhrase(const RunResult& a, const RunResult& b)
{
    const Ratio ratio = wallRatio(a, b);
    const QString words = timeRatio(ratio);
    if (words.isEmpty())
        return ComparisonHeadline::tr("took a time that cannot be compared");
    if (leavesOpen(ratio))
        return ComparisonHeadline::tr("showed no difference in time in these trials (%1)")
            .arg(words);
    const QString phrase = isFaster(ratio) ? ComparisonHeadline::tr("was %1").arg(words)
                                           : ComparisonHeadline::tr("took %1").arg(words);
    return a.trials.size() == 1 && b.trials.size() == 1
        ? ComparisonHeadline::tr("%1 in this one trial").arg(phrase)
        : phrase;
}

// What B has and A has not; None where that is not all.
Primitive guardOf(const RunResult& a, const RunResult& b)
{
    return a.experiment.sync == Primitive::None && usesPrimitive(b.experiment) ? b.experiment.sync
                                                                               : Primitive::None;
}

QString guardedUpdates(const QString& primitive, double without, double with, const QString& time)
{
    const double saved = without - with;
    if (saved > 0)
        return ComparisonHeadline::tr("The %1 saved %2 updates and %3")
            .arg(primitive, formatCount(std::llround(saved)), time);
    if (without > 0 || with > 0)
        return ComparisonHeadline::tr("The %1 saved no update and %2").arg(primitive, time);
    return ComparisonHeadline::tr("No update was lost even without the %1; with it the run %2")
        .arg(primitive, time);
}

QString lossPhrase(double lostA, double lostB)
{
    const QString difference = formatCount(std::llround(std::abs(lostB - lostA)));
    if (lostB > lostA)
        return ComparisonHeadline::tr("lost %1 updates more").arg(difference);
    if (lostB < lostA)
        return ComparisonHeadline::tr("lost %1 updates fewer").arg(difference);
    return lostA > 0 ? ComparisonHeadline::tr("lost as many updates")
                     : ComparisonHeadline::tr("lost no update either");
}

QString updatesHeadline(const RunResult& a, const RunResult& b)
{
    const double lostA = a.summary.lost.median;
    const double lostB = b.summary.lost.median;
    const QString time = timePhrase(a, b);
    if (const Primitive guard = guardOf(a, b); guard != Primitive::None)
        return guardedUpdates(primitiveTitle(guard), lostA, lostB, time);
    return ComparisonHeadline::tr("B %1 and %2").arg(time, lossPhrase(lostA, lostB));
}

QString timeHeadline(const RunResult& a, const RunResult& b)
{
    const QString time = timePhrase(a, b);
    if (a.experiment.workload != b.experiment.workload)
        return ComparisonHeadline::tr("Different workloads: B %1").arg(time);
    if (const Primitive guard = guardOf(a, b); guard != Primitive::None)
        return ComparisonHeadline::tr("With the %1 the run %2").arg(primitiveTitle(guard), time);
    return ComparisonHeadline::tr("B %1").arg(time);
}

std::ptrdiff_t trialsGoneWrong(const RunResult& run)
{
    return std::ranges::count_if(
        run.trials, [](const TrialResult& trial) { return !trial.outcome.asWanted; });
}

// "5 of 5 trials", "none": how many went wrong.
QString wrongTrials(const RunResult& run)
{
    const std::ptrdiff_t wrong = trialsGoneWrong(run);
    if (wrong == 0)
        return ComparisonHeadline::tr("none");
    return run.trials.size() == 1 ? ComparisonHeadline::tr("the one trial")
                                  : ComparisonHeadline::tr("%1 of %2 trials")
                                        .arg(formatCount(wrong), formatCount(run.trials.size()));
}

// What exactly each found out stands below: here it would hide the answer.
QString answersHeadline(const RunResult& a, const RunResult& b)
{
    const QString time = timePhrase(a, b);
    const Primitive guard = guardOf(a, b);
    const bool allWell = trialsGoneWrong(a) + trialsGoneWrong(b) == 0;
    if (guard == Primitive::None)
        return allWell ? ComparisonHeadline::tr("B %1").arg(time)
                       : ComparisonHeadline::tr("In A %1 went wrong, in B %2: B %3")
                             .arg(wrongTrials(a), wrongTrials(b), time);
    return allWell
        ? ComparisonHeadline::tr("Nothing went wrong even without the %1; with it the run %2")
              .arg(primitiveTitle(guard), time)
        : ComparisonHeadline::tr("Without the %1 %2 went wrong, with it %3: it %4")
              .arg(primitiveTitle(guard), wrongTrials(a), wrongTrials(b), time);
}

QString answer(const RunResult& a, const RunResult& b)
{
    if (a.experiment.workload != b.experiment.workload)
        return timeHeadline(a, b);
    if (!ownAnswer(a).isEmpty() && !ownAnswer(b).isEmpty())
        return answersHeadline(a, b);
    return tellsOfUpdates(a) || tellsOfUpdates(b) ? updatesHeadline(a, b) : timeHeadline(a, b);
}

// That of the trial that stands for all, or of one that went wrong where any did.
const TrialResult& tellingOutcome(const RunResult& run)
{
    const TrialResult& typical = typicalTrial(run);
    if (!typical.outcome.asWanted)
        return typical;
    const auto wrong = std::ranges::find_if(
        run.trials, [](const TrialResult& trial) { return !trial.outcome.asWanted; });
    return wrong == run.trials.end() ? typical : *wrong;
}

} // namespace

QString comparisonHeadline(const RunResult& a, const RunResult& b)
{
    QStringList sentences;
    for (const auto& [name, run] :
        {std::pair(QStringLiteral("A"), &a), std::pair(QStringLiteral("B"), &b)}) {
        if (const QString problem = whyIncomplete(name, *run); !problem.isEmpty())
            return problem;
        if (const QString failures = failuresSentence(run->summary.tasks); !failures.isEmpty())
            sentences << ComparisonHeadline::tr("%1: %2", "run A or B, and what failed in it")
                             .arg(name, failures);
    }
    sentences << answer(a, b);
    return sentences.join(QStringLiteral(". "));
}

QString ownAnswer(const RunResult& run)
{
    if (run.trials.empty() || isAboutUpdates(run.experiment.workload))
        return {};
    const QString sentence = QString::fromStdString(tellingOutcome(run).outcome.sentence);
    const std::ptrdiff_t wrong = trialsGoneWrong(run);
    if (sentence.isEmpty() || wrong == 0 || run.trials.size() == 1)
        return sentence;
    return ComparisonHeadline::tr("%1 (%2 of %3 trials went wrong)")
        .arg(sentence, formatCount(wrong), formatCount(run.trials.size()));
}

bool isComplete(const RunResult& run)
{
    return endOf(run) == TrialEnd::Finished && !isDoubtful(run);
}

QString failedHeadline(const QString& name)
{
    return ComparisonHeadline::tr("Run %1 failed: the two cannot be compared").arg(name);
}

} // namespace interleave::ui
