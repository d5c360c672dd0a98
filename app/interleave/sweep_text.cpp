#include "app/interleave/sweep_text.h"

#include "app/interleave/number_text.h"
#include "app/interleave/verdict_text.h"
#include "core/model/other_load.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr std::size_t kMostNamed = 8; // of those that are as good as the best

std::string nameOfRow(const SweepResult& sweep, std::size_t row)
{
    return nameOfCombination(sweep.fields, sweep.combinations[row]);
}

// Of one trial nobody knows how far another would lie from it.
std::string rateInterval(const RunSummary& summary)
{
    return summary.trials < 2 ? "in one trial"
                              : fmt::format("{} to {}",
                                  rateText(summary.throughputPerS.low),
                                  rateText(summary.throughputPerS.high));
}

std::string rowLine(const SweepResult& sweep, const SweepRow& row, std::size_t number)
{
    const RunSummary& summary = row.summary;
    const std::string name = nameOfRow(sweep, number);
    if (summary.trials == 0)
        return fmt::format("  {:<32} {:>6}\n", name, 0);
    const Ratio& ratio = row.besideFirst.ratio;
    return fmt::format("  {:<32} {:>6} {:>10} {:>12} {:>24} {:>26} {:>10} {:>8}\n",
        name,
        summary.trials,
        durationText(summary.wallNs.median),
        rateText(summary.throughputPerS.median),
        rateInterval(summary),
        ratio.defined ? ratioText(ratio) : "-",
        row.efficiency ? percentText(*row.efficiency) : "-",
        row.lostShare ? percentText(*row.lostShare) : "-");
}

std::string rowLines(const SweepResult& sweep, const SweepFindings& findings)
{
    std::string text = fmt::format("  {:<32} {:>6} {:>10} {:>12} {:>24} {:>26} {:>10} {:>8}\n",
        "by turns",
        "trials",
        "wall time",
        "tasks done",
        "95 % interval",
        "speed-up",
        "efficiency",
        "lost");
    for (std::size_t row = 0; row < findings.rows.size(); ++row)
        text += rowLine(sweep, findings.rows[row], row);
    return text;
}

std::string bestSentence(const SweepResult& sweep, const SweepFindings& findings)
{
    if (!findings.best)
        return "No trial is complete.\n";
    const SweepRow& best = findings.rows[*findings.best];
    std::string text = fmt::format("Fastest: {}, {} ({}{}).\n",
        nameOfRow(sweep, *findings.best),
        rateText(best.summary.throughputPerS.median),
        best.summary.trials < 2 ? "" : "95 % interval ",
        rateInterval(best.summary));
    if (findings.notWorse.empty())
        return text;
    std::string names;
    for (std::size_t i = 0; i < std::min(findings.notWorse.size(), kMostNamed); ++i)
        names += fmt::format("{}{}", i == 0 ? "" : "; ", nameOfRow(sweep, findings.notWorse[i]));
    if (findings.notWorse.size() > kMostNamed)
        names += fmt::format("; and {} more", findings.notWorse.size() - kMostNamed);
    return text + fmt::format("Not slower, as far as these trials tell: {}.\n", names);
}

std::string payingSentence(
    const SweepResult& sweep, const SweepFindings& findings, double sameWithin)
{
    if (!findings.paying)
        return "";
    const PayingPoint& point = *findings.paying;
    if (!point.bestBeyond)
        return fmt::format(
            "More workers pay up to the last pool: {}.\n", nameOfRow(sweep, point.row));
    const bool isTold = point.beyond.kind == VerdictKind::Same || isSlower(point.beyond);
    return fmt::format("{} {}: no larger pool is surely faster. The fastest of them, {}: {}.\n",
        isTold ? "More workers stop paying at" : "More workers stop paying perhaps at",
        nameOfRow(sweep, point.row),
        nameOfRow(sweep, *point.bestBeyond),
        verdictSentence(point.beyond, sameWithin));
}

const char* whyNoLaw(NoScalingLaw why)
{
    switch (why) {
    case NoScalingLaw::TooFewLevels:
        return "not fitted: it takes six pool sizes with complete trials";
    case NoScalingLaw::NegativeCoherency:
        return "not fitted: its coherency would be negative, as if workers helped each other; no "
               "such law";
    case NoScalingLaw::NegativeContention:
        return "not fitted: its contention would be negative; n workers did more than n times as "
               "much";
    case NoScalingLaw::NoFit:
        break;
    }
    return "not fitted: the rates follow no such law, or are too unsure to tell";
}

std::string estimateText(const Estimate& estimate)
{
    return fmt::format("{:.3g} ({:.3g} to {:.3g})", estimate.value, estimate.low, estimate.high);
}

// The largest residual, as a share of the law's rate there.
double worstResidual(const ScalingLaw& law, const std::vector<double>& workers)
{
    double worst = 0;
    for (std::size_t i = 0; i < std::min(law.residuals.size(), workers.size()); ++i)
        worst = std::max(worst, std::abs(law.residuals[i]) / law.rateOf(workers[i]));
    return worst;
}

std::vector<double> poolSizes(const SweepResult& sweep)
{
    std::vector<double> sizes;
    for (const Combination& combination : sweep.combinations)
        sizes.push_back(static_cast<double>(std::get<std::int64_t>(combination.front())));
    std::ranges::sort(sizes);
    return sizes;
}

std::string lawLine(const char* name,
    const std::optional<tl::expected<ScalingLaw, NoScalingLaw>>& law,
    const SweepResult& sweep)
{
    if (!law)
        return "";
    if (!*law)
        return fmt::format("  {:<20} {}\n", name, whyNoLaw(law->error()));
    const ScalingLaw& found = **law;
    const double peak = found.peak();
    std::string text = fmt::format("  {:<20} contention {}", name, estimateText(found.contention));
    if (found.kind == ScalingLawKind::Universal)
        text += fmt::format(", coherency {}, {}",
            estimateText(found.coherency),
            std::isfinite(peak) ? fmt::format("most tasks a second with {} workers", peak)
                                : std::string("no peak"));
    return text
        + fmt::format("; off by up to {}\n", percentText(worstResidual(found, poolSizes(sweep))));
}

std::string disturbedSentence(const SweepResult& sweep)
{
    const std::string remark = othersRemark(sweep.run.trials).text();
    return remark.empty() ? "" : remark + ".\n";
}

} // namespace

std::string describeSweep(
    const SweepResult& sweep, const SweepFindings& findings, double sameWithin)
{
    return (sweep.why.empty() ? "" : fmt::format("Stopped: {}.\n", sweep.why))
        + bestSentence(sweep, findings) + payingSentence(sweep, findings, sameWithin)
        + disturbedSentence(sweep) + rowLines(sweep, findings)
        + lawLine("Amdahl's law", findings.amdahl, sweep)
        + lawLine("scalability law", findings.universal, sweep);
}

} // namespace interleave
