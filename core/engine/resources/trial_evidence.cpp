#include "core/engine/resources/trial_evidence.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

// Row by row, who began what was lost; column by column, who survived it.
std::vector<WaitedFor> collidedPairs(const HistorySummary& summary)
{
    std::vector<WaitedFor> pairs;
    for (std::uint32_t loser = 0; loser < summary.workers; ++loser) {
        for (std::uint32_t survivor = 0; survivor < summary.workers; ++survivor) {
            const std::uint64_t times = summary.collisions[loser * summary.workers + survivor];
            if (times > 0)
                pairs.push_back({loser, survivor, times});
        }
    }
    return pairs;
}

EvidenceResult describe(const HistorySummary& summary)
{
    return {
        .operations = summary.operations,
        .survived = summary.survivors,
        .lost = summary.lost,
        .unsettled = summary.unsettled,
        .collisions = summary.branches,
        .mostVictims = summary.mostVictims,
        .overwriterExact = summary.overwriterExact,
        .overwriterProcess = summary.overwriterProcess,
        .atLogPages = summary.longBranches == 0
            ? 0
            : static_cast<double>(summary.longBranchesOfWholePages)
                / static_cast<double>(summary.longBranches),
        .lostOfWorker = summary.lostByWorker,
        .collided = collidedPairs(summary),
    };
}

} // namespace

Result<std::optional<UpdateLog>, EngineError> makeEvidenceLog(const RunPlan& plan, const Arm& arm)
{
    if (arm.watch != Watch::Logged)
        return std::optional<UpdateLog>();
    auto log = UpdateLog::create(plan.workers, plan.watchedUpdates);
    if (!log)
        return fail(EngineError::System, log.error().message);
    return std::optional<UpdateLog>(*std::move(log));
}

Evidence examine(UpdateLog& log,
    std::uint64_t finalWord,
    std::uint64_t expectedSurvivors,
    std::function<bool()> stopWanted)
{
    const std::uint64_t begin = Clock::monotonicNs();
    auto found = reconstruct(log, finalWord, std::move(stopWanted));
    if (!found)
        return {.result = {.doubt = found.error().message}, .history = std::nullopt};
    Evidence evidence{.result = describe(found->summary), .history = std::move(found->history)};
    EvidenceResult& result = evidence.result;
    result.agrees = result.survived == expectedSurvivors;
    if (!result.agrees)
        result.doubt = fmt::format("the walk found {} survivors, the final value says {}",
            result.survived,
            expectedSurvivors);
    result.nsPerOperation = static_cast<double>(Clock::monotonicNs() - begin)
        / static_cast<double>(std::max<std::uint64_t>(result.operations, 1));
    return evidence;
}

} // namespace interleave
