#include "ui/evidence/collision_picture.h"

#include "ui/evidence/update_text.h"
#include "ui/widgets/arrow.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>

#include <algorithm>
#include <initializer_list>
#include <iterator>

namespace interleave::ui {

namespace {

constexpr double kWidth = 2;
constexpr int kLines = 3 + 3 + 2 + 2 + 2; // boxes, titles, the value and some air
constexpr int kFewestLetters = 80; // five boxes with a number of eight digits each

// The first that has room, or the last.
QString fitting(const QFontMetricsF& metrics, double room, std::initializer_list<QString> texts)
{
    const auto* const last = std::prev(texts.end());
    return *std::find_if(texts.begin(), last, [&](const QString& text) {
        return metrics.size(0, text).width() <= room;
    });
}

} // namespace

CollisionPicture::CollisionPicture(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Who wrote over whom?"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void CollisionPicture::setCollision(std::optional<Collision> collision, const QString& words)
{
    m_collision = std::move(collision);
    setAccessibleDescription(words);
    update();
}

QSize CollisionPicture::sizeHint() const
{
    return {560, (kLines + 2) * fontMetrics().height()};
}

QSize CollisionPicture::minimumSizeHint() const
{
    return {kFewestLetters * fontMetrics().averageCharWidth(), kLines * fontMetrics().height()};
}

void CollisionPicture::paintEvent(QPaintEvent*)
{
    if (!m_collision)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const CollisionLayout layout = layOutCollision(
        *m_collision, QRectF(rect()).adjusted(1, 1, -1, -1), fontMetrics().height());
    paintLane(painter, layout.upper, true);
    paintLane(painter, layout.lower, false);
    paintValue(painter, layout);
    paintOverwriting(painter, layout);
}

void CollisionPicture::paintLane(
    QPainter& painter, const std::vector<CollisionBox>& lane, bool upper) const
{
    const double line = fontMetrics().height();
    const QRectF& any = lane.front().rect;
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(0, upper ? any.top() - line : any.bottom(), width(), line),
        Qt::AlignLeft | Qt::AlignVCenter,
        tr("worker %1, in the order of its program →")
            .arg(formatCount(lane.front().update.name.worker + 1)));
    for (std::size_t i = 0; i < lane.size(); ++i) {
        if (i > 0) {
            const bool next = lane[i].update.name.worker == lane[i - 1].update.name.worker
                && lane[i].update.name.sequence == lane[i - 1].update.name.sequence + 1;
            painter.setPen(QPen(mutedTextColor(palette()), 1, next ? Qt::SolidLine : Qt::DotLine));
            const double y = any.center().y();
            painter.drawLine(QPointF(lane[i - 1].rect.right(), y), QPointF(lane[i].rect.left(), y));
        }
        paintBox(painter, lane[i]);
    }
}

// What lasted has the colour of work, what did not that of loss; what stands around is paler.
void CollisionPicture::paintBox(QPainter& painter, const CollisionBox& box) const
{
    const LaneUpdate& update = box.update;
    const Meaning meaning = update.survived ? Meaning::Working : Meaning::Lost;
    painter.setPen(penOf(meaning, palette(), box.inCollision ? 2 * kWidth : 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRect(box.rect);
    const bool chosen = m_collision && update.name == m_collision->chosen.name;
    const QRectF inner = box.rect.adjusted(6, 4, -4, -4);
    const QString which = tr("#%1").arg(formatCount(update.name.sequence + 1));
    QFont font = painter.font();
    font.setBold(chosen);
    painter.setFont(font);
    painter.setPen(textColorOf(meaning, palette()));
    const QFontMetricsF metrics(font);
    const auto draw = [&](const QRectF& place, std::initializer_list<QString> texts) {
        painter.drawText(
            place, Qt::AlignLeft | Qt::AlignTop, fitting(metrics, place.width(), texts));
    };
    draw(inner,
        {(update.survived ? tr("%1 ✓ stayed") : tr("%1 ✕ lost")).arg(which),
            (update.survived ? tr("%1 ✓") : tr("%1 ✕")).arg(which)});
    painter.setPen(palette().color(QPalette::Text));
    const QString read = formatCount(update.read);
    const QString wrote = formatCount(update.written());
    draw(inner.adjusted(0, fontMetrics().height(), 0, 0),
        {tr("read %1\nwrote %2").arg(read, wrote),
            tr("%1\n→ %2").arg(read, wrote),
            read + QLatin1Char('\n') + wrote});
    font.setBold(false);
    painter.setFont(font);
}

void CollisionPicture::paintValue(QPainter& painter, const CollisionLayout& layout) const
{
    const QRectF& value = layout.value;
    painter.setPen(QPen(palette().color(QPalette::WindowText), 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(value, value.height() / 2, value.height() / 2);
    QString whose = m_collision->shared ? updateName(*m_collision->shared) : tr("first value");
    if (m_collision->shared
        && fontMetrics().horizontalAdvance(whose) + value.height() / 2 > value.width())
        whose = tr("of worker %1").arg(m_collision->shared->worker + 1);
    painter.drawText(
        value, Qt::AlignCenter, tr("%1\n%2").arg(formatCount(m_collision->sharedRead), whose));
    const QPointF from(value.right(), value.center().y());
    for (const QRectF& reader : {layout.firstRect(), layout.colliderRect()})
        paintArrow(painter,
            QLineF(from, QPointF(reader.left() - 2, reader.center().y())),
            penOf(Meaning::Working, palette(), kWidth));
    for (const auto* lane : {&layout.upper, &layout.lower}) { // whose store both read
        const CollisionBox& before = lane->front();
        if (m_collision->shared && before.update.name == *m_collision->shared)
            paintArrow(painter,
                QLineF(before.rect.center().x() < value.left()
                        ? QPointF(before.rect.right(), before.rect.center().y())
                        : before.rect.center(),
                    QPointF(value.left() + value.height() / 4, value.center().y())),
                penOf(Meaning::Working, palette(), 1));
    }
    painter.setPen(mutedTextColor(palette()));
    painter.drawText(QRectF(from.x() + 24, value.top(), layout.firstRect().width(), value.height()),
        Qt::AlignLeft | Qt::AlignVCenter,
        tr("both read it"));
}

// Only where it is known that the survivor itself stored over the lost one; else the words say who
// it can have been.
void CollisionPicture::paintOverwriting(QPainter& painter, const CollisionLayout& layout) const
{
    const OperationName collider = m_collision->collider.name;
    if (m_collision->overwriterLow != collider || m_collision->overwriterHigh != collider)
        return;
    const double x = layout.colliderRect().right() - 14;
    const QLineF way(
        QPointF(x, layout.colliderRect().top()), QPointF(x, layout.firstRect().bottom() + 2));
    paintArrow(painter, way, penOf(Meaning::Lost, palette(), kWidth));
    painter.setPen(textColorOf(Meaning::Lost, palette()));
    painter.drawText(QRectF(x + 8, layout.value.top(), 200, layout.value.height()),
        Qt::AlignLeft | Qt::AlignVCenter,
        tr("wrote over it"));
}

} // namespace interleave::ui
