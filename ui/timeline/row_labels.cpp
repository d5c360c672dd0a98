#include "ui/timeline/row_labels.h"

#include "ui/models/timeline_model.h"
#include "ui/timeline/timeline_display.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>
#include <QWheelEvent>

namespace interleave::ui {

namespace {

constexpr int kPadding = 6;
constexpr int kWheelRows = 3;

} // namespace

RowLabels::RowLabels(const TimelineModel* model, TimelineDisplay* display, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_display(display)
{
    setAccessibleName(tr("Rows"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(m_model, &TimelineModel::grown, this, qOverload<>(&QWidget::update));
    connect(m_model, &TimelineModel::recordingChanged, this, qOverload<>(&QWidget::update));
    connect(m_display, &TimelineDisplay::changed, this, qOverload<>(&QWidget::update));
}

QSize RowLabels::sizeHint() const
{
    const QString widest = m_display->narrow() ? QStringLiteral("1,024 10,000,000")
                                               : QStringLiteral("1,024 8888888 10,000,000");
    return {fontMetrics().horizontalAdvance(widest) + 4 * kPadding, 100};
}

QString RowLabels::heading() const
{
    if (m_display->rowKind() == RowKind::Cores)
        return tr("core");
    return m_display->narrow() ? tr("worker, tasks") : tr("worker, pid, tasks");
}

QString RowLabels::text(int row) const
{
    const TimelineIndex* index = m_model->index();
    if (m_display->rowKind() == RowKind::Cores)
        return tr("core %1").arg(formatCount(index->cores()[static_cast<std::size_t>(row)]));
    const WorkerSnapshot worker = m_model->recording()->worker(static_cast<unsigned>(row));
    return tr("%1, pid %2, %3 task(s)", nullptr, pluralOf(worker.tasks))
        .arg(formatCount(row + 1), QString::number(worker.pid), formatCount(worker.tasks));
}

void RowLabels::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_model->index() == nullptr)
        return;
    for (int row = m_display->firstSeen(); row < m_display->endSeen(); ++row) {
        const QRect place(0, m_display->topOf(row), width(), m_display->rowHeight());
        if (place.bottom() > height() || place.top() < 0)
            continue; // it is scrolled to, to be read
        if (m_display->rowKind() == RowKind::Workers) {
            paintWorker(painter, place, static_cast<unsigned>(row));
        } else {
            painter.setPen(palette().color(QPalette::WindowText));
            painter.drawText(
                place.adjusted(kPadding, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text(row));
        }
        painter.setPen(gridColor(palette()));
        painter.drawLine(0, place.bottom(), width(), place.bottom());
    }
}

void RowLabels::paintWorker(QPainter& painter, const QRect& row, unsigned worker) const
{
    const WorkerSnapshot state = m_model->recording()->worker(worker);
    const bool dead = state.state == WorkerState::Dead;
    const QString number = dead ? tr("%1 ✕").arg(formatCount(worker + 1)) : formatCount(worker + 1);
    const int numberWide = fontMetrics().horizontalAdvance(QStringLiteral("1,024"));
    QRect rest = row.adjusted(kPadding, 0, -kPadding, 0);
    painter.setPen(
        dead ? textColorOf(Meaning::Lost, palette()) : palette().color(QPalette::WindowText));
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, number);
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter, formatCount(state.tasks));
    if (m_display->narrow())
        return;
    painter.setPen(mutedTextColor(palette()));
    rest.adjust(numberWide + kPadding, 0, 0, 0);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, QString::number(state.pid));
}

void RowLabels::wheelEvent(QWheelEvent* event)
{
    const double turns = event->angleDelta().y() / QWheelEvent::DefaultDeltasPerStep;
    m_display->scrollTo(
        m_display->scroll() - static_cast<int>(turns * kWheelRows * m_display->rowHeight()));
    event->accept();
}

} // namespace interleave::ui
