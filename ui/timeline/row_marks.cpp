#include "ui/timeline/row_marks.h"

#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kCross = 4.5; // half of a dead worker's sign
constexpr double kReturn = 5; // of the triangle where its successor begins

QRectF barOf(const RowPlace& place, const TickRange& range)
{
    const TimeRange time = place.model.timeOf(range);
    const double left = std::max(place.time.xOf(time.begin), static_cast<double>(place.bar.left()));
    const double right = std::min(place.time.xOf(time.end), place.bar.right() + 1.0);
    return {left,
        static_cast<double>(place.bar.top()),
        right - left,
        static_cast<double>(place.bar.height())};
}

// A box whose edges stand between pixels, at least one wide.
QRect onPixels(const QRectF& box)
{
    const int left = static_cast<int>(std::lround(box.left()));
    const int right = std::max(left + 1, static_cast<int>(std::lround(box.right())));
    return {left, static_cast<int>(box.top()), right - left, static_cast<int>(box.height())};
}

void paintCross(QPainter& painter, const QPointF& centre)
{
    const QPointF down(kCross, kCross);
    const QPointF up(kCross, -kCross);
    painter.drawLine(centre - down, centre + down);
    painter.drawLine(centre - up, centre + up);
}

} // namespace

void clearEvenWaiting(
    const RowPlace& place, std::span<const RecordedTask> tasks, std::span<TimelineColumn> columns)
{
    const double density = static_cast<double>(columns.size()) / place.bar.width();
    const double left = place.bar.left();
    for (const RecordedTask& task : tasks) {
        const TickRange range = rangeOf(task.event);
        const auto locks = place.model.index()->locksIn(task.worker, range);
        const bool known = std::ranges::any_of(locks, [&](const Event& event) {
            return event.kind == EventKind::Wait && overlap(rangeOf(event), range);
        });
        if (!known)
            continue;
        const QRectF bar = barOf(place, range);
        const auto first = static_cast<std::size_t>(std::max(0.0, (bar.left() - left) * density));
        const auto last = std::min(columns.size(),
            static_cast<std::size_t>(std::max(0.0, std::ceil((bar.right() - left) * density))));
        for (std::size_t i = first; i < last; ++i)
            columns[i].waiting = 0;
    }
}

void paintLocks(QPainter& painter, const RowPlace& place, std::span<const Event> locks)
{
    const TickRange seen = place.model.ticksOf(place.time.range);
    for (const Event& event : locks) {
        if (!overlap(rangeOf(event), seen))
            continue;
        const QRect box = onPixels(barOf(place, rangeOf(event)));
        const bool waits = event.kind == EventKind::Wait;
        painter.setBrushOrigin(box.topLeft());
        painter.fillRect(box, brushOf(waits ? Meaning::Waiting : Meaning::Holding, place.palette));
        if (!waits) // the second sign of holding: a top edge
            painter.fillRect(
                QRect(box.topLeft(), QSize(box.width(), 2)), place.palette.color(QPalette::Text));
    }
}

void paintTaskEdges(QPainter& painter, const RowPlace& place, std::span<const RecordedTask> tasks)
{
    const QColor background = place.palette.color(QPalette::Base);
    for (const RecordedTask& task : tasks) {
        const QRectF whole = barOf(place, rangeOf(task.event));
        const QRect box = onPixels(whole);
        if (box.right() <= place.bar.right()
            && place.model.timeOf(task.event.end) <= place.time.range.end)
            painter.fillRect(QRect(box.right(), box.top(), 1, box.height()), background);
        const QString number = QLatin1Char('#') % formatCount(task.event.task);
        const int wide = painter.fontMetrics().horizontalAdvance(number) + 6;
        if (box.width() < std::max(wide + 4, static_cast<int>(kNumberedTask))
            || painter.fontMetrics().height() > box.height())
            continue;
        const QRect label(box.left() + 3,
            box.top() + (box.height() - painter.fontMetrics().height()) / 2,
            wide,
            painter.fontMetrics().height());
        painter.fillRect(label, background);
        painter.setPen(place.palette.color(QPalette::Text));
        painter.drawText(label, Qt::AlignCenter, number);
    }
}

void paintDeaths(QPainter& painter, const RowPlace& place, std::span<const WorkerDeath> deaths)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = place.bar.center().y() + 0.5;
    const double right = place.bar.right() + 1.0;
    double taken = place.bar.left() - 1.0; // up to where signs stand: one is enough for a pixel
    for (const WorkerDeath& death : deaths) {
        const double died = place.time.xOf(place.model.timeOf(death.died));
        const double back = death.back ? place.time.xOf(place.model.timeOf(*death.back)) : right;
        if (back < place.bar.left() || died > right || back <= taken)
            continue;
        taken = std::max(back, died + 1);
        QPen line = penOf(Meaning::Lost, place.palette, 1);
        line.setStyle(Qt::DotLine);
        painter.setPen(line);
        painter.drawLine(QPointF(std::max(died, place.bar.left() - 1.0), middle),
            QPointF(std::min(back, right), middle));
        painter.setPen(QPen(place.palette.color(QPalette::Base), 6, Qt::SolidLine, Qt::RoundCap));
        paintCross(painter, {died, middle}); // so that it is seen on every colour
        painter.setPen(
            QPen(colorOf(Meaning::Lost, place.palette), 2.5, Qt::SolidLine, Qt::RoundCap));
        paintCross(painter, {died, middle});
        if (!death.back || back - died < 2 * kCross)
            continue; // the cross stands for both
        QPainterPath sign(QPointF(back, middle - kReturn));
        sign.lineTo(back + kReturn * 1.4, middle);
        sign.lineTo(back, middle + kReturn);
        sign.closeSubpath();
        painter.setPen(QPen(place.palette.color(QPalette::Base), 2));
        painter.setBrush(place.palette.color(QPalette::Text));
        painter.drawPath(sign);
    }
    painter.restore();
}

} // namespace interleave::ui
