// The gallery: all pictures in rows, of which only those in sight are decoded.
//
// Arrows, Home, End and the page keys move; Enter or a double click opens before and after.
#pragma once

#include "ui/images/picture_source.h"

#include <QListView>
#include <QTimer>

#include <cstddef>
#include <functional>
#include <optional>

namespace interleave::ui {

class PictureDelegate;
class PictureModel;

class PictureGrid : public QListView
{
    Q_OBJECT

public:
    /// Both stay the caller's.
    PictureGrid(PictureModel* model, PictureSource* source, QWidget* parent = nullptr);

    void setSide(PictureSide side);
    [[nodiscard]] PictureSide side() const;
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

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void updateGeometries() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void connectParts();
    void openCurrent();
    /// The width is parted among the columns that fit.
    void fitCells();
    void ask();
    [[nodiscard]] std::vector<PictureRequest> wishes(int first, int last) const;

    PictureModel* m_model;
    PictureSource* m_source;
    PictureDelegate* m_delegate;
    std::function<std::vector<PictureRequest>()> m_more;
    QTimer m_ask; // once, however often something moved
};

} // namespace interleave::ui
