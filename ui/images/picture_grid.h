// The gallery: all pictures in rows, of which only those in sight are decoded.
//
// Arrows, Home, End and the page keys move; Enter or a double click opens before and after; + and
// -, and the wheel with Ctrl, make the pictures larger and smaller.
#pragma once

#include "ui/images/picture_delegate.h"
#include "ui/images/picture_source.h"

#include <QListView>
#include <QTimer>

#include <cstddef>
#include <functional>
#include <optional>

namespace interleave::ui {

class PictureModel;

class PictureGrid : public QListView
{
    Q_OBJECT

public:
    /// Both stay the caller's.
    PictureGrid(PictureModel* model, PictureSource* source, QWidget* parent = nullptr);

    void setSide(PictureSide side);
    [[nodiscard]] PictureSide side() const;
    /// Remembered from one start of the window to the next.
    void setSize(ThumbnailSize size);
    [[nodiscard]] ThumbnailSize size() const { return m_delegate->size(); }
    /// What is asked with the thumbnails, and before them.
    void setMore(std::function<std::vector<PictureRequest>()> wishes);
    void askAgain() { m_ask.start(); }
    /// Selects it and scrolls to it; nothing where there is none.
    void showPicture(std::optional<std::size_t> picture);
    [[nodiscard]] int currentRow() const { return currentIndex().row(); }
    /// The rows that are seen now.
    [[nodiscard]] std::pair<int, int> seenRows() const;
    /// Whether all that is in sight is there.
    [[nodiscard]] bool complete() const;

Q_SIGNALS:
    void opened(int row);
    void sizeChanged(interleave::ui::ThumbnailSize size);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void updateGeometries() override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void connectParts();
    void addKeys();
    void openCurrent();
    void changeSize(int steps);
    /// The width is parted among the columns that fit.
    void fitCells();
    void ask();
    [[nodiscard]] std::vector<PictureRequest> wishes(int first, int last) const;

    PictureModel* m_model;
    PictureSource* m_source;
    PictureDelegate* m_delegate;
    std::function<std::vector<PictureRequest>()> m_more;
    QTimer m_ask; // once, however often something moved
    int m_turned = 0; // by the wheel, since the last step
};

} // namespace interleave::ui
