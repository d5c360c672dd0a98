#include "ui/compare/comparison_text.h"

#include "core/analysis/statistics.h"
#include "core/model/applicability.h"
#include "core/model/run_verdict.h"
#include "ui/models/arm_speed.h"
#include "ui/models/primitive_title.h"
#include "ui/models/value_text.h"
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

QString primitiveSide(Primitive own, Primitive other)
{
    if (own != Primitive::None)
        return ComparisonText::tr("with %1").arg(primitiveTitle(own));
    return ComparisonText::tr("without %1").arg(primitiveTitle(other));
}

QString fieldSide(const ValueSpec& spec, const FieldValue& value)
{
    const QString title = parameterTitle(spec);
    const QString text = settingText(spec, value);
    if (text.isEmpty() || (spec.type == ValueType::Choice && toText(value) == "none"))
        return ComparisonText::tr("no %1").arg(title);
    const QString own = valueText(spec, value);
    return spec.type == ValueType::Choice && own.contains(title) ? own : text; // "mfence"
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
}

// The same for the parameters, where both have the same ones. Whether it is one, with a value that
// names its side: of a flag one side would be what the other is not.
bool appendParameterSides(
    const Experiment& a, const Experiment& b, QStringList& sidesOfA, QStringList& sidesOfB)
{
    qsizetype sides = 0;
    bool flags = false;
    if (a.workload != b.workload)
        return false;
    for (const ValueSpec& spec : workloadInfo(a.workload).parameters) {
        const auto valueIn = [&](const Experiment& experiment) {
            const auto set = experiment.params.find(spec.name);
            return set == experiment.params.end() ? spec.defaultValue : set->second;
        };
        if (valueIn(a) == valueIn(b))
            continue;
        sidesOfA << fieldSide(spec, valueIn(a));
        sidesOfB << fieldSide(spec, valueIn(b));
        ++sides;
        flags = flags || spec.type == ValueType::Flag;
    }
    return sides == 1 && !flags;
}

} // namespace

QString ratioInterval(double low, double high)
{
    const QString from = formatNumber(low, kRatioDigits);
    const QString to = formatNumber(high, kRatioDigits);
    return from == to ? from : ComparisonText::tr("%1 to %2").arg(from, to);
}

SideTitles sideTitles(const Experiment& a, const Experiment& b)
{
    QStringList sidesOfA;
    QStringList sidesOfB;
    if (a.sync != b.sync && (usesPrimitive(a) || usesPrimitive(b))) {
        sidesOfA << primitiveSide(a.sync, b.sync);
        sidesOfB << primitiveSide(b.sync, a.sync);
    }
    appendFieldSides(a, b, sidesOfA, sidesOfB);
    const bool areNames = appendParameterSides(a, b, sidesOfA, sidesOfB) && sidesOfA.size() == 1;
    if (sidesOfA.isEmpty())
        return {ComparisonText::tr("first run"), ComparisonText::tr("second run")};
    return {sidesOfA.join(QStringLiteral(", ")), sidesOfB.join(QStringLiteral(", ")), areNames};
}

bool canBeCompared(const RunResult& run)
{
    return endOf(run) == TrialEnd::Finished && resultIsKnown(run);
}

QString inOneTrial(const QString& claim)
{
    return ComparisonText::tr("%1 in this one trial").arg(claim);
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

QString timeBeside(const Ratio& ratio, const QString& other)
{
    const QString times = timeRatio(ratio);
    if (times.isEmpty())
        return {};
    return isFaster(ratio) ? ComparisonText::tr("%1 than %2").arg(times, other)
                           : ComparisonText::tr("%1 as %2").arg(times, other);
}

QString timeRatio(const Ratio& ratio)
{
    if (!ratio.defined || !(ratio.low > 0) || !std::isfinite(ratio.high))
        return {};
    if (isFaster(ratio))
        return ComparisonText::tr("%1 times faster")
            .arg(ratioInterval(1 / ratio.high, 1 / ratio.low));
    if (ratio.high <= 1 + kSameWithin && ratio.low >= 1 / (1 + kSameWithin))
        return ComparisonText::tr("as long");
    return ComparisonText::tr("%1 times as long").arg(ratioInterval(ratio.low, ratio.high));
}

bool isFaster(const Ratio& ratio)
{
    return ratio.high < 1 / (1 + kSameWithin);
}

bool leavesOpen(const Ratio& ratio)
{
    const bool asLong = ratio.low >= 1 / (1 + kSameWithin) && ratio.high <= 1 + kSameWithin;
    return ratio.defined && ratio.low <= 1 && ratio.high >= 1 && !asLong;
}

Ratio wallRatio(const RunResult& a, const RunResult& b)
{
    return ratioOf(
        wallsOfArm(b, 0), wallsOfArm(a, 0), static_cast<std::uint64_t>(a.experiment.seed));
}

PoolSizesAnswer poolSizesAnswer(const RunResult& run)
{
    if (!canBeCompared(run) || run.arms.size() < 2)
        return {};
    const auto size = [](const ArmResult& arm) { return arm.arm.workers; };
    const auto [fewest, most] = std::ranges::minmax_element(run.arms, {}, size);
    const auto place = [&](auto arm) { return static_cast<std::uint32_t>(arm - run.arms.begin()); };
    const auto wall = [](const ArmResult& arm) { return arm.summary.wallNs.median; };
    const auto best = std::ranges::min_element(run.arms, {}, wall);
    const auto speedOf = [&](auto arm) { return armSpeed(run, place(arm), place(fewest)); };
    // The most, unless it is certain that others were faster than the fewest.
    const auto told = best != fewest && speedOf(best).low > 1 ? best : most;
    const Ratio speed = speedOf(told);
    if (!speed.defined || !(speed.low > 0) || !std::isfinite(speed.high))
        return {};
    const QString of = formatCount(size(*told));
    const QString times = ratioInterval(speed.low, speed.high);
    const QString besides = formatCount(size(*fewest));
    const bool isOfOne = isOfOneTrial(run, place(told), place(fewest));
    if (!isOfOne && leavesOpen(speed))
        return {.headline = ComparisonText::tr("%1 worker(s): no difference from %2 was found in "
                                               "these trials (%3 times as fast)",
                    nullptr,
                    pluralOf(size(*told)))
                                .arg(of, besides, times),
            .brief
            = ComparisonText::tr("no difference from %1 was found in these trials").arg(besides)};
    const QString sentence = told == most
        ? ComparisonText::tr("%1 worker(s): %2 times as fast as %3", nullptr, pluralOf(size(*told)))
        : ComparisonText::tr("%1 worker(s) were the fastest: %2 times as fast as %3",
            nullptr,
            pluralOf(size(*told)));
    const auto claim = [&](const QString& said) { return isOfOne ? inOneTrial(said) : said; };
    return {.headline = claim(sentence.arg(of, times, besides)),
        .brief = claim(ComparisonText::tr("%1 times as fast as %2").arg(times, besides))};
}

} // namespace interleave::ui
