// The numbers behind a chart as a table, for who prefers numbers and for screen readers: every
// chart offers it by a TableButton.
#pragma once

#include "ui/widgets/copyable_table.h"

#include <QAbstractTableModel>
#include <QDialog>
#include <QPointer>
#include <QToolButton>

#include <functional>
#include <vector>

class QLabel;
class QTableView;

namespace interleave::ui {

/// Cells are texts, whole numbers (qulonglong) or measured ones (double); NaN: nothing is there.
/// Titles have the unit: "time (s)".
struct NumberTable
{
    QStringList titles;
    std::vector<QVariantList> rows;

    bool operator==(const NumberTable&) const = default;
};

/// As they are copied and exported.
[[nodiscard]] TextRows plainRows(const NumberTable& table);

/// The cell of a number that is counted, although a median of counts may end in a half.
[[nodiscard]] QVariant countedCell(double number);

class NumberTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setTable(NumberTable table);
    [[nodiscard]] const NumberTable& table() const { return m_table; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    NumberTable m_table;
};

/// Where a chart's numbers come from; asked again while they are looked at.
using Numbers = std::function<NumberTable()>;

class TableDialog : public QDialog
{
    Q_OBJECT

public:
    TableDialog(const QString& title, Numbers numbers, QWidget* parent);

    void refresh();

private:
    void fit(const QTableView& view);

    Numbers m_numbers;
    NumberTableModel* m_model;
};

/// "Table" beside a chart's title. It keeps its place where an empty chart hides it.
class TableButton : public QToolButton
{
    Q_OBJECT

public:
    TableButton(const QString& title, Numbers numbers, QWidget* parent = nullptr);

    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] NumberTable numbers() const { return m_numbers(); }
    /// The widget that has nothing but this button's title and what is below it.
    [[nodiscard]] QWidget* chart() const { return parentWidget()->parentWidget(); }
    void openTable();

private:
    QString m_title;
    Numbers m_numbers;
    QPointer<TableDialog> m_dialog;
};

/// The title of a chart with its TableButton at the right; both are its own from now on.
[[nodiscard]] QWidget* titleWithTable(QLabel* title, TableButton* table, QWidget* parent);
[[nodiscard]] QWidget* titleWithTable(const QString& title, Numbers numbers, QWidget* parent);
/// The same with the chart below it in a widget, where several stand in one view.
[[nodiscard]] QWidget* chartWithTable(QLabel* title, TableButton* table, QWidget* chart);

} // namespace interleave::ui
