#include "ui/compare/comparison_text.h"

#include "core/analysis/statistics.h"
#include "core/model/run_verdict.h"
#include "ui/models/arm_trials.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kSameWithin = 0.05; // a ratio nearer to 1 is not worth a word
constexpr int kRatioDigits = 2;

struct ComparisonText
{
    Q_DECLARE_TR_FUNCTIONS(ComparisonText)
};

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// "lock", "semaphore": the title without its explanation in brackets.
QString nameOfPrimitive(Primitive primitive)
{
    return fromView(choiceOf(primitive).title).section(QStringLiteral(" ("), 0, 0);
}

QString primitiveSide(Primitive own, Primitive other)
{
    if (own != Primitive::None)
        return ComparisonText::tr("with %1").arg(nameOfPrimitive(own));
    return ComparisonText::tr("without %1").arg(nameOfPrimitive(other));
}

QString fieldSide(const ValueSpec& spec, const FieldValue& value)
{
    const auto* whole = std::get_if<std::int64_t>(&value);
    const QString printed
        = whole != nullptr ? formatCount(*whole) : QString::fromStdString(toText(value));
    return fromView(spec.title) % QLatin1Char(' ') % printed;
}

// How each of two experiments reads where they differ.
void appendFieldSides(
    const Experiment& a, const Experiment& b, QStringList& sidesOfA, QStringList& sidesOfB)
{
    for (const ExperimentField& field : experimentFields()) {
        const FieldValue ofA = field.read(a);
        const FieldValue ofB = field.read(b);
        if (ofA == ofB || field.spec.name == "sync")
            continue;
        sidesOfA << fieldSide(field.spec, ofA);
        sidesOfB << fieldSide(field.spec, ofB);
    }
    if (a.workload != b.workload)
        return;
    for (const ValueSpec& spec : workloadInfo(a.workload).parameters) {
        const auto valueIn = [&](const Experiment& experiment) {
            const auto set = experiment.params.find(spec.name);
            return set == experiment.params.end() ? spec.defaultValue : set->second;
        };
        if (valueIn(a) == valueIn(b))
            continue;
        sidesOfA << fieldSide(spec, valueIn(a));
        sidesOfB << fieldSide(spec, valueIn(b));
    }
}

bool isDoubtful(const RunResult& run)
{
    return std::ranges::any_of(
        run.trials, [](const TrialResult& trial) { return !trial.ledger.doubt.empty(); });
}

// Nothing when the run came to its end.
QString whyIncomplete(const QString& name, const RunResult& run)
{
    if (run.trials.empty())
        return ComparisonText::tr("Run %1 was stopped before it began: the two cannot be compared")
            .arg(name);
    if (isDoubtful(run))
        return failedHeadline(name);
    switch (endOf(run)) {
    case TrialEnd::Finished:
        return {};
    case TrialEnd::Cancelled:
        return ComparisonText::tr("Run %1 was cancelled: the two cannot be compared").arg(name);
    case TrialEnd::Deadlocked:
        return ComparisonText::tr("Run %1 ended in a deadlock: the two cannot be compared")
            .arg(name);
    case TrialEnd::Failed:
        return failedHeadline(name);
    }
    return {};
}

std::vector<double> wallsOf(const std::vector<TrialResult>& trials)
{
    std::vector<double> walls;
    for (const TrialResult& trial : trials) {
        if (trial.end != TrialEnd::Failed)
            walls.push_back(static_cast<double>(trial.wallNs));
    }
    return walls;
}

// "17 to 66", or one number where both would read the same.
QString interval(double low, double high)
{
    const QString from = formatNumber(low, kRatioDigits);
    const QString to = formatNumber(high, kRatioDigits);
    return from == to ? from : ComparisonText::tr("%1 to %2").arg(from, to);
}

bool isFaster(const Ratio& ratio)
{
    return ratio.high < 1 / (1 + kSameWithin);
}

QString timePhrase(const RunResult& a, const RunResult& b)
{
    const Ratio ratio = wallRatio(a, b);
    const QString words = timeRatio(ratio);
    if (words.isEmpty())
        return {};
    if (leavesOpen(ratio))
        return ComparisonText::tr("showed no difference in time in these trials (%1)").arg(words);
    const QString phrase = isFaster(ratio) ? ComparisonText::tr("was %1").arg(words)
                                           : ComparisonText::tr("took %1").arg(words);
    return a.trials.size() == 1 && b.trials.size() == 1
        ? ComparisonText::tr("%1 in this one trial").arg(phrase)
        : phrase;
}

QString primitiveHeadline(
    const QString& primitive, double without, double with, const QString& time)
{
    const double saved = without - with;
    if (saved > 0)
        return ComparisonText::tr("The %1 saved %2 updates and %3")
            .arg(primitive, formatCount(std::llround(saved)), time);
    if (without > 0 || with > 0)
        return ComparisonText::tr("The %1 saved no update and %2").arg(primitive, time);
    return ComparisonText::tr("No update was lost even without the %1; with it the run %2")
        .arg(primitive, time);
}

QString lossPhrase(double lostA, double lostB)
{
    const QString difference = formatCount(std::llround(std::abs(lostB - lostA)));
    if (lostB > lostA)
        return ComparisonText::tr("lost %1 updates more").arg(difference);
    if (lostB < lostA)
        return ComparisonText::tr("lost %1 updates fewer").arg(difference);
    return lostA > 0 ? ComparisonText::tr("lost as many updates")
                     : ComparisonText::tr("lost no update either");
}

} // namespace

SideTitles sideTitles(const Experiment& a, const Experiment& b)
{
    QStringList sidesOfA;
    QStringList sidesOfB;
    if (a.sync != b.sync) {
        sidesOfA << primitiveSide(a.sync, b.sync);
        sidesOfB << primitiveSide(b.sync, a.sync);
    }
    appendFieldSides(a, b, sidesOfA, sidesOfB);
    if (sidesOfA.isEmpty())
        return {ComparisonText::tr("first run"), ComparisonText::tr("second run")};
    return {sidesOfA.join(QStringLiteral(", ")), sidesOfB.join(QStringLiteral(", "))};
}

QString comparisonHeadline(const RunResult& a, const RunResult& b)
{
    for (const QString& problem :
        {whyIncomplete(QStringLiteral("A"), a), whyIncomplete(QStringLiteral("B"), b)}) {
        if (!problem.isEmpty())
            return problem;
    }
    const double lostA = a.summary.lost.median;
    const double lostB = b.summary.lost.median;
    const QString time = timePhrase(a, b);
    const Primitive guard = b.experiment.sync;
    if (a.experiment.sync == Primitive::None && guard != Primitive::None)
        return primitiveHeadline(nameOfPrimitive(guard), lostA, lostB, time);
    return ComparisonText::tr("B %1 and %2").arg(time, lossPhrase(lostA, lostB));
}

bool isComplete(const RunResult& run)
{
    return endOf(run) == TrialEnd::Finished && !isDoubtful(run);
}

QString failedHeadline(const QString& name)
{
    return ComparisonText::tr("Run %1 failed: the two cannot be compared").arg(name);
}

QString timeRatio(double aNs, double bNs)
{
    const double ratio = bNs / aNs;
    if (!std::isfinite(ratio) || !(ratio > 0))
        return {};
    if (ratio > 1 + kSameWithin)
        return ComparisonText::tr("%1 times as long").arg(formatNumber(ratio, kRatioDigits));
    if (ratio < 1 / (1 + kSameWithin))
        return ComparisonText::tr("%1 times faster").arg(formatNumber(1 / ratio, kRatioDigits));
    return ComparisonText::tr("as long");
}

QString timeRatio(const Ratio& ratio)
{
    if (!ratio.defined || !(ratio.low > 0) || !std::isfinite(ratio.high))
        return {};
    if (isFaster(ratio))
        return ComparisonText::tr("%1 times faster").arg(interval(1 / ratio.high, 1 / ratio.low));
    if (ratio.high <= 1 + kSameWithin && ratio.low >= 1 / (1 + kSameWithin))
        return ComparisonText::tr("as long");
    return ComparisonText::tr("%1 times as long").arg(interval(ratio.low, ratio.high));
}

bool leavesOpen(const Ratio& ratio)
{
    const bool asLong = ratio.low >= 1 / (1 + kSameWithin) && ratio.high <= 1 + kSameWithin;
    return ratio.defined && ratio.low <= 1 && ratio.high >= 1 && !asLong;
}

Ratio wallRatio(const RunResult& a, const RunResult& b)
{
    return ratioOf(
        wallsOf(b.trials), wallsOf(a.trials), static_cast<std::uint64_t>(a.experiment.seed));
}

QString poolSizesHeadline(const RunResult& run)
{
    if (!isComplete(run) || run.arms.size() < 2)
        return {};
    const auto size = [](const ArmResult& arm) { return arm.arm.workers; };
    const auto [fewest, most] = std::ranges::minmax_element(run.arms, {}, size);
    const auto trialsOf = [&](auto arm) {
        RunResult alone{.experiment = run.experiment};
        for (const TrialResult* trial :
            trialsOfArm(run, static_cast<std::uint32_t>(arm - run.arms.begin())))
            alone.trials.push_back(*trial);
        return alone;
    };
    const auto wall = [](const ArmResult& arm) { return arm.summary.wallNs.median; };
    const auto best = std::ranges::min_element(run.arms, {}, wall);
    const auto speedOf = [&](auto arm) { return wallRatio(trialsOf(arm), trialsOf(fewest)); };
    // The most, unless it is certain that others were faster than the fewest.
    const auto told = best != fewest && speedOf(best).low > 1 ? best : most;
    const RunResult ofTold = trialsOf(told);
    const Ratio speed = speedOf(told);
    if (!speed.defined || !(speed.low > 0) || !std::isfinite(speed.high))
        return {};
    if (leavesOpen(speed))
        return ComparisonText::tr("%1 workers: no difference from %2 was found in these trials (%3 "
                                  "times as fast)")
            .arg(formatCount(size(*told)),
                formatCount(size(*fewest)),
                interval(speed.low, speed.high));
    const QString sentence = told == most
        ? ComparisonText::tr("%1 workers: %2 times as fast as %3")
        : ComparisonText::tr("%1 workers were the fastest: %2 times as fast as %3");
    const QString answer = sentence.arg(
        formatCount(size(*told)), interval(speed.low, speed.high), formatCount(size(*fewest)));
    return ofTold.trials.size() == 1 ? ComparisonText::tr("%1 in this one trial").arg(answer)
                                     : answer;
}

} // namespace interleave::ui
