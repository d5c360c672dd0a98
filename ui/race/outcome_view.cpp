#include "ui/race/outcome_view.h"

#include "ui/models/run_story.h"
#include "ui/models/typical_trial.h"
#include "ui/race/loss_text.h"
#include "ui/race/outcome_details.h"
#include "ui/race/trial_strip.h"
#include "ui/widgets/application_font.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/outcome_bars.h"

#include <QLabel>
#include <QVBoxLayout>

namespace interleave::ui {

OutcomeView::OutcomeView(TrialDots dots, QWidget* parent)
    : QWidget(parent)
    , m_dots(dots)
    , m_title(new Heading(TextSize::Title, {}, this))
    , m_hint(new QLabel(this))
    , m_bars(new BarRows(tr("Expected, actual and lost updates"), this))
    , m_note(new QLabel(this))
    , m_ledger(new QLabel(this))
    , m_stripTitle(new QLabel(this))
    , m_strip(new TrialStrip(this))
    , m_table(new TableButton(
          tr("What did the race destroy?"), [this] { return m_numbers; }, this))
{
    setAccessibleName(tr("What did the race destroy?"));
    followApplicationFont(
        *m_bars, [](const QFont& font) { return scaledFont(font, TextSize::Title); });
    m_bars->growWithRoom();
    m_hint->setAccessibleName(tr("What will be here"));
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_note->setAccessibleName(tr("What was done to the race"));
    m_note->setWordWrap(true);
    m_ledger->setAccessibleName(tr("How often each task ran"));
    m_ledger->setToolTip(
        tr("Two counts that are kept apart must agree: how often each task was begun, and how many "
           "ends the workers have counted."));
    m_ledger->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(titleWithTable(m_title, m_table, this));
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_bars, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_ledger);
    layout->addWidget(m_stripTitle);
    layout->addWidget(m_strip);
    layout->addStretch();
    clear();
}

void OutcomeView::showTitle(const QString& question, const QString& ofWhat)
{
    m_title->setText(ofWhat.isEmpty() ? question : tr("%1 (%2)").arg(question, ofWhat));
}

void OutcomeView::setTrial(
    const Experiment& experiment, const TrialResult& trial, const QString& ofWhat)
{
    if (!tellsOfUpdates(experiment, trial)) {
        showTasksOnly(ledgerSentence(trial));
        showTitle(taskQuestion(), ofWhat);
        return;
    }
    showBars(static_cast<double>(trial.race.updates),
        static_cast<double>(trial.race.lost),
        widenedWindow(experiment),
        ledgerSentence(trial));
    showTitle(accessibleName(), ofWhat);
    showDots(false);
}

void OutcomeView::setRun(const RunResult& run)
{
    if (run.trials.empty()) {
        showHint(tr("The run ended before it made an update."));
        return;
    }
    if (run.trials.size() == 1) {
        setTrial(run.experiment, run.trials.front());
        return;
    }
    if (!tellsOfUpdates(run))
        return showTasksOnly(ledgerSentence(run));
    const auto updates = static_cast<double>(typicalTrial(run).race.updates);
    const double median = medianLost(run.summary);
    showBars(updates, median, widenedWindow(run.experiment), ledgerSentence(run));
    if (const std::size_t trials = trialsOfArm(run, mainArm(run)).size(); trials > 1)
        showTitle(accessibleName(),
            tr("median of %1 trial(s)", nullptr, pluralOf(trials)).arg(formatCount(trials)));
    m_stripTitle->setText(lostRange(run));
    const std::vector<std::uint64_t> lost = lostOfArm(run, mainArm(run));
    m_strip->setDots(dotsOf(trialsOfArm(run, mainArm(run))), median);
    for (std::size_t trial = 0; m_dots == TrialDots::Here && trial < lost.size(); ++trial)
        m_numbers.rows.push_back({tr("lost in trial %1").arg(trial + 1), qulonglong{lost[trial]}});
    showDots(m_dots == TrialDots::Here);
}

void OutcomeView::setRunning(const Experiment& experiment)
{
    if (tellsOfUpdates(experiment, {}))
        return showHint(tr("Expected and actual updates are compared when the run has ended."));
    showHint(tr("How often each task ran is counted when the run has ended."));
    showTitle(taskQuestion());
}

void OutcomeView::setUnknown(const Experiment& experiment)
{
    showHint(tr("Not known: the run did not reach its end."));
    if (!tellsOfUpdates(experiment, {}))
        showTitle(taskQuestion());
}

QString OutcomeView::taskQuestion()
{
    return tr("What became of the tasks?");
}

void OutcomeView::clear()
{
    showHint(tr("Press Run to see how many updates of the shared state survive."));
}

void OutcomeView::showBars(double updates, double lost, const QString& note, const QString& ledger)
{
    showTitle(accessibleName());
    m_bars->setRows(outcomeBars(updates, lost));
    m_numbers = {.titles = {tr("what"), tr("updates")},
        .rows = {{tr("expected"), countedCell(updates)},
            {tr("actual"), countedCell(updates - lost)},
            {tr("lost"), countedCell(lost)}}};
    m_table->show();
    m_note->setText(note);
    m_ledger->setText(ledger);
    m_ledger->show();
    m_hint->hide();
    m_bars->show();
    m_note->setVisible(!note.isEmpty());
}

void OutcomeView::showTasksOnly(const QString& ledger)
{
    showHint({});
    showTitle(taskQuestion());
    m_hint->hide();
    m_ledger->setText(ledger);
    m_ledger->show();
}

void OutcomeView::showHint(const QString& hint)
{
    showTitle(accessibleName());
    m_hint->setText(hint);
    m_hint->show();
    m_numbers = {};
    m_table->hide();
    for (QWidget* part : {static_cast<QWidget*>(m_bars),
             static_cast<QWidget*>(m_note),
             static_cast<QWidget*>(m_ledger)})
        part->hide();
    showDots(false);
}

void OutcomeView::showDots(bool any)
{
    m_hasDots = any;
    m_stripTitle->setVisible(any && !m_low);
    m_strip->setVisible(any && !m_low);
}

void OutcomeView::setLow(bool low)
{
    m_low = low;
    showDots(m_hasDots);
}

} // namespace interleave::ui
