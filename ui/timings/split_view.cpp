#include "ui/timings/split_view.h"

#include "ui/widgets/bar_rows.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/legend.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

double shareOf(double part, const TimeSplit& split)
{
    return part / std::max(split.wholeNs(), 1.0);
}

// The same in all views: waits are a part of it.
double inTasks(const TimeSplit& split)
{
    return split.runNs + split.waitNs;
}

BarRow rowOf(const QString& label, const TimeSplit& split)
{
    return {.label = label,
        .segments = {{.length = shareOf(split.startNs, split), .meaning = Meaning::Blocked},
            {.length = shareOf(split.runNs, split), .meaning = Meaning::Working},
            {.length = shareOf(split.waitNs, split), .meaning = Meaning::Waiting},
            {.length = shareOf(split.betweenNs, split),
                .meaning = Meaning::Blocked,
                .style = BarStyle::Plain},
            {.length = shareOf(split.endNs, split), .meaning = Meaning::Blocked}},
        .value = formatPercent(shareOf(inTasks(split), split))};
}

} // namespace

SplitView::SplitView(QWidget* parent)
    : QWidget(parent)
    , m_sentence(new ElidedLabel(this))
    , m_bars(new BarRows(tr("The split of the workers' time"), this))
{
    const QString title = tr("Where did the workers' time go?");
    setAccessibleName(title);
    m_sentence->setAccessibleName(tr("The split in words"));
    m_sentence->setElided(false);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bars->setScaleAtLeast(1);
    m_bars->setSpaceAtLeast(tr("all workers"), QStringLiteral("88.88 %"));
    m_bars->setToolTip(
        tr("From the left: until the first task began, with the start of the processes; in tasks, "
           "but for waits; in tasks, waiting for locks; between tasks: handing in the result of "
           "one and claiming "
           "the next, and where a worker died, until its successor was ready; after the last task, "
           "until all were done. The tasks of a claim begin where the one before ends, so larger "
           "chunks leave less time between.\nThe number is the share in tasks, with the waits."));
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_bars);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(titleWithTable(
        title, [this] { return numbers(); }, this));
    layout->addWidget(m_sentence);
    layout->addWidget(
        new Legend({{.text = tr("in tasks, not waiting"), .meaning = Meaning::Working},
                       {.text = tr("in tasks, waiting for locks"), .meaning = Meaning::Waiting}},
            this));
    layout->addWidget(new Legend(
        {{.text = tr("between tasks"), .meaning = Meaning::Blocked, .swatch = Swatch::Plain},
            {.text = tr("before the first, after the last"), .meaning = Meaning::Blocked}},
        this));
    layout->addWidget(scroll, 1);
    clear();
}

void SplitView::setLow(bool low)
{
    m_low = low;
    m_sentence->setElided(low);
    sayShares();
}

void SplitView::clear()
{
    m_workers.clear();
    m_all = {};
    m_bars->setRows({});
    m_said = tr("Nothing has been recorded yet.");
    m_saidBriefly.clear();
    sayShares();
}

// The tip has what a line has no room for.
void SplitView::sayShares()
{
    const bool briefly = m_low && !m_saidBriefly.isEmpty();
    m_sentence->setText(briefly ? m_saidBriefly : m_said);
    m_sentence->setToolTip(briefly ? m_said : QString());
}

void SplitView::setSplit(
    const std::vector<TimeSplit>& workers, double startNs, std::uint64_t tasks, double onCoreNs)
{
    m_onCoreNs = onCoreNs;
    m_workers = workers;
    m_all = {};
    std::vector<BarRow> rows;
    for (TimeSplit& split : m_workers) {
        split.startNs += startNs;
        m_all += split;
    }
    rows.push_back(rowOf(tr("all workers"), m_all));
    for (std::size_t i = 0; i < m_workers.size(); ++i)
        rows.push_back(rowOf(tr("worker %1").arg(i + 1), m_workers[i]));
    m_bars->setRows(std::move(rows));
    showSentence(tasks);
}

void SplitView::showSentence(std::uint64_t tasks)
{
    const auto percent = [this](double part) { return formatPercent(shareOf(part, m_all)); };
    const QString tasksShare = percent(inTasks(m_all));
    QStringList parts{m_all.waitNs > 0
            ? tr("%1 of the workers' time was spent in tasks (%2 of that waiting for locks)")
                  .arg(tasksShare, formatPercent(m_all.waitNs / inTasks(m_all)))
            : tr("%1 of the workers' time was spent in tasks").arg(tasksShare)};
    if (tasks > 0)
        parts << tr("%1 between tasks (%2 for each of %3)")
                     .arg(percent(m_all.betweenNs),
                         formatDuration(m_all.betweenNs / static_cast<double>(tasks)),
                         formatCount(tasks));
    parts << tr("%1 before the first").arg(percent(m_all.startNs))
          << tr("%1 after the last").arg(percent(m_all.endNs));
    QString text = tr("%1.", "a list of shares").arg(parts.join(tr(", ")));
    if (m_onCoreNs > 0)
        text += QLatin1Char(' ')
            % tr("They were on a core for %1 of it: also in a task a worker may sleep, or wait for "
                 "a core.")
                  .arg(formatPercent(std::min(shareOf(m_onCoreNs, m_all), 1.0)));
    if (!m_all.logged)
        text += QLatin1Char(' ')
            % tr("Events were dropped: what came after the last task is counted as between tasks.");
    m_said = text;
    m_saidBriefly = tr("%1 in tasks, %2 between them, %3 before the first, %4 after the last.")
                        .arg(tasksShare,
                            percent(m_all.betweenNs),
                            percent(m_all.startNs),
                            percent(m_all.endNs));
    sayShares();
}

QString SplitView::sentence() const
{
    return m_said;
}

NumberTable SplitView::numbers() const
{
    NumberTable table{.titles = {tr("worker"),
                          tr("before the first task (ms)"),
                          tr("in tasks (ms)"),
                          tr("of it waiting for locks (ms)"),
                          tr("between tasks (ms)"),
                          tr("after the last task (ms)")}};
    const auto add = [&table](const QString& name, const TimeSplit& split) {
        table.rows.push_back({name,
            split.startNs / 1e6,
            inTasks(split) / 1e6,
            split.waitNs / 1e6,
            split.betweenNs / 1e6,
            split.endNs / 1e6});
    };
    add(tr("all"), m_all);
    for (std::size_t i = 0; i < m_workers.size(); ++i)
        add(QString::number(i + 1), m_workers[i]);
    return table;
}

} // namespace interleave::ui
