// A picture before and after, one over the other: left of the line is before, right of it after.
// The line follows the pointer, and the arrow keys.
#pragma once

#include <QImage>
#include <QPixmap>
#include <QWidget>

namespace interleave::ui {

class WipePicture : public QWidget
{
    Q_OBJECT

public:
    explicit WipePicture(QWidget* parent = nullptr);

    /// A null one is not here yet, or `why` says why it never will be.
    void setBefore(const QImage& image, const QString& why = {});
    void setAfter(const QImage& image, const QString& why = {});
    /// Alone and whole, with no line; `word` stands on it.
    void setOnly(const QImage& image, const QString& why, const QString& word);
    /// 0: all of it is after, 1: all is before.
    [[nodiscard]] double line() const { return m_line; }
    void setLine(double line);
    /// Where the picture is drawn, as large as fits.
    [[nodiscard]] QRect place() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Side
    {
        QImage image{};
        QString why{};
        QPixmap scaled{}; // as it is drawn
    };
    void addKeys();
    void follow(const QPoint& pointer);
    void set(Side& side, const QImage& image, const QString& why);
    void setWord(const QString& word);
    void describe();
    void paintSide(QPainter& painter, Side& side, const QRect& part) const;
    void paintScaled(QPainter& painter, Side& side) const;
    void paintWord(QPainter& painter, const QString& word, bool atLeft) const;
    void paintLine(QPainter& painter) const;

    Side m_before;
    Side m_after;
    QString m_word; // of m_after, where it is alone
    double m_line = 0.5;
};

} // namespace interleave::ui
