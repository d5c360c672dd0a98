#include "ui/race/loss_distribution.h"

#include "core/model/other_load.h"
#include "ui/models/arm_trials.h"
#include "ui/models/own_answer.h"
#include "ui/models/run_story.h"
#include "ui/race/loss_histogram.h"
#include "ui/race/loss_text.h"
#include "ui/race/probe_text.h"
#include "ui/race/trial_strip.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

double medianOf(const RunResult& run, std::uint32_t arm)
{
    if (const auto counts = unwantedCounts(run, arm); !counts.empty())
        return static_cast<double>(lowerMedian(counts));
    return medianLost(run.arms.empty() ? run.summary : run.arms[arm].summary);
}

std::uint64_t countOf(const RunResult& run, const TrialResult& trial)
{
    const OutcomeFigure* own = unwantedCount(run.experiment, trial);
    return own == nullptr ? trial.race.lost : static_cast<std::uint64_t>(own->value);
}

std::vector<TrialDot> dotsOf(const RunResult& run, std::uint32_t arm)
{
    std::vector<TrialDot> dots;
    for (const TrialResult* trial : trialsOfArm(run, arm))
        dots.push_back({.lost = countOf(run, *trial), .hollow = wasDisturbed(*trial)});
    return dots;
}

// What is counted: lost updates, or what the workload counts instead.
QString countedTitle(const RunResult& run)
{
    const QString own = unwantedTitle(run);
    return own.isEmpty() ? LossDistribution::tr("lost updates") : own;
}

// A row per trial, and one per kind of trials for the line at its median.
NumberTable numbersOf(const RunResult& run)
{
    const bool several = run.arms.size() > 1;
    const auto kind = [&](std::uint32_t arm) { return watchTitle(run.arms[arm].arm.watch); };
    NumberTable table{.titles = {LossDistribution::tr("trial"), countedTitle(run)}};
    if (several)
        table.titles.prepend(LossDistribution::tr("kind of trial"));
    const auto add = [&](std::uint32_t arm, const QVariantList& cells) {
        table.rows.push_back(several ? QVariantList{kind(arm)} + cells : cells);
    };
    for (std::size_t i = 0; i < run.trials.size(); ++i)
        add(run.trials[i].arm, {qulonglong{i + 1}, qulonglong{countOf(run, run.trials[i])}});
    for (std::uint32_t arm = 0; arm < std::max<std::size_t>(run.arms.size(), 1); ++arm)
        add(arm, {LossDistribution::tr("median"), countedCell(medianOf(run, arm))});
    return table;
}

} // namespace

LossDistribution::LossDistribution(QWidget* parent)
    : QWidget(parent)
    , m_title(new Heading(TextSize::Title, {}, this))
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
    layout->addWidget(titleWithTable(m_title, m_table, this));
    layout->addWidget(m_hint);
    layout->addWidget(m_histogram, 1);
    layout->addWidget(m_strips);
    layout->addStretch();
    clear();
}

void LossDistribution::setRun(const RunResult& run)
{
    removeStrips();
    const QString own = unwantedTitle(run);
    m_title->setText(own.isEmpty() ? accessibleName() : tr("%1, by trial").arg(capitalised(own)));
    if (run.trials.size() < 2) {
        const bool lost = !run.trials.empty() && countOf(run, run.trials.front()) > 0;
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
        all.push_back(countOf(run, trial));
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
    m_title->setText(accessibleName());
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
    strip->setDots(dotsOf(run, arm), medianOf(run, arm));
    m_strips->layout()->addWidget(strip);
}

} // namespace interleave::ui
