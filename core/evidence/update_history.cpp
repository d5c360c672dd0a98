#include "core/evidence/update_history.h"

#include <algorithm>

namespace interleave {

UpdateHistory::UpdateHistory(HistoryMemory history, UpdateLog log)
    : m_history(std::move(history))
    , m_log(std::move(log))
    , m_index(m_log)
{
}

Result<UpdateHistory, EvidenceError> UpdateHistory::attach(UniqueFd history, UniqueFd log)
{
    auto attachedHistory = HistoryMemory::attach(std::move(history));
    if (!attachedHistory)
        return tl::unexpected(attachedHistory.error());
    auto attachedLog = UpdateLog::attach(std::move(log));
    if (!attachedLog)
        return tl::unexpected(attachedLog.error());
    const HistoryHead& head = *attachedHistory->head;
    if (head.workers != attachedLog->workers() || head.operations != attachedLog->operations())
        return fail(EvidenceError::Corrupt, "the history is not of this log");
    return UpdateHistory(*std::move(attachedHistory), *std::move(attachedLog));
}

OperationName UpdateHistory::survivor(std::uint32_t value) const
{
    return m_index.format().name(m_history.trunk[value]);
}

std::optional<LaneUpdate> UpdateHistory::update(OperationName name) const
{
    const auto word = m_index.readBy(name);
    if (!word)
        return std::nullopt;
    LaneUpdate update{.name = name, .read = TagFormat::valueOf(*word)};
    if (TagFormat::tagOf(*word) != kRootTag)
        update.readFrom = m_index.format().name(TagFormat::tagOf(*word));
    update.survived = update.written() <= survivors()
        && m_history.trunk[update.written()] == m_index.format().tag(name);
    if (!update.survived)
        update.row = rowOf(name);
    return update;
}

std::vector<LaneUpdate> UpdateHistory::lane(
    std::uint32_t worker, std::uint32_t begin, std::uint32_t count) const
{
    std::vector<LaneUpdate> updates;
    const std::size_t all = worker < workers() ? m_index.words(worker).size() : 0;
    for (std::uint32_t i = begin; i < all && i - begin < count; ++i) {
        if (const auto found = update({worker, i}))
            updates.push_back(*found);
    }
    return updates;
}

Collision UpdateHistory::collision(std::uint32_t row, std::uint32_t around) const
{
    const LostUpdate& chosen = m_history.lost[row];
    const LostUpdate& first = m_history.lost[m_history.branchRow[chosen.branch]];
    const auto known = [&](OperationName name) { return update(name).value_or(LaneUpdate{name}); };
    const auto surrounding = [&](OperationName name) {
        const std::uint32_t before = std::min(name.sequence, around);
        return lane(name.worker, name.sequence - before, before + 1 + around);
    };
    Collision collision;
    collision.chosen = known({chosen.worker, chosen.sequence});
    collision.first = known({first.worker, first.sequence});
    collision.collider = known({chosen.colliderWorker, chosen.colliderSequence});
    collision.sharedRead = first.read;
    collision.shared = collision.first.readFrom;
    collision.overwriterLow = survivor(chosen.overwriterLow);
    collision.overwriterHigh = survivor(chosen.overwriterHigh);
    collision.firstLane = surrounding(collision.first.name);
    collision.colliderLane = surrounding(collision.collider.name);
    return collision;
}

std::vector<TrunkSlice> UpdateHistory::slices(
    std::uint32_t begin, std::uint32_t end, std::uint32_t count) const
{
    end = std::min(end, survivors());
    std::vector<TrunkSlice> slices;
    if (begin >= end || count == 0)
        return slices;
    const std::uint64_t length = end - begin;
    const std::uint64_t shown = std::min<std::uint64_t>(count, length);
    const auto edge
        = [&](std::uint64_t i) { return begin + static_cast<std::uint32_t>(length * i / shown); };
    std::uint32_t branch = firstBranchFrom(begin);
    for (std::uint64_t i = 0; i < shown; ++i) {
        const std::uint32_t next = firstBranchFrom(edge(i + 1));
        slices.push_back({.begin = edge(i),
            .end = edge(i + 1),
            .firstBranch = branch,
            .branches = next - branch,
            .lost = m_history.memberFrom[next] - m_history.memberFrom[branch],
            .largest = largestOf(branch, next)});
        branch = next;
    }
    return slices;
}

std::uint32_t UpdateHistory::depth(std::uint32_t branch) const
{
    return m_history.lost[m_history.branchRow[branch]].read;
}

std::span<const std::uint32_t> UpdateHistory::members(std::uint32_t branch) const
{
    const std::uint32_t begin = m_history.memberFrom[branch];
    return m_history.members.subspan(begin, m_history.memberFrom[branch + 1] - begin);
}

std::optional<std::uint32_t> UpdateHistory::rowOf(OperationName name) const
{
    const std::uint32_t begin = m_history.head->rowsFrom[name.worker];
    const auto rows
        = m_history.lost.subspan(begin, m_history.head->rowsFrom[name.worker + 1] - begin);
    const auto found = std::ranges::lower_bound(rows, name.sequence, {}, &LostUpdate::sequence);
    if (found == rows.end() || found->sequence != name.sequence)
        return std::nullopt;
    return begin + static_cast<std::uint32_t>(found - rows.begin());
}

std::uint32_t UpdateHistory::firstBranchFrom(std::uint32_t depth) const
{
    const auto rows = m_history.branchRow.first(branches());
    const auto found = std::ranges::lower_bound(
        rows, depth, {}, [this](std::uint32_t row) { return m_history.lost[row].read; });
    return static_cast<std::uint32_t>(found - rows.begin());
}

// Branches one by one up to a group, groups up to a group of groups, and back down at the end.
std::optional<std::uint32_t> UpdateHistory::largestOf(std::uint32_t begin, std::uint32_t end) const
{
    std::optional<std::uint32_t> best;
    const auto consider = [&](std::uint32_t branch) {
        const auto victims = [&](std::uint32_t b) {
            return m_history.memberFrom[b + 1] - m_history.memberFrom[b];
        };
        if (!best || victims(branch) > victims(*best))
            best = branch;
    };
    std::span<const std::uint32_t> level; // empty: the branches themselves
    std::span<const std::uint32_t> above = m_history.largest;
    const auto take = [&](std::uint32_t i) { consider(level.empty() ? i : level[i]); };
    for (std::uint32_t size = branches(); begin < end;) {
        while (begin < end && begin % kBranchesInGroup != 0)
            take(begin++);
        while (begin < end && end % kBranchesInGroup != 0)
            take(--end);
        begin /= kBranchesInGroup;
        end /= kBranchesInGroup;
        size = (size + kBranchesInGroup - 1) / kBranchesInGroup;
        level = above.first(size);
        above = above.subspan(size);
    }
    return best;
}

} // namespace interleave
