// A table of what is compared: a row each, its name first, and columns with bars that share the
// room which the others leave. It can be sorted.
#pragma once

#include "ui/widgets/copyable_table.h"

#include <map>
#include <set>

class QSortFilterProxyModel;

namespace interleave::ui {

class BarTable : public CopyableTable
{
    Q_OBJECT

public:
    /// `bars`: the columns of `model` that have some.
    BarTable(QAbstractItemModel* model,
        std::set<int> bars,
        const QString& name,
        QWidget* parent = nullptr);

    /// A column has room for this text at least.
    void keepRoomFor(int column, const QString& text);
    /// From this height on rows grow with the room.
    void setLowestRow(int height);
    /// As high as its rows need, what is below follows at once; and columns as wide as what is in
    /// them.
    void fit();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitWidths();
    [[nodiscard]] int neededBy(int column) const;

    QSortFilterProxyModel* m_order;
    std::set<int> m_bars;
    std::map<int, QString> m_rooms; // by column
};

} // namespace interleave::ui
