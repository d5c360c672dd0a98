// One picture of the gallery: its thumbnail, the mark of the worker that had it, its name, and what
// went wrong in its place.
#pragma once

#include "ui/images/picture_source.h"

#include <QStyledItemDelegate>

namespace interleave::ui {

class PictureModel;

enum class ThumbnailSize { Small, Medium, Large };

class PictureDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Both stay the caller's.
    PictureDelegate(const PictureModel* model, const PictureSource* source, QObject* parent);

    /// Of the tasks' pictures this one.
    void setSide(PictureSide side) { m_side = side; }
    [[nodiscard]] PictureSide side() const { return m_side; }
    void setSize(ThumbnailSize size) { m_size = size; }
    [[nodiscard]] ThumbnailSize size() const { return m_size; }

    /// Whether there is something to see of it yet.
    [[nodiscard]] bool hasPicture(int row) const;
    [[nodiscard]] PictureRequest wishFor(int row, const QWidget& view) const;
    /// Of every cell, with the space around it.
    [[nodiscard]] QSize cellSize(const QWidget& view) const;

    void paint(QPainter* painter,
        const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    [[nodiscard]] QSize pictureSize(const QWidget& view) const;
    /// The part of the room that it covers.
    QRect paintPicture(QPainter& painter, const QRect& room, int row, const QWidget& view) const;
    void paintProblem(
        QPainter& painter, const QRect& room, const QString& why, const QPalette& palette) const;
    /// Marks stand on the picture, where they have a place there, and always in the room.
    void paintMark(QPainter& painter,
        const QRect& room,
        const QRect& picture,
        int row,
        const QPalette& palette) const;
    void paintDamage(QPainter& painter,
        const QRect& room,
        const QRect& picture,
        int row,
        const QPalette& palette) const;

    const PictureModel* m_model;
    const PictureSource* m_source;
    PictureSide m_side = PictureSide::Input;
    ThumbnailSize m_size = ThumbnailSize::Small;
};

} // namespace interleave::ui
