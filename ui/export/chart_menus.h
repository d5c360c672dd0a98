// What can be taken out of the window: the context menu of each chart, table and view, and the same
// as a part of the window's menu. Asks the charts that are there when it opens, so a view that
// makes a chart later need not tell.
#pragma once

#include "ui/export/csv.h"
#include "ui/widgets/number_table.h"

#include <QObject>

class QMenu;

namespace interleave::ui {

class ChartExports;

class ChartMenus : public QObject
{
    Q_OBJECT

public:
    /// `pages` have the views; they and `exports` outlive this.
    ChartMenus(QWidget* pages, ChartExports* exports);

    /// A menu for each chart and table that is seen.
    void addTo(QMenu* menu) const;

protected:
    bool eventFilter(QObject* pages, QEvent* event) override;

private:
    /// A chart with the numbers behind it, or a table, which is its own picture.
    struct Part
    {
        QWidget* widget = nullptr;
        QString title;
        TableButton* table = nullptr; // null: none
    };

    [[nodiscard]] std::vector<Part> parts() const;
    [[nodiscard]] Part partAt(const QPoint& place) const;
    void fill(QMenu* menu, const Part& part) const;

    QWidget* m_pages;
    ChartExports* m_exports;
};

} // namespace interleave::ui
