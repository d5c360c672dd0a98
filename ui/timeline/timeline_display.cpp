#include "ui/timeline/timeline_display.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kUsualRow = 26;
constexpr int kAroundText = 8;
constexpr int kHighRow = 48; // of few rows
constexpr int kLowestRow = 8;
constexpr int kFewRows = 2; // that are always seen
constexpr int kFewRowsOfNarrow = 4;
constexpr int kHighestRow = 120;

} // namespace

void TimelineDisplay::setRowKind(RowKind kind)
{
    if (kind == m_rowKind)
        return;
    m_rowKind = kind;
    m_scroll = 0;
    Q_EMIT changed();
    Q_EMIT meaningChanged();
}

void TimelineDisplay::setColoring(Coloring coloring)
{
    if (coloring == m_coloring)
        return;
    m_coloring = coloring;
    Q_EMIT changed();
    Q_EMIT meaningChanged();
}

void TimelineDisplay::setRows(int rows)
{
    if (rows == m_rows)
        return;
    m_rows = rows;
    fitRowHeight();
    m_scroll = std::min(m_scroll, longestScroll());
    Q_EMIT changed();
}

void TimelineDisplay::setRoom(int pixels)
{
    if (pixels == m_room)
        return;
    m_room = pixels;
    fitRowHeight();
    m_scroll = std::min(m_scroll, longestScroll());
    Q_EMIT changed();
}

void TimelineDisplay::fitRowHeight()
{
    if (!m_heightChosen && m_rows > 0)
        m_rowHeight = std::clamp(m_room / m_rows, m_usualHeight, std::max(kHighRow, m_usualHeight));
}

int TimelineDisplay::leastRoom() const
{
    return std::clamp(m_rows, 1, m_narrow ? kFewRowsOfNarrow : kFewRows) * m_usualHeight;
}

void TimelineDisplay::setNarrow(bool narrow)
{
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    Q_EMIT changed();
}

void TimelineDisplay::setTextHeight(int pixels)
{
    const int usual = std::max(kUsualRow, pixels + kAroundText);
    if (usual == m_usualHeight)
        return;
    m_usualHeight = usual;
    fitRowHeight();
    m_scroll = std::min(m_scroll, longestScroll());
    Q_EMIT changed();
}

void TimelineDisplay::setRowHeight(int pixels)
{
    m_heightChosen = true;
    const int wanted = std::clamp(pixels, kLowestRow, kHighestRow);
    if (wanted == m_rowHeight)
        return;
    m_scroll = m_scroll * wanted / m_rowHeight;
    m_rowHeight = wanted;
    m_scroll = std::min(m_scroll, longestScroll());
    Q_EMIT changed();
}

int TimelineDisplay::longestScroll() const
{
    return std::max(0, m_rows * m_rowHeight - m_room);
}

void TimelineDisplay::scrollTo(int pixels)
{
    const int wanted = std::clamp(pixels, 0, longestScroll());
    if (wanted == m_scroll)
        return;
    m_scroll = wanted;
    Q_EMIT changed();
}

void TimelineDisplay::showRow(int row)
{
    const int top = row * m_rowHeight;
    if (top < m_scroll)
        scrollTo(top);
    else if (top + m_rowHeight > m_scroll + m_room)
        scrollTo(top + m_rowHeight - m_room);
}

std::optional<int> TimelineDisplay::rowAt(int y) const
{
    const int place = y + m_scroll;
    if (place < 0 || place >= m_rows * m_rowHeight)
        return std::nullopt;
    return place / m_rowHeight;
}

int TimelineDisplay::nearestRow(int y) const
{
    return std::clamp((y + m_scroll) / m_rowHeight, 0, std::max(0, m_rows - 1));
}

int TimelineDisplay::endSeen() const
{
    return std::min(m_rows, (m_scroll + m_room + m_rowHeight - 1) / m_rowHeight);
}

} // namespace interleave::ui
