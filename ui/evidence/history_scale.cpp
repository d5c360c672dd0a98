#include "ui/evidence/history_scale.h"

#include "ui/widgets/format.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kCloseUp = 18; // pixels a value

} // namespace

QRectF HistoryScale::plot() const
{
    const double text = m_on.fontMetrics().height();
    // At the left and right, half of a value's number.
    const double margin = m_on.fontMetrics().horizontalAdvance(formatCount(8'888'888)) / 2.0;
    return QRectF(m_on.rect()).adjusted(margin, text + 6, -margin, -text - 2);
}

QRectF HistoryScale::belowTrunk() const
{
    return plot().adjusted(0, isCloseUp() ? 2 * kNode + 8 : kTrunk, 0, 0);
}

double HistoryScale::rowHeight() const
{
    return m_on.fontMetrics().height() + 8;
}

std::uint32_t HistoryScale::barsFromAfar() const
{
    return static_cast<std::uint32_t>(std::max(0.0, belowTrunk().width() / kSlice));
}

bool HistoryScale::isCloseUp() const
{
    return plot().width() / m_range.length() >= kCloseUp;
}

double HistoryScale::xOf(double depth) const
{
    return plot().left() + (depth - m_range.begin) / m_range.length() * plot().width();
}

double HistoryScale::depthAt(double x) const
{
    return m_range.begin + (x - plot().left()) / plot().width() * m_range.length();
}

} // namespace interleave::ui
