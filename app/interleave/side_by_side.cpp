#include "app/interleave/side_by_side.h"

#include "app/interleave/comparison_text.h"
#include "app/interleave/number_text.h"
#include "app/interleave/setting_text.h"
#include "app/interleave/verdict_text.h"
#include "core/analysis/statistics.h"
#include "core/engine/run/exit_status.h"
#include "core/model/experiment_differences.h"
#include "core/model/other_load.h"
#include "core/model/run_verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace interleave {

namespace {

std::vector<TrialResult> countedTrials(const ComparedArm& side, DisturbedTrials disturbed)
{
    std::vector<TrialResult> trials;
    std::ranges::copy_if(
        side.run->trials, std::back_inserter(trials), [&](const TrialResult& each) {
            const bool quiet = disturbed == DisturbedTrials::Count || !wasDisturbed(each);
            return each.arm == side.arm && isComplete(each) && quiet;
        });
    return trials;
}

double lostShare(const ComparedArm& side, const ComparisonRules& rules)
{
    const std::vector<double> shares
        = sampleOf(*side.run, side.arm, Measure::Loss, rules.disturbed).values;
    return shares.empty()
        ? 0
        : std::accumulate(shares.begin(), shares.end(), 0.0) / static_cast<double>(shares.size());
}

bool madeUpdates(const ComparedArm& side)
{
    return !sampleOf(*side.run, side.arm, Measure::Loss, DisturbedTrials::Count).values.empty();
}

enum class Allowed { Yes, No, NotKnown };

// Whether it is no slower than by the share: as measured where it surely is slower, and otherwise
// as far as the interval goes.
Allowed isAllowed(const Verdict& verdict, double share)
{
    const bool isTime = verdict.measure == Measure::WallTime;
    const double slowdown = isTime ? verdict.ratio.ratio : 1 / verdict.ratio.ratio;
    const double most = isTime ? verdict.ratio.high : 1 / verdict.ratio.low;
    if (verdict.measure == Measure::Loss || verdict.kind == VerdictKind::Same || isFaster(verdict))
        return Allowed::Yes;
    if (isSlower(verdict))
        return slowdown > 1 + share ? Allowed::No : Allowed::Yes;
    const bool isTold = verdict.kind != VerdictKind::NotComparable
        && verdict.trials >= kFewestTrials && most <= 1 + share;
    return isTold ? Allowed::Yes : Allowed::NotKnown;
}

std::string intervalOf(const RunSummary& summary)
{
    return summary.trials < 2
        ? ""
        : fmt::format(
            "{} to {}", durationText(summary.wallNs.low), durationText(summary.wallNs.high));
}

} // namespace

std::vector<Side> sidesOf(const RunResult& run)
{
    std::vector<Side> sides;
    for (std::uint32_t arm = 0; arm < run.arms.size(); ++arm)
        sides.push_back({nameOfArm(run.arms[arm].arm, run.experiment), {.run = &run, .arm = arm}});
    return sides;
}

SideBySide::SideBySide(std::vector<Side> sides, const ComparisonOptions& options)
    : m_sides(std::move(sides))
    , m_options(options)
{
    for (const Side& side : m_sides) {
        const auto seed = static_cast<std::uint64_t>(side.arm.run->experiment.seed);
        m_summaries.push_back(summarise(countedTrials(side.arm, m_options.rules.disturbed), seed));
    }
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        const ComparedArm& arm = m_sides[i].arm;
        if (i == m_options.base - 1)
            continue;
        const Measure speed = speedMeasure(arm, base().arm);
        m_verdicts.push_back({i, compareArms(arm, base().arm, speed, m_options.rules)});
        const bool comparable = m_verdicts.back().verdict.why == Incomparable::No;
        if (comparable && madeUpdates(arm) && madeUpdates(base().arm))
            m_verdicts.push_back({i, compareArms(arm, base().arm, Measure::Loss, m_options.rules)});
    }
}

std::string SideBySide::differences() const
{
    std::vector<Experiment> experiments;
    for (const Side& side : m_sides)
        experiments.push_back(experimentOfArm(*side.arm.run, side.arm.arm));
    std::string text;
    for (const ExperimentDifference& difference : differencesOf(experiments)) {
        std::string values;
        for (const auto& value : difference.values)
            values += fmt::format("{}{}",
                values.empty() ? "" : " | ",
                value ? settingText(*difference.spec, *value) : "-");
        text += fmt::format("  {:<28} {}\n", difference.spec->title, values);
    }
    return text;
}

bool SideBySide::hasLosses() const
{
    return std::ranges::any_of(m_sides, [](const Side& side) { return madeUpdates(side.arm); });
}

std::string SideBySide::table() const
{
    std::string text = fmt::format("  {:<32} {:>6} {:>10} {:>22} {:>12} {:>8} {:>8}\n",
        "",
        "trials",
        "wall time",
        "95 % interval",
        "tasks done",
        "waiting",
        "lost");
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        const RunSummary& summary = m_summaries[i];
        const ComparedArm& arm = m_sides[i].arm;
        text += fmt::format("  {}  {:<29} {:>6} {:>10} {:>22} {:>12} {:>8} {:>8}\n",
            i + 1,
            m_sides[i].name,
            summary.trials,
            summary.trials == 0 ? "-" : durationText(summary.wallNs.median),
            intervalOf(summary),
            summary.trials == 0 ? "-" : rateText(summary.throughputPerS.median),
            percentText(summary.waitShare.median),
            madeUpdates(arm) ? percentText(lostShare(arm, m_options.rules)) : "-");
    }
    return text;
}

std::string SideBySide::verdicts() const
{
    std::string text = fmt::format("  beside {}  {}\n", m_options.base, base().name);
    for (const auto& [side, verdict] : m_verdicts) {
        text += fmt::format("  {}  {:<24} {:<14} {:<24} {}\n",
            side + 1,
            m_sides[side].name,
            measureText(verdict.measure),
            ratioText(verdict.ratio),
            verdictSentence(verdict, m_options.rules.sameWithin));
    }
    return text;
}

int SideBySide::exitStatus(int status) const
{
    if (status != kExitSuccess || !m_options.failIfSlower)
        return status;
    const auto isAny = [&](Allowed allowed) {
        return std::ranges::any_of(m_verdicts, [&](const SideVerdict& each) {
            return isAllowed(each.verdict, *m_options.failIfSlower) == allowed;
        });
    };
    return isAny(Allowed::No) ? kExitSlower : isAny(Allowed::NotKnown) ? kExitNotTold : status;
}

} // namespace interleave
