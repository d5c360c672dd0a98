#include "ui/race/loss_distribution.h"

#include "ui/models/arm_trials.h"
#include "ui/race/loss_histogram.h"
#include "ui/race/outcome_text.h"
#include "ui/race/probe_text.h"
#include "ui/race/trial_strip.h"
#include "ui/widgets/heading.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

double medianOf(const RunResult& run, std::uint32_t arm)
{
    return run.arms.empty() ? run.summary.lost.median : run.arms[arm].summary.lost.median;
}

// A row per trial, and one per kind of trials for the line at its median.
NumberTable numbersOf(const RunResult& run)
{
    const bool several = run.arms.size() > 1;
    const auto kind = [&](std::uint32_t arm) { return watchTitle(run.arms[arm].arm.watch); };
    NumberTable table{
        .titles = {LossDistribution::tr("trial"), LossDistribution::tr("lost updates")}};
    if (several)
        table.titles.prepend(LossDistribution::tr("kind of trial"));
    const auto add = [&](std::uint32_t arm, const QVariantList& cells) {
        table.rows.push_back(several ? QVariantList{kind(arm)} + cells : cells);
    };
    for (std::size_t i = 0; i < run.trials.size(); ++i)
        add(run.trials[i].arm, {qulonglong{i + 1}, qulonglong{run.trials[i].race.lost}});
    for (std::uint32_t arm = 0; arm < std::max<std::size_t>(run.arms.size(), 1); ++arm)
        add(arm, {LossDistribution::tr("median"), countedCell(medianOf(run, arm))});
    return table;
}

} // namespace

LossDistribution::LossDistribution(QWidget* parent)
    : QWidget(parent)
    , m_hint(new QLabel(this))
    , m_histogram(new LossHistogram(this))
    , m_strips(new QWidget(this))
    , m_table(new TableButton(
          tr("How many updates did each trial lose?"), [this] { return m_numbers; }, this))
{
    setAccessibleName(tr("How many updates did each trial lose?"));
    m_hint->setAccessibleName(tr("Trials"));
    m_hint->setWordWrap(true);
    auto* strips = new QVBoxLayout(m_strips);
    strips->setContentsMargins(0, 0, 0, 0);
    strips->setSpacing(0);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(
        titleWithTable(new Heading(TextSize::Title, accessibleName()), m_table, this));
    layout->addWidget(m_hint);
    layout->addWidget(m_histogram, 1);
    layout->addWidget(m_strips);
    layout->addStretch();
    clear();
}

void LossDistribution::setRun(const RunResult& run)
{
    removeStrips();
    if (run.trials.size() < 2) {
        const bool lost = !run.trials.empty() && run.trials.front().race.lost > 0;
        m_hint->setText(lost
                ? tr("One trial is one throw of the dice: the same program loses another number "
                     "each time. Set Trials to 20 to see how they spread.")
                : tr(
                    "One trial says little. Set Trials to 20 to see whether none loses anything."));
        m_histogram->hide();
        setNumbers({});
        return;
    }
    setNumbers(numbersOf(run));
    m_hint->setText(lostRange(run));
    std::vector<std::uint64_t> all;
    for (const TrialResult& trial : run.trials)
        all.push_back(trial.race.lost);
    const double axis = lossAxisMaximum(all);
    const bool several = run.arms.size() > 1;
    m_histogram->setVisible(!several);
    m_histogram->setLost(all);
    for (std::uint32_t arm = 0; arm < std::max<std::size_t>(run.arms.size(), 1); ++arm)
        addStrip(several ? watchTitle(run.arms[arm].arm.watch) : QString(), run, arm, axis);
}

void LossDistribution::clear()
{
    removeStrips();
    m_histogram->hide();
    m_hint->setText(tr("A dot per trial will be here."));
    setNumbers({});
}

void LossDistribution::setNumbers(NumberTable numbers)
{
    m_numbers = std::move(numbers);
    m_table->setVisible(!m_numbers.rows.empty());
}

void LossDistribution::removeStrips()
{
    qDeleteAll(m_strips->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
}

void LossDistribution::addStrip(
    const QString& title, const RunResult& run, std::uint32_t arm, double axis)
{
    if (!title.isEmpty())
        m_strips->layout()->addWidget(new QLabel(tr("%1 trials").arg(title), m_strips));
    auto* strip = new TrialStrip(m_strips);
    strip->setAxisAtLeast(axis);
    strip->setDots(dotsOf(trialsOfArm(run, arm)), medianOf(run, arm));
    m_strips->layout()->addWidget(strip);
}

} // namespace interleave::ui
