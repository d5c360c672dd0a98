#include "ui/evidence/lost_update_model.h"

#include "ui/evidence/update_text.h"
#include "ui/widgets/format.h"

#include <algorithm>
#include <array>

namespace interleave::ui {

namespace {

struct ColumnText
{
    const char* title;
    const char* help;
};

constexpr std::array<ColumnText, LostUpdateModel::kColumns> kTexts{{
    {QT_TRANSLATE_NOOP("LostUpdateModel", "worker"),
        QT_TRANSLATE_NOOP("LostUpdateModel", "Whose update was lost")},
    {QT_TRANSLATE_NOOP("LostUpdateModel", "update"),
        QT_TRANSLATE_NOOP("LostUpdateModel", "Which of its updates, from 1")},
    {QT_TRANSLATE_NOOP("LostUpdateModel", "read"),
        QT_TRANSLATE_NOOP("LostUpdateModel", "The value that it read")},
    {QT_TRANSLATE_NOOP("LostUpdateModel", "wrote"),
        QT_TRANSLATE_NOOP("LostUpdateModel", "The value that it wrote, and that did not last")},
    {QT_TRANSLATE_NOOP("LostUpdateModel", "collided with"),
        QT_TRANSLATE_NOOP("LostUpdateModel",
            "The update that survived where this one, or the one it was built on, read the same "
            "value")},
    {QT_TRANSLATE_NOOP("LostUpdateModel", "overwritten by"),
        QT_TRANSLATE_NOOP("LostUpdateModel",
            "Who stored over it; without clocks that is sometimes known as a range only")},
    {QT_TRANSLATE_NOOP("LostUpdateModel", "cost"),
        QT_TRANSLATE_NOOP("LostUpdateModel", "How many updates its collision destroyed")},
}};

} // namespace

void LostUpdateModel::setRows(
    std::shared_ptr<const UpdateHistory> history, std::vector<std::uint32_t> rows)
{
    beginResetModel();
    m_history = std::move(history);
    m_rows = std::move(rows);
    endResetModel();
}

std::optional<int> LostUpdateModel::placeOf(std::uint32_t historyRow) const
{
    const auto found = std::ranges::find(m_rows, historyRow);
    if (found == m_rows.end())
        return std::nullopt;
    return static_cast<int>(found - m_rows.begin());
}

int LostUpdateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LostUpdateModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QString LostUpdateModel::text(const LostUpdate& update, LostUpdateColumn column) const
{
    switch (column) {
    case LostUpdateColumn::Worker:
        return formatCount(update.worker + 1);
    case LostUpdateColumn::Sequence:
        return formatCount(update.sequence + 1);
    case LostUpdateColumn::Read:
        return formatCount(update.read);
    case LostUpdateColumn::Wrote:
        return formatCount(update.written());
    case LostUpdateColumn::Collider:
        return updateName({update.colliderWorker, update.colliderSequence});
    case LostUpdateColumn::Overwriter:
        return overwriterText(*m_history, update);
    case LostUpdateColumn::Victims:
        return formatCount(update.victims);
    }
    return {};
}

QVariant LostUpdateModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<LostUpdateColumn>(index.column());
    if (role == Qt::DisplayRole)
        return text(m_history->lost()[historyRow(index.row())], column);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | Qt::AlignRight);
    return {};
}

QVariant LostUpdateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumns)
        return {};
    const ColumnText& column = kTexts[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return tr(column.title);
    if (role == Qt::ToolTipRole)
        return tr(column.help);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | Qt::AlignRight);
    return {};
}

} // namespace interleave::ui
