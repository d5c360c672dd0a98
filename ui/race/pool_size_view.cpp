#include "ui/race/pool_size_view.h"

#include "ui/models/arm_trials.h"
#include "ui/race/pool_size_plot.h"
#include "ui/widgets/format.h"
#include "ui/widgets/number_table.h"

#include <QVBoxLayout>

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
    layout->addWidget(titleWithTable(
        tr("How many updates do more workers lose?"),
        [this] { return m_lost->numbers(tr("updates"), 1); },
        this));
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
    m_time->setPoints(pointsOf(run, &RunSummary::wallNs, [](const TrialResult& trial) {
        return static_cast<double>(trial.wallNs);
    }));
}

} // namespace interleave::ui
