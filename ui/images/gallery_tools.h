// What stands above the gallery: how far its pictures are, which of each is shown, and how large.
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;

namespace interleave::ui {

class PictureGrid;

class GalleryTools : public QWidget
{
    Q_OBJECT

public:
    /// `grid` stays the caller's.
    explicit GalleryTools(PictureGrid* grid, QWidget* parent = nullptr);

    void setSentence(const QString& sentence);
    [[nodiscard]] QString sentence() const;
    /// Shows the results in the gallery, where there are any; else the originals.
    void offerSides(bool hasResults);

private:
    void connectGrid();
    void showSide();

    PictureGrid* m_grid;
    QLabel* m_sentence;
    QComboBox* m_side;
    QComboBox* m_size;
    bool m_hasResults = false;
};

} // namespace interleave::ui
