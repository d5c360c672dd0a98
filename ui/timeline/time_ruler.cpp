#include "ui/timeline/time_ruler.h"

#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/widgets/focus_frame.h"
#include "ui/widgets/palette.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

namespace interleave::ui {

namespace {

constexpr double kNsPerSecond = 1e9;
constexpr int kTick = 5; // its height
constexpr int kBetween = 40; // two labels, at least

} // namespace

TimeRuler::TimeRuler(TimeView* time, TaskSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_time(time)
    , m_selection(selection)
{
    setAccessibleName(tr("Time"));
    setToolTip(tr("Drag to select a time of all workers"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus); // its keys are the timeline's
    connect(m_time, &TimeView::visibleChanged, this, &TimeRuler::makeTicks);
    connect(m_selection, &TaskSelection::selectedChanged, this, qOverload<>(&QWidget::update));
}

// The least distance of two labels.
int TimeRuler::tickRoom() const
{
    return fontMetrics().horizontalAdvance(QStringLiteral("+888.8 ms")) + kBetween;
}

QSize TimeRuler::sizeHint() const
{
    return {tickRoom(), fontMetrics().height() + kTick + 2};
}

TimeScale TimeRuler::scale() const
{
    return {m_time->visible(), 0, static_cast<double>(width())};
}

void TimeRuler::setPointer(std::optional<double> ns)
{
    if (ns == m_pointer)
        return;
    m_pointer = ns;
    update();
}

void TimeRuler::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const TimeScale time = scale();
    if (const auto selected = m_selection->selected().time) {
        const double left = time.xOf(selected->begin);
        QColor fill = palette().color(QPalette::Highlight);
        painter.fillRect(
            QRectF(left, height() - kTick, time.xOf(selected->end) - left, kTick), fill);
    }
    paintTicks(painter, time);
    if (m_pointer) {
        painter.setPen(palette().color(QPalette::WindowText));
        const double x = time.xOf(*m_pointer);
        painter.drawLine(QPointF(x, height() - 2 * kTick), QPointF(x, height()));
    }
    if (hasFocus())
        paintFocus(painter, *this);
}

// Not while it is painted: what the labels count from stands in a label of others.
void TimeRuler::makeTicks()
{
    const TimeRange& seen = m_time->visible();
    const QString before = m_ticks.base;
    m_ticks = timeTicks(
        seen.begin / kNsPerSecond, seen.end / kNsPerSecond, std::max(1, width() / tickRoom()));
    update();
    if (m_ticks.base != before)
        Q_EMIT baseChanged(m_ticks.base);
}

void TimeRuler::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    makeTicks();
}

void TimeRuler::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange)
        return;
    updateGeometry();
    makeTicks();
}

void TimeRuler::paintTicks(QPainter& painter, const TimeScale& time) const
{
    painter.setPen(mutedTextColor(palette()));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    for (const TimeTick& tick : m_ticks.ticks) {
        const double x = time.xOf(tick.seconds * kNsPerSecond);
        painter.drawLine(QPointF(x, height() - kTick), QPointF(x, height()));
        const double wide = fontMetrics().horizontalAdvance(tick.label) + 2;
        const double left = std::clamp(x - wide / 2, 0.0, std::max(0.0, width() - wide));
        painter.drawText(
            QRectF(left, 0, wide, fontMetrics().height()), Qt::AlignCenter, tick.label);
    }
}

void TimeRuler::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_anchor = scale().timeAt(event->position().x());
}

void TimeRuler::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_anchor)
        return;
    const TimeRange marked = between(*m_anchor, scale().timeAt(event->position().x()));
    m_selection->select({.time = intersection(marked, m_time->whole())});
}

void TimeRuler::mouseReleaseEvent(QMouseEvent*)
{
    m_anchor.reset();
}

} // namespace interleave::ui
