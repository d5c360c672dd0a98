#include "ui/timeline/statistics_panel.h"

#include "ui/models/selected_statistics.h"
#include "ui/models/timeline_model.h"
#include "ui/models/told_quantile.h"
#include "ui/timeline/worker_statistics_model.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/facts_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <numeric>

namespace interleave::ui {

namespace {

constexpr int kCellPadding = 8;

// What is asked of the tasks, beside time and workers.
Facts filtersOf(const SelectedTasks& tasks)
{
    Facts facts;
    const auto add = [&](const QString& what, const std::optional<TimeRange>& range) {
        if (!range)
            return;
        const Unit unit = durationUnit(range->end);
        facts.emplace_back(what,
            StatisticsPanel::tr("%1–%2 %3")
                .arg(formatNumber(range->begin / unit.size),
                    formatNumber(range->end / unit.size),
                    unit.symbol));
    };
    add(StatisticsPanel::tr("took"), tasks.duration);
    add(StatisticsPanel::tr("waited"), tasks.wait);
    add(StatisticsPanel::tr("delayed"), tasks.delay);
    return facts;
}

Facts factsOf(const SelectionStatistics& statistics,
    const TimeRange& time,
    std::size_t workers,
    double nsPerTick)
{
    const auto ns = [nsPerTick](auto ticks) { return static_cast<double>(ticks) * nsPerTick; };
    const TaskStatistics& all = statistics.all;
    const double available = time.length() * static_cast<double>(workers);
    const auto duration = [&](auto ticks) {
        return all.tasks == 0 ? QStringLiteral("–") : formatDuration(ns(ticks));
    };
    const auto quantile = [&](double share, double ticks) {
        return tellsMore(share, all.tasks) ? duration(ticks) : QStringLiteral("–");
    };
    const QString rate = all.tasks > 0 && all.ended == 0 // one that lasts has no rate
        ? QStringLiteral("–")
        : formatRate(statistics.throughputPerS);
    Facts facts{{StatisticsPanel::tr("time"), formatDuration(time.length())},
        {StatisticsPanel::tr("tasks"), formatCount(all.tasks)},
        {StatisticsPanel::tr("tasks/s"), rate},
        {StatisticsPanel::tr("in tasks"), formatPercent(ns(all.busyTicks) / available)},
        {StatisticsPanel::tr("waits, whole"),
            all.waitsWithoutEnd > 0 ? formatDuration(ns(all.waitTicks)) : duration(all.waitTicks)},
        {StatisticsPanel::tr("median"), quantile(0.50, all.durations.p50)},
        {StatisticsPanel::tr("p90"), quantile(0.90, all.durations.p90)},
        {StatisticsPanel::tr("p99"), quantile(0.99, all.durations.p99)},
        {StatisticsPanel::tr("longest"), duration(all.durations.most)}};
    if (all.waitsWithoutEnd > 0)
        facts.emplace_back(StatisticsPanel::tr("never got"),
            QStringLiteral("∞ ") % formatCount(all.waitsWithoutEnd));
    if (all.failed > 0)
        facts.emplace_back(
            StatisticsPanel::tr("failed"), QStringLiteral("✕ ") % formatCount(all.failed));
    return facts;
}

} // namespace

StatisticsPanel::StatisticsPanel(
    const SelectedStatistics* statistics, const TimelineModel* model, QWidget* parent)
    : QWidget(parent)
    , m_statistics(statistics)
    , m_model(model)
    , m_title(new Heading(TextSize::Title, {}, this))
    , m_facts(new FactsLabel(this))
    , m_rows(new WorkerStatisticsModel(this))
    , m_table(new CopyableTable(this))
{
    m_facts->setAccessibleName(tr("Statistics"));
    m_facts->setToolTip(tr(
        "Waits, median, p90, p99 and longest are those of the whole tasks of which any part lies "
        "in this time, also of their parts outside. A median is told of 2 tasks and more, p90 of "
        "10, p99 of 100; tasks per second where one has ended in this time."));
    m_table->setAccessibleName(tr("Statistics per worker"));
    m_table->setToolTip(tr("Ctrl+C copies the table"));
    m_table->setModel(m_rows);
    for (int column = 0; column < WorkerStatisticsModel::ColumnCount; ++column) {
        const QString title
            = m_rows->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const QString widest = column == WorkerStatisticsModel::Tasks ? QStringLiteral("8,888,888")
            : column == WorkerStatisticsModel::Waits ? QStringLiteral("∞ 88.8 ms")
                                                     : QStringLiteral("88.8 ms");
        m_table->setColumnWidth(column,
            std::max(fontMetrics().horizontalAdvance(title),
                fontMetrics().horizontalAdvance(column == 0 ? title : widest))
                + kCellPadding);
    }
    auto* all = new QVBoxLayout;
    all->setSpacing(4);
    all->addWidget(m_title);
    all->addWidget(m_facts);
    all->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(all);
    layout->addWidget(m_table, 1);
    connect(m_statistics, &SelectedStatistics::changed, this, &StatisticsPanel::show);
    show();
}

void StatisticsPanel::setLow(bool low)
{
    m_facts->setColumns(low ? 3 : 1);
}

void StatisticsPanel::show()
{
    const auto& statistics = m_statistics->statistics();
    m_title->setText(m_statistics->ofSelection() ? tr("What is selected") : tr("What is seen"));
    if (!statistics) {
        m_facts->setFacts(
            {{QString(), tr("Drag over the rows to select a time: its figures come here.")}});
        m_rows->setStatistics(nullptr, {}, 0, 1);
        return;
    }
    const SelectedTasks& tasks = m_statistics->tasks();
    std::vector<unsigned> workers = tasks.workers;
    if (workers.empty()) {
        workers.resize(statistics->workers.size());
        std::iota(workers.begin(), workers.end(), 0U);
    }
    Facts facts = filtersOf(tasks);
    for (Facts::value_type& fact :
        factsOf(*statistics, *tasks.time, workers.size(), m_model->nsPerTick()))
        facts.push_back(std::move(fact));
    m_facts->setFacts(facts);
    m_rows->setStatistics(
        statistics, std::move(workers), tasks.time->length(), m_model->nsPerTick());
}

} // namespace interleave::ui
