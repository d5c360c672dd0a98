// One line of text that never asks for more room than there is: what does not fit ends in "…".
// Keeps room for a longer text to come, so that what stands beside it does not move.
#pragma once

#include <QLabel>

namespace interleave::ui {

class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    /// Room for this text, where there is some; empty: for what is shown.
    void keepRoomFor(const QString& text);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_longest;
};

} // namespace interleave::ui
