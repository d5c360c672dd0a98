#include "ui/views/arm_titles.h"

#include "ui/compare/comparison_text.h"
#include "ui/models/primitive_title.h"
#include "ui/models/value_text.h"
#include "ui/race/probe_text.h"
#include "ui/widgets/format.h"

#include <algorithm>
#include <span>

namespace interleave::ui {

namespace {

template <class Part>
bool allAlike(const Run& run, Part Arm::*part)
{
    return std::ranges::all_of(run.arms(),
        [&](const RunArm& arm) { return arm.arm.*part == run.arms().front().arm.*part; });
}

// Of all that ended.
std::size_t trialsBefore(const Run& run, std::uint32_t arm, std::size_t trial)
{
    const auto before = std::span(run.trials()).first(std::min(run.trials().size(), trial));
    return static_cast<std::size_t>(std::ranges::count(before, arm, &TrialResult::arm));
}

QString trialTitle(const Run& run, std::size_t number)
{
    if (run.asked().trials < 2)
        return {};
    return Run::tr("trial %1 of %2").arg(formatCount(number), formatCount(run.asked().trials));
}

} // namespace

QStringList armTitles(const Run& run)
{
    if (isPair(run)) {
        const SideTitles sides = sideTitles(run.arms()[0].experiment, run.arms()[1].experiment);
        return {sides.a, sides.b};
    }
    if (comparesParameter(run))
        return titlesOfValues(run.asked());
    QStringList titles;
    for (const RunArm& arm : run.arms()) {
        QStringList parts;
        if (!allAlike(run, &Arm::sync))
            parts << primitiveTitle(arm.arm.sync);
        if (!allAlike(run, &Arm::workers))
            parts << Run::tr("%1 worker(s)", nullptr, pluralOf(arm.arm.workers))
                         .arg(formatCount(arm.arm.workers));
        if (!allAlike(run, &Arm::watch))
            parts << watchTitle(arm.arm.watch);
        titles << parts.join(QStringLiteral(", "));
    }
    return titles;
}

QString begunTrialTitle(const Run& run, std::uint32_t arm)
{
    const std::size_t begun = run.arms()[arm].trial.value_or(0);
    return trialTitle(run, 1 + trialsBefore(run, arm, begun));
}

QString endedTrialTitle(const Run& run, std::uint32_t arm)
{
    return trialTitle(run, trialsBefore(run, arm, run.trials().size()));
}

bool isPair(const Run& run)
{
    return run.arms().size() == 2 && (run.isMadeOfOthers() || allAlike(run, &Arm::watch));
}

bool comparesPrimitives(const Run& run)
{
    return run.arms().size() > 1 && !run.isMadeOfOthers() && allAlike(run, &Arm::watch)
        && allAlike(run, &Arm::workers) && !comparesParameter(run);
}

bool comparesParameter(const Run& run)
{
    return !run.asked().varyParam.empty() && !run.isMadeOfOthers();
}

bool comparesExecutors(const Run& run)
{
    return variesExecutor(run.asked()) && comparesParameter(run);
}

} // namespace interleave::ui
