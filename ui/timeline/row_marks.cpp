#include "ui/timeline/row_marks.h"

#include "ui/timeline/part_shades.h"
#include "ui/timeline/task_text.h"
#include "ui/widgets/palette.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QRegion>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kCross = 4.5; // half of a dead worker's sign
constexpr int kSignGap = 6; // around the words of a wait without end
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

// On a rim in the background's colour, so that it is seen on every other.
QImage crossOf(const QColor& color, const QColor& rim, double pixelRatio)
{
    const int pixels = static_cast<int>(std::ceil((2 * kCross + 8) * pixelRatio));
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = pixels / pixelRatio / 2;
    painter.translate(middle, middle);
    for (const QPen& pen : {QPen(rim, 6, Qt::SolidLine, Qt::RoundCap),
             QPen(color, 2.5, Qt::SolidLine, Qt::RoundCap)}) {
        painter.setPen(pen);
        painter.drawLine(QPointF(-kCross, -kCross), QPointF(kCross, kCross));
        painter.drawLine(QPointF(-kCross, kCross), QPointF(kCross, -kCross));
    }
    return image;
}

} // namespace

MarkColors::MarkColors(const QPalette& palette, double pixelRatio)
    : working(brushOf(Meaning::Working, palette, pixelRatio))
    , sleeping(brushOf(Meaning::Blocked, palette, pixelRatio))
    , waiting(brushOf(Meaning::Waiting, palette, pixelRatio))
    , notRecorded(mutedTextColor(palette), Qt::VerPattern)
    , holding(colorOf(Meaning::Holding, palette))
    , decoding(amountColor(kDecodingAmount, palette))
    , encoding(amountColor(kEncodingAmount, palette))
    , lost(colorOf(Meaning::Lost, palette))
    , text(palette.color(QPalette::Text))
    , background(palette.color(QPalette::Base))
    , cross(crossOf(lost, background, pixelRatio))
    , crossSize(cross.width() / pixelRatio)
{
}

void clearEvenWaiting(
    const RowPlace& place, std::span<const RecordedTask> tasks, std::span<TimelineColumn> columns)
{
    const double density = static_cast<double>(columns.size()) / place.bar.width();
    const double left = place.bar.left();
    for (const RecordedTask& task : tasks) {
        const TickRange range = rangeOf(task.event);
        const auto locks = place.model.index()->locksIn(task.worker, range);
        const bool known = std::ranges::any_of(locks, [&](const TraceEvent& event) {
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

std::vector<int> narrowFailures(std::span<const TimelineColumn> columns)
{
    std::vector<int> found;
    std::size_t run = 0;
    for (std::size_t i = 0; i <= columns.size(); ++i) {
        if (i < columns.size() && columns[i].failure) {
            ++run;
            continue;
        }
        if (run > 0 && static_cast<double>(run) < kWideTask)
            found.push_back(static_cast<int>(i - run));
        run = 0;
    }
    return found;
}

void paintFailures(QPainter& painter, const RowPlace& place, std::span<const int> columns)
{
    const int height = place.bar.height() / 2;
    const double ratio = painter.device()->devicePixelRatioF();
    for (const int column : columns)
        painter.fillRect(QRectF(column / ratio - 1, place.bar.bottom() + 1 - height, 3, height),
            place.colors.lost);
}

void paintWaits(QPainter& painter, const RowPlace& place, std::span<const TraceEvent> locks)
{
    const TickRange seen = place.model.ticksOf(place.time.range);
    for (const TraceEvent& event : locks) {
        if (event.kind != EventKind::Wait || !overlap(rangeOf(event), seen))
            continue;
        const QRect box = onPixels(barOf(place, rangeOf(event)));
        painter.setBrushOrigin(box.topLeft());
        painter.fillRect(box, place.colors.waiting);
    }
}

namespace {

// Not where a part of it is another's.
bool isWhole(const QPainter& painter, const QRect& sign)
{
    return !painter.hasClipping() || QRegion(sign).subtracted(painter.clipRegion()).isEmpty();
}

} // namespace

void paintWaitWithoutEnd(QPainter& painter, const RowPlace& place, const TraceEvent& wait)
{
    const TickRange seen = place.model.ticksOf(place.time.range);
    if (!overlap(rangeOf(wait), seen))
        return;
    const QRect box = onPixels(barOf(place, rangeOf(wait)));
    painter.setBrushOrigin(box.topLeft());
    painter.fillRect(box, place.colors.waiting);
    const QFontMetrics font = painter.fontMetrics();
    QString words = QCoreApplication::translate("RowMarks", "∞ never got it");
    if (font.horizontalAdvance(words) + 2 * kSignGap > box.width())
        words = QStringLiteral("∞");
    QRect sign(0, 0, font.horizontalAdvance(words) + kSignGap, font.height());
    sign.moveCenter(box.center());
    if (sign.right() > place.bar.right()) // a wait of few pixels, at the end
        sign.moveRight(place.bar.right());
    if (!isWhole(painter, sign))
        return;
    painter.fillRect(sign, place.colors.background);
    painter.setPen(place.colors.lost);
    painter.drawText(sign, Qt::AlignCenter, words);
}

void paintNotRecorded(QPainter& painter, const RowPlace& place, const TickRange& range)
{
    if (!overlap(range, place.model.ticksOf(place.time.range)))
        return;
    const QRect box = onPixels(barOf(place, range));
    painter.fillRect(box, place.colors.background);
    painter.fillRect(box, place.colors.notRecorded);
    const QString words = QCoreApplication::translate("RowMarks", "not recorded");
    QRect sign(0,
        0,
        painter.fontMetrics().horizontalAdvance(words) + kSignGap,
        painter.fontMetrics().height());
    if (sign.width() > box.width() || sign.height() > box.height())
        return;
    sign.moveCenter(box.center());
    if (!isWhole(painter, sign))
        return;
    painter.fillRect(sign, place.colors.background);
    painter.setPen(place.colors.text);
    painter.drawText(sign, Qt::AlignCenter, words);
}

void paintWork(QPainter& painter, const RowPlace& place, std::span<const RecordedTask> tasks)
{
    const QBrush& work = place.model.tasksSleep() ? place.colors.sleeping : place.colors.working;
    for (const RecordedTask& task : tasks) {
        if (task.event.outcome != TaskOutcome::Succeeded)
            continue; // the columns show it as failed
        const TickRange whole = rangeOf(task.event);
        std::uint64_t from = whole.begin;
        const auto workTo = [&](std::uint64_t to) {
            if (to > from)
                painter.fillRect(onPixels(barOf(place, {from, to})), work);
        };
        for (const TraceEvent& event : place.model.index()->locksIn(task.worker, whole)) {
            if (event.kind != EventKind::Wait || !overlap(rangeOf(event), whole))
                continue;
            workTo(std::min(event.begin, whole.end));
            from = std::max(from, event.end);
        }
        workTo(whole.end);
        for (const auto& [time, color] : shadedParts(place, task))
            painter.fillRect(onPixels(barOf(place, time)), color);
    }
}

void paintHolds(QPainter& painter, const RowPlace& place, std::span<const TraceEvent> locks)
{
    const TickRange seen = place.model.ticksOf(place.time.range);
    for (const TraceEvent& event : locks) {
        if (event.kind != EventKind::Hold || !overlap(rangeOf(event), seen))
            continue;
        const QRect box = onPixels(barOf(place, rangeOf(event)));
        painter.fillRect(box, place.colors.holding);
        // The second sign of holding: a top edge.
        painter.fillRect(QRect(box.topLeft(), QSize(box.width(), 2)), place.colors.text);
    }
}

namespace {

// Tasks that share a core lie over each other, their numbers do not.
void paintNumbers(
    QPainter& painter, const RowPlace& place, const std::vector<std::pair<QRect, QString>>& numbers)
{
    QRegion taken;
    painter.setPen(place.colors.text);
    for (const auto& [label, number] : numbers) {
        if (taken.intersects(label))
            continue;
        taken += label;
        painter.fillRect(label, place.colors.background);
        painter.drawText(label, Qt::AlignCenter, number);
    }
}

} // namespace

void paintTaskEdges(QPainter& painter, const RowPlace& place, std::span<const RecordedTask> tasks)
{
    const QFontMetrics font = painter.fontMetrics();
    const bool numbered = font.height() <= place.bar.height();
    std::vector<std::pair<QRect, QString>> numbers; // over all edges
    for (const RecordedTask& task : tasks) {
        const QRect box = onPixels(barOf(place, rangeOf(task.event)));
        if (box.right() <= place.bar.right()
            && place.model.timeOf(task.event.end) <= place.time.range.end)
            painter.fillRect(
                QRect(box.right(), box.top(), 1, box.height()), place.colors.background);
        if (!numbered || box.width() < static_cast<int>(kNumberedTask))
            continue;
        const std::uint64_t which = task.event.task;
        const QString number = taskLabel(place.model.nameOf(which), which, font, box.width() - 12);
        const int wide = font.horizontalAdvance(number) + 6;
        if (box.width() < wide + 4)
            continue;
        const int top = box.top() + (box.height() - font.height()) / 2;
        numbers.emplace_back(QRect(box.left() + 3, top, wide, font.height()), number);
    }
    paintNumbers(painter, place, numbers);
}

namespace {

void paintCross(QPainter& painter, const RowPlace& place, double x)
{
    const double half = place.colors.crossSize / 2;
    const double middle = place.bar.center().y() + 0.5;
    painter.drawImage(QPointF(x - half, middle - half), place.colors.cross);
}

void paintReturn(QPainter& painter, const RowPlace& place, double x)
{
    const double middle = place.bar.center().y() + 0.5;
    QPainterPath sign(QPointF(x, middle - kReturn));
    sign.lineTo(x + kReturn * 1.4, middle);
    sign.lineTo(x, middle + kReturn);
    sign.closeSubpath();
    painter.setPen(QPen(place.colors.background, 2));
    painter.setBrush(place.colors.text);
    painter.drawPath(sign);
}

} // namespace

void paintDeaths(QPainter& painter, const RowPlace& place, std::span<const WorkerDeath> deaths)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = place.bar.center().y() + 0.5;
    const double left = place.bar.left() - 2 * kCross;
    const double right = place.bar.right() + 1.0;
    double taken = left; // up to where signs stand: where they would overlap one is enough
    for (const WorkerDeath& death : deaths) {
        const double died = place.time.xOf(place.model.timeOf(death.died));
        const double back = death.back ? place.time.xOf(place.model.timeOf(*death.back)) : right;
        if (back < left || died > right || back <= taken)
            continue;
        taken = std::max(back, died + kCross);
        painter.setPen(QPen(place.colors.lost, 1, Qt::DotLine));
        painter.drawLine(
            QPointF(std::max(died, left), middle), QPointF(std::min(back, right), middle));
        paintCross(painter, place, died);
        if (death.back && back - died >= 2 * kCross) // else the cross stands for both
            paintReturn(painter, place, back);
    }
    painter.restore();
}

void paintCoreDeaths(QPainter& painter, const RowPlace& place, unsigned core)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double left = place.bar.left() - 2 * kCross;
    const double right = place.bar.right() + 1.0;
    const TimelineIndex& index = *place.model.index();
    for (unsigned worker = 0; worker < index.workers(); ++worker) {
        double taken = left;
        for (const WorkerDeath& death : index.deaths(worker)) {
            const double died = place.time.xOf(place.model.timeOf(death.died));
            const double back
                = death.back ? place.time.xOf(place.model.timeOf(*death.back)) : right;
            if (death.backCore == core && back >= left && back <= right
                && (death.core != core || back - died >= 2 * kCross))
                paintReturn(painter, place, back);
            if (death.core != core || died < taken || died > right)
                continue;
            taken = died + kCross;
            paintCross(painter, place, died);
        }
    }
    painter.restore();
}

} // namespace interleave::ui
