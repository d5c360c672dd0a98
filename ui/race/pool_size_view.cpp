#include "ui/race/pool_size_view.h"

#include "core/model/other_load.h"
#include "ui/models/arm_speed.h"
#include "ui/models/arm_trials.h"
#include "ui/models/run_story.h"
#include "ui/race/pool_size_plot.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/number_table.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

std::vector<PoolSizePoint> pointsOf(
    const RunResult& run, Spread RunSummary::*spread, double (*measure)(const TrialResult&))
{
    std::vector<PoolSizePoint> points;
    for (std::uint32_t arm = 0; arm < run.arms.size(); ++arm) {
        const Spread& over = run.arms[arm].summary.*spread;
        PoolSizePoint& point = points.emplace_back(PoolSizePoint{.arm = arm,
            .workers = run.arms[arm].arm.workers,
            .values = {},
            .median = over.median,
            .low = over.low,
            .high = over.high});
        for (const TrialResult* trial : trialsOfArm(run, arm)) {
            point.values.push_back(measure(*trial));
            point.hollow.push_back(wasDisturbed(*trial));
        }
        if (point.values.empty())
            points.pop_back(); // the run ended before its turn came
    }
    return points;
}

double usable(std::uint32_t workers, std::int64_t cores)
{
    const auto wanted = static_cast<double>(std::max(workers, 1U));
    return cores > 0 ? std::min(wanted, static_cast<double>(cores)) : wanted;
}

// How many times as fast as with the fewest workers, by the medians, with the interval that the
// headline has; what would be ideal is as many times as there are more workers, up to the cores
// that they can use; 0 is not known.
std::vector<PoolSizePoint> speedsOf(const RunResult& run, std::vector<PoolSizePoint> times)
{
    const std::int64_t cores = run.machine.usableCores;
    const auto fewest = std::ranges::min_element(times, {}, &PoolSizePoint::workers);
    if (fewest == times.end())
        return times;
    const PoolSizePoint one = *fewest;
    const auto speed = [&one](double ns) { return ns > 0 ? one.median / ns : 0; };
    for (PoolSizePoint& point : times) {
        std::ranges::transform(point.values, point.values.begin(), speed);
        point.median = speed(point.median);
        const Ratio ratio = armSpeed(run, point.arm, one.arm);
        const bool itself = point.arm == one.arm;
        point.besidesOneTrial = one.values.size() == 1;
        point.low = itself || !ratio.defined ? point.median : ratio.low;
        point.high = itself || !ratio.defined ? point.median : ratio.high;
        point.ideal = usable(point.workers, cores) / usable(one.workers, cores);
    }
    return times;
}

bool hasLost(const RunResult& run)
{
    return std::ranges::any_of(
        run.trials, [](const TrialResult& trial) { return trial.race.lost > 0; });
}

QString keyText(const RunResult& run)
{
    const bool disturbed = std::ranges::any_of(run.trials, wasDisturbed);
    if (mostTrials(run) < 2)
        return disturbed
            ? PoolSizeView::tr("One trial with each number of workers: how far others would lie "
                               "from it is not known. Its small dot is hollow where others took "
                               "much of the cores.")
            : PoolSizeView::tr("One trial with each number of workers: how far others would lie "
                               "from it is not known.");
    return disturbed
        ? PoolSizeView::tr("Large dot: the median of the trials and its 95 % interval. Beside it: "
                           "each trial, hollow where others took much of the cores.")
        : PoolSizeView::tr("Large dot: the median of the trials and its 95 % interval. Beside it: "
                           "each trial.");
}

QString speedText(double times)
{
    return PoolSizeView::tr("%1 ×").arg(formatNumber(times));
}

QString lostText(double lost)
{
    return formatValue(std::round(lost));
}

QString timeText(double ns)
{
    return formatDuration(ns);
}

} // namespace

PoolSizeView::PoolSizeView(QWidget* parent)
    : QWidget(parent)
    , m_speedTitle(new Heading(TextSize::Title, {}, this))
    , m_speed(new PoolSizePlot(
          tr("Speed against the number of workers"), ValueAxis(speedText), Meaning::Working, this))
    , m_lostTitle(new Heading(TextSize::Title, {}, this))
    , m_lost(new PoolSizePlot(tr("Lost updates against the number of workers"),
          ValueAxis(lostText),
          Meaning::Lost,
          this))
    , m_time(new PoolSizePlot(tr("Wall time against the number of workers"),
          ValueAxis(timeText),
          Meaning::Working,
          this))
    , m_key(new QLabel(this))
{
    setAccessibleName(tr("What do more workers do?"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* speeds = new TableButton(
        m_speed->accessibleName(), [this] { return m_speed->numbers(tr("times as fast"), 1); });
    layout->addWidget(chartWithTable(m_speedTitle, speeds, m_speed), 2);
    auto* losses = new TableButton(
        m_lost->accessibleName(), [this] { return m_lost->numbers(tr("updates"), 1); });
    m_lostChart = chartWithTable(m_lostTitle, losses, m_lost);
    layout->addWidget(m_lostChart);
    auto* times = new TableButton(
        m_time->accessibleName(), [this] { return m_time->numbers(tr("ms"), 1e6); });
    layout->addWidget(
        chartWithTable(new Heading(TextSize::Title, tr("How long do they take?")), times, m_time),
        1);
    m_key->setAccessibleName(tr("Legend"));
    m_key->setWordWrap(true);
    layout->addWidget(m_key);
}

void PoolSizeView::setRun(const RunResult& run)
{
    m_key->setText(keyText(run));
    m_lost->setPoints(pointsOf(run, &RunSummary::lost, [](const TrialResult& trial) {
        return static_cast<double>(trial.race.lost);
    }));
    m_lostChart->setVisible(tellsOfUpdates(run));
    m_lost->setVisible(hasLost(run));
    static_cast<QVBoxLayout*>(layout())->setStretchFactor(m_lostChart, hasLost(run) ? 1 : 0);
    m_lostTitle->setText(hasLost(run) ? tr("How many updates do more workers lose?")
                                      : tr("No trial lost an update, with any number of workers."));
    const std::vector<PoolSizePoint> times = pointsOf(run,
        &RunSummary::wallNs,
        [](const TrialResult& trial) { return static_cast<double>(trial.wallNs); });
    m_time->setPoints(times);
    const std::int64_t cores = run.machine.usableCores;
    const std::vector<PoolSizePoint> speeds = speedsOf(run, times);
    m_speed->setIdealWord(cores > 0
            ? tr("ideal on %1 core(s)", nullptr, pluralOf(cores)).arg(formatCount(cores))
            : tr("ideal"));
    m_speed->setPoints(speeds);
    const auto fewest
        = speeds.empty() ? 0 : std::ranges::min(speeds, {}, &PoolSizePoint::workers).workers;
    m_speedTitle->setText(speeds.empty()
            ? tr("How many times as fast is it with more workers?")
            : tr("How many times as fast as with %1 worker(s)?", nullptr, pluralOf(fewest))
                  .arg(formatCount(fewest)));
}

} // namespace interleave::ui
