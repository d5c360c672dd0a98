#include "ui/timeline/minimap.h"

#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/column_raster.h"
#include "ui/timeline/gesture_steps.h"
#include "ui/widgets/focus_frame.h"
#include "ui/widgets/palette.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr std::chrono::milliseconds kBudget{3};
constexpr double kEdge = 2; // above and below the columns
constexpr double kNarrowest = 6; // of the frame, so that it can be seen and held

} // namespace

Minimap::Minimap(const TimelineModel* model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_time(model->time())
    , m_selection(model->selection())
{
    setAccessibleName(tr("The whole run"));
    setToolTip(tr("The whole run, all workers together; drag the frame to move"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus); // its keys are the timeline's
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &Minimap::goOn);
    connect(m_model, &TimelineModel::grown, this, &Minimap::begin);
    connect(m_model, &TimelineModel::recordingChanged, this, [this] {
        m_timer.stop();
        m_image = {};
        begin();
    });
    const auto again = qOverload<>(&QWidget::update);
    connect(m_time, &TimeView::visibleChanged, this, again);
    connect(m_selection, &TaskSelection::selectedChanged, this, again);
    connect(m_selection, &TaskSelection::pinnedChanged, this, again);
}

TimeScale Minimap::scale() const
{
    return {m_time->whole(), 0, static_cast<double>(width())};
}

// A column for each of the device's pixels.
std::size_t Minimap::columnsWanted() const
{
    return static_cast<std::size_t>(std::lround(width() * devicePixelRatioF()));
}

void Minimap::begin()
{
    m_again = true;
    if (m_timer.isActive() || m_model->index() == nullptr || !isVisible())
        return;
    m_again = false;
    m_imageRange = m_time->whole();
    m_columns.start(m_model->ticksOf(m_imageRange), columnsWanted());
    m_timer.start();
    goOn();
}

void Minimap::goOn()
{
    if (!m_columns.step(*m_model->index(), kBudget))
        return;
    m_timer.stop();
    draw();
    update();
    // Where many workers take more than one bite, what has come meanwhile waits for the next look.
}

void Minimap::draw()
{
    const double ratio = devicePixelRatioF();
    const int edge = static_cast<int>(std::lround(kEdge * ratio));
    m_image = QImage(static_cast<int>(m_columns.columns().size()),
        static_cast<int>(std::lround(height() * ratio)),
        QImage::Format_RGB32);
    m_image.fill(palette().color(QPalette::Base));
    rasterColumns(m_image,
        m_image.rect().adjusted(0, edge, 0, -edge),
        m_columns.columns(),
        {.nsPerTick = m_model->nsPerTick(), .tasksSleep = m_model->tasksSleep()},
        ColumnColors(palette()));
}

void Minimap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (m_again && !m_timer.isActive())
        begin();
    if (m_image.isNull())
        return;
    const TimeScale time = scale();
    const double left = time.xOf(m_imageRange.begin);
    painter.drawImage(
        QRectF(left, 0, time.xOf(m_imageRange.end) - left, height()), m_image, m_image.rect());
    paintFrame(painter);
    if (hasFocus())
        paintFocus(painter, *this);
}

void Minimap::paintFrame(QPainter& painter) const
{
    const TimeScale time = scale();
    if (const auto& selected = m_selection->selected().time) {
        QColor fill = palette().color(QPalette::Highlight);
        fill.setAlpha(90);
        const double from = time.xOf(selected->begin);
        painter.fillRect(
            QRectF(from, 0, std::max(1.0, time.xOf(selected->end) - from), height()), fill);
    }
    const TimeRange& seen = m_time->visible();
    double left = time.xOf(seen.begin);
    double right = time.xOf(seen.end);
    const double missing = std::max(0.0, kNarrowest - (right - left)) / 2;
    left -= missing;
    right += missing;
    QColor veil = palette().color(QPalette::Window);
    veil.setAlpha(150);
    painter.fillRect(QRectF(0, 0, left, height()), veil);
    painter.fillRect(QRectF(right, 0, width() - right, height()), veil);
    painter.setPen(QPen(palette().color(QPalette::Text), 2));
    painter.drawRect(QRectF(left, 0, right - left, height()).adjusted(1, 1, -1, -1));
    if (const auto& pinned = m_selection->pinned()) {
        const double x = time.xOf(pinned->time.begin);
        painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    }
}

void Minimap::resizeEvent(QResizeEvent*)
{
    m_timer.stop();
    begin();
}

void Minimap::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && !m_image.isNull() && !m_timer.isActive()
        && m_columns.columns().size() == columnsWanted())
        draw();
    QWidget::changeEvent(event);
}

void Minimap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::BackButton || event->button() == Qt::ForwardButton)
        return event->ignore();
    const TimeRange seen = m_time->visible();
    const double time = scale().timeAt(event->position().x());
    if (!seen.contains(time))
        m_time->jumpTo({time - seen.length() / 2, time + seen.length() / 2});
    m_held = time - m_time->visible().begin;
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_held)
        return;
    const double begin = scale().timeAt(event->position().x()) - *m_held;
    m_time->moveTo({begin, begin + m_time->visible().length()});
}

void Minimap::mouseReleaseEvent(QMouseEvent*)
{
    m_held.reset();
    m_time->settle();
}

void Minimap::wheelEvent(QWheelEvent* event)
{
    m_time->zoom(std::pow(kZoomStep, -event->angleDelta().y() / QWheelEvent::DefaultDeltasPerStep),
        scale().timeAt(event->position().x()));
    event->accept();
}

} // namespace interleave::ui
