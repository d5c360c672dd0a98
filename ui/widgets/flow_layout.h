// Lays its items out as words are in a paragraph: side by side, and a new line where there is no
// room. Where they are to fill their lines, those that expand take what is left, or all of them.
#pragma once

#include <QLayout>
#include <QList>

namespace interleave::ui {

class FlowLayout : public QLayout
{
public:
    using QLayout::QLayout;
    FlowLayout(const FlowLayout&) = delete;
    FlowLayout& operator=(const FlowLayout&) = delete;
    FlowLayout(FlowLayout&&) = delete;
    FlowLayout& operator=(FlowLayout&&) = delete;
    ~FlowLayout() override;

    void setFillsLines(bool fills) { m_fillsLines = fills; }
    void addItem(QLayoutItem* item) override { m_items.append(item); }
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;

    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    template <class Place>
    int arrange(const QRect& rect, Place place) const;
    template <class Place>
    int placeLine(QList<QLayoutItem*>& line, QPoint at, int width, Place place) const;

    QList<QLayoutItem*> m_items;
    bool m_fillsLines = false;
};

} // namespace interleave::ui
