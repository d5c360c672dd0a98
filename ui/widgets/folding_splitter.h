// Parts side by side where there is room for all, else below each other. Each can be made larger by
// hand, and is never less high than its texts at its width.
#pragma once

#include <QSplitter>

namespace interleave::ui {

class FoldingSplitter : public QSplitter
{
    Q_OBJECT

public:
    explicit FoldingSplitter(QWidget* parent = nullptr);

    /// As narrow as its widest part.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void childEvent(QChildEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int widthOfAll() const;
    void fold();
};

} // namespace interleave::ui
