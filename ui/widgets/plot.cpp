#include "ui/widgets/plot.h"

#include "ui/widgets/chart_view.h"

#include <QHelpEvent>
#include <QToolTip>

namespace interleave::ui {

namespace {

QGraphicsScene& sceneOf(QGraphicsView& view)
{
    setUpChartView(view);
    view.setRenderHint(QPainter::Antialiasing);
    return *view.scene();
}

} // namespace

Plot::Plot(QWidget* parent)
    : QGraphicsView(parent)
    , m_chart(sceneOf(*this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Plot::arrange()
{
    if (!isVisible()) // else the run keeps the time that it takes
        return;
    setSceneRect(rect());
    m_chart.dress(palette(), font());
    m_chart.place(area());
    draw();
    viewport()->update();
}

void Plot::drawForeground(QPainter* painter, const QRectF&)
{
    painter->setFont(font());
    paintWords(*painter);
}

void Plot::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    arrange();
}

void Plot::showEvent(QShowEvent* event)
{
    QGraphicsView::showEvent(event);
    arrange();
}

void Plot::changeEvent(QEvent* event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        arrange();
}

bool Plot::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QGraphicsView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), describe(help->pos()), this);
    return true;
}

} // namespace interleave::ui
