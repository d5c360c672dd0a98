#include "ui/widgets/copyable_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave::ui {

namespace {

// Of so many that no rounding is seen.
int widthOfLetters(const QWidget& widget)
{
    const int width = widget.fontMetrics().horizontalAdvance(QString(100, QLatin1Char('8')));
    return std::max(width, 1);
}

} // namespace

bool clearTables(QWidget& view)
{
    QList<QAbstractItemView*> tables = view.findChildren<QAbstractItemView*>();
    if (auto* itself = qobject_cast<QAbstractItemView*>(&view))
        tables.append(itself);
    bool any = false;
    for (QAbstractItemView* table : tables) {
        const bool selected = table->isVisible() && table->selectionModel() != nullptr
            && table->selectionModel()->hasSelection();
        if (!selected)
            continue;
        any = true;
        table->clearSelection();
    }
    return any;
}

CopyableTable::CopyableTable(QWidget* parent)
    : QTableView(parent)
    , m_letterWidth(widthOfLetters(*this))
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves it; arrows go from cell to cell
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    fitRows();
}

// Columns keep as many letters as they had.
void CopyableTable::fitColumns()
{
    const int before = std::exchange(m_letterWidth, widthOfLetters(*this));
    for (int column = 0; model() != nullptr && column < model()->columnCount(); ++column) {
        const double wanted = 1.0 * columnWidth(column) * m_letterWidth / before;
        setColumnWidth(column, static_cast<int>(std::ceil(wanted)));
    }
}

void CopyableTable::fitRows()
{
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
}

void CopyableTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() != QEvent::FontChange)
        return;
    fitRows();
    fitColumns();
}

QString tabSeparated(const TextRows& rows)
{
    QString text;
    for (const QStringList& row : rows)
        text += row.join(QLatin1Char('\t')) % QLatin1Char('\n');
    return text;
}

TextRows CopyableTable::plainRows() const
{
    TextRows rows;
    QStringList titles;
    for (int column = 0; column < model()->columnCount(); ++column) {
        const QVariant plain = model()->headerData(column, Qt::Horizontal, kCopyRole);
        const QVariant shown = model()->headerData(column, Qt::Horizontal, Qt::DisplayRole);
        titles << (plain.isValid() ? plain : shown).toString();
    }
    rows.push_back(titles);
    const bool all = !selectionModel()->hasSelection();
    for (int row = 0; row < model()->rowCount(); ++row) {
        if (!all && !selectionModel()->isRowSelected(row))
            continue;
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column) {
            const QModelIndex cell = model()->index(row, column);
            const QVariant plain = cell.data(kCopyRole);
            cells << (plain.isValid() ? plain : cell.data()).toString();
        }
        rows.push_back(cells);
    }
    return rows;
}

void CopyableTable::keyPressEvent(QKeyEvent* event)
{
    if (!event->matches(QKeySequence::Copy)) {
        QTableView::keyPressEvent(event);
        return;
    }
    QGuiApplication::clipboard()->setText(asTabSeparated());
    event->accept();
}

} // namespace interleave::ui
