#include "ui/widgets/number_table.h"

#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace interleave::ui {

namespace {

constexpr int kRefreshMs = 1'000;
constexpr int kDigits = 4;
constexpr int kColumnGap = 16;
constexpr double kMostExact = 1e15;

QString textOf(const QVariant& cell)
{
    if (cell.typeId() == QMetaType::ULongLong)
        return formatCount(cell.toULongLong());
    return cell.typeId() == QMetaType::Double ? formatNumber(cell.toDouble(), kDigits)
                                              : cell.toString();
}

// Numbers end below each other, with their title.
QVariant sideOf(const QVariant& cell)
{
    const bool isText = cell.typeId() == QMetaType::QString;
    return QVariant(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
}

QString plainTextOf(const QVariant& cell)
{
    return cell.typeId() == QMetaType::Double ? plainNumber(cell.toDouble()) : cell.toString();
}

} // namespace

TextRows plainRows(const NumberTable& table)
{
    TextRows rows{table.titles};
    for (const QVariantList& row : table.rows) {
        QStringList& cells = rows.emplace_back();
        for (const QVariant& cell : row)
            cells << plainTextOf(cell);
    }
    return rows;
}

QVariant countedCell(double number)
{
    const bool whole = number >= 0 && number < kMostExact && number == std::round(number);
    return whole ? QVariant(static_cast<qulonglong>(number)) : QVariant(number);
}

void NumberTableModel::setTable(NumberTable table)
{
    if (table == m_table)
        return;
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int NumberTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int NumberTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.titles.size());
}

QVariant NumberTableModel::data(const QModelIndex& index, int role) const
{
    const QVariant cell = m_table.rows[static_cast<std::size_t>(index.row())].value(index.column());
    if (role == Qt::DisplayRole)
        return textOf(cell);
    if (role == CopyableTable::kCopyRole)
        return plainTextOf(cell);
    return role == Qt::TextAlignmentRole ? sideOf(cell) : QVariant();
}

QVariant NumberTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return m_table.titles.value(section);
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && !m_table.rows.empty())
        return sideOf(m_table.rows.front().value(section));
    return {};
}

TableDialog::TableDialog(const QString& title, Numbers numbers, QWidget* parent)
    : QDialog(parent)
    , m_numbers(std::move(numbers))
    , m_model(new NumberTableModel(this))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* view = new CopyableTable(this);
    view->setAccessibleName(title);
    view->setModel(m_model);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copy = buttons->addButton(tr("Co&py"), QDialogButtonBox::ActionRole);
    copy->setToolTip(tr("Copies the selected rows, or all, as tab-separated text (Ctrl+C)"));
    connect(copy, &QPushButton::clicked, view, [view] {
        QGuiApplication::clipboard()->setText(view->asTabSeparated());
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(view, 1);
    layout->addWidget(buttons);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &TableDialog::refresh);
    timer->start(kRefreshMs);
    refresh();
    view->resizeColumnsToContents();
    for (int column = 0; column < m_model->columnCount(); ++column)
        view->setColumnWidth(column, view->columnWidth(column) + kColumnGap);
    fit(*view);
}

// As large as the table; a long one scrolls.
void TableDialog::fit(const QTableView& view)
{
    const QSize frame(60, 100); // margins, scroll bar and buttons
    const int rows = (m_model->rowCount() + 1) * view.verticalHeader()->defaultSectionSize();
    const QSize table(view.horizontalHeader()->length(), rows);
    resize((table + frame).expandedTo({360, 300}).boundedTo({960, 560}));
}

void TableDialog::refresh()
{
    m_model->setTable(m_numbers());
}

TableButton::TableButton(const QString& title, Numbers numbers, QWidget* parent)
    : QToolButton(parent)
    , m_title(title)
    , m_numbers(std::move(numbers))
{
    setText(tr("Table"));
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy = sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    setSizePolicy(policy);
    setToolTip(tr("The numbers behind this chart, to be read and copied"));
    setAccessibleName(tr("Table: %1").arg(title));
    connect(this, &QToolButton::clicked, this, &TableButton::openTable);
}

void TableButton::openTable()
{
    if (!m_dialog)
        m_dialog = new TableDialog(m_title, m_numbers, this);
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

QWidget* titleWithTable(QLabel* title, TableButton* table, QWidget* parent)
{
    auto* row = new QWidget(parent);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(title, 1);
    layout->addWidget(table, 0, Qt::AlignTop); // also beside a title of two lines
    return row;
}

QWidget* titleWithTable(const QString& title, Numbers numbers, QWidget* parent)
{
    return titleWithTable(
        new Heading(TextSize::Title, title), new TableButton(title, std::move(numbers)), parent);
}

QWidget* chartWithTable(QLabel* title, TableButton* table, QWidget* chart)
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(titleWithTable(title, table, box));
    layout->addWidget(chart, 1);
    return box;
}

} // namespace interleave::ui
