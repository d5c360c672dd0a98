// Where the branches of a history lie that were lost, close up: each a bar below the trunk, as long
// as the values that it reached, none upon another. Pure arithmetic but for what it asks the
// history.
#pragma once

#include "core/evidence/update_history.h"
#include "ui/evidence/depth_range.h"

#include <QRectF>

#include <vector>

namespace interleave::ui {

struct BranchBar
{
    std::uint32_t branch = 0;
    std::uint32_t depth = 0; // where it leaves the trunk
    std::uint32_t victims = 0;
    QRectF rect;
};

struct BranchLayout
{
    std::vector<BranchBar> bars;
    std::uint32_t notShown = 0; // branches for which there was no room
};

/// The values that a branch reached; exact for branches that are not long, else its victims.
[[nodiscard]] double reachOf(const UpdateHistory& history, std::uint32_t branch);

/// Of the branches that leave the trunk in the range; `rowHeight` pixels for each row of bars.
[[nodiscard]] BranchLayout layOutBranches(
    const UpdateHistory& history, const DepthRange& range, const QRectF& room, double rowHeight);

} // namespace interleave::ui
