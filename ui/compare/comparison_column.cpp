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
#include "ui/widgets/show_page.h"

#include <QEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr std::size_t kMostCoreBars = 4;
constexpr int kEdge = 8;
constexpr int kTightEdge = 4;
constexpr int kEdgeBeside = 12;

// Holding is estimated worker by worker: in what is no wait.
template <class Workers>
TimeInTasks timeOf(const Workers& workers)
{
    TimeInTasks time;
    for (const auto& worker : workers) {
        time.busyNs += static_cast<double>(worker.busyNs);
        time.waitNs += static_cast<double>(worker.waitNs);
        time.holdNs += static_cast<double>(worker.sync.holdNs);
    }
    time.holdNs = std::min(time.holdNs, std::max(0.0, time.busyNs - time.waitNs));
    return time;
}

// Rows of the same segments.
BarRow meanOf(const std::vector<BarRow>& rows, const QString& label)
{
    BarRow mean = rows.front();
    for (std::size_t part = 0; part < mean.segments.size(); ++part) {
        double sum = 0;
        for (const BarRow& row : rows)
            sum += row.segments[part].length;
        mean.segments[part].length = sum / static_cast<double>(rows.size());
    }
    mean.label = label;
    mean.value = formatPercent(mean.segments.front().length);
    return mean;
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
    , m_outcome(new BarRows(tr("Actual and lost updates"), this))
    , m_outcomeTitle(bold({}))
    , m_throughput(new BarRows(tr("Tasks per second"), this))
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
    m_state->setWordWrap(true);
    m_answer->setAccessibleName(tr("What the workload found out"));
    m_answer->setWordWrap(true);
    m_answer->installEventFilter(this);
    m_answer->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_coreBars->setScaleAtLeast(1);
    m_corePages->addWidget(m_cores);
    m_corePages->addWidget(m_coreBars);
    for (BarRows* bars : m_bars) {
        bars->askForLittle(); // what is below each other has one screen
        bars->setSpaceAtLeast(tr("of it waiting"), QStringLiteral("✕ 88,888,888"));
    }

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kEdgeBeside, kEdge, kEdgeBeside, kEdge);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addWidget(m_state);
    m_answerPart = addPart(bold(tr("What did it find out?")), m_answer, 0);
    m_updatesPart = addPart(m_outcomeTitle, m_outcome, 2);
    layout->addWidget(m_throughput, 1);
    m_timePart = addPart(bold(tr("Where did all workers' time go?")), m_workerTime, 3);
    QLabel* cores = bold(tr("How busy did it keep the cores?"));
    addPart(titleWithTable(cores, m_coreTable, this), m_corePages, 4);
}

void ComparisonColumn::setLow(bool low)
{
    const int above = low ? kTightEdge : kEdge;
    layout()->setContentsMargins(kEdgeBeside, above, kEdgeBeside, above);
    m_throughput->setVisible(!low);
    m_timePart->setVisible(!low);
}

void ComparisonColumn::setBrief(bool brief)
{
    m_brief = brief;
    showCoreTable();
}

void ComparisonColumn::showCoreTable()
{
    m_coreTable->setVisible(!m_brief && hasCoreNumbers());
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
    setWorkerTime({});
    m_measures = {};
    m_coreBars->setRows({});
    m_cores->setSeries({}, 0);
    showPage(m_corePages, m_cores);
    showCoreTable();
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
    setWorkerTime(timeOf(live.workers));
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
    setWorkerTime(timeOf(trial.workers));
    setCoreBars(trial.cores);
}

// A row each, or one for all where they would have no room.
void ComparisonColumn::setCoreBars(const std::vector<CoreResult>& cores)
{
    std::vector<BarRow> rows = coreBars(cores, m_meaning, styleOf(m_meaning));
    for (BarRow& row : rows)
        row.segments.resize(1); // as the curves: without what others had
    if (rows.size() > kMostCoreBars)
        rows = {meanOf(rows, CorePlot::allCores(rows.size()))};
    m_coreBars->setRows(std::move(rows));
}

void ComparisonColumn::showCores(double seconds, bool asCurves)
{
    m_cores->setSeries(m_series, seconds);
    showPage(m_corePages, asCurves ? static_cast<QWidget*>(m_cores) : m_coreBars);
    showCoreTable();
}

void ComparisonColumn::setOutcome(double updates, double lost)
{
    m_measures.updates = m_run ? updates : RunMeasures::kUnknown;
    m_measures.lost = m_run ? lost : RunMeasures::kUnknown;
    nameOutcome(updates);
    BarRow row = outcomeBar(updates, lost, m_meaning, styleOf(m_meaning));
    if (m_run)
        row.each = survivingOf(*m_run); // what each lost is right of its ring
    else
        row.value = QStringLiteral("–"); // until the run has ended nobody knows
    m_outcome->setRows({std::move(row)});
}

void ComparisonColumn::nameOutcome(double updates)
{
    const auto count = static_cast<std::uint64_t>(std::llround(updates));
    m_outcomeTitle->setText(count == 0
            ? tr("What became of the updates?")
            : tr("What became of %1 update(s)?", nullptr, pluralOf(count)).arg(formatCount(count)));
}

// Of tasks that are not alike, as a picture and a strip of one, only pictures can be compared.
void ComparisonColumn::setThroughput(double perSecond, Counted counted, std::vector<double> each)
{
    m_measures.perSecond = perSecond;
    m_measures.counted = counted;
    m_throughput->setRows(
        {{.label = counted == Counted::Pictures ? tr("pictures/s") : tr("tasks/s"),
            .segments = {{.length = perSecond, .meaning = m_meaning, .style = styleOf(m_meaning)}},
            .value = perSecond > 0 ? formatRate(perSecond) : QStringLiteral("–"),
            .each = std::move(each)}});
}

// The parts end where the whole does.
void ComparisonColumn::setWorkerTime(const TimeInTasks& time)
{
    const QString nothing = QStringLiteral("–");
    const double apart = time.busyNs - time.waitNs - time.holdNs;
    m_measures.taskNs = time.busyNs;
    m_measures.waitNs = time.waitNs;
    m_measures.holdNs = time.holdNs;
    m_workerTime->setRows(
        {{.label = tr("in tasks"),
             .segments
             = {{.length = time.busyNs, .meaning = m_meaning, .style = styleOf(m_meaning)}},
             .value = time.busyNs > 0 ? formatDuration(time.busyNs) : nothing},
            {.label = tr("of it holding"),
                .segments = {{.length = time.holdNs, .meaning = Meaning::Holding}},
                .value
                = time.holdNs > 0 ? tr("about %1").arg(formatDuration(time.holdNs)) : nothing,
                .start = std::max(0.0, apart)},
            {.label = tr("of it waiting"),
                .segments = {{.length = time.waitNs, .meaning = Meaning::Waiting}},
                .value = time.busyNs > 0 ? formatDuration(time.waitNs) : nothing,
                .start = std::max(0.0, apart) + time.holdNs}});
}

} // namespace interleave::ui
