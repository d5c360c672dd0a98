// Holds one widget whose content changes all the time, and tells the layouts around it only when
// its size changes with it.
//
// A QLabel reports every new text as a new size, and each report lays the whole window out again:
// with some labels that wrap this was half of a live update.
#pragma once

#include <QWidget>

namespace interleave::ui {

class StillBox final : public QWidget
{
    Q_OBJECT

public:
    /// Owns the widget from now on.
    explicit StillBox(QWidget* held, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Size
    {
        QSize hint;
        QSize minimum;
        int height = 0; // at the width that it has
        bool byWidth = false; // whether it has one
        bool operator==(const Size&) const = default;
    };
    [[nodiscard]] Size wanted() const;

    QWidget* m_held;
    Size m_told; // what the layouts were told last
};

} // namespace interleave::ui
