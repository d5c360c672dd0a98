#include "core/evidence/history_summary.h"

#include <algorithm>
#include <bit>

namespace interleave {

namespace {

// By value: the how-manieth run of survivors of one process it is in.
std::vector<std::uint32_t> runsOf(std::span<const std::uint32_t> trunk, const TagFormat& format)
{
    std::vector<std::uint32_t> runs(trunk.size());
    for (std::size_t i = 2; i < trunk.size(); ++i) {
        const bool same = format.name(trunk[i]).worker == format.name(trunk[i - 1]).worker;
        runs[i] = runs[i - 1] + (same ? 0 : 1);
    }
    return runs;
}

OverwriterKnown knownOf(const LostUpdate& row, std::span<const std::uint32_t> runs)
{
    if (row.overwriterLow == row.overwriterHigh)
        return OverwriterKnown::Exactly;
    return runs[row.overwriterLow] == runs[row.overwriterHigh] ? OverwriterKnown::Process
                                                               : OverwriterKnown::Range;
}

void countRow(HistorySummary& summary, const LostUpdate& row)
{
    ++summary.lostByWorker[row.worker];
    switch (row.known) {
    case OverwriterKnown::Exactly:
        ++summary.overwriterExact;
        break;
    case OverwriterKnown::Process:
        ++summary.overwriterProcess;
        break;
    case OverwriterKnown::Range:
        ++summary.overwriterRange;
        break;
    }
}

void countBranch(HistorySummary& summary, const LostUpdate& first)
{
    summary.mostVictims = std::max(summary.mostVictims, first.victims);
    ++summary.branchesByVictims[std::bit_width(first.victims) - 1U];
    const std::size_t pair = std::size_t{first.worker} * summary.workers + first.colliderWorker;
    ++summary.collisions[pair];
    summary.victims[pair] += first.victims;
    if (first.victims >= kUpdatesInPage) {
        ++summary.longBranches;
        summary.longBranchesOfWholePages += first.victims % kUpdatesInPage == 0 ? 1 : 0;
    }
}

HistorySummary emptySummary(const HistoryHead& head)
{
    HistorySummary summary;
    summary.survivors = head.survivors;
    summary.lost = head.lost;
    summary.branches = head.branches;
    summary.workers = head.workers;
    summary.lostByWorker.resize(head.workers);
    summary.collisions.resize(std::size_t{head.workers} * head.workers);
    summary.victims.resize(summary.collisions.size());
    return summary;
}

} // namespace

HistorySummary completeRows(HistoryMemory& history, const TagFormat& format)
{
    HistorySummary summary = emptySummary(*history.head);
    const std::vector<std::uint32_t> runs = runsOf(history.trunk, format);
    for (LostUpdate& row : history.lost) {
        const LostUpdate& first = history.lost[history.branchRow[row.branch]];
        const OperationName collider = format.name(history.trunk[std::size_t{first.read} + 1]);
        row.colliderWorker = static_cast<std::uint8_t>(collider.worker);
        row.colliderSequence = collider.sequence;
        row.overwriterWorker
            = static_cast<std::uint8_t>(format.name(history.trunk[row.overwriterLow]).worker);
        row.known = knownOf(row, runs);
        countRow(summary, row);
    }
    for (std::uint32_t branch = 0; branch < history.head->branches; ++branch)
        countBranch(summary, history.lost[history.branchRow[branch]]);
    return summary;
}

} // namespace interleave
