#include "ui/compare/primitive_model.h"

#include "core/model/applicability.h"
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
    {QT_TRANSLATE_NOOP("PrimitiveModel", "task time, split"),
        QT_TRANSLATE_NOOP("PrimitiveModel",
            "Of the workers' time in tasks: outside of the lock, holding it, spinning, asleep "
            "while "
            "waiting. What asking for it costs without a wait is in what is outside."),
        Qt::AlignLeft,
        "% outside"},
    {QT_TRANSLATE_NOOP("PrimitiveModel", "of it waiting"),
        QT_TRANSLATE_NOOP(
            "PrimitiveModel", "Share of the workers' time in tasks, spinning included"),
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

double numberOf(const PrimitiveRow& row, int column)
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
    const QString median = formatDuration(wall.median);
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
        return formatNumber(numberOf(row, column));
    case PrimitiveModel::Switches:
        return std::isnan(numberOf(row, column)) ? formatNumber(kUnknown)
                                                 : formatCount(std::llround(numberOf(row, column)));
    case PrimitiveModel::Hold:
        return std::isnan(numberOf(row, column))
            ? formatPercent(kUnknown)
            : PrimitiveModel::tr("about %1").arg(formatPercent(numberOf(row, column)));
    default:
        return formatPercent(numberOf(row, column));
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
    : BarModel(kHeads, Wall, parent)
{
}

void PrimitiveModel::start(const Experiment& experiment)
{
    m_experiment = experiment;
    m_ofUpdates = isAboutUpdates(experiment.workload) || isAboutCores(experiment.workload);
    renew([&] { m_rows = emptyRows(experiment); });
}

void PrimitiveModel::setRun(const RunResult& run)
{
    m_experiment = run.experiment;
    renew([&] { m_rows = rowsOf(run); });
    m_ofUpdates = tellOfUpdates(m_rows);
}

const PrimitiveRow& PrimitiveModel::at(int row) const
{
    return m_rows[static_cast<std::size_t>(row)];
}

std::set<int> PrimitiveModel::idleColumns() const
{
    return m_ofUpdates ? std::set<int>{} : std::set<int>{Lost};
}

std::vector<int> PrimitiveModel::columnsByWeight() const
{
    return {Name, Lost, Wall, Wait, Wrong, Split, Hold, Spin, Fairness, Switches};
}

QString PrimitiveModel::roomOf(int column) const
{
    return column == Hold ? QStringLiteral("about 88.8 %") : QString();
}

std::vector<LegendEntry> PrimitiveModel::legend() const
{
    return {{tr("outside of the lock"), Meaning::Working},
        {tr("holding"), Meaning::Holding},
        {tr("spinning"), Meaning::Waiting, Swatch::Plain},
        {tr("asleep, waiting"), Meaning::Waiting}};
}

QString PrimitiveModel::text(int row, int column) const
{
    const QString said = textOf(at(row), column);
    return column == Wall && at(row).summary ? withSign(row, said) : said;
}

QString PrimitiveModel::plain(int row, int column) const
{
    switch (column) {
    case Name:
        return text(row, column);
    case Split: // what is not in the columns beside it
        return plainNumber(
            at(row).summary ? splitOf(*at(row).summary).front().length * 100 : kUnknown);
    case Wait:
    case Spin:
    case Hold:
        return plainNumber(number(row, column) * 100);
    default:
        return plainNumber(number(row, column));
    }
}

double PrimitiveModel::number(int row, int column) const
{
    return numberOf(at(row), column);
}

std::optional<BarCell> PrimitiveModel::bar(int row, int column) const
{
    if (!at(row).summary)
        return std::nullopt;
    const RunSummary& summary = *at(row).summary;
    switch (column) {
    case Lost:
        return barOf(summary.lost, Meaning::Lost);
    case Wall:
        return barOf(summary.wallNs);
    case Split:
        return BarCell{.segments = splitOf(summary)};
    default:
        return std::nullopt;
    }
}

BarModel::TrialCounts PrimitiveModel::trialsOf(int row) const
{
    return {.disturbed = at(row).disturbed, .all = at(row).trials};
}

} // namespace interleave::ui
