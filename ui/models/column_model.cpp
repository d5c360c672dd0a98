#include "ui/models/column_model.h"

#include "ui/widgets/copyable_table.h"

#include <QCoreApplication>
#include <QStringBuilder>

namespace interleave::ui {

ColumnModel::ColumnModel(std::span<const ColumnHead> heads, QObject* parent)
    : QAbstractTableModel(parent)
    , m_heads(heads)
{
}

int ColumnModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : rows();
}

int ColumnModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_heads.size());
}

QVariant ColumnModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    if (role == CopyableTable::kCopyRole)
        return plain(index.row(), index.column());
    return more(index.row(), index.column(), role);
}

QVariant ColumnModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ColumnHead& head = m_heads[static_cast<std::size_t>(section)];
    const auto translated = [this](const char* words) {
        // As in QT_TRANSLATE_NOOP: the class without its namespace.
        const QByteArray context = QByteArray(metaObject()->className()).split(':').constLast();
        return QCoreApplication::translate(context.constData(), words);
    };
    switch (role) {
    case Qt::DisplayRole:
        return translated(head.title);
    case Qt::ToolTipRole:
        return translated(head.help);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | head.side);
    case CopyableTable::kCopyRole:
        return head.unit == nullptr ? translated(head.title)
                                    : QString(translated(head.title) % QStringLiteral(" (")
                                        % QLatin1String(head.unit) % QLatin1Char(')'));
    default:
        return {};
    }
}

QString ColumnModel::plain(int row, int column) const
{
    return text(row, column);
}

QVariant ColumnModel::more(int /*row*/, int /*column*/, int /*role*/) const
{
    return {};
}

void ColumnModel::tellChanged()
{
    if (rows() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rows() - 1, columnCount() - 1));
}

} // namespace interleave::ui
