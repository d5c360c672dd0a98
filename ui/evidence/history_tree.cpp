#include "ui/evidence/history_tree.h"

#include "ui/evidence/history_numbers.h"
#include "ui/evidence/history_picture.h"
#include "ui/evidence/update_selection.h"
#include "ui/widgets/format.h"
#include "ui/widgets/gestures.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kWheelStep = 120; // eighths of a degree
constexpr double kPanStep = 0.1; // of what is seen

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

HistoryScale HistoryTree::scale() const
{
    return {*this, m_range};
}

bool HistoryTree::isCloseUp() const
{
    return scale().isCloseUp();
}

double HistoryTree::xOf(double depth) const
{
    return scale().xOf(depth);
}

double HistoryTree::depthAt(double x) const
{
    return scale().depthAt(x);
}

NumberTable HistoryTree::numbers() const
{
    if (!m_history)
        return {};
    return historyNumbers(*m_history, m_range, isCloseUp() ? UINT32_MAX : scale().barsFromAfar());
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
    const auto zoomBy = [this](double factor) { zoom(factor, scale().plot().center().x()); };
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
            layOutBranches(*m_history, m_range, scale().belowTrunk(), scale().rowHeight()).bars) {
            if (bar.rect.adjusted(-2, -2, 2, 2).contains(place))
                return bar.branch;
        }
        return std::nullopt;
    }
    const double left = std::max(0.0, depthAt(place.x() - HistoryScale::kSlice / 2));
    const auto begin = static_cast<std::uint32_t>(left);
    const auto end
        = static_cast<std::uint32_t>(std::max(left, depthAt(place.x() + HistoryScale::kSlice / 2)))
        + 1;
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
    HistoryPicture(scale(), *m_history).paint(painter, selectedBranch());
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace interleave::ui
