#include "ui/compare/executor_model.h"

#include "ui/compare/bar_cell.h"
#include "ui/models/executor_fit.h"
#include "ui/widgets/format.h"

#include <QStringBuilder>

#include <algorithm>
#include <limits>

namespace interleave::ui {

namespace {

constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<ColumnHead, ExecutorModel::ColumnCount> kExecutorHeads{{
    {QT_TRANSLATE_NOOP("ExecutorModel", "executor"),
        QT_TRANSLATE_NOOP("ExecutorModel", "How tasks reached their workers"),
        Qt::AlignLeft},
    {QT_TRANSLATE_NOOP("ExecutorModel", "tasks/s"),
        QT_TRANSLATE_NOOP("ExecutorModel",
            "Tasks per second: the median of the trials; the line is its 95 % bootstrap interval"),
        Qt::AlignLeft,
        "per s"},
    {QT_TRANSLATE_NOOP("ExecutorModel", "start"),
        QT_TRANSLATE_NOOP("ExecutorModel",
            "Until it was ready, which the tasks per second leave out. Where workers start with "
            "the first task, that is part of these"),
        Qt::AlignLeft,
        "ns"},
    {QT_TRANSLATE_NOOP("ExecutorModel", "round trip"),
        QT_TRANSLATE_NOOP("ExecutorModel",
            "One task that does nothing, there and back. Of Python's the median of up to twenty "
            "after the trial; of ours from the start to the first task, and from the end of the "
            "last until it was known"),
        Qt::AlignLeft,
        "ns"},
    {QT_TRANSLATE_NOOP("ExecutorModel", "memory"),
        QT_TRANSLATE_NOOP("ExecutorModel",
            "About the most that all of its processes had, with the one that leads them: pages "
            "that several have count once (PSS)"),
        Qt::AlignLeft,
        "bytes"},
}};

const std::optional<Spread>& measureOf(const ExecutorRow& row, int column)
{
    static const std::optional<Spread> kNone;
    switch (column) {
    case ExecutorModel::Rate:
        return row.rate;
    case ExecutorModel::Start:
        return row.startNs;
    case ExecutorModel::RoundTrip:
        return row.roundTripNs;
    case ExecutorModel::Memory:
        return row.memoryBytes;
    default:
        return kNone;
    }
}

QString numberText(double value, int column)
{
    switch (column) {
    case ExecutorModel::Rate:
        return formatRate(value);
    case ExecutorModel::Memory:
        return ExecutorModel::tr("about %1").arg(formatBytes(value, 2));
    default:
        return formatDuration(value);
    }
}

} // namespace

ExecutorModel::ExecutorModel(QObject* parent)
    : ColumnModel(kExecutorHeads, parent)
{
}

void ExecutorModel::setRows(std::vector<ExecutorRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_most = {};
    for (const ExecutorRow& row : m_rows) {
        for (int column = 0; column < ColumnCount; ++column) {
            double& most = m_most.at(static_cast<std::size_t>(column));
            if (const auto& spread = measureOf(row, column))
                most = std::max({most, spread->high, spread->median});
        }
    }
    endResetModel();
}

QString ExecutorModel::text(int row, int column) const
{
    const ExecutorRow& executor = m_rows[static_cast<std::size_t>(row)];
    if (column == Name)
        return executorTitle(executor.executor);
    if (column == Rate && !executor.trouble.isEmpty())
        return tr("✕ %1").arg(executor.trouble);
    const auto& spread = measureOf(executor, column);
    if (!spread && executor.trials > 0)
        return column == Start ? tr("in each task") : tr("not known");
    if (!spread)
        return formatNumber(kNotKnown);
    const QString number = numberText(spread->median, column);
    return column == Rate && executor.disturbed > 0 ? tr("⚠ %1").arg(number) : number;
}

QString ExecutorModel::plain(int row, int column) const
{
    const ExecutorRow& executor = m_rows[static_cast<std::size_t>(row)];
    const auto& spread = measureOf(executor, column);
    return column == Name ? text(row, column) : plainNumber(spread ? spread->median : kNotKnown);
}

QVariant ExecutorModel::bar(const ExecutorRow& row, int column) const
{
    const auto& spread = measureOf(row, column);
    if (!spread)
        return {};
    BarSegment segment{.length = spread->median};
    if (column == Rate)
        segment.meaning = Meaning::Working;
    return QVariant::fromValue(BarCell{.segments = {segment},
        .maximum = m_most.at(static_cast<std::size_t>(column)),
        .low = spread->low,
        .high = spread->high});
}

QString ExecutorModel::tip(const ExecutorRow& row, int column) const
{
    const auto& spread = measureOf(row, column);
    QStringList sentences;
    if (!row.trouble.isEmpty())
        sentences << row.trouble;
    if (spread && row.trials > 1)
        sentences << tr("%1: median %2, 95 % interval %3 to %4")
                         .arg(executorTitle(row.executor),
                             numberText(spread->median, column),
                             numberText(spread->low, column),
                             numberText(spread->high, column));
    if (column == Rate && row.disturbed > 0)
        sentences << tr(
            "Others took much of the cores in %1 of %2 trial(s)", nullptr, pluralOf(row.trials))
                         .arg(formatCount(row.disturbed), formatCount(row.trials));
    return sentences.join(QStringLiteral(". "));
}

QVariant ExecutorModel::more(int row, int column, int role) const
{
    const ExecutorRow& executor = m_rows[static_cast<std::size_t>(row)];
    const auto& spread = measureOf(executor, column);
    switch (role) {
    case BarCell::kSortRole:
        return column == Name ? static_cast<double>(executor.executor)
                              : (spread ? spread->median : kNotKnown);
    case BarCell::kRole:
        return bar(executor, column);
    case Qt::ToolTipRole: {
        const QString more = tip(executor, column);
        return more.isEmpty() ? text(row, column) : more;
    }
    case Qt::AccessibleTextRole:
        return QString(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()
            % QLatin1Char(' ') % text(row, column));
    default:
        return {};
    }
}

} // namespace interleave::ui
