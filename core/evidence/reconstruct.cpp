#include "core/evidence/reconstruct.h"

#include "core/evidence/branches.h"
#include "core/evidence/log_check.h"
#include "core/evidence/overwriter_bounds.h"
#include "core/evidence/trunk_walk.h"
#include "core/ipc/available_memory.h"

#include <fmt/format.h>

namespace interleave {

namespace {

Result<void, EvidenceError> checkMemory(std::uint64_t operations, std::uint64_t survivors)
{
    constexpr std::uint64_t kPerUpdate = 6; // readers, the lost set, the order of the pass
    constexpr std::uint64_t kPerSurvivor = sizeof(std::uint32_t);
    constexpr std::uint64_t kPerLost = sizeof(LostUpdate) + 3 * sizeof(std::uint32_t);
    const std::uint64_t needed
        = operations * kPerUpdate + survivors * kPerSurvivor + (operations - survivors) * kPerLost;
    if (const AvailableMemory available = availableMemory(); needed > available.bytes)
        return fail(EvidenceError::NoMemory,
            fmt::format("naming the lost of {} updates needs {} bytes and {}",
                operations,
                needed,
                describeShortage(available)));
    return {};
}

// What the final value counts against what there is: no more can have survived than were made, and
// the last store of all survived.
Result<void, EvidenceError> checkFinal(std::uint64_t operations, std::uint32_t survivors)
{
    if (survivors > operations || (survivors == 0 && operations > 0))
        return fail(EvidenceError::Corrupt,
            fmt::format(
                "the log is corrupt: {} of {} updates would have survived", survivors, operations));
    return {};
}

Result<HistoryMemory, EvidenceError> walked(
    const OperationIndex& index, CheckedLog& checked, std::uint64_t finalWord, StopCheck& stop)
{
    const std::uint32_t survivors = TagFormat::valueOf(finalWord);
    auto history = HistoryMemory::create(
        survivors, static_cast<std::uint32_t>(checked.operations - survivors));
    if (!history)
        return history;
    if (auto whole = walkTrunk(index, finalWord, history->trunk, checked.lost, stop); !whole)
        return tl::unexpected(whole.error());
    if (const std::uint64_t lost = checked.lost.count(); lost != history->lost.size())
        return fail(EvidenceError::Corrupt,
            fmt::format("the log is corrupt: the walk finds {} lost updates and the count {}",
                lost,
                history->lost.size()));
    return history;
}

void noteRows(const OperationIndex& index, const CountedSet& lost, HistoryHead& head)
{
    head.rowsFrom.fill(head.lost);
    for (std::uint32_t worker = 0; worker < index.workers(); ++worker)
        head.rowsFrom[worker] = lost.countBelow(index.begin(worker));
}

} // namespace

Result<Reconstruction, EvidenceError> reconstruct(
    UpdateLog& log, std::uint64_t finalWord, std::function<bool()> stopWanted, CutOff cutOff)
{
    if (log.incomplete())
        return fail(EvidenceError::Incomplete,
            "a worker had no room or no memory for its log; use fewer updates");
    StopCheck stop(std::move(stopWanted));
    const OperationIndex index(log);
    auto checked = checkLog(index, finalWord, cutOff, stop);
    if (!checked)
        return tl::unexpected(checked.error());
    const std::uint32_t survivors = TagFormat::valueOf(finalWord);
    if (auto fine = checkFinal(checked->operations, survivors); !fine)
        return tl::unexpected(fine.error());
    if (auto room = checkMemory(checked->operations, survivors); !room)
        return tl::unexpected(room.error());
    auto history = walked(index, *checked, finalWord, stop);
    if (!history)
        return tl::unexpected(history.error());
    history->head->workers = index.workers();
    history->head->operations = log.operations();
    noteRows(index, checked->lost, *history->head);

    OverwriterBounds bounds(index, checked->lost, checked->readers, history->lost, survivors, stop);
    if (auto found = bounds.find(); !found)
        return tl::unexpected(found.error());
    if (auto numbered = numberBranches(*history, stop); !numbered)
        return tl::unexpected(numbered.error());
    HistorySummary summary = completeRows(*history, index.format(), stop);
    if (stop.stopped())
        return failStopped();
    summary.operations = checked->operations;
    summary.unsettled = checked->unsettled;
    return Reconstruction{std::move(summary), *std::move(history)};
}

} // namespace interleave
