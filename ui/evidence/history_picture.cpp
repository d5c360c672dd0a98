#include "ui/evidence/history_picture.h"

#include "ui/evidence/history_tree.h"
#include "ui/models/series_reduction.h"
#include "ui/widgets/centred_text.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kHistoryTicks = 5;

} // namespace

void HistoryPicture::paint(QPainter& painter, std::optional<std::uint32_t> selected) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    paintTicks(painter);
    if (isCloseUp())
        paintCloseUp(painter);
    else
        paintFromAfar(painter);
    if (selected)
        paintSelected(painter, *selected);
}

void HistoryPicture::paintTicks(QPainter& painter) const
{
    const double step = std::max(1.0, tickStep(range().length(), kHistoryTicks));
    painter.setPen(mutedTextColor(on().palette()));
    for (double value = std::ceil(range().begin / step) * step; value <= range().end;
         value += step) {
        const double x = xOf(value);
        painter.drawLine(QPointF(x, plot().top() - 4), QPointF(x, plot().top()));
        drawCentred(painter, x, 0, formatCount(std::llround(value)));
    }
}

void HistoryPicture::paintTrunk(QPainter& painter) const
{
    const QRectF room = plot();
    const double y = isCloseUp() ? room.top() + kNode : room.top() + kTrunk / 2;
    painter.setPen(QPen(colorOf(Meaning::Working, on().palette()), kTrunk));
    painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y));
}

void HistoryPicture::paintFromAfar(QPainter& painter) const
{
    const QRectF room = belowTrunk();
    const auto begin = static_cast<std::uint32_t>(std::max(0.0, range().begin));
    const auto end = static_cast<std::uint32_t>(std::ceil(range().end));
    const auto slices = m_history.slices(begin, end, barsFromAfar());
    std::uint32_t most = 0;
    for (const TrunkSlice& slice : slices)
        most = std::max(most, slice.lost);
    const double scale = roundedUpTo125(most);
    for (const TrunkSlice& slice : slices) {
        if (slice.lost == 0)
            continue;
        const double left = xOf(slice.begin);
        const double high = std::max(1.0, room.height() * slice.lost / scale);
        const QRectF bar(left, room.top(), std::max(1.0, xOf(slice.end) - left - 1), high);
        painter.fillRect(bar, colorOf(Meaning::Lost, on().palette())); // too narrow for a hatch
    }
    paintTrunk(painter);
    painter.setPen(mutedTextColor(on().palette()));
    const auto length = slices.empty() ? 0 : slices.front().end - slices.front().begin;
    const QString caption = HistoryTree::tr(
        "a bar: updates lost beside %1 value(s) that stayed, at most %2", nullptr, pluralOf(length))
                                .arg(formatCount(length), formatCount(most));
    const QString withKeys = HistoryTree::tr("%1 · + zooms, F shows all").arg(caption);
    const bool fits = on().fontMetrics().horizontalAdvance(withKeys) <= on().width();
    painter.drawText(QRectF(0, room.bottom(), on().width(), on().fontMetrics().height()),
        Qt::AlignCenter,
        fits ? withKeys : on().fontMetrics().elidedText(caption, Qt::ElideRight, on().width()));
}

void HistoryPicture::paintCloseUp(QPainter& painter) const
{
    const BranchLayout layout = layOutBranches(m_history, range(), belowTrunk(), rowHeight());
    painter.setClipRect(QRectF(0, plot().top() - kNode, on().width(), plot().height() + kNode));
    for (const BranchBar& bar : layout.bars)
        paintBranch(painter, bar);
    painter.setClipping(false);
    paintTrunk(painter);
    paintSurvivors(painter);
    paintLegend(painter, layout.notShown);
}

void HistoryPicture::paintBranch(QPainter& painter, const BranchBar& bar) const
{
    painter.setPen(penOf(Meaning::Lost, on().palette(), 1));
    painter.drawLine(QPointF(xOf(bar.depth), plot().top() + kNode),
        QPointF(bar.rect.left(), bar.rect.center().y()));
    painter.setBrushOrigin(bar.rect.topLeft());
    painter.fillRect(bar.rect, brushOf(Meaning::Lost, on().palette()));
    const QString count = formatCount(bar.victims);
    const QRectF label(bar.rect.left() + 2,
        bar.rect.top(),
        on().fontMetrics().horizontalAdvance(count) + 6,
        bar.rect.height());
    if (label.right() > bar.rect.right())
        return;
    painter.fillRect(label, on().palette().color(QPalette::Base));
    painter.setPen(on().palette().color(QPalette::Text));
    painter.drawText(label, Qt::AlignCenter, count);
}

void HistoryPicture::paintLegend(QPainter& painter, std::uint32_t notShown) const
{
    QStringList said;
    if (notShown > 0)
        said << HistoryTree::tr("%1 branch(es) more had no room", nullptr, pluralOf(notShown))
                    .arg(formatCount(notShown));
    said << HistoryTree::tr(
        "○ a survivor with its worker; hanging: lost updates that were built on it");
    const QRectF below(0, plot().bottom(), on().width(), on().fontMetrics().height());
    painter.setPen(mutedTextColor(on().palette()));
    painter.drawText(below,
        Qt::AlignLeft | Qt::AlignVCenter,
        on().fontMetrics().elidedText(
            said.join(HistoryTree::tr(" · ")), Qt::ElideRight, static_cast<int>(below.width())));
}

void HistoryPicture::paintSurvivors(QPainter& painter) const
{
    const double y = plot().top() + kNode;
    const auto begin = static_cast<std::uint32_t>(std::max(0.0, std::ceil(range().begin)));
    const auto end = std::min(static_cast<std::uint32_t>(range().end), m_history.survivors());
    for (std::uint32_t value = begin; value <= end; ++value) {
        const QPointF place(xOf(value), y);
        painter.setPen(penOf(Meaning::Working, on().palette(), 2));
        painter.setBrush(on().palette().color(QPalette::Base));
        painter.drawEllipse(place, kNode, kNode);
        if (value == 0)
            continue; // the first value is nobody's
        painter.setPen(on().palette().color(QPalette::Text));
        painter.drawText(QRectF(place.x() - kNode, y - kNode, 2 * kNode, 2 * kNode),
            Qt::AlignCenter,
            formatCount(m_history.survivor(value).worker + 1));
    }
}

void HistoryPicture::paintSelected(QPainter& painter, std::uint32_t branch) const
{
    QPen pen(on().palette().color(QPalette::Highlight), 3);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    if (isCloseUp()) {
        for (const BranchBar& bar :
            layOutBranches(m_history, range(), belowTrunk(), rowHeight()).bars) {
            if (bar.branch == branch)
                painter.drawRect(bar.rect.adjusted(-2, -2, 2, 2));
        }
        return;
    }
    const double x = xOf(m_history.depth(branch));
    painter.drawLine(QPointF(x, plot().top() - 4), QPointF(x, plot().bottom()));
}

} // namespace interleave::ui
