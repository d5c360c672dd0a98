#include "ui/compare/comparison_headline.h"

#include "core/analysis/statistics.h"
#include "core/model/applicability.h"
#include "core/model/run_account.h"
#include "core/model/run_verdict.h"
#include "ui/compare/comparison_text.h"
#include "ui/models/failures_sentence.h"
#include "ui/models/own_answer.h"
#include "ui/models/primitive_title.h"
#include "ui/models/run_story.h"
#include "ui/models/typical_trial.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <functional>

namespace interleave::ui {

namespace {

struct ComparisonHeadline
{
    Q_DECLARE_TR_FUNCTIONS(ComparisonHeadline)
};

// The two in sentences: by what tells them apart, where that is a name, else by their letters.
SideTitles sentenceNames(const RunResult& a, const RunResult& b)
{
    const SideTitles sides = sideTitles(a.experiment, b.experiment);
    return sides.areNames ? sides : SideTitles{QStringLiteral("A"), QStringLiteral("B")};
}

// Nothing when the run gave a result.
QString whyUnknown(const QString& name, const RunResult& run)
{
    if (run.trials.empty())
        return ComparisonHeadline::tr(
            "Run %1 was stopped before it began: the two cannot be compared")
            .arg(name);
    return resultIsKnown(run) ? QString() : failedHeadline(name);
}

// Of a run that was stopped, what had come to its end until then.
RunResult completePart(RunResult run)
{
    std::erase_if(run.trials, [](const TrialResult& trial) { return !isComplete(trial); });
    run.experiment.trials = static_cast<std::int64_t>(run.trials.size());
    run.summary = summarise(run.trials, static_cast<std::uint64_t>(run.experiment.seed));
    return run;
}

bool isCutShort(const RunResult& a, const RunResult& b)
{
    return endOf(a) == TrialEnd::Cancelled || endOf(b) == TrialEnd::Cancelled;
}

// Which of the two lacks a trial: what was stopped is the whole run.
QString whyCutShort(const RunResult& a, const RunResult& b)
{
    const SideTitles sides = sideTitles(a.experiment, b.experiment);
    const bool someOfA = completeTrials(a) > 0;
    const bool someOfB = completeTrials(b) > 0;
    if (someOfA && someOfB)
        return ComparisonHeadline::tr("Stopped before all trials were complete");
    if (!someOfA && !someOfB)
        return ComparisonHeadline::tr(
            "Stopped before a trial was complete: the two cannot be compared");
    return ComparisonHeadline::tr(
        "Stopped before a trial of %1 (%2) was complete: the two cannot be compared")
        .arg(someOfA ? QStringLiteral("B") : QStringLiteral("A"), someOfA ? sides.b : sides.a);
}

QString namedFailures(const QString& name, const RunResult& run)
{
    const QString failures = failuresSentence(accountOf(run));
    return failures.isEmpty()
        ? QString()
        : ComparisonHeadline::tr("%1: %2", "run A or B, and what failed in it").arg(name, failures);
}

bool isOfOneTrial(const RunResult& a, const RunResult& b)
{
    return std::min(wallsOfArm(a, 0).size(), wallsOfArm(b, 0).size()) < 2;
}

// What B did, as in "took 3.1 times as long": than A, where both have names of their own.
QString timePhrase(const RunResult& a, const RunResult& b)
{
    const Ratio ratio = wallRatio(a, b);
    const QString words = timeRatio(ratio);
    if (words.isEmpty())
        return ComparisonHeadline::tr("took a time that cannot be compared");
    const SideTitles sides = sideTitles(a.experiment, b.experiment);
    if (leavesOpen(ratio))
        return sides.areNames
            ? ComparisonHeadline::tr("showed no difference in time from %1 in these trials (%2)")
                  .arg(sides.a, words)
            : ComparisonHeadline::tr("showed no difference in time in these trials (%1)")
                  .arg(words);
    const QString beside = sides.areNames ? timeBeside(ratio, sides.a) : words;
    const QString phrase = isFaster(ratio) ? ComparisonHeadline::tr("was %1").arg(beside)
                                           : ComparisonHeadline::tr("took %1").arg(beside);
    return isOfOneTrial(a, b) ? inOneTrial(phrase) : phrase;
}

// Of trials that did not lose the same a median alone would say too much.
bool lossesVary(const RunResult& run)
{
    const std::vector<std::uint64_t> lost = lostOfArm(run, mainArm(run));
    return std::ranges::adjacent_find(lost, std::not_equal_to{}) != lost.end();
}

// "none", "10", "0 to 5,760,000": of all its trials.
QString lostSpan(const RunResult& run)
{
    const std::vector<std::uint64_t> lost = lostOfArm(run, mainArm(run));
    const auto [least, most] = std::ranges::minmax(lost);
    if (most == 0)
        return ComparisonHeadline::tr("none", "lost updates");
    return least == most ? formatCount(most)
                         : ComparisonHeadline::tr("%1 to %2", "lost updates of the trials")
                               .arg(formatCount(least), formatCount(most));
}

// What B has and A has not; None where that is not all.
Primitive guardOf(const RunResult& a, const RunResult& b)
{
    return a.experiment.sync == Primitive::None && usesPrimitive(b.experiment) ? b.experiment.sync
                                                                               : Primitive::None;
}

// The medians of both are 0, and some trial lost updates.
QString guardedTrials(const QString& primitive, const RunResult& a, const RunResult& b)
{
    return ComparisonHeadline::tr("Without the %1, %2 of %3 trial(s) lost updates; with it %4 of "
                                  "%5, and the run %6",
        nullptr,
        pluralOf(completeTrials(a)))
        .arg(primitive,
            formatCount(trialsThatLost(a)),
            formatCount(completeTrials(a)),
            formatCount(trialsThatLost(b)),
            formatCount(completeTrials(b)),
            timePhrase(a, b));
}

QString guardedUpdates(const QString& primitive, const RunResult& a, const RunResult& b)
{
    const double without = medianLost(a.summary);
    const double with = medianLost(b.summary);
    const double saved = without - with;
    const QString time = timePhrase(a, b);
    if (saved > 0 && (lossesVary(a) || lossesVary(b)))
        return ComparisonHeadline::tr(
            "Without the %1 a trial lost %2 updates, with it %3, and the run %4")
            .arg(primitive, lostSpan(a), lostSpan(b), time);
    if (saved > 0)
        return ComparisonHeadline::tr(
            "The %1 saved %2 update(s) and %3", nullptr, pluralOf(std::llround(saved)))
            .arg(primitive, formatCount(std::llround(saved)), time);
    if (without > 0 || with > 0)
        return ComparisonHeadline::tr("The %1 saved no update and %2").arg(primitive, time);
    if (trialsThatLost(a) + trialsThatLost(b) > 0)
        return guardedTrials(primitive, a, b);
    return ComparisonHeadline::tr("No update was lost even without the %1; with it the run %2")
        .arg(primitive, time);
}

QString lossPhrase(const RunResult& a, const RunResult& b)
{
    const double lostA = medianLost(a.summary);
    const double lostB = medianLost(b.summary);
    const auto difference = std::llround(std::abs(lostB - lostA));
    if (lostB > lostA)
        return ComparisonHeadline::tr("lost %1 update(s) more", nullptr, pluralOf(difference))
            .arg(formatCount(difference));
    if (lostB < lostA)
        return ComparisonHeadline::tr("lost %1 update(s) fewer", nullptr, pluralOf(difference))
            .arg(formatCount(difference));
    if (lostA > 0)
        return ComparisonHeadline::tr("lost as many updates");
    if (trialsThatLost(a) + trialsThatLost(b) == 0)
        return ComparisonHeadline::tr("lost no update either");
    return ComparisonHeadline::tr(
        "lost updates in %1 of %2 trial(s), %3 in %4 of %5", nullptr, pluralOf(completeTrials(b)))
        .arg(formatCount(trialsThatLost(b)),
            formatCount(completeTrials(b)),
            sentenceNames(a, b).a,
            formatCount(trialsThatLost(a)),
            formatCount(completeTrials(a)));
}

QString updatesHeadline(const RunResult& a, const RunResult& b)
{
    if (const Primitive guard = guardOf(a, b); guard != Primitive::None)
        return guardedUpdates(primitiveTitle(guard), a, b);
    const SideTitles names = sentenceNames(a, b);
    if (medianLost(a.summary) != medianLost(b.summary) && (lossesVary(a) || lossesVary(b)))
        return ComparisonHeadline::tr("%1 %2; lost updates in a trial: %3 %4, %5 %6",
            "run B, its time beside run A's, the losses of both")
            .arg(
                capitalised(names.b), timePhrase(a, b), names.b, lostSpan(b), names.a, lostSpan(a));
    return ComparisonHeadline::tr("%1 %2 and %3", "run B, its time beside run A's, its losses")
        .arg(capitalised(sentenceNames(a, b).b), timePhrase(a, b), lossPhrase(a, b));
}

QString timeHeadline(const RunResult& a, const RunResult& b)
{
    const QString time = timePhrase(a, b);
    if (a.experiment.workload != b.experiment.workload)
        return ComparisonHeadline::tr("Different workloads: B %1").arg(time);
    if (const Primitive guard = guardOf(a, b); guard != Primitive::None)
        return ComparisonHeadline::tr("With the %1 the run %2").arg(primitiveTitle(guard), time);
    return ComparisonHeadline::tr("%1 %2", "run B, and its time beside run A's")
        .arg(capitalised(sentenceNames(a, b).b), time);
}

QString deadlockClause(const QString& name, const RunResult& run)
{
    const auto deadlocks = std::ranges::count_if(run.trials, isDeadlocked);
    if (deadlocks == 0)
        return ComparisonHeadline::tr("%1: no deadlock").arg(name);
    return run.trials.size() == 1
        ? ComparisonHeadline::tr("%1: a deadlock in its one trial").arg(name)
        : ComparisonHeadline::tr(
            "%1: a deadlock in %2 of %3 trial(s)", nullptr, pluralOf(run.trials.size()))
              .arg(name, formatCount(deadlocks), formatCount(run.trials.size()));
}

// Nothing where no trial ended in one.
QString deadlockCounts(const RunResult& a, const RunResult& b)
{
    if (std::ranges::none_of(a.trials, isDeadlocked)
        && std::ranges::none_of(b.trials, isDeadlocked))
        return {};
    SideTitles names = sentenceNames(a, b);
    if (const Primitive guard = guardOf(a, b); guard != Primitive::None)
        names = {ComparisonHeadline::tr("without the %1").arg(primitiveTitle(guard)),
            ComparisonHeadline::tr("with it")};
    return ComparisonHeadline::tr("%1; %2").arg(
        capitalised(deadlockClause(names.a, a)), deadlockClause(names.b, b));
}

std::ptrdiff_t trialsGoneWrong(const RunResult& run)
{
    return std::ranges::count_if(run.trials, wentWrong);
}

QString wrongClause(const QString& name, const RunResult& run)
{
    const std::ptrdiff_t wrong = trialsGoneWrong(run);
    if (wrong == 0)
        return ComparisonHeadline::tr("%1 did not go wrong").arg(name);
    return run.trials.size() == 1
        ? ComparisonHeadline::tr("%1 went wrong in its one trial").arg(name)
        : ComparisonHeadline::tr(
            "%1 went wrong in %2 of %3 trial(s)", nullptr, pluralOf(run.trials.size()))
              .arg(name, formatCount(wrong), formatCount(run.trials.size()));
}

QString wrongSentence(const RunResult& a, const RunResult& b)
{
    SideTitles names = sentenceNames(a, b);
    if (sideTitles(a.experiment, b.experiment).areNames)
        names = {ComparisonHeadline::tr("the run with “%1”").arg(names.a),
            ComparisonHeadline::tr("the run with “%1”").arg(names.b)};
    if (const Primitive guard = guardOf(a, b); guard != Primitive::None)
        names = {ComparisonHeadline::tr("the run without the %1").arg(primitiveTitle(guard)),
            ComparisonHeadline::tr("the run with it")};
    return ComparisonHeadline::tr("%1; %2").arg(
        capitalised(wrongClause(names.a, a)), wrongClause(names.b, b));
}

// What exactly each found out stands below: here it would hide the answer.
QString answersHeadline(const RunResult& a, const RunResult& b)
{
    if (trialsGoneWrong(a) + trialsGoneWrong(b) > 0)
        return ComparisonHeadline::tr("%1. %2").arg(wrongSentence(a, b), timeHeadline(a, b));
    const Primitive guard = guardOf(a, b);
    return guard == Primitive::None
        ? timeHeadline(a, b)
        : ComparisonHeadline::tr("Nothing went wrong even without the %1; with it the run %2")
              .arg(primitiveTitle(guard), timePhrase(a, b));
}

QString answer(const RunResult& a, const RunResult& b)
{
    if (a.experiment.workload != b.experiment.workload)
        return timeHeadline(a, b);
    if (!ownAnswer(a).isEmpty() && !ownAnswer(b).isEmpty())
        return answersHeadline(a, b);
    return tellsOfUpdates(a) || tellsOfUpdates(b) ? updatesHeadline(a, b) : timeHeadline(a, b);
}

// What the trials say that are complete, if both have some; else why there is nothing to compare.
QString untilStopped(const RunResult& a, const RunResult& b, const QString& why)
{
    const RunResult ofA = completePart(a);
    const RunResult ofB = completePart(b);
    if (ofA.trials.empty() || ofB.trials.empty())
        return why;
    const auto wanted = trialsWanted(a) + trialsWanted(b);
    return ComparisonHeadline::tr("Stopped after %1 of %2 trial(s). %3", nullptr, pluralOf(wanted))
        .arg(formatCount(ofA.trials.size() + ofB.trials.size()),
            formatCount(wanted),
            comparisonHeadline(ofA, ofB));
}

} // namespace

QString comparisonHeadline(const RunResult& a, const RunResult& b)
{
    const QString nameOfA = QStringLiteral("A");
    const QString nameOfB = QStringLiteral("B");
    for (const QString& problem : {whyUnknown(nameOfA, a), whyUnknown(nameOfB, b)}) {
        if (!problem.isEmpty())
            return problem;
    }
    const QString cut = isCutShort(a, b) ? whyCutShort(a, b) : QString();
    const QString deadlocks = deadlockCounts(a, b);
    if (deadlocks.isEmpty() && !cut.isEmpty())
        return untilStopped(a, b, cut);
    QStringList sentences{namedFailures(nameOfA, a), namedFailures(nameOfB, b)};
    sentences << (deadlocks.isEmpty() ? answer(a, b) : deadlocks) << cut;
    sentences.removeAll(QString());
    return sentences.join(QStringLiteral(". "));
}

QString failedHeadline(const QString& name)
{
    return ComparisonHeadline::tr("Run %1 failed: the two cannot be compared").arg(name);
}

} // namespace interleave::ui
