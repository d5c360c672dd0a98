#include "core/evidence/branches.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace interleave {

namespace {

bool isFirst(const LostUpdate& row)
{
    return row.victims != 0;
}

// A worker reads ever later survivors, so that the branches that it began are in order already: all
// that is left is to merge those of the workers, two by two.
void sortByDepth(HistoryMemory& history, StopCheck& stop)
{
    std::vector<std::size_t> ends{0}; // of each worker's branches
    std::size_t count = 0;
    for (std::uint32_t worker = 0; worker < history.head->workers; ++worker) {
        const auto& from = history.head->rowsFrom;
        for (std::uint32_t row = from[worker]; row < from[worker + 1] && !stop.at(row); ++row) {
            if (isFirst(history.lost[row]))
                history.branchRow[count++] = row;
        }
        ends.push_back(count);
    }
    const auto shallower = [&](std::uint32_t a, std::uint32_t b) {
        return history.lost[a].read < history.lost[b].read;
    };
    const auto at = [&](std::size_t end) {
        const std::size_t last = std::min(end, ends.size() - 1);
        return history.branchRow.begin() + static_cast<std::ptrdiff_t>(ends[last]);
    };
    for (std::size_t width = 1; width + 1 < ends.size(); width *= 2) {
        for (std::size_t i = 0; i + width + 1 < ends.size() && !stop.now(); i += 2 * width)
            std::inplace_merge(at(i), at(i + width), at(i + 2 * width), shallower);
    }
    for (std::uint32_t branch = 0; branch < history.head->branches && !stop.at(branch); ++branch)
        history.lost[history.branchRow[branch]].branch = branch;
}

void listMembers(HistoryMemory& history, StopCheck& stop)
{
    const std::uint32_t branches = history.head->branches;
    const auto from = history.memberFrom;
    for (std::uint32_t branch = 0; branch < branches; ++branch)
        from[branch + 1] = from[branch] + history.lost[history.branchRow[branch]].victims;
    for (std::uint32_t number = 0; LostUpdate & row : history.lost) {
        if (stop.at(number))
            return;
        if (!isFirst(row)) {
            const LostUpdate& first = history.lost[row.branch];
            row.branch = first.branch;
            row.victims = first.victims;
        }
        history.members[from[row.branch]++] = number++;
    }
    std::shift_right(from.begin(), from.begin() + branches + 1, 1);
    from.front() = 0;
}

void findLargest(HistoryMemory& history)
{
    const auto larger = [&](std::uint32_t a, std::uint32_t b) {
        return history.lost[history.branchRow[a]].victims
            < history.lost[history.branchRow[b]].victims;
    };
    std::vector<std::uint32_t> below(history.head->branches);
    std::iota(below.begin(), below.end(), 0U);
    std::size_t begin = 0;
    while (below.size() > 1) {
        std::vector<std::uint32_t> level;
        for (std::size_t i = 0; i < below.size(); i += kBranchesInGroup) {
            const auto first = below.begin() + static_cast<std::ptrdiff_t>(i);
            const auto count = std::min<std::size_t>(kBranchesInGroup, below.size() - i);
            level.push_back(
                *std::max_element(first, first + static_cast<std::ptrdiff_t>(count), larger));
        }
        std::ranges::copy(level, history.largest.begin() + static_cast<std::ptrdiff_t>(begin));
        begin += level.size();
        below = std::move(level);
    }
}

} // namespace

Result<void, EvidenceError> numberBranches(HistoryMemory& history, StopCheck& stop)
{
    const std::uint32_t survivors = history.head->survivors;
    const bool fromTheEnd = std::ranges::any_of(
        history.lost, [&](const LostUpdate& row) { return isFirst(row) && row.read >= survivors; });
    if (fromTheEnd)
        return fail(EvidenceError::Corrupt,
            "the log is corrupt: an update read the final value and has not changed it");
    history.head->branches
        = static_cast<std::uint32_t>(std::ranges::count_if(history.lost, isFirst));
    if (auto taken = history.takeBranches(); !taken)
        return taken;
    sortByDepth(history, stop);
    if (!stop.now())
        listMembers(history, stop);
    if (stop.now())
        return failStopped();
    findLargest(history);
    return {};
}

} // namespace interleave
