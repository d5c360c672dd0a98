#include "ui/evidence/lost_update_model.h"

#include "ui/evidence/update_text.h"
#include "ui/widgets/format.h"

#include <algorithm>
#include <array>

namespace interleave::ui {

namespace {

constexpr std::array<ColumnHead, LostUpdateModel::kColumns> kHeads{{
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

LostUpdateModel::LostUpdateModel(QObject* parent)
    : ColumnModel(kHeads, parent)
{
}

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

QString LostUpdateModel::text(int row, int column) const
{
    const LostUpdate& update = m_history->lost()[historyRow(row)];
    switch (static_cast<LostUpdateColumn>(column)) {
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

QString LostUpdateModel::plain(int row, int column) const
{
    const auto which = static_cast<LostUpdateColumn>(column);
    QString words = text(row, column);
    if (which == LostUpdateColumn::Collider || which == LostUpdateColumn::Overwriter)
        return words; // a name
    return words.remove(QLatin1Char(','));
}

} // namespace interleave::ui
