#include "ui/images/picture_delegate.h"

#include "ui/images/picture_model.h"
#include "ui/images/pictures_text.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QListView>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kSpace = 4; // around a cell, and in it

// Sizes follow the font.
int lineHeight(const QWidget& view)
{
    return view.fontMetrics().height();
}

QSize linesOf(ThumbnailSize size)
{
    switch (size) {
    case ThumbnailSize::Small:
        break;
    case ThumbnailSize::Medium:
        return {14, 10};
    case ThumbnailSize::Large:
        return {24, 18};
    }
    return {8, 6};
}

QBrush backgroundOf(PictureState state, const QPalette& palette)
{
    switch (state) {
    case PictureState::Waiting:
    case PictureState::NotKnown:
        return {gridColor(palette), Qt::Dense6Pattern};
    case PictureState::InWork:
        return {gridColor(palette), Qt::BDiagPattern};
    case PictureState::Done:
    case PictureState::Failed:
        break;
    }
    return palette.brush(QPalette::AlternateBase);
}

// In lines; the last one says by its end that there is more.
void drawElided(QPainter& painter, const QRect& room, const QString& text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int height = metrics.lineSpacing();
    QTextLayout layout(text, painter.font(), painter.device());
    QTextOption wrapping(Qt::AlignLeft);
    wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // a path has no words
    layout.setTextOption(wrapping);
    painter.save();
    painter.setClipRect(room, Qt::IntersectClip);
    layout.beginLayout();
    for (int top = room.top(); top + height <= room.bottom() + 1; top += height) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(room.width());
        const bool isLast = top + 2 * height > room.bottom() + 1;
        const QString rest = text.mid(line.textStart());
        painter.drawText(room.left(),
            top + metrics.ascent(),
            isLast ? metrics.elidedText(rest, Qt::ElideRight, room.width())
                   : rest.left(line.textLength()));
    }
    layout.endLayout();
    painter.restore();
}

QSize markSize(const QPainter& painter, const QString& text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    return {metrics.horizontalAdvance(text) + 2 * kSpace, metrics.height()};
}

// Of one in strips all are at it.
QString workerMark(const PictureStates& states, const PictureTask& task)
{
    const bool isDone = task.state == PictureState::Done;
    if (states.inStrips())
        return isDone ? PictureDelegate::tr("all workers") : PictureDelegate::tr("all workers …");
    const QString worker = formatCount(task.worker + 1);
    return isDone ? PictureDelegate::tr("worker %1").arg(worker)
                  : PictureDelegate::tr("worker %1 …").arg(worker);
}

// Moved as far as it has to be.
QRect within(const QRect& room, QRect mark)
{
    mark.setWidth(std::min(mark.width(), room.width()));
    mark.moveLeft(std::clamp(mark.left(), room.left(), room.right() - mark.width() + 1));
    mark.moveTop(std::clamp(mark.top(), room.top(), room.bottom() - mark.height() + 1));
    return mark;
}

void drawMark(QPainter& painter, const QRect& mark, const QString& text, const QColor& colour)
{
    painter.fillRect(mark, colour);
    painter.setPen(contrastRatio(colour, Qt::white) > contrastRatio(colour, Qt::black) ? Qt::white
                                                                                       : Qt::black);
    painter.drawText(mark,
        Qt::AlignCenter,
        painter.fontMetrics().elidedText(text, Qt::ElideRight, mark.width()));
}

} // namespace

PictureDelegate::PictureDelegate(
    const PictureModel* model, const PictureSource* source, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_source(source)
{
}

QSize PictureDelegate::pictureSize(const QWidget& view) const
{
    return linesOf(m_size) * lineHeight(view);
}

QSize PictureDelegate::cellSize(const QWidget& view) const
{
    return pictureSize(view) + QSize(4 * kSpace, 5 * kSpace + lineHeight(view));
}

QSize PictureDelegate::sizeHint(
    const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    const auto* view = qobject_cast<const QListView*>(option.widget);
    return view != nullptr && view->gridSize().isValid() ? view->gridSize()
                                                         : cellSize(*option.widget);
}

bool PictureDelegate::hasPicture(int row) const
{
    const auto picture = static_cast<std::size_t>(row);
    return m_model->states().mayHaveResult(picture)
        || (m_model->states()[picture].state != PictureState::Failed
            && m_side == PictureSide::Input);
}

PictureRequest PictureDelegate::wishFor(int row, const QWidget& view) const
{
    const QSize size = pictureSize(view) * view.devicePixelRatioF();
    return {static_cast<std::uint64_t>(row), m_side, {size.width(), size.height()}};
}

void PictureDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QWidget& view = *option.widget;
    const QRect cell = option.rect.adjusted(kSpace, kSpace, -kSpace, -kSpace);
    QRect room(cell.topLeft() + QPoint(kSpace, kSpace), pictureSize(view));
    room.moveCenter({cell.center().x(), room.center().y()});
    painter->save();
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    if (selected)
        painter->fillRect(cell, option.palette.highlight());
    const QRect picture = paintPicture(*painter, room, index.row(), view);
    paintMark(*painter, room, picture, index.row(), option.palette);
    paintDamage(*painter, room, picture, index.row(), option.palette);
    const QRect line(
        cell.left() + kSpace, room.bottom() + kSpace, cell.width() - 2 * kSpace, lineHeight(view));
    painter->setPen(
        option.palette.color(selected ? QPalette::HighlightedText : QPalette::WindowText));
    painter->drawText(line,
        Qt::AlignHCenter | Qt::AlignVCenter,
        view.fontMetrics().elidedText(m_model->nameOf(index.row()), Qt::ElideMiddle, line.width()));
    if ((option.state & QStyle::State_HasFocus) != 0) {
        painter->setPen(QPen(option.palette.color(QPalette::WindowText), 1, Qt::DotLine));
        painter->drawRect(cell.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

QRect PictureDelegate::paintPicture(
    QPainter& painter, const QRect& room, int row, const QWidget& view) const
{
    const PictureTask& task = m_model->states()[static_cast<std::size_t>(row)];
    const ShownPicture* shown = hasPicture(row) ? m_source->find(wishFor(row, view)) : nullptr;
    painter.fillRect(room, view.palette().base());
    QString problem
        = shown == nullptr ? QString() : withoutName(shown->problem, m_model->nameOf(row));
    if (task.state == PictureState::Failed)
        problem = task.reason.isEmpty() ? tr("failed") : m_model->reasonOf(row);
    if (!problem.isEmpty()) {
        paintProblem(painter, room, problem, view.palette());
        return room;
    }
    if (shown == nullptr) {
        painter.fillRect(room, backgroundOf(task.state, view.palette()));
        painter.setPen(gridColor(view.palette()));
        painter.drawRect(room.adjusted(0, 0, -1, -1));
        return room;
    }
    QRect place(QPoint(), (QSizeF(shown->image.size()) / view.devicePixelRatioF()).toSize());
    place.moveCenter(room.center());
    if (!m_model->states().mayHaveResult(static_cast<std::size_t>(row)))
        painter.setOpacity(0.35); // it is not filtered yet
    painter.drawImage(place, shown->image);
    painter.setOpacity(1);
    return place;
}

void PictureDelegate::paintProblem(
    QPainter& painter, const QRect& room, const QString& why, const QPalette& palette) const
{
    painter.fillRect(room, brushOf(Meaning::Lost, palette));
    const QRect text = room.adjusted(kSpace, kSpace, -kSpace, -kSpace);
    painter.fillRect(text, palette.base());
    painter.setPen(textColorOf(Meaning::Lost, palette));
    drawElided(painter, text.adjusted(kSpace, 2, -2, -2), tr("✕ %1").arg(why));
}

// As in the timeline a worker is its number; the colour says that it worked.
void PictureDelegate::paintMark(QPainter& painter,
    const QRect& room,
    const QRect& picture,
    int row,
    const QPalette& palette) const
{
    const PictureTask& task = m_model->states()[static_cast<std::size_t>(row)];
    if (task.state != PictureState::Done && task.state != PictureState::InWork)
        return;
    const QString text = workerMark(m_model->states(), task);
    QRect mark(QPoint(), markSize(painter, text));
    mark.moveBottomLeft(picture.bottomLeft());
    drawMark(painter, within(room, mark), text, colorOf(Meaning::Working, palette));
}

// Above the picture, where that is too low for this and the worker.
void PictureDelegate::paintDamage(QPainter& painter,
    const QRect& room,
    const QRect& picture,
    int row,
    const QPalette& palette) const
{
    if (!m_model->states()[static_cast<std::size_t>(row)].salvaged)
        return;
    const QString text = tr("damaged");
    QRect mark(QPoint(), markSize(painter, text));
    mark.moveTopRight(picture.topRight());
    if (picture.height() < 2 * mark.height())
        mark.moveTop(room.top());
    drawMark(painter, within(room, mark), text, colorOf(Meaning::Lost, palette));
}

} // namespace interleave::ui
