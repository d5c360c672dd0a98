#include "ui/compare/comparison_column.h"

#include "core/model/run_verdict.h"
#include "ui/compare/comparison_headline.h"
#include "ui/compare/core_plot.h"
#include "ui/models/core_numbers.h"
#include "ui/models/own_answer.h"
#include "ui/models/pictures_sentence.h"
#include "ui/models/progress_text.h"
#include "ui/models/run_story.h"
#include "ui/models/typical_trial.h"
#include "ui/widgets/bar_rows.h"
#include "ui/widgets/core_bars.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/outcome_bars.h"

#include <QEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

struct WorkerTime
{
    double busyNs = 0;
    double waitNs = 0;
};

template <class Workers>
WorkerTime timeOf(const Workers& workers)
{
    WorkerTime time;
    for (const auto& worker : workers) {
        time.busyNs += static_cast<double>(worker.busyNs);
        time.waitNs += static_cast<double>(worker.waitNs);
    }
    return time;
}

BarStyle styleOf(Meaning run)
{
    return run == Meaning::RunB ? BarStyle::Outlined : BarStyle::Filled;
}

QLabel* bold(const QString& question)
{
    auto* label = new QLabel(question);
    label->setWordWrap(true);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

double lastOf(const UtilisationSeries& series)
{
    return series.seconds.empty() ? 0 : series.seconds.back();
}

// What the medians are of, where they are of several trials.
std::vector<double> ratesOf(const RunResult& run)
{
    std::vector<double> rates;
    for (const TrialResult* trial : trialsOfArm(run, mainArm(run)))
        rates.push_back(trial->throughputPerS);
    return rates.size() > 1 ? rates : std::vector<double>{};
}

std::vector<double> survivingOf(const RunResult& run)
{
    std::vector<double> surviving;
    for (const TrialResult* trial : trialsOfArm(run, mainArm(run)))
        surviving.push_back(
            static_cast<double>(trial->race.updates) - static_cast<double>(trial->race.lost));
    return surviving.size() > 1 ? surviving : std::vector<double>{};
}

// A run that has trials.
QString ofWhichTrials(const RunResult& run)
{
    const std::size_t complete = completeTrials(run);
    if (complete > 1)
        return ComparisonColumn::tr("median of %1 trial(s)", nullptr, pluralOf(complete))
            .arg(formatCount(complete));
    if (run.trials.size() == 1)
        return complete == 1 ? ComparisonColumn::tr("one trial")
                             : ComparisonColumn::tr("one trial, cut short");
    const QString count = formatCount(run.trials.size());
    if (complete == 1)
        return ComparisonColumn::tr(
            "one of %1 trial(s) is complete", nullptr, pluralOf(run.trials.size()))
            .arg(count);
    return std::ranges::all_of(run.trials, isDeadlocked)
        ? ComparisonColumn::tr("%1 trial(s), all ended in a deadlock; one is shown",
            nullptr,
            pluralOf(run.trials.size()))
              .arg(count)
        : ComparisonColumn::tr(
            "%1 trial(s), none is complete; one is shown", nullptr, pluralOf(run.trials.size()))
              .arg(count);
}

} // namespace

ComparisonColumn::ComparisonColumn(Meaning run, QWidget* parent)
    : QFrame(parent)
    , m_meaning(run)
    , m_title(new Heading(TextSize::Title, {}, this))
    , m_state(new QLabel(this))
    , m_answer(new QLabel(this))
    , m_outcome(new BarRows(tr("Expected, actual and lost updates"), this))
    , m_throughput(new BarRows(tr("Tasks per second"), this))
    , m_throughputTitle(bold({}))
    , m_workerTime(new BarRows(tr("Workers' time"), this))
    , m_coreBars(new BarRows(tr("Utilisation of each core over the whole run"), this))
    , m_cores(new CorePlot(run, this))
    , m_corePages(new QStackedWidget(this))
    , m_bars{m_outcome, m_throughput, m_workerTime, m_coreBars}
    , m_coreTable(new TableButton(
          run == Meaning::RunB ? tr("The cores of run B") : tr("The cores of run A"),
          [this] { return numbersOfCores(); },
          this))
{
    setFrameShape(QFrame::StyledPanel);
    m_state->setAccessibleName(tr("State of the run"));
    m_answer->setAccessibleName(tr("What the workload found out"));
    m_answer->setWordWrap(true);
    m_answer->installEventFilter(this);
    m_answer->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_coreBars->setScaleAtLeast(1);
    m_corePages->addWidget(m_cores);
    m_corePages->addWidget(m_barsPage = makeBarsPage());
    for (BarRows* bars : m_bars)
        bars->setSpaceAtLeast(tr("of it waiting"), QStringLiteral("✕ 88,888,888"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_state);
    m_answerPart = addPart(bold(tr("What did it find out?")), m_answer, 0);
    m_updatesPart = addPart(bold(tr("What became of the updates?")), m_outcome, 3);
    addPart(m_throughputTitle, m_throughput, 1);
    addPart(bold(tr("Where did the workers' time go, over all of them?")), m_workerTime, 2);
    QLabel* cores = bold(tr("How busy did it keep the cores? (0 to 100 %)"));
    addPart(titleWithTable(cores, m_coreTable, this), m_corePages, 4);
}

QWidget* ComparisonColumn::makeBarsPage()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new Legend(legendOfCoreBars(m_meaning, styleOf(m_meaning)), page));
    layout->addWidget(m_coreBars, 1);
    return page;
}

QWidget* ComparisonColumn::addPart(QWidget* title, QWidget* part, int stretch)
{
    auto* both = new QWidget(this);
    auto* column = new QVBoxLayout(both);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(layout()->spacing());
    column->addWidget(title);
    column->addWidget(part, 1);
    static_cast<QVBoxLayout*>(layout())->addWidget(both, stretch);
    return both;
}

void ComparisonColumn::showStory(bool updates, bool answer)
{
    m_updatesPart->setVisible(updates);
    m_answerPart->setVisible(answer);
    m_answer->setText(
        this->answer().isEmpty() ? QStringLiteral("–") : withWholeNumbers(this->answer()));
}

int ComparisonColumn::answerHeight() const
{
    return m_answer->heightForWidth(m_answer->width());
}

void ComparisonColumn::setAnswerHeight(int height)
{
    m_answer->setMinimumHeight(height);
}

bool ComparisonColumn::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_answer && event->type() == QEvent::Resize)
        Q_EMIT answerResized();
    return QFrame::eventFilter(watched, event);
}

QString ComparisonColumn::answer() const
{
    return m_run ? ownAnswer(*m_run) : QString();
}

void ComparisonColumn::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void ComparisonColumn::showNothing(const QString& state)
{
    m_run.reset();
    m_series = {};
    m_seconds = 0;
    m_state->setText(state);
    setOutcome(0, 0);
    setThroughput(0, Counted::Tasks);
    setWorkerTime(0, 0);
    m_measures = {};
    m_coreBars->setRows({});
    m_cores->setSeries({}, 0);
    m_corePages->setCurrentWidget(m_cores);
    m_coreTable->hide();
}

bool ComparisonColumn::hasCoreNumbers() const
{
    return hasCurves() || (m_run && !m_run->trials.empty());
}

NumberTable ComparisonColumn::numbersOfCores() const
{
    if (hasCurves() || !hasCoreNumbers())
        return coreNumbers(m_series);
    return coreNumbers(typicalTrial(*m_run).cores);
}

void ComparisonColumn::showLive(const LiveSnapshot& live)
{
    m_series = live.utilisation;
    const double elapsed = static_cast<double>(live.elapsedNs) / 1e9;
    m_seconds = lastOf(m_series);
    m_state->setText(progressText(live));
    if (m_run) // what its trials gave until now stays in sight
        return;
    setOutcome(0, 0);
    setThroughput(elapsed > 0 ? static_cast<double>(live.tasksEnded) / elapsed : 0, live.counted);
    const WorkerTime time = timeOf(live.workers);
    setWorkerTime(time.busyNs, time.waitNs);
}

void ComparisonColumn::showRun(const RunResult& run, const UtilisationSeries& series)
{
    if (run.trials.empty()) {
        showNothing(tr("No trial of this run ended."));
        m_run = run;
        return;
    }
    m_run = run;
    m_series = series;
    const TrialResult& trial = typicalTrial(run);
    m_seconds = std::max(lastOf(series), static_cast<double>(trial.wallNs) / 1e9);
    m_state->setText(ofWhichTrials(run));
    setOutcome(static_cast<double>(trial.race.updates),
        completeTrials(run) > 0 ? medianLost(run.summary) : static_cast<double>(trial.race.lost));
    const double tasks
        = completeTrials(run) > 0 ? run.summary.throughputPerS.median : trial.throughputPerS;
    const bool pictures = run.experiment.workload == WorkloadKind::ImageFilter;
    if (pictures)
        setThroughput(picturesPerSecond(trial, tasks), Counted::Pictures);
    else
        setThroughput(tasks, Counted::Tasks, ratesOf(run));
    const WorkerTime time = timeOf(trial.workers);
    setWorkerTime(time.busyNs, time.waitNs);
    m_coreBars->setRows(coreBars(trial.cores, m_meaning, styleOf(m_meaning)));
}

void ComparisonColumn::showCores(double seconds, bool asCurves)
{
    m_cores->setSeries(m_series, seconds);
    m_corePages->setCurrentWidget(asCurves ? static_cast<QWidget*>(m_cores) : m_barsPage);
    m_coreTable->setVisible(hasCoreNumbers());
}

void ComparisonColumn::setOutcome(double updates, double lost)
{
    m_measures.updates = m_run ? updates : RunMeasures::kUnknown;
    m_measures.lost = m_run ? lost : RunMeasures::kUnknown;
    auto rows = outcomeBars(updates, lost, m_meaning, styleOf(m_meaning));
    // Until the run has ended nobody knows.
    if (!m_run) {
        for (BarRow& row : rows)
            row.value = QStringLiteral("–");
    } else {
        rows[1].each = survivingOf(*m_run); // what each lost is right of its ring
        rows[2].each = rows[1].each;
    }
    m_outcome->setRows(std::move(rows));
}

// Of tasks that are not alike, as a picture and a strip of one, only pictures can be compared.
void ComparisonColumn::setThroughput(double perSecond, Counted counted, std::vector<double> each)
{
    const bool pictures = counted == Counted::Pictures;
    m_measures.perSecond = perSecond;
    m_measures.counted = counted;
    m_throughputTitle->setText(pictures ? tr("How many pictures were done per second?")
                                        : tr("How many tasks were done per second?"));
    m_throughput->setRows({{.label = pictures ? tr("pictures/s") : tr("tasks/s"),
        .segments = {{.length = perSecond, .meaning = m_meaning, .style = styleOf(m_meaning)}},
        .value = perSecond > 0 ? formatRate(perSecond) : QStringLiteral("–"),
        .each = std::move(each)}});
}

void ComparisonColumn::setWorkerTime(double busyNs, double waitNs)
{
    const auto words = [](double ns) { return ns > 0 ? formatDuration(ns) : QStringLiteral("–"); };
    m_measures.taskNs = busyNs;
    m_measures.waitNs = waitNs;
    m_workerTime->setRows(
        {{.label = tr("in tasks"),
             .segments = {{.length = busyNs, .meaning = m_meaning, .style = styleOf(m_meaning)}},
             .value = words(busyNs)},
            {.label = tr("of it waiting"),
                .segments = {{.length = waitNs, .meaning = Meaning::Waiting}},
                .value = busyNs > 0 ? formatDuration(waitNs) : QStringLiteral("–")}});
}

} // namespace interleave::ui
