#include "ui/compare/executor_model.h"

#include "ui/models/executor_fit.h"
#include "ui/widgets/format.h"

#include <array>
#include <limits>

namespace interleave::ui {

namespace {

constexpr QLatin1String kFreeThreaded("free-threaded"); // as Python's runner names it
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
            "One task that does nothing, there and back: the median of up to twenty, one after the "
            "other, after the trial. Of a process per task, ours: how long its places were in no "
            "task, for each"),
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
    : BarModel(kExecutorHeads, Rate, parent)
{
}

void ExecutorModel::start(const Experiment& experiment)
{
    setRows(emptyExecutorRows(experiment));
}

void ExecutorModel::setRun(const RunResult& run)
{
    setRows(executorRowsOf(run));
}

void ExecutorModel::setRows(std::vector<ExecutorRow> rows)
{
    renew([&] { m_rows = std::move(rows); });
}

const ExecutorRow& ExecutorModel::at(int row) const
{
    return m_rows[static_cast<std::size_t>(row)];
}

std::set<int> ExecutorModel::columnsWithBars() const
{
    return {Rate, Start, RoundTrip, Memory};
}

QString ExecutorModel::text(int row, int column) const
{
    const ExecutorRow& executor = at(row);
    if (column == Name)
        return executor.python.contains(kFreeThreaded)
            ? tr("%1 (free-threaded)").arg(executorTitle(executor.executor))
            : executorTitle(executor.executor);
    if (column == Rate && !executor.trouble.isEmpty())
        return tr("✕ %1").arg(executor.trouble);
    const auto& spread = measureOf(executor, column);
    if (!spread && executor.trials > 0)
        return column == Start ? tr("in each task") : tr("not known");
    if (!spread)
        return formatNumber(kNotKnown);
    const QString number = numberText(spread->median, column);
    return column == Rate ? withSign(row, number) : number;
}

QString ExecutorModel::plain(int row, int column) const
{
    return column == Name ? text(row, column) : plainNumber(number(row, column));
}

double ExecutorModel::number(int row, int column) const
{
    if (column == Name)
        return static_cast<double>(at(row).executor);
    const auto& spread = measureOf(at(row), column);
    return spread ? spread->median : kNotKnown;
}

std::optional<BarCell> ExecutorModel::bar(int row, int column) const
{
    const auto& spread = measureOf(at(row), column);
    if (!spread)
        return std::nullopt;
    return barOf(*spread, column == Rate ? std::optional(Meaning::Working) : std::nullopt);
}

BarModel::TrialCounts ExecutorModel::trialsOf(int row) const
{
    return {.disturbed = at(row).disturbed, .all = at(row).trials};
}

QStringList ExecutorModel::tips(int row, int column) const
{
    const ExecutorRow& executor = at(row);
    const auto& spread = measureOf(executor, column);
    QStringList sentences;
    if (!executor.trouble.isEmpty())
        sentences << executor.trouble;
    if (!executor.python.isEmpty())
        sentences << executor.python;
    if (spread && executor.trials > 1)
        sentences << tr("%1: median %2, 95 % interval %3 to %4")
                         .arg(executorTitle(executor.executor),
                             numberText(spread->median, column),
                             numberText(spread->low, column),
                             numberText(spread->high, column));
    return sentences;
}

} // namespace interleave::ui
