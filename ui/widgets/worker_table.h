// The table of the workers: sorted by a click on a header, copied with Ctrl+C as tab-separated
// text.
#pragma once

#include <QTableView>

class QSortFilterProxyModel;

namespace interleave::ui {

class WorkerModel;

class WorkerTable : public QTableView
{
    Q_OBJECT

public:
    /// `model` stays the caller's.
    explicit WorkerTable(WorkerModel* model, QWidget* parent = nullptr);

    /// The selected rows, all when none is selected, with their headers.
    [[nodiscard]] QString asTabSeparated() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void reserveColumnWidths();

    QSortFilterProxyModel* m_order;
};

} // namespace interleave::ui
