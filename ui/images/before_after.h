// One picture large: before and after with a wipe, or where its result differs from what one worker
// makes of it.
#pragma once

#include "ui/images/large_picture.h"
#include "ui/images/picture_source.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace interleave::ui {

class Heading;
class WipePicture;

/// Of a run, what there is to compare.
struct ComparedPictures
{
    bool hasResults = false; // in files
    bool hasDifference = false; // they are this run's and nobody else's
};

class BeforeAfter : public QWidget
{
    Q_OBJECT

public:
    /// `source` stays the caller's.
    explicit BeforeAfter(PictureSource* source, QWidget* parent = nullptr);

    void setCompared(const ComparedPictures& compared);
    void show(const LargePicture& picture);
    using QWidget::show;
    /// What it shows, to be asked before anything else.
    [[nodiscard]] std::vector<PictureRequest> wishes() const;
    [[nodiscard]] QString note() const;
    [[nodiscard]] WipePicture& picture() const { return *m_picture; }

Q_SIGNALS:
    void wishesChanged();
    void closed();
    /// The next picture is wanted, or with -1 the one before.
    void stepped(int by);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    enum What { Wipe, Difference };

    void makeLayout();
    void connectParts();
    [[nodiscard]] PictureBox box() const;
    [[nodiscard]] PictureRequest wishFor(PictureSide side) const;
    [[nodiscard]] PictureSide afterSide() const;
    /// What is here of it: while it is decoded in another size, as it was.
    [[nodiscard]] const ShownPicture* find(PictureSide side) const;
    void fitBox();
    [[nodiscard]] bool showsDifference() const;
    void showPictures();
    void showWipe();
    void showDifference();
    [[nodiscard]] QString wipeNote(const ShownPicture* before, const ShownPicture* after) const;

    PictureSource* m_source;
    Heading* m_name;
    QLabel* m_state;
    QComboBox* m_what;
    QToolButton* m_close;
    WipePicture* m_picture;
    QLabel* m_note;
    ComparedPictures m_compared;
    LargePicture m_shown;
    PictureBox m_box; // that was asked last
    PictureBox m_boxBefore;
};

} // namespace interleave::ui
