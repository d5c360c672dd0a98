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
constexpr int kSleepersPage = 3; // after one for each colouring
constexpr int kCoresPage = 4;
constexpr int kPartsPage = 5; // of workers
constexpr int kPartsOnCoresPage = 6;

// Of a bar, in any colouring.
LegendEntry heightEntry()
{
    return {
        TimelineLegend::tr("height: share of the time in tasks"), std::nullopt, Swatch::Heights};
}

QWidget* legendOfStates(std::vector<LegendEntry> entries, QWidget* parent)
{
    for (const LegendEntry& entry :
        {LegendEntry{TimelineLegend::tr("waiting for a lock"), Meaning::Waiting},
            LegendEntry{TimelineLegend::tr("holding it after a wait"), Meaning::Holding},
            LegendEntry{TimelineLegend::tr("lock handed over"), std::nullopt, Swatch::Line},
            LegendEntry{TimelineLegend::tr("failed, ✕ died, ▸ back"), Meaning::Lost},
            heightEntry()})
        entries.push_back(entry);
    return new Legend(std::move(entries), parent);
}

std::vector<LegendEntry> partsOfPictures()
{
    return {{TimelineLegend::tr("decoding"), std::nullopt, Swatch::Amount, kDecodingAmount},
        {TimelineLegend::tr("filtering, working"), Meaning::Working},
        {TimelineLegend::tr("encoding"), std::nullopt, Swatch::Amount, kEncodingAmount}};
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
    , m_durations(new DurationLegend(this))
{
    const LegendEntry noCore{tr("no core, about"), Meaning::NoCore, Swatch::Line};
    addWidget(legendOfStates({{tr("working"), Meaning::Working}, noCore}, this));
    addWidget(new Legend({{tr("succeeded"), Meaning::Working},
                             {tr("failed, ✕ died, ▸ back"), Meaning::Lost},
                             heightEntry()},
        this));
    addWidget(legendOfDurations(m_durations, this));
    addWidget(legendOfStates({{tr("sleeping"), Meaning::Blocked}}, this));
    addWidget(legendOfStates({{tr("working"), Meaning::Working}}, this));
    std::vector<LegendEntry> parts = partsOfPictures();
    parts.push_back(noCore);
    addWidget(legendOfStates(std::move(parts), this));
    addWidget(legendOfStates(partsOfPictures(), this));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    showPage();
}

void TimelineLegend::setColoring(Coloring coloring)
{
    m_coloring = coloring;
    showPage();
}

void TimelineLegend::setRowKind(RowKind rows)
{
    m_rows = rows;
    showPage();
}

void TimelineLegend::setTasksSleep(bool sleep)
{
    m_tasksSleep = sleep;
    showPage();
}

void TimelineLegend::setTasksHaveParts(bool haveParts)
{
    m_tasksHaveParts = haveParts;
    showPage();
}

void TimelineLegend::showPage()
{
    const bool cores = m_rows == RowKind::Cores;
    setToolTip(whatHeightsMean(m_rows, m_coloring));
    if (m_coloring != Coloring::State)
        setCurrentIndex(static_cast<int>(m_coloring));
    else if (m_tasksSleep)
        setCurrentIndex(kSleepersPage);
    else if (m_tasksHaveParts)
        setCurrentIndex(cores ? kPartsOnCoresPage : kPartsPage);
    else
        setCurrentIndex(cores ? kCoresPage : static_cast<int>(m_coloring));
}

} // namespace interleave::ui
