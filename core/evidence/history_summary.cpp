#include "core/evidence/history_summary.h"

#include "core/evidence/counted_set.h"

#include <algorithm>
#include <bit>

namespace interleave {

namespace {

// The survivors, by value, that are of another process than the one before.
CountedSet handOvers(std::span<const std::uint32_t> trunk, const TagFormat& format)
{
    CountedSet changes(trunk.size());
    for (std::size_t i = 2; i < trunk.size(); ++i) {
        if (format.name(trunk[i]).worker != format.name(trunk[i - 1]).worker)
            changes.insert(i);
    }
    changes.count();
    return changes;
}

OverwriterKnown knownOf(const LostUpdate& row, const CountedSet& changes)
{
    if (row.overwriterLow == row.overwriterHigh)
        return OverwriterKnown::Exactly;
    const bool one = changes.countBelow(std::uint64_t{row.overwriterLow} + 1)
        == changes.countBelow(std::uint64_t{row.overwriterHigh} + 1);
    return one ? OverwriterKnown::Process : OverwriterKnown::Range;
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

HistorySummary completeRows(HistoryMemory& history, const TagFormat& format, StopCheck& stop)
{
    HistorySummary summary = emptySummary(*history.head);
    const CountedSet changes = handOvers(history.trunk, format);
    for (std::uint64_t number = 0; LostUpdate & row : history.lost) {
        if (stop.at(number++))
            return summary;
        const LostUpdate& first = history.lost[history.branchRow[row.branch]];
        const OperationName collider = format.name(history.trunk[std::size_t{first.read} + 1]);
        row.colliderWorker = static_cast<std::uint8_t>(collider.worker);
        row.colliderSequence = collider.sequence;
        row.overwriterWorker
            = static_cast<std::uint8_t>(format.name(history.trunk[row.overwriterLow]).worker);
        row.known = knownOf(row, changes);
        countRow(summary, row);
    }
    for (std::uint32_t branch = 0; branch < history.head->branches; ++branch)
        countBranch(summary, history.lost[history.branchRow[branch]]);
    return summary;
}

} // namespace interleave
