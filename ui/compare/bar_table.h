// A table of what is compared: a row each, its name first, and columns with bars that share the
// room which the others leave. It can be sorted.
#pragma once

#include "ui/widgets/copyable_table.h"

class QSortFilterProxyModel;

namespace interleave::ui {

class BarModel;

class BarTable : public CopyableTable
{
    Q_OBJECT

public:
    /// `model` stays the caller's.
    BarTable(BarModel* model, const QString& name, QWidget* parent = nullptr);

    /// As high as its rows need, what is below follows at once; columns as wide as what is in them,
    /// without those that say nothing.
    void fit();
    /// Rows may be as low as their texts allow; else there is room for a bar's hatch.
    void setLow(bool low);
    /// Columns that have no room are left out; else the table scrolls.
    void setBrief(bool brief);

Q_SIGNALS:
    /// There are others than before.
    void columnsChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitRows();
    void fitWidths();
    void showColumns();
    [[nodiscard]] int neededBy(int column) const;

    const BarModel* m_model;
    QSortFilterProxyModel* m_order;
    bool m_low = false;
    bool m_brief = false;
};

} // namespace interleave::ui
