#include "app/interleave/comparison_text.h"

#include "app/interleave/number_text.h"
#include "core/analysis/statistics.h"
#include "core/model/probe_intervals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

// Of one trial nobody knows how far another would lie from it.
std::string intervalText(const RunSummary& summary)
{
    if (summary.trials < 2)
        return summary.trials == 0 ? "no complete trial" : "in this one trial";
    return durationText(summary.wallNs.low) + " to " + durationText(summary.wallNs.high);
}

bool isOneTrialOfEach(const RunResult& result)
{
    return std::ranges::all_of(
        result.arms, [](const ArmResult& arm) { return arm.summary.trials < 2; });
}

std::string probeLine(const char* what, const Ratio& ratio, bool hasInterval)
{
    if (!ratio.defined)
        return fmt::format(
            "{} updates: nothing was lost bare, so there is nothing to compare", what);
    if (!hasInterval)
        return fmt::format(
            "{} updates lost {:.2f} times as much as bare ones, as far as one trial tells",
            what,
            ratio.ratio);
    return fmt::format(
        "{} updates lost {:.2f} times as much as bare ones (95 % interval {:.2f} to {:.2f}): {}",
        what,
        ratio.ratio,
        ratio.low,
        ratio.high,
        ratio.excludesOne() ? "watching changed this run" : "no change that is more than chance");
}

// Of an arm's trials that have it; "-" where none has.
std::string medianText(const RunResult& result,
    std::uint32_t arm,
    std::optional<std::uint64_t> (*measure)(const TrialResult&),
    std::string (*text)(double))
{
    std::vector<double> values;
    for (const TrialResult& trial : result.trials) {
        if (trial.arm != arm || !trial.measured)
            continue;
        if (const auto value = measure(trial))
            values.push_back(static_cast<double>(*value));
    }
    std::ranges::sort(values);
    return values.empty() ? "-" : text(quantile(values, 0.5));
}

std::optional<std::uint64_t> startOf(const TrialResult& trial)
{
    return trial.startNs;
}

std::optional<std::uint64_t> roundTripOf(const TrialResult& trial)
{
    return trial.roundTripNs;
}

std::optional<std::uint64_t> memoryOf(const TrialResult& trial)
{
    return trial.memoryBytes;
}

// What tells executors from each other.
std::string executorLines(const RunResult& result, bool one)
{
    std::string text = fmt::format("  {:<28} {:>14} {:>10} {:>22} {:>10} {:>10} {:>10} {:>14}\n",
        one ? "compared, one trial of each" : "compared, median of trials",
        "tasks done",
        "wall time",
        one ? "" : "95 % interval",
        "start",
        "round trip",
        "memory",
        "lost");
    for (std::uint32_t arm = 0; arm < result.arms.size(); ++arm) {
        const RunSummary& summary = result.arms[arm].summary;
        text += fmt::format("  {:<28} {:>14} {:>10} {:>22} {:>10} {:>10} {:>10} {:>14}\n",
            nameOfArm(result.arms[arm].arm, result.experiment),
            rateText(summary.throughputPerS.median),
            durationText(summary.wallNs.median),
            intervalText(summary),
            medianText(result, arm, startOf, durationText),
            medianText(result, arm, roundTripOf, durationText),
            medianText(result, arm, memoryOf, bytesText),
            countText(static_cast<std::uint64_t>(std::llround(summary.lost.median))));
    }
    return text;
}

std::uint64_t sum(const std::vector<WaitedFor>& pairs)
{
    std::uint64_t times = 0;
    for (const WaitedFor& pair : pairs)
        times += pair.times;
    return times;
}

} // namespace

std::string nameOfArm(const Arm& arm, const Experiment& experiment)
{
    if (!experiment.varyWorkers.empty())
        return fmt::format("{} worker{}", arm.workers, arm.workers == 1 ? "" : "s");
    if (arm.value && *arm.value < experiment.varyParam.values.size())
        return fmt::format(
            "{} {}", experiment.varyParam.name, experiment.varyParam.values[*arm.value]);
    switch (arm.watch) {
    case Watch::Bare:
        break;
    case Watch::Tagged:
        return fmt::format("{}, tagged", nameOf(arm.sync));
    case Watch::Logged:
        return fmt::format("{}, logged", nameOf(arm.sync));
    }
    return std::string(nameOf(arm.sync));
}

std::string armLines(const RunResult& result)
{
    if (result.arms.size() < 2)
        return {};
    const bool one = isOneTrialOfEach(result);
    if (variesExecutor(result.experiment))
        return executorLines(result, one);
    std::string text = fmt::format("  {:<28} {:>14} {:>10} {:>22} {:>7} {:>7} {:>7} {:>8} {:>9}\n",
        one ? "compared, one trial of each" : "compared, median of trials",
        "lost",
        "wall time",
        one ? "" : "95 % interval",
        "wait",
        "hold",
        "spin",
        "fairness",
        "switches");
    for (const ArmResult& arm : result.arms) {
        const RunSummary& summary = arm.summary;
        text += fmt::format("  {:<28} {:>14} {:>10} {:>22} {:>7} {:>7} {:>7} {:>8.3f} {:>9}\n",
            nameOfArm(arm.arm, result.experiment),
            countText(static_cast<std::uint64_t>(std::llround(summary.lost.median))),
            durationText(summary.wallNs.median),
            intervalText(summary),
            percentText(summary.waitShare.median),
            percentText(summary.holdShare.median),
            percentText(summary.spinShare.median),
            summary.fairness.median,
            countText(static_cast<std::uint64_t>(summary.switches.median)));
    }
    return text;
}

std::string probeLines(const RunResult& result)
{
    if (!result.probe)
        return {};
    const ProbeIntervals intervals = probeIntervals(result);
    return fmt::format("  probe      {}\n             {}\n",
        probeLine("tagged", result.probe->tagged, intervals.tagged),
        probeLine("logged", result.probe->logged, intervals.logged));
}

std::string evidenceLines(const TrialResult& trial)
{
    if (!trial.evidence)
        return {};
    const EvidenceResult& evidence = *trial.evidence;
    if (!evidence.doubt.empty())
        return fmt::format("  evidence   proves nothing: {}\n", evidence.doubt);
    const std::string unsettled = evidence.unsettled == 0
        ? std::string()
        : fmt::format("             {} more, in which workers died: nobody knows whether they were "
                      "stored\n",
            countText(evidence.unsettled));
    if (evidence.lost == 0)
        return fmt::format("  evidence   none of {} updates was lost; walk and arithmetic agree; "
                           "{:.0f} ns an update\n{}",
            countText(evidence.operations),
            evidence.nsPerOperation,
            unsettled);
    return fmt::format("  evidence   {} of {} updates lost, each known by name, in {} collisions; "
                       "the most that one has cost: {}\n"
                       "             overwriter known exactly for {}, its process for {}; "
                       "walk and arithmetic agree; {:.0f} ns an update\n{}",
        countText(evidence.lost),
        countText(evidence.operations),
        countText(evidence.collisions),
        countText(evidence.mostVictims),
        countText(evidence.overwriterExact),
        countText(evidence.overwriterProcess),
        evidence.nsPerOperation,
        unsettled);
}

std::string syncLines(const TrialResult& trial)
{
    const SyncResult& sync = trial.sync;
    if (sync.use.acquisitions == 0)
        return {};
    std::string text = fmt::format(
        "  waiting    {} of {} acquisitions had to wait, the longest {}; somebody waited "
        "{} of the time\n"
        "  holding    about {} over all workers; {} hand-overs{}\n",
        countText(sync.use.contended),
        countText(sync.use.acquisitions),
        durationText(static_cast<double>(sync.use.longestWaitNs)),
        percentText(sync.waitedShare),
        durationText(static_cast<double>(sync.use.holdNs)),
        countText(sync.handOvers),
        trial.workers.size() < 2
            ? ""
            : fmt::format("; fairness {:.3f} (1: all got it as often, {:.3g}: one alone)",
                sync.fairness,
                1 / static_cast<double>(trial.workers.size())));
    const auto most = std::ranges::max_element(sync.waits, {}, &WaitedFor::times);
    if (most != sync.waits.end())
        text += fmt::format(
            "             worker {} waited most often for worker {}: {} of {} times\n",
            most->waiter + 1,
            most->holder + 1,
            countText(most->times),
            countText(sum(sync.waits)));
    if (sync.ownersDied > 0)
        text += fmt::format(
            "             {} holders died inside; the next was told\n", countText(sync.ownersDied));
    return text;
}

} // namespace interleave
