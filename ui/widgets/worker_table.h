// The table of the workers: sorted by a click on a header.
#pragma once

#include "ui/widgets/copyable_table.h"

class QSortFilterProxyModel;

namespace interleave::ui {

class WorkerModel;

class WorkerTable : public CopyableTable
{
    Q_OBJECT

public:
    /// `model` stays the caller's.
    explicit WorkerTable(WorkerModel* model, QWidget* parent = nullptr);

private:
    void reserveColumnWidths();

    QSortFilterProxyModel* m_order;
};

} // namespace interleave::ui
