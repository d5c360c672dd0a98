#include "ui/evidence/history_tree.h"

#include "ui/evidence/history_numbers.h"
#include "ui/evidence/update_selection.h"
#include "ui/models/series_reduction.h"
#include "ui/widgets/centred_text.h"
#include "ui/widgets/format.h"
#include "ui/widgets/gestures.h"
#include "ui/widgets/palette.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kCloseUp = 18; // pixels a value
constexpr double kSlice = 5; // pixels of a bar from afar
constexpr double kTrunk = 4; // its width
constexpr double kNode = 9; // a survivor's radius
constexpr double kZoomStep = 1.25;
constexpr double kWheelStep = 120; // eighths of a degree
constexpr double kPanStep = 0.1; // of what is seen
constexpr int kTicks = 5;

} // namespace

HistoryTree::HistoryTree(UpdateSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
{
    setAccessibleName(tr("How did the value grow?"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setToolTip(tr("Wheel, + and - zoom, arrows and dragging move, F shows all; a click chooses the "
                  "lost branch"));
    connect(m_selection, &UpdateSelection::changed, this, &HistoryTree::showSelected);
    addGestures();
}

void HistoryTree::setHistory(std::shared_ptr<const UpdateHistory> history)
{
    m_history = std::move(history);
    if (m_history)
        setAccessibleDescription(
            tr("%1 update(s) survived, %2", nullptr, pluralOf(m_history->survivors()))
                .arg(formatCount(m_history->survivors()),
                    tr("%1 branch(es) were lost", nullptr, pluralOf(m_history->branches()))
                        .arg(formatCount(m_history->branches()))));
    showAll();
}

double HistoryTree::survivors() const
{
    return m_history ? m_history->survivors() : 1;
}

void HistoryTree::setRange(const DepthRange& range)
{
    m_range = range;
    update();
}

void HistoryTree::showAll()
{
    setRange(wholeRange(survivors()));
}

NumberTable HistoryTree::numbers() const
{
    if (!m_history)
        return {};
    return historyNumbers(*m_history, m_range, isCloseUp() ? UINT32_MAX : barsFromAfar());
}

QRectF HistoryTree::plot() const
{
    const double text = fontMetrics().height();
    // At the left and right, half of a value's number.
    const double margin = fontMetrics().horizontalAdvance(formatCount(8'888'888)) / 2.0;
    return QRectF(rect()).adjusted(margin, text + 6, -margin, -text - 2);
}

QRectF HistoryTree::belowTrunk() const
{
    return plot().adjusted(0, isCloseUp() ? 2 * kNode + 8 : kTrunk, 0, 0);
}

double HistoryTree::rowHeight() const
{
    return fontMetrics().height() + 8;
}

std::uint32_t HistoryTree::barsFromAfar() const
{
    return static_cast<std::uint32_t>(std::max(0.0, belowTrunk().width() / kSlice));
}

bool HistoryTree::isCloseUp() const
{
    return plot().width() / m_range.length() >= kCloseUp;
}

double HistoryTree::xOf(double depth) const
{
    return plot().left() + (depth - m_range.begin) / m_range.length() * plot().width();
}

double HistoryTree::depthAt(double x) const
{
    return m_range.begin + (x - plot().left()) / plot().width() * m_range.length();
}

void HistoryTree::zoom(double factor, double x)
{
    setRange(zoomed(m_range, factor, depthAt(x), survivors()));
}

void HistoryTree::wheelEvent(QWheelEvent* event)
{
    if (!m_history)
        return;
    const double steps = event->angleDelta().y() / kWheelStep;
    zoom(std::pow(kZoomStep, -steps), event->position().x());
    event->accept();
}

void HistoryTree::addGestures()
{
    const auto zoomBy = [this](double factor) { zoom(factor, plot().center().x()); };
    const auto panBy = [this](double share) {
        setRange(panned(m_range, share * m_range.length(), survivors()));
    };
    addGesture(
        *this, tr("Zoom in"), {Qt::Key_Plus, Qt::Key_Equal}, [zoomBy] { zoomBy(1 / kZoomStep); });
    addGesture(*this, tr("Zoom out"), {Qt::Key_Minus}, [zoomBy] { zoomBy(kZoomStep); });
    addGesture(*this, tr("To smaller values"), {Qt::Key_Left}, [panBy] { panBy(-kPanStep); });
    addGesture(*this, tr("To larger values"), {Qt::Key_Right}, [panBy] { panBy(kPanStep); });
    addGesture(*this, tr("Show all values"), {Qt::Key_F}, [this] { showAll(); });
}

void HistoryTree::keyPressEvent(QKeyEvent* event)
{
    if (!triggerGesture(*this, *event))
        QWidget::keyPressEvent(event);
}

void HistoryTree::mousePressEvent(QMouseEvent* event)
{
    m_dragged = depthAt(event->position().x());
    m_pressed = event->pos();
}

void HistoryTree::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragged)
        setRange(panned(m_range, *m_dragged - depthAt(event->position().x()), survivors()));
}

void HistoryTree::mouseReleaseEvent(QMouseEvent* event)
{
    const int moved = (event->pos() - m_pressed).manhattanLength();
    const bool clicked = m_dragged && moved < QApplication::startDragDistance();
    m_dragged.reset();
    if (!clicked)
        return;
    if (const auto branch = branchAt(event->position()))
        m_selection->select(m_history->members(*branch).front());
}

// From afar the largest branch of the bar that was hit.
std::optional<std::uint32_t> HistoryTree::branchAt(const QPointF& place) const
{
    if (!m_history)
        return std::nullopt;
    if (isCloseUp()) {
        for (const BranchBar& bar :
            layOutBranches(*m_history, m_range, belowTrunk(), rowHeight()).bars) {
            if (bar.rect.adjusted(-2, -2, 2, 2).contains(place))
                return bar.branch;
        }
        return std::nullopt;
    }
    const double left = std::max(0.0, depthAt(place.x() - kSlice / 2));
    const auto begin = static_cast<std::uint32_t>(left);
    const auto end
        = static_cast<std::uint32_t>(std::max(left, depthAt(place.x() + kSlice / 2))) + 1;
    const auto slices = m_history->slices(begin, end, 1);
    return slices.empty() ? std::nullopt : slices.front().largest;
}

std::optional<std::uint32_t> HistoryTree::selectedBranch() const
{
    const auto row = m_selection->row();
    if (!m_history || !row || *row >= m_history->lost().size())
        return std::nullopt;
    return m_history->lost()[*row].branch;
}

void HistoryTree::showSelected()
{
    if (const auto branch = selectedBranch())
        setRange(showing(m_range, m_history->depth(*branch), survivors()));
    update();
}

void HistoryTree::paintEvent(QPaintEvent*)
{
    if (!m_history)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintTicks(painter);
    if (isCloseUp())
        paintCloseUp(painter);
    else
        paintFromAfar(painter);
    paintSelected(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void HistoryTree::paintTicks(QPainter& painter) const
{
    const double step = std::max(1.0, tickStep(m_range.length(), kTicks));
    painter.setPen(mutedTextColor(palette()));
    for (double value = std::ceil(m_range.begin / step) * step; value <= m_range.end;
         value += step) {
        const double x = xOf(value);
        painter.drawLine(QPointF(x, plot().top() - 4), QPointF(x, plot().top()));
        drawCentred(painter, x, 0, formatCount(std::llround(value)));
    }
}

void HistoryTree::paintTrunk(QPainter& painter) const
{
    const QRectF room = plot();
    const double y = isCloseUp() ? room.top() + kNode : room.top() + kTrunk / 2;
    painter.setPen(QPen(colorOf(Meaning::Working, palette()), kTrunk));
    painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y));
}

void HistoryTree::paintFromAfar(QPainter& painter) const
{
    const QRectF room = belowTrunk();
    const auto begin = static_cast<std::uint32_t>(std::max(0.0, m_range.begin));
    const auto end = static_cast<std::uint32_t>(std::ceil(m_range.end));
    const auto slices = m_history->slices(begin, end, barsFromAfar());
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
        painter.fillRect(bar, colorOf(Meaning::Lost, palette())); // too narrow for a hatch
    }
    paintTrunk(painter);
    painter.setPen(mutedTextColor(palette()));
    const auto length = slices.empty() ? 0 : slices.front().end - slices.front().begin;
    const QString caption = tr(
        "a bar: updates lost beside %1 value(s) that stayed, at most %2", nullptr, pluralOf(length))
                                .arg(formatCount(length), formatCount(most));
    const QString withKeys = tr("%1 · + zooms, F shows all").arg(caption);
    const bool fits = fontMetrics().horizontalAdvance(withKeys) <= width();
    painter.drawText(QRectF(0, room.bottom(), width(), fontMetrics().height()),
        Qt::AlignCenter,
        fits ? withKeys : fontMetrics().elidedText(caption, Qt::ElideRight, width()));
}

void HistoryTree::paintCloseUp(QPainter& painter) const
{
    const BranchLayout layout = layOutBranches(*m_history, m_range, belowTrunk(), rowHeight());
    const double trunk = plot().top() + kNode;
    painter.setClipRect(QRectF(0, plot().top() - kNode, width(), plot().height() + kNode));
    for (const BranchBar& bar : layout.bars) {
        painter.setPen(penOf(Meaning::Lost, palette(), 1));
        painter.drawLine(
            QPointF(xOf(bar.depth), trunk), QPointF(bar.rect.left(), bar.rect.center().y()));
        painter.setBrushOrigin(bar.rect.topLeft());
        painter.fillRect(bar.rect, brushOf(Meaning::Lost, palette()));
        const QString count = formatCount(bar.victims);
        const QRectF label(bar.rect.left() + 2,
            bar.rect.top(),
            fontMetrics().horizontalAdvance(count) + 6,
            bar.rect.height());
        if (label.right() > bar.rect.right())
            continue;
        painter.fillRect(label, palette().color(QPalette::Base));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(label, Qt::AlignCenter, count);
    }
    painter.setClipping(false);
    paintTrunk(painter);
    paintSurvivors(painter);
    painter.setPen(mutedTextColor(palette()));
    QStringList said;
    if (layout.notShown > 0)
        said << tr("%1 branch(es) more had no room", nullptr, pluralOf(layout.notShown))
                    .arg(formatCount(layout.notShown));
    said << tr("○ a survivor with its worker; hanging: lost updates that were built on it");
    const QRectF below(0, plot().bottom(), width(), fontMetrics().height());
    painter.drawText(below,
        Qt::AlignLeft | Qt::AlignVCenter,
        fontMetrics().elidedText(
            said.join(tr(" · ")), Qt::ElideRight, static_cast<int>(below.width())));
}

void HistoryTree::paintSurvivors(QPainter& painter) const
{
    const double y = plot().top() + kNode;
    const auto begin = static_cast<std::uint32_t>(std::max(0.0, std::ceil(m_range.begin)));
    const auto end = std::min(static_cast<std::uint32_t>(m_range.end), m_history->survivors());
    for (std::uint32_t value = begin; value <= end; ++value) {
        const QPointF place(xOf(value), y);
        painter.setPen(penOf(Meaning::Working, palette(), 2));
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawEllipse(place, kNode, kNode);
        if (value == 0)
            continue; // the first value is nobody's
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRectF(place.x() - kNode, y - kNode, 2 * kNode, 2 * kNode),
            Qt::AlignCenter,
            formatCount(m_history->survivor(value).worker + 1));
    }
}

void HistoryTree::paintSelected(QPainter& painter) const
{
    const auto branch = selectedBranch();
    if (!branch)
        return;
    QPen pen(palette().color(QPalette::Highlight), 3);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    if (isCloseUp()) {
        for (const BranchBar& bar :
            layOutBranches(*m_history, m_range, belowTrunk(), rowHeight()).bars) {
            if (bar.branch == *branch)
                painter.drawRect(bar.rect.adjusted(-2, -2, 2, 2));
        }
        return;
    }
    const double x = xOf(m_history->depth(*branch));
    painter.drawLine(QPointF(x, plot().top() - 4), QPointF(x, plot().bottom()));
}

} // namespace interleave::ui
