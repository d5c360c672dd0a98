#include "ui/compare/primitive_model.h"

#include "ui/models/primitive_title.h"
#include "ui/models/run_story.h"
#include "ui/widgets/format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace interleave::ui {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<ColumnHead, PrimitiveModel::ColumnCount> kHeads{{
    {QT_TRANSLATE_NOOP("PrimitiveModel", "primitive"),
        QT_TRANSLATE_NOOP("PrimitiveModel", "What guarded the shared state"),
        Qt::AlignLeft},
    {QT_TRANSLATE_NOOP("PrimitiveModel", "lost updates"),
        QT_TRANSLATE_NOOP(
            "PrimitiveModel", "The median of the trials, and its share of all updates"),
        Qt::AlignLeft},
    {QT_TRANSLATE_NOOP("PrimitiveModel", "went wrong"),
        QT_TRANSLATE_NOOP("PrimitiveModel",
            "Trials that lost an update, ended in a deadlock or had not the wanted outcome"),
        Qt::AlignRight,
        "trials"},
    {QT_TRANSLATE_NOOP("PrimitiveModel", "wall time"),
        QT_TRANSLATE_NOOP(
            "PrimitiveModel", "The median of the trials; the line is its 95 % bootstrap interval"),
        Qt::AlignLeft,
        "ns"},
    {QT_TRANSLATE_NOOP("PrimitiveModel", "time split"),
        QT_TRANSLATE_NOOP("PrimitiveModel",
            "Of the workers' time in tasks: outside of the lock, holding it, spinning, asleep "
            "while "
            "waiting. What asking for it costs without a wait is in what is outside."),
        Qt::AlignLeft,
        "% outside"},
    {QT_TRANSLATE_NOOP("PrimitiveModel", "waiting"),
        QT_TRANSLATE_NOOP("PrimitiveModel", "Share of the workers' time, spinning included"),
        Qt::AlignRight,
        "%"},
    {QT_TRANSLATE_NOOP("PrimitiveModel", "spinning"),
        QT_TRANSLATE_NOOP("PrimitiveModel", "... waiting on a core: asking again and again"),
        Qt::AlignRight,
        "%"},
    {QT_TRANSLATE_NOOP("PrimitiveModel", "holding"),
        QT_TRANSLATE_NOOP("PrimitiveModel", "... inside; measured at every 64th time"),
        Qt::AlignRight,
        "%"},
    {QT_TRANSLATE_NOOP("PrimitiveModel", "fairness"),
        QT_TRANSLATE_NOOP("PrimitiveModel",
            "Jain's index of the acquisitions per worker: 1 is even, 1 / workers is one for all")},
    {QT_TRANSLATE_NOOP("PrimitiveModel", "switches"),
        QT_TRANSLATE_NOOP("PrimitiveModel", "How often a core went to another process, per trial")},
}};

// An estimate from every 64th stay: in what is no wait.
double holdShare(const RunSummary& summary)
{
    const double wait = std::clamp(summary.waitShare.median, 0.0, 1.0);
    return std::clamp(summary.holdShare.median, 0.0, 1 - wait);
}

double number(const PrimitiveRow& row, int column)
{
    if (column == PrimitiveModel::Name)
        return static_cast<double>(row.primitive);
    if (column == PrimitiveModel::Wrong)
        return static_cast<double>(row.wrong);
    if (!row.summary)
        return kUnknown;
    const RunSummary& summary = *row.summary;
    switch (column) {
    case PrimitiveModel::Lost:
        return medianLost(summary);
    case PrimitiveModel::Wall:
        return summary.wallNs.median;
    case PrimitiveModel::Split:
    case PrimitiveModel::Wait:
        return row.held ? summary.waitShare.median : kUnknown;
    case PrimitiveModel::Spin:
        return row.held ? summary.spinShare.median : kUnknown;
    case PrimitiveModel::Hold:
        return row.held ? holdShare(summary) : kUnknown;
    case PrimitiveModel::Fairness:
        return row.held ? summary.fairness.median : kUnknown;
    case PrimitiveModel::Switches:
        return summary.switches.median;
    default:
        return kUnknown;
    }
}

QString lostText(const PrimitiveRow& row)
{
    if (!row.summary)
        return formatNumber(kUnknown);
    const double lost = medianLost(*row.summary);
    const QString count = formatCount(std::llround(lost));
    if (!(lost > 0) || !(row.updates > 0))
        return count;
    return PrimitiveModel::tr("✕ %1 (%2)").arg(count, formatPercent(lost / row.updates, 2));
}

QString wallText(const PrimitiveRow& row)
{
    if (!row.summary)
        return formatNumber(kUnknown);
    const Spread& wall = row.summary->wallNs;
    const QString median = row.disturbed > 0
        ? PrimitiveModel::tr("⚠ %1").arg(formatDuration(wall.median))
        : formatDuration(wall.median);
    if (!(wall.high > wall.low))
        return median;
    const Unit unit = durationUnit(wall.median); // said once, for all three
    return PrimitiveModel::tr("%1 (%2–%3)")
        .arg(median, formatNumber(wall.low / unit.size), formatNumber(wall.high / unit.size));
}

QString textOf(const PrimitiveRow& row, int column)
{
    switch (column) {
    case PrimitiveModel::Name:
        return primitiveTitle(row.primitive);
    case PrimitiveModel::Lost:
        return lostText(row);
    case PrimitiveModel::Wrong:
        return row.wrong == 0
            ? PrimitiveModel::tr("0 of %1").arg(formatCount(row.trials))
            : PrimitiveModel::tr("✕ %1 of %2").arg(formatCount(row.wrong), formatCount(row.trials));
    case PrimitiveModel::Wall:
        return wallText(row);
    case PrimitiveModel::Split:
        return {};
    case PrimitiveModel::Fairness:
        return formatNumber(number(row, column));
    case PrimitiveModel::Switches:
        return std::isnan(number(row, column)) ? formatNumber(kUnknown)
                                               : formatCount(std::llround(number(row, column)));
    case PrimitiveModel::Hold:
        return std::isnan(number(row, column))
            ? formatPercent(kUnknown)
            : PrimitiveModel::tr("about %1").arg(formatPercent(number(row, column)));
    default:
        return formatPercent(number(row, column));
    }
}

// What is left of the workers' time is the tasks' own work.
std::vector<BarSegment> splitOf(const RunSummary& summary)
{
    const double wait = std::clamp(summary.waitShare.median, 0.0, 1.0);
    const double spin = std::clamp(summary.spinShare.median, 0.0, wait);
    const double hold = holdShare(summary);
    return {{.length = 1 - wait - hold, .meaning = Meaning::Working},
        {.length = hold, .meaning = Meaning::Holding},
        {.length = spin, .meaning = Meaning::Waiting, .style = BarStyle::Plain},
        {.length = wait - spin, .meaning = Meaning::Waiting}};
}

} // namespace

PrimitiveModel::PrimitiveModel(QObject* parent)
    : ColumnModel(kHeads, parent)
{
}

void PrimitiveModel::setRows(std::vector<PrimitiveRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_mostLost = 0;
    m_longestWall = 0;
    for (const PrimitiveRow& row : m_rows) {
        if (!row.summary)
            continue;
        m_mostLost = std::max(m_mostLost, row.summary->lost.high);
        m_mostLost = std::max(m_mostLost, row.summary->lost.median);
        m_longestWall = std::max(m_longestWall, row.summary->wallNs.high);
        m_longestWall = std::max(m_longestWall, row.summary->wallNs.median);
    }
    endResetModel();
}

QVariant PrimitiveModel::bar(const PrimitiveRow& row, int column) const
{
    if (!row.summary)
        return {};
    const RunSummary& summary = *row.summary;
    BarCell cell;
    switch (column) {
    case Lost:
        cell.segments = {{.length = summary.lost.median, .meaning = Meaning::Lost}};
        cell.maximum = m_mostLost;
        cell.low = summary.lost.low;
        cell.high = summary.lost.high;
        break;
    case Wall:
        cell.segments = {{.length = summary.wallNs.median}};
        cell.maximum = m_longestWall;
        cell.low = summary.wallNs.low;
        cell.high = summary.wallNs.high;
        break;
    case Split:
        cell.segments = splitOf(summary);
        cell.maximum = 1;
        break;
    default:
        return {};
    }
    return QVariant::fromValue(cell);
}

QString PrimitiveModel::text(int row, int column) const
{
    return textOf(m_rows[static_cast<std::size_t>(row)], column);
}

QString PrimitiveModel::plain(int row, int column) const
{
    const PrimitiveRow& primitive = m_rows[static_cast<std::size_t>(row)];
    switch (column) {
    case Name:
        return text(row, column);
    case Split: // what is not in the columns beside it
        return plainNumber(
            primitive.summary ? splitOf(*primitive.summary).front().length * 100 : kUnknown);
    case Wait:
    case Spin:
    case Hold:
        return plainNumber(number(primitive, column) * 100);
    default:
        return plainNumber(number(primitive, column));
    }
}

QVariant PrimitiveModel::more(int row, int column, int role) const
{
    const PrimitiveRow& primitive = m_rows[static_cast<std::size_t>(row)];
    switch (role) {
    case BarCell::kSortRole:
        return number(primitive, column);
    case BarCell::kRole:
        return bar(primitive, column);
    case Qt::ToolTipRole:
        return column == Wall && primitive.disturbed > 0
            ? tr("%1. Others took much of the cores in %2 of %3 trial(s)",
                nullptr,
                pluralOf(primitive.trials))
                  .arg(text(row, column),
                      formatCount(primitive.disturbed),
                      formatCount(primitive.trials))
            : text(row, column);
    case Qt::AccessibleTextRole:
        return QString(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()
            % QLatin1Char(' ') % text(row, column));
    default:
        return {};
    }
}

} // namespace interleave::ui
