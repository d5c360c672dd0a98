// The counter's history as it is painted: from afar or close up.
#pragma once

#include "ui/evidence/branch_layout.h"
#include "ui/evidence/history_scale.h"

#include <cstdint>
#include <optional>

class QPainter;

namespace interleave::ui {

class HistoryPicture : public HistoryScale
{
public:
    /// `history` stays the caller's.
    HistoryPicture(const HistoryScale& scale, const UpdateHistory& history)
        : HistoryScale(scale)
        , m_history(history)
    {
    }

    /// `selected`: the branch that is marked.
    void paint(QPainter& painter, std::optional<std::uint32_t> selected) const;

private:
    void paintTicks(QPainter& painter) const;
    void paintTrunk(QPainter& painter) const;
    void paintFromAfar(QPainter& painter) const;
    void paintCloseUp(QPainter& painter) const;
    void paintBranch(QPainter& painter, const BranchBar& bar) const;
    void paintLegend(QPainter& painter, std::uint32_t notShown) const;
    void paintSurvivors(QPainter& painter) const;
    void paintSelected(QPainter& painter, std::uint32_t branch) const;

    const UpdateHistory& m_history;
};

} // namespace interleave::ui
