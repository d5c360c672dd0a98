#include "ui/race/pool_size_view.h"

#include "ui/models/arm_trials.h"
#include "ui/race/pool_size_plot.h"
#include "ui/widgets/format.h"
#include "ui/widgets/number_table.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

std::vector<PoolSizePoint> pointsOf(
    const RunResult& run, Spread RunSummary::*spread, double (*measure)(const TrialResult&))
{
    std::vector<PoolSizePoint> points;
    for (std::uint32_t arm = 0; arm < run.arms.size(); ++arm) {
        const Spread& over = run.arms[arm].summary.*spread;
        PoolSizePoint& point = points.emplace_back(
            PoolSizePoint{run.arms[arm].arm.workers, {}, over.median, over.low, over.high});
        for (const TrialResult* trial : trialsOfArm(run, arm))
            point.values.push_back(measure(*trial));
        if (point.values.empty())
            points.pop_back(); // the run ended before its turn came
    }
    return points;
}

/// How many times as fast as with the fewest workers, by the medians; what would be ideal is as
/// many times as there are more workers.
std::vector<PoolSizePoint> speedsOf(std::vector<PoolSizePoint> times)
{
    const auto fewest = std::ranges::min_element(times, {}, &PoolSizePoint::workers);
    if (fewest == times.end())
        return times;
    const PoolSizePoint one = *fewest;
    const auto speed = [&one](double ns) { return ns > 0 ? one.median / ns : 0; };
    for (PoolSizePoint& point : times) {
        std::ranges::transform(point.values, point.values.begin(), speed);
        point.median = speed(point.median);
        point.low = speed(std::exchange(point.high, speed(point.low)));
        point.ideal = static_cast<double>(point.workers) / std::max(one.workers, 1U);
    }
    return times;
}

bool canLose(const RunResult& run)
{
    return std::ranges::any_of(
        run.trials, [](const TrialResult& trial) { return trial.race.updates > 0; });
}

QString speedText(double times)
{
    return PoolSizeView::tr("%1 ×").arg(formatNumber(times));
}

QString lostText(double lost)
{
    return formatNumber(lost);
}

QString timeText(double ns)
{
    return formatDuration(ns);
}

} // namespace

PoolSizeView::PoolSizeView(QWidget* parent)
    : QWidget(parent)
    , m_speedTitle(new QLabel(this))
    , m_speed(new PoolSizePlot(
          tr("Speed against the number of workers"), ValueAxis(speedText), Meaning::Working, this))
    , m_lost(new PoolSizePlot(tr("Lost updates against the number of workers"),
          ValueAxis(lostText),
          Meaning::Lost,
          this))
    , m_time(new PoolSizePlot(tr("Wall time against the number of workers"),
          ValueAxis(timeText),
          Meaning::Working,
          this))
{
    setAccessibleName(tr("What do more workers do?"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(titleWithTable(m_speedTitle,
        new TableButton(
            m_speed->accessibleName(),
            [this] { return m_speed->numbers(tr("times as fast"), 1); },
            this),
        this));
    layout->addWidget(m_speed, 2);
    m_lostTitle = titleWithTable(
        tr("How many updates do more workers lose?"),
        [this] { return m_lost->numbers(tr("updates"), 1); },
        this);
    layout->addWidget(m_lostTitle);
    layout->addWidget(m_lost, 1);
    layout->addWidget(titleWithTable(
        tr("How long do they take?"), [this] { return m_time->numbers(tr("ms"), 1e6); }, this));
    layout->addWidget(m_time, 1);
}

void PoolSizeView::setRun(const RunResult& run)
{
    m_lost->setPoints(pointsOf(run, &RunSummary::lost, [](const TrialResult& trial) {
        return static_cast<double>(trial.race.lost);
    }));
    for (QWidget* part : {m_lostTitle, static_cast<QWidget*>(m_lost)})
        part->setVisible(canLose(run));
    const std::vector<PoolSizePoint> times = pointsOf(run,
        &RunSummary::wallNs,
        [](const TrialResult& trial) { return static_cast<double>(trial.wallNs); });
    m_time->setPoints(times);
    const std::vector<PoolSizePoint> speeds = speedsOf(times);
    m_speed->setPoints(speeds);
    m_speedTitle->setText(speeds.empty()
            ? tr("How many times as fast are more workers?")
            : tr("How many times as fast as %1 are more workers?")
                  .arg(formatCount(std::ranges::min(speeds, {}, &PoolSizePoint::workers).workers)));
}

} // namespace interleave::ui
