// The table of the workers: sorted by a click on a header. Its columns use its width; those that
// have nothing to say of this run are put away, and copied all the same.
#pragma once

#include "ui/widgets/copyable_table.h"

#include <vector>

class QSortFilterProxyModel;

namespace interleave::ui {

class WorkerModel;

class WorkerTable : public CopyableTable
{
    Q_OBJECT

public:
    /// `model` stays the caller's.
    explicit WorkerTable(WorkerModel* model, QWidget* parent = nullptr);

    /// Whether anybody may wait for a primitive in what comes.
    void setMayWait(bool mayWait);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showTellingColumns();
    void fitColumns();
    [[nodiscard]] bool tells(int column) const;
    [[nodiscard]] bool anyAbove0(int column) const;
    [[nodiscard]] int leastWidth(int column) const;

    QSortFilterProxyModel* m_order;
    bool m_mayWait = true;
    std::vector<bool> m_telling; // by column, apart from what there is no room for
};

} // namespace interleave::ui
