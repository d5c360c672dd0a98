#include "ui/timeline/timeline_legend.h"

#include "ui/timeline/part_shades.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/format.h"
#include "ui/widgets/legend.h"

#include <QPainter>

#include <utility>

namespace interleave::ui {

namespace {

constexpr int kScale = 120; // its width
constexpr int kScaleHeight = 10;
constexpr int kGap = 6;

// Of a bar, in any colouring.
LegendEntry heightEntry()
{
    return {
        TimelineLegend::tr("height: share of the time in tasks"), std::nullopt, Swatch::Heights};
}

std::vector<LegendEntry> partsOfPictures()
{
    return {{TimelineLegend::tr("decoding"), std::nullopt, Swatch::Amount, kDecodingAmount},
        {TimelineLegend::tr("filtering, working"), Meaning::Working},
        {TimelineLegend::tr("encoding"), std::nullopt, Swatch::Amount, kEncodingAmount}};
}

std::vector<LegendEntry> whatTasksDo(const TasksOfTimeline& tasks)
{
    if (tasks.sleep)
        return {{TimelineLegend::tr("sleeping"), Meaning::Blocked}};
    if (tasks.haveParts)
        return partsOfPictures();
    return {{tasks.takeLocks ? TimelineLegend::tr("in tasks, not waiting")
                             : TimelineLegend::tr("working"),
        Meaning::Working}};
}

std::vector<LegendEntry> statesOf(const TasksOfTimeline& tasks, RowKind rows)
{
    std::vector<LegendEntry> entries = whatTasksDo(tasks);
    if (rows == RowKind::Workers && !tasks.sleep)
        entries.push_back({TimelineLegend::tr("no core, about"), Meaning::NoCore, Swatch::Line});
    for (const LegendEntry& entry :
        {LegendEntry{TimelineLegend::tr("waiting for a lock"), Meaning::Waiting},
            LegendEntry{TimelineLegend::tr("holding it after a wait"), Meaning::Holding},
            LegendEntry{TimelineLegend::tr("lock handed over"), std::nullopt, Swatch::Line},
            LegendEntry{TimelineLegend::tr("failed, ✕ died, ▸ back"), Meaning::Lost},
            heightEntry()})
        entries.push_back(entry);
    return entries;
}

QString heightOfBars(RowKind rows)
{
    return rows == RowKind::Cores
        ? TimelineLegend::tr("How high a bar is: the share of its pixel's time that was in tasks "
                             "which ended on this core, waits for locks included.")
        : TimelineLegend::tr("How high a bar is: the share of its pixel's time that the worker was "
                             "in tasks, waits for locks included.");
}

QString partsOfBars(Coloring coloring)
{
    switch (coloring) {
    case Coloring::State:
        return TimelineLegend::tr("Its parts are shares of the same time, from below: holding a "
                                  "lock, working, no core, waiting. What is at its foot for tasks "
                                  "that failed is their share of the tasks, drawn at half the "
                                  "height.");
    case Coloring::Outcome:
        return TimelineLegend::tr("The part at its foot is the share of the tasks that failed.");
    case Coloring::Duration:
        break;
    }
    return TimelineLegend::tr("Its colour is that of the longest task.");
}

// What the colour of tasks has in it that nobody would call their work.
QString locksInTasks()
{
    return TimelineLegend::tr("In tasks, not waiting: taking a lock that was free, holding it and "
                              "giving it back are in it; nobody has measured them by themselves.");
}

QString whatHeightsMean(RowKind rows, Coloring coloring)
{
    return TimelineLegend::tr("%1 Half as high as the row is half of the time; where anything was "
                              "at all, it is a line at least. %2")
        .arg(heightOfBars(rows), partsOfBars(coloring));
}

QString longestText(const QString& duration)
{
    return TimelineLegend::tr("%1   the longest task in a pixel").arg(duration);
}

QWidget* legendOfDurations(DurationLegend* durations, QWidget* parent)
{
    auto* page = new QWidget(parent);
    auto* layout = new FlowLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(durations);
    layout->addWidget(new Legend({heightEntry()}, page));
    return page;
}

} // namespace

DurationLegend::DurationLegend(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Legend"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize DurationLegend::sizeHint() const
{
    const QString time = QStringLiteral("88.8 ms");
    return {fontMetrics().horizontalAdvance(time) + kScale + 2 * kGap
            + fontMetrics().horizontalAdvance(longestText(time)),
        fontMetrics().height() + 2};
}

void DurationLegend::setDurations(const DurationSpread& durations)
{
    if (durations == m_durations)
        return;
    m_durations = durations;
    setAccessibleDescription(
        tr("longest task in a pixel, from %1 to %2")
            .arg(formatDuration(durations.shortestNs), formatDuration(durations.longestNs)));
    update();
}

void DurationLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QString from = formatDuration(m_durations.shortestNs);
    const int left = fontMetrics().horizontalAdvance(from) + kGap;
    const int top = (height() - kScaleHeight) / 2;
    painter.setPen(mutedTextColor(palette()));
    painter.drawText(QRect(0, 0, left, height()), Qt::AlignLeft | Qt::AlignVCenter, from);
    for (int x = 0; x < kScale; ++x)
        painter.fillRect(left + x,
            top,
            1,
            kScaleHeight,
            amountColor(static_cast<double>(x) / (kScale - 1), palette()));
    painter.drawText(QRect(left + kScale + kGap, 0, width(), height()),
        Qt::AlignLeft | Qt::AlignVCenter,
        longestText(formatDuration(m_durations.longestNs)));
}

TimelineLegend::TimelineLegend(QWidget* parent)
    : QStackedWidget(parent)
    , m_states(new Legend({}, this))
    , m_durations(new DurationLegend(this))
{
    addWidget(m_states); // in the order of Coloring
    addWidget(new Legend({{tr("succeeded"), Meaning::Working},
                             {tr("failed, ✕ died, ▸ back"), Meaning::Lost},
                             heightEntry()},
        this));
    addWidget(legendOfDurations(m_durations, this));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    explain();
}

void TimelineLegend::setColoring(Coloring coloring)
{
    m_coloring = coloring;
    explain();
}

void TimelineLegend::setRowKind(RowKind rows)
{
    m_rows = rows;
    explain();
}

void TimelineLegend::setTasks(const TasksOfTimeline& tasks)
{
    if (tasks == m_tasks)
        return;
    m_tasks = tasks;
    explain();
}

void TimelineLegend::explain()
{
    const QString heights = whatHeightsMean(m_rows, m_coloring);
    const bool hasLocks = m_coloring == Coloring::State && m_tasks.takeLocks && !m_tasks.sleep
        && !m_tasks.haveParts;
    setToolTip(hasLocks ? tr("%1\n%2").arg(heights, locksInTasks()) : heights);
    m_states->setEntries(statesOf(m_tasks, m_rows));
    setCurrentIndex(static_cast<int>(m_coloring));
}

} // namespace interleave::ui
