// Items to be put into an order: dragged, or moved by Alt with the arrow keys.
#pragma once

#include <QListWidget>

#include <vector>

namespace interleave::ui {

class ItemOrder : public QListWidget
{
    Q_OBJECT

public:
    explicit ItemOrder(const QStringList& items, QWidget* parent = nullptr);

    /// Which item stands at each place.
    [[nodiscard]] std::vector<std::size_t> order() const;
    void setOrder(const std::vector<std::size_t>& order);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

private:
    void moveChosen(int by);

    QStringList m_items;
};

} // namespace interleave::ui
