#include "core/evidence/branches.h"

#include <algorithm>
#include <numeric>

namespace interleave {

namespace {

bool isFirst(const LostUpdate& row)
{
    return row.victims != 0;
}

// Counting sort by depth. A worker reads ever later survivors, so that each worker's rows go to
// ascending places: as many streams as there are workers.
void sortByDepth(HistoryMemory& history)
{
    const auto from = history.branchesFrom;
    for (const LostUpdate& row : history.lost) {
        if (isFirst(row))
            ++from[std::size_t{row.read} + 1];
    }
    std::partial_sum(from.begin(), from.end(), from.begin());
    history.head->branches = from.back();
    // Each depth's start moves to its end as it is filled, which is the next depth's start.
    for (std::uint32_t number = 0; LostUpdate & row : history.lost) {
        if (isFirst(row)) {
            const std::uint32_t branch = from[row.read]++;
            history.branchRow[branch] = number;
            row.branch = branch;
        }
        ++number;
    }
    std::shift_right(from.begin(), from.end(), 1);
    from.front() = 0;
}

void listMembers(HistoryMemory& history)
{
    const std::uint32_t branches = history.head->branches;
    const auto from = history.memberFrom;
    for (std::uint32_t branch = 0; branch < branches; ++branch)
        from[branch + 1] = from[branch] + history.lost[history.branchRow[branch]].victims;
    for (std::uint32_t number = 0; LostUpdate & row : history.lost) {
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

Result<void, EvidenceError> numberBranches(HistoryMemory& history)
{
    const std::uint32_t survivors = history.head->survivors;
    const bool fromTheEnd = std::ranges::any_of(
        history.lost, [&](const LostUpdate& row) { return isFirst(row) && row.read >= survivors; });
    if (fromTheEnd)
        return fail(EvidenceError::Corrupt,
            "the log is corrupt: an update read the final value and has not changed it");
    sortByDepth(history);
    listMembers(history);
    findLargest(history);
    return {};
}

} // namespace interleave
