#include "ui/evidence/branch_layout.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr std::size_t kCountedMembers = 256;
constexpr std::uint32_t kMostBars = 1'000;
constexpr double kBarShare = 0.7; // of a row
constexpr double kStart = 0.35; // of a value, before the first lost one: the way down

// The uppermost row that is free from `left` on; its number of rows when there is none.
std::size_t freeRow(const std::vector<double>& ends, double left)
{
    const auto found = std::ranges::find_if(ends, [&](double end) { return end <= left; });
    return static_cast<std::size_t>(found - ends.begin());
}

} // namespace

double reachOf(const UpdateHistory& history, std::uint32_t branch)
{
    const std::span<const std::uint32_t> members = history.members(branch);
    if (members.size() > kCountedMembers)
        return static_cast<double>(members.size());
    std::uint32_t highest = 0;
    for (const std::uint32_t row : members)
        highest = std::max(highest, history.lost()[row].written());
    return highest - history.depth(branch);
}

BranchLayout layOutBranches(
    const UpdateHistory& history, const DepthRange& range, const QRectF& room, double rowHeight)
{
    BranchLayout layout;
    const auto begin = static_cast<std::uint32_t>(std::max(0.0, range.begin));
    const auto end = static_cast<std::uint32_t>(range.end) + 1;
    const std::vector<TrunkSlice> slices = history.slices(begin, end, 1);
    if (slices.empty() || !(room.height() >= rowHeight))
        return layout;
    const double wide = room.width() / range.length();
    std::vector<double> ends(static_cast<std::size_t>(room.height() / rowHeight), -1e300);
    const std::uint32_t tried = std::min(slices.front().branches, kMostBars);
    layout.notShown = slices.front().branches - tried;
    for (std::uint32_t i = 0; i < tried; ++i) {
        const std::uint32_t branch = slices.front().firstBranch + i;
        const std::uint32_t depth = history.depth(branch);
        const double left = room.left() + (depth - range.begin + 1 - kStart) * wide;
        const double length = (reachOf(history, branch) - 1 + 2 * kStart) * wide;
        const std::size_t row = freeRow(ends, left);
        if (row == ends.size()) {
            ++layout.notShown;
            continue;
        }
        ends[row] = left + length + kStart * wide / 2;
        layout.bars.push_back({.branch = branch,
            .depth = depth,
            .victims = static_cast<std::uint32_t>(history.members(branch).size()),
            .rect = {left,
                room.top() + rowHeight * static_cast<double>(row),
                length,
                rowHeight * kBarShare}});
    }
    return layout;
}

} // namespace interleave::ui
