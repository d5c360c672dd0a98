// Text that never asks for more room than there is: of a line as many whole statements are said as
// fit, then "…", and the whole is in the tip. Keeps room for a longer text to come, so that what
// stands beside it does not move. Where there is room it may wrap instead, and be whole.
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
    /// Else it wraps.
    void setElided(bool elided);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString shownText() const;

    QString m_longest;
    bool m_elided = true;
};

} // namespace interleave::ui
