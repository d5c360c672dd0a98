#include "ui/images/wipe_picture.h"

#include "ui/widgets/focus_frame.h"
#include "ui/widgets/format.h"
#include "ui/widgets/gestures.h"
#include "ui/widgets/palette.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

constexpr double kStep = 0.02;
constexpr double kPage = 0.2;
constexpr int kMargin = 6;

} // namespace

WipePicture::WipePicture(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    addKeys();
    setLine(m_line);
}

void WipePicture::addKeys()
{
    const auto add = [this](const QString& text, Qt::Key key, auto to) {
        addGesture(*this, text, {key}, [this, to] { setLine(to(m_line)); });
    };
    add(tr("More of after"), Qt::Key_Left, [](double line) { return line - kStep; });
    add(tr("More of before"), Qt::Key_Right, [](double line) { return line + kStep; });
    add(tr("Much more of after"), Qt::Key_PageUp, [](double line) { return line - kPage; });
    add(tr("Much more of before"), Qt::Key_PageDown, [](double line) { return line + kPage; });
    add(tr("After alone"), Qt::Key_Home, [](double /*line*/) { return 0.0; });
    add(tr("Before alone"), Qt::Key_End, [](double /*line*/) { return 1.0; });
}

void WipePicture::setBefore(const QImage& image, const QString& why)
{
    set(m_before, image, why);
    setWord({});
}

void WipePicture::setAfter(const QImage& image, const QString& why)
{
    set(m_after, image, why);
    setWord({});
}

void WipePicture::setOnly(const QImage& image, const QString& why, const QString& word)
{
    set(m_after, image, why);
    setWord(word);
}

void WipePicture::set(Side& side, const QImage& image, const QString& why)
{
    if (side.image.cacheKey() == image.cacheKey() && side.why == why)
        return;
    side = {image, why};
    describe();
    update();
}

void WipePicture::setWord(const QString& word)
{
    if (std::exchange(m_word, word) == word)
        return;
    describe();
    update();
}

void WipePicture::setLine(double line)
{
    m_line = std::clamp(line, 0.0, 1.0);
    describe();
    update();
}

// For who does not see it.
void WipePicture::describe()
{
    if (!m_word.isEmpty()) {
        setAccessibleName(m_word);
        return setAccessibleDescription(m_after.why);
    }
    setAccessibleName(tr("Before and after"));
    setAccessibleDescription(
        tr("%1 of the picture is before, the rest after; the arrow keys move the line")
            .arg(formatPercent(m_line, 2)));
}

QSize WipePicture::sizeHint() const
{
    return {28 * fontMetrics().height(), 20 * fontMetrics().height()};
}

QSize WipePicture::minimumSizeHint() const
{
    return {12 * fontMetrics().height(), 8 * fontMetrics().height()};
}

// A turned or resized picture has another shape than before: then each fits by itself, and the
// line is the one of what is after.
QRect WipePicture::place() const
{
    const QImage& image = m_after.image.isNull() ? m_before.image : m_after.image;
    if (image.isNull())
        return rect();
    QRect place({}, image.size().scaled(size(), Qt::KeepAspectRatio));
    place.moveCenter(rect().center());
    return place;
}

void WipePicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().brush(QPalette::AlternateBase));
    const QRect whole = place();
    const int line = whole.left() + static_cast<int>(m_line * whole.width());
    if (!m_word.isEmpty()) {
        paintSide(painter, m_after, rect());
        paintWord(painter, m_word, true);
    } else {
        paintSide(painter, m_after, QRect(QPoint(line, 0), rect().bottomRight()));
        paintSide(painter, m_before, QRect(rect().topLeft(), QPoint(line - 1, rect().bottom())));
        paintLine(painter);
        if (m_line > 0)
            paintWord(painter, tr("before"), true);
        if (m_line < 1)
            paintWord(painter, tr("after"), false);
    }
    if (hasFocus())
        paintFocus(painter, *this);
}

void WipePicture::paintSide(QPainter& painter, Side& side, const QRect& part) const
{
    painter.save();
    painter.setClipRect(part);
    if (side.image.isNull()) {
        const bool failed = !side.why.isEmpty();
        painter.fillRect(part, QBrush(gridColor(palette()), Qt::Dense6Pattern));
        painter.setPen(
            failed ? textColorOf(Meaning::Lost, palette()) : palette().color(QPalette::WindowText));
        const QRect text = part.adjusted(3 * kMargin, 3 * kMargin, -3 * kMargin, -kMargin);
        painter.drawText(text,
            Qt::AlignCenter | Qt::TextWordWrap,
            failed ? tr("✕ %1").arg(side.why) : tr("is being decoded"));
    } else {
        paintScaled(painter, side);
    }
    painter.restore();
}

// While the line moves the picture is scaled once.
void WipePicture::paintScaled(QPainter& painter, Side& side) const
{
    QRect place({}, side.image.size().scaled(size(), Qt::KeepAspectRatio));
    place.moveCenter(rect().center());
    const QSize pixels = (QSizeF(place.size()) * devicePixelRatioF()).toSize();
    if (side.scaled.size() != pixels)
        side.scaled = QPixmap::fromImage(
            side.image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    painter.drawPixmap(place, side.scaled);
}

void WipePicture::paintWord(QPainter& painter, const QString& word, bool atLeft) const
{
    QRect label(0, 0, fontMetrics().horizontalAdvance(word) + 2 * kMargin, fontMetrics().height());
    if (atLeft)
        label.moveTopLeft(rect().topLeft() + QPoint(kMargin, kMargin));
    else
        label.moveTopRight(rect().topRight() + QPoint(-kMargin, kMargin));
    painter.fillRect(label, palette().base());
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(label, Qt::AlignCenter, word);
}

// Light and dark, so that it is seen on every picture.
void WipePicture::paintLine(QPainter& painter) const
{
    const QRect whole = place();
    const int x = whole.left() + static_cast<int>(m_line * whole.width());
    painter.fillRect(QRect(x - 2, 0, 5, height()), Qt::black);
    painter.fillRect(QRect(x - 1, 0, 3, height()), Qt::white);
    QRect handle(0, 0, 3 * kMargin, 5 * kMargin);
    handle.moveCenter({x, rect().center().y()});
    painter.fillRect(handle, Qt::black);
    painter.fillRect(handle.adjusted(1, 1, -1, -1), Qt::white);
    painter.setPen(Qt::black);
    painter.drawText(handle, Qt::AlignCenter, QStringLiteral("↔"));
}

void WipePicture::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        follow(event->pos());
}

void WipePicture::mouseMoveEvent(QMouseEvent* event)
{
    if ((event->buttons() & Qt::LeftButton) != 0)
        follow(event->pos());
}

void WipePicture::follow(const QPoint& pointer)
{
    const QRect whole = place();
    setLine(static_cast<double>(pointer.x() - whole.left()) / std::max(whole.width(), 1));
}

void WipePicture::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void WipePicture::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace interleave::ui
