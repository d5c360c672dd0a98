// Around a widget that a splitter, a stack or a scroll area has to place: it asks for as much room
// as its content needs, in the height that it has by now, and for none while it is hidden.
//
// Left to themselves, stacks ask each of their pages, seen or not, how high it would be at a width,
// which lays out all texts of all views.
#pragma once

#include <QWidget>

namespace interleave::ui {

class Holder final : public QWidget
{
    Q_OBJECT

public:
    /// Owns `content`, which keeps room for its texts on its own (text_room.h).
    explicit Holder(QWidget* content, QWidget* parent = nullptr);

    [[nodiscard]] QWidget* content() const { return m_content; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    QWidget* m_content;
};

} // namespace interleave::ui
