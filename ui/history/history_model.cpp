#include "ui/history/history_model.h"

#include "core/history/history.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace interleave::ui {

namespace {

constexpr std::array<ColumnHead, HistoryModel::kColumns> kHeads{{
    {QT_TRANSLATE_NOOP("HistoryModel", "★"),
        QT_TRANSLATE_NOOP("HistoryModel", "Starred by you (S)"),
        Qt::AlignHCenter},
    {QT_TRANSLATE_NOOP("HistoryModel", "Name"),
        QT_TRANSLATE_NOOP("HistoryModel", "What the run is called; F2 changes it"),
        Qt::AlignLeft},
    {QT_TRANSLATE_NOOP("HistoryModel", "Answer"),
        QT_TRANSLATE_NOOP("HistoryModel", "What came out"),
        Qt::AlignLeft},
    {QT_TRANSLATE_NOOP("HistoryModel", "Began"),
        QT_TRANSLATE_NOOP("HistoryModel", "When the run began, by this machine's clock"),
        Qt::AlignLeft},
    {QT_TRANSLATE_NOOP("HistoryModel", "Experiment"),
        QT_TRANSLATE_NOOP("HistoryModel", "What was run"),
        Qt::AlignLeft},
    {QT_TRANSLATE_NOOP("HistoryModel", "Tags"),
        QT_TRANSLATE_NOOP("HistoryModel", "Words of yours, by which it is found; F2 changes them"),
        Qt::AlignLeft},
    {QT_TRANSLATE_NOOP("HistoryModel", "Note"),
        QT_TRANSLATE_NOOP("HistoryModel", "A note of yours; F2 changes it"),
        Qt::AlignLeft},
}};

bool canBeEdited(HistoryColumn column)
{
    return column == HistoryColumn::Name || column == HistoryColumn::Tags
        || column == HistoryColumn::Note;
}

QString textOf(const HistoryRun& run, HistoryColumn column)
{
    switch (column) {
    case HistoryColumn::Star:
        return run.star ? QStringLiteral("★") : QString();
    case HistoryColumn::Name:
        return QString::fromStdString(run.name);
    case HistoryColumn::Answer:
        return QString::fromStdString(run.answer);
    case HistoryColumn::Began:
        return HistoryModel::timeText(run.startedMs);
    case HistoryColumn::Words:
        return QString::fromStdString(run.words);
    case HistoryColumn::Tags:
        return QString::fromStdString(toText(run.tags));
    case HistoryColumn::Note:
        break;
    }
    return QString::fromStdString(run.note);
}

} // namespace

HistoryModel::HistoryModel(QObject* parent)
    : ColumnModel(kHeads, parent)
{
}

QString HistoryModel::timeText(std::int64_t msSince1970)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(msSince1970), QLocale::ShortFormat);
}

void HistoryModel::setIds(std::vector<std::int64_t> ids)
{
    beginResetModel();
    m_ids = std::move(ids);
    endResetModel();
}

std::optional<int> HistoryModel::rowOf(std::int64_t id) const
{
    const auto found = std::ranges::find(m_ids, id);
    return found == m_ids.end() ? std::nullopt
                                : std::optional(static_cast<int>(found - m_ids.begin()));
}

const HistoryRun* HistoryModel::runAt(int row) const
{
    const auto found = row >= 0 && row < rows() ? m_runs.find(idAt(row)) : m_runs.end();
    return found == m_runs.end() ? nullptr : &found->second;
}

std::vector<std::int64_t> HistoryModel::unknownIn(int first, int last) const
{
    std::vector<std::int64_t> unknown;
    for (int row = std::max(first, 0); row <= std::min(last, rows() - 1); ++row) {
        if (!m_runs.contains(idAt(row)))
            unknown.push_back(idAt(row));
    }
    return unknown;
}

void HistoryModel::setRuns(std::span<const HistoryRun> runs)
{
    for (const HistoryRun& run : runs)
        m_runs.insert_or_assign(run.id, run);
    tellChanged();
}

void HistoryModel::forget()
{
    m_runs.clear();
}

Qt::ItemFlags HistoryModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = ColumnModel::flags(index);
    return canBeEdited(static_cast<HistoryColumn>(index.column())) && runAt(index.row()) != nullptr
        ? usual | Qt::ItemIsEditable
        : usual;
}

bool HistoryModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const auto column = static_cast<HistoryColumn>(index.column());
    if (role != Qt::EditRole || runAt(index.row()) == nullptr || !canBeEdited(column))
        return false;
    if (value.toString() != text(index.row(), index.column()))
        Q_EMIT edited(idAt(index.row()), column, value.toString().trimmed());
    return true;
}

QString HistoryModel::text(int row, int column) const
{
    const HistoryRun* run = runAt(row);
    return run == nullptr ? QStringLiteral("…") : textOf(*run, static_cast<HistoryColumn>(column));
}

QVariant HistoryModel::more(int row, int column, int role) const
{
    const HistoryRun* run = runAt(row);
    if (run == nullptr)
        return {};
    if (role == Qt::EditRole)
        return text(row, column);
    const bool isStar = column == static_cast<int>(HistoryColumn::Star);
    if (role == Qt::AccessibleTextRole && isStar)
        return run->star ? tr("starred") : tr("not starred");
    if (role == Qt::ToolTipRole && !isStar)
        return text(row, column);
    return {};
}

} // namespace interleave::ui
