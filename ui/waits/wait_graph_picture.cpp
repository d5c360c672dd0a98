#include "ui/waits/wait_graph_picture.h"

#include "ui/models/core_sentence.h"
#include "ui/widgets/arrow.h"
#include "ui/widgets/format.h"

#include <QPainter>
#include <QTextOption>

namespace interleave::ui {

namespace {

constexpr double kStuckWidth = 4;
constexpr double kUsualWidth = 2;
constexpr double kNameRoom = 130; // beside the oval

} // namespace

WaitGraphPicture::WaitGraphPicture(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Who waits for whom"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void WaitGraphPicture::setGraph(const WaitGraph& graph)
{
    m_graph = graph;
    m_lockNames.clear();
    for (const WaitGraph::Lock& lock : m_graph.locks())
        m_lockNames << coreSentence(lock.name);
    setAccessibleDescription(waitingSentence(m_graph));
    update();
}

WaitGraphLayout WaitGraphPicture::nodes() const
{
    const double beside = fontMetrics().height() + 6.0;
    return layOutWaitGraph(QRectF(rect()).adjusted(kNameRoom, beside, -kNameRoom, -beside),
        m_graph.workers().size(),
        m_graph.locks().size());
}

// The primitive only where it is one that somebody can hold.
bool WaitGraphPicture::shows(std::size_t lock) const
{
    return lock > 0 || m_graph.showsPrimitive();
}

void WaitGraphPicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const WaitGraphLayout places = nodes();
    const double gap = places.radius + 3;
    for (std::size_t i = 0; i < m_graph.locks().size(); ++i) {
        const WaitGraph::Lock& lock = m_graph.locks()[i];
        if (shows(i) && lock.holder)
            paintEdge(painter,
                arrowBetween(places.locks[i], places.workers[*lock.holder], gap, gap),
                Meaning::Holding,
                lock.stuck);
    }
    for (std::size_t i = 0; i < m_graph.workers().size(); ++i) {
        const WaitGraph::Worker& worker = m_graph.workers()[i];
        if (worker.waitsFor && shows(*worker.waitsFor))
            paintEdge(painter,
                arrowBetween(places.workers[i], places.locks[*worker.waitsFor], gap, gap),
                Meaning::Waiting,
                worker.stuck);
    }
    for (std::size_t i = 0; i < m_graph.locks().size(); ++i) {
        if (shows(i))
            paintLock(painter, i, places);
    }
    for (std::size_t i = 0; i < m_graph.workers().size(); ++i)
        paintWorker(painter, i, places);
}

// Who waits is drawn dashed, who holds solid; in a deadlock both are thick and in the colour of
// failure.
void WaitGraphPicture::paintEdge(
    QPainter& painter, const QLineF& way, Meaning meaning, bool stuck) const
{
    const Meaning shown = stuck ? Meaning::Lost : meaning;
    QPen pen = penOf(shown, palette(), stuck ? kStuckWidth : kUsualWidth);
    if (meaning == Meaning::Waiting)
        pen.setStyle(Qt::DashLine);
    paintArrow(painter, way, pen);
}

void WaitGraphPicture::paintWorker(
    QPainter& painter, std::size_t worker, const WaitGraphLayout& nodes) const
{
    const WaitGraph::Worker& state = m_graph.workers()[worker];
    const QPointF place = nodes.workers[worker];
    const bool failed = state.stuck || !state.alive;
    const Meaning meaning = failed ? Meaning::Lost
        : state.waitsFor           ? Meaning::Waiting
                                   : Meaning::Working;
    painter.setPen(penOf(meaning, palette(), failed ? kStuckWidth : kUsualWidth));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawEllipse(place, nodes.radius, nodes.radius);
    const QString number = formatCount(worker + 1);
    if (2 * nodes.radius > fontMetrics().height()) {
        painter.setPen(palette().color(QPalette::Text));
        const QRectF box(
            place.x() - nodes.radius, place.y() - nodes.radius, 2 * nodes.radius, 2 * nodes.radius);
        painter.drawText(box, Qt::AlignCenter, state.alive ? number : tr("%1 ✕").arg(number));
    }
}

void WaitGraphPicture::paintLock(
    QPainter& painter, std::size_t lock, const WaitGraphLayout& nodes) const
{
    const WaitGraph::Lock& state = m_graph.locks()[lock];
    const QPointF place = nodes.locks[lock];
    const double half = nodes.radius * 0.7;
    const QRectF square(place.x() - half, place.y() - half, 2 * half, 2 * half);
    const QColor neutral = mutedTextColor(palette());
    QPen pen(neutral, kUsualWidth);
    if (state.stuck)
        pen = penOf(Meaning::Lost, palette(), kStuckWidth);
    else if (state.holder)
        pen = penOf(Meaning::Holding, palette(), kUsualWidth);
    painter.setPen(pen);
    painter.setBrush(state.holder ? brushOf(Meaning::Holding, palette())
                                  : QBrush(palette().color(QPalette::Base)));
    painter.drawRect(square);
    if (2 * nodes.radius > fontMetrics().height())
        paintName(painter, place, nodes.radius, m_lockNames[static_cast<qsizetype>(lock)]);
}

void WaitGraphPicture::paintName(
    QPainter& painter, const QPointF& node, double radius, const QString& name) const
{
    const NamePlace place = placeOfName(
        node, QRectF(rect()).center(), radius, {kNameRoom, double(fontMetrics().height())});
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(place.box, name, QTextOption(place.alignment | Qt::AlignVCenter));
}

} // namespace interleave::ui
