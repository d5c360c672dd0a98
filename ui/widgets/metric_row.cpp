#include "ui/widgets/metric_row.h"

#include "core/model/applicability.h"
#include "core/model/picture_account.h"
#include "core/model/run_verdict.h"
#include "ui/models/own_answer.h"
#include "ui/models/run_story.h"
#include "ui/models/told_quantile.h"
#include "ui/models/typical_trial.h"
#include "ui/models/value_text.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/format.h"
#include "ui/widgets/metric_tile.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/still_box.h"

#include <QStringBuilder>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kTileGap = 8; // between tiles
constexpr int kTightTileGap = 4;

struct WorkerTime
{
    std::uint64_t busyNs = 0;
    std::uint64_t waitNs = 0;
};

template <class Workers>
WorkerTime timeOf(const Workers& workers)
{
    WorkerTime time;
    for (const auto& worker : workers) {
        time.busyNs += worker.busyNs;
        time.waitNs += worker.waitNs;
    }
    return time;
}

// Its tasks wait for each other, too, which is no wait for the primitive.
bool waitsForMore(const Experiment& experiment)
{
    return workloadInfo(experiment.workload).together;
}

QString nothingYet()
{
    return QStringLiteral("–");
}

std::uint64_t ended(const TaskCounts& tasks)
{
    return tasks.succeeded + tasks.failed + tasks.timedOut;
}

} // namespace

MetricRow::MetricRow(QWidget* parent)
    : QWidget(parent)
    , m_wall(new MetricTile(tr("wall time"),
          QStringLiteral("88 min 88 s"),
          tr("From the first task's start to the last one's end, as a clock on the wall sees it"),
          this))
    , m_throughput(new MetricTile({}, QStringLiteral("88.8 M/s"), {}, this))
    , m_latency(new MetricTile({}, QStringLiteral("88.8 ms / 88.8 ms"), {}, this))
    , m_waiting(new MetricTile(tr("waiting, of task time"),
          QStringLiteral("<0.01 %"),
          tr("Share of the tasks' time in which they waited for the primitive"),
          this))
    , m_cores(new MetricTile(tr("cores used"),
          QStringLiteral("<0.01 of 888"),
          tr("How many cores this run itself used, on average over its wall time; what others took "
             "is not among it"),
          this))
    , m_lost(new MetricTile(tr("lost updates"),
          QStringLiteral("88,888,888"),
          tr("Updates of the shared state that another one destroyed; counted when the run has "
             "ended"),
          this))
    , m_tiles(new QWidget(this))
    , m_words(new ElidedLabel)
    , m_wordsBox(new StillBox(m_words, this))
    , m_of(new NoteLabel(this))
{
    setAccessibleName(tr("Numbers of the run"));
    makeOwnTiles();
    m_line = new FlowLayout(m_tiles);
    m_line->setFillsLines(true);
    m_line->setContentsMargins(0, 0, 0, 0);
    for (MetricTile* tile : tilesInOrder())
        m_line->addWidget(tile);
    setTight(false);
    m_words->setAccessibleName(tr("Numbers of the run"));
    m_of->setAccessibleName(tr("Of which trials the numbers are"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_tiles);
    layout->addWidget(m_wordsBox);
    layout->addWidget(m_of);
    m_wordsBox->hide();
    start({});
}

void MetricRow::makeOwnTiles()
{
    for (MetricTile*& tile : m_own)
        tile = new MetricTile({}, QStringLiteral("88,888,888"), {}, this);
}

std::array<MetricTile*, 6 + kMostTold> MetricRow::tilesInOrder() const
{
    return {m_wall, m_throughput, m_latency, m_waiting, m_cores, m_own[0], m_own[1], m_lost};
}

void MetricRow::setTight(bool tight)
{
    m_line->setSpacing(tight ? kTightTileGap : kTileGap);
    for (MetricTile* tile : tilesInOrder())
        tile->setTight(tight);
}

// In one line where they can be: what is below needs the height.
void MetricRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void MetricRow::fit()
{
    setTight(false);
    int needed = -kTileGap;
    for (const MetricTile* tile : tilesInOrder())
        needed += tile->isHidden() ? 0 : tile->sizeHint().width() + kTileGap;
    setTight(needed > width());
}

void MetricRow::start(const Experiment& experiment)
{
    m_experiment = experiment;
    nameTasks();
    nameOwn();
    m_waiting->setVisible(mayWait(experiment));
    m_waiting->setCaption(
        waitsForMore(experiment) ? tr("lock waits, of task time") : tr("waiting, of task time"));
    const bool ofUpdates = isAboutUpdates(experiment.workload);
    m_cores->setVisible(!ofUpdates && toldFigures(experiment.workload).empty());
    m_lost->setVisible(ofUpdates);
    fit();
    m_of->setNote(NoteKind::Hint, {});
    showWords();
}

void MetricRow::nameTasks()
{
    const bool ofPictures = countedIn(m_experiment) == Counted::Pictures;
    m_throughput->setCaption(ofPictures ? tr("pictures per second") : tr("tasks per second"));
    m_throughput->setHelp(ofPictures ? tr("Pictures that are over, per second of wall time")
                                     : tr("Tasks that ended, per second of wall time"));
    m_latency->setCaption(ofPictures ? tr("picture p50 / p99") : tr("task p50 / p99"));
    m_latency->setHelp(ofPictures
            ? tr("Half of the pictures took at most the first time, 99 of 100 at most the second, "
                 "which is told of 100 pictures and more")
            : tr("Half of the tasks took at most the first time, 99 of 100 at most the second, "
                 "which is told of 100 tasks and more"));
}

void MetricRow::nameOwn()
{
    const auto told = toldFigures(m_experiment.workload);
    for (std::size_t i = 0; i < m_own.size(); ++i) {
        m_own[i]->setVisible(i < told.size());
        if (i < told.size())
            m_own[i]->setCaption(coreWord(told[i].brief));
        m_own[i]->setValue(nothingYet());
        m_own[i]->setHelp(tr("What the workload counts itself; known when the run has ended"));
    }
}

void MetricRow::showOwn(const WorkloadOutcome& outcome)
{
    const auto told = toldFigures(m_experiment.workload);
    for (std::size_t i = 0; i < told.size(); ++i) {
        const auto figure = std::ranges::find(outcome.figures, told[i].name, &OutcomeFigure::name);
        if (figure == outcome.figures.end()) {
            m_own[i]->setValue(nothingYet());
            continue;
        }
        const bool isLess = figure->wanted.value_or(0) != 0 && *figure->wanted != figure->value;
        m_own[i]->setValue(isLess
                ? tr("%1 of %2").arg(figureValue(*figure), formatValue(*figure->wanted))
                : figureValue(*figure));
        m_own[i]->setHelp(capitalised(coreWord(figure->title)));
    }
}

// Losses are told whatever a workload is about, unless it has an answer of its own.
void MetricRow::showStory(const TrialResult& trial)
{
    m_lost->setVisible(tellsOfUpdates(m_experiment, trial));
    fit();
}

void MetricRow::setLive(const LiveSnapshot& live)
{
    const double seconds = static_cast<double>(live.elapsedNs) / 1e9;
    m_wall->setValue(formatDuration(live.elapsedNs));
    m_throughput->setValue(
        seconds > 0 ? formatRate(static_cast<double>(live.tasksEnded) / seconds) : nothingYet());
    setLatency(live.latency, live.tasksEnded);
    const WorkerTime time = timeOf(live.workers);
    setWaiting(time.waitNs, time.busyNs);
    m_cores->setValue(nothingYet());
    showOwn({});
    m_lost->setValue(nothingYet());
    if (live.trials > 1)
        m_of->setNote(NoteKind::Hint,
            tr("Of trial %1 of %2, which runs.")
                .arg(formatCount(live.trial + 1), formatCount(live.trials)));
    showWords();
}

void MetricRow::setResult(const TrialResult& trial)
{
    m_wall->setValue(formatDuration(trial.wallNs));
    m_throughput->setValue(formatRate(trial.throughputPerS));
    setLatency(trial.latency, ended(trial.tasks));
    const WorkerTime time = timeOf(trial.workers);
    setWaiting(time.waitNs, time.busyNs);
    showOwn(trial.outcome);
    m_lost->setValue(formatCount(trial.race.lost));
    m_cores->setValue(trial.cores.empty()
            ? nothingYet()
            : tr("%1 of %2").arg(coresUsedText(trial), formatCount(trial.cores.size())));
    showStory(trial);
    if (m_experiment.trials > 1)
        m_of->setNote(NoteKind::Hint, tr("Of the trial that has ended last."));
    showWords();
}

void MetricRow::setRun(const RunResult& run)
{
    if (run.trials.empty()) {
        clear();
        return;
    }
    setResult(typicalTrial(run));
    m_of->setNote(NoteKind::Hint, {});
    if (run.trials.size() == 1 || completeTrials(run) == 0)
        return;
    showMedians(run);
    showOwn(answeringTrial(run).outcome);
    fit();
    m_of->setNote(NoteKind::Hint, ofWhich(run));
    showWords();
}

void MetricRow::showMedians(const RunResult& run)
{
    m_wall->setValue(formatDuration(run.summary.wallNs.median));
    m_throughput->setValue(formatRate(run.summary.throughputPerS.median));
    m_lost->setValue(lostText(run));
    m_lost->setVisible(tellsOfUpdates(run));
}

QString MetricRow::medianTitles(const RunResult& run) const
{
    const std::size_t trials = completeTrials(run);
    const int plural = pluralOf(trials);
    return (tellsOfUpdates(run)
            ? tr("Wall time, %1 and lost updates: medians of %2 trial(s).", nullptr, plural)
            : tr("Wall time and %1: medians of %2 trial(s).", nullptr, plural))
        .arg(m_throughput->caption(), formatCount(trials));
}

QString MetricRow::ofWhich(const RunResult& run) const
{
    const bool tellsOwn = !toldFigures(m_experiment.workload).empty();
    if (!tellsOwn || &answeringTrial(run) == &typicalTrial(run))
        return tr("%1 All others: of %2.").arg(medianTitles(run), typicalText(run));
    return tr("%1 What the workload counts: of the trial that the answer is of. All others: of %2.")
        .arg(medianTitles(run), typicalText(run));
}

// By its number, as the strip of trials counts them, where no other arm had a part of the turns.
QString MetricRow::typicalText(const RunResult& run)
{
    if (run.arms.size() > 1)
        return tr("the trial whose time is nearest to the median");
    return tr("trial %1, whose time is nearest to the median")
        .arg(formatCount(&typicalTrial(run) - run.trials.data() + 1));
}

// A median of 0 is not the answer where some trials lost updates.
QString MetricRow::lostText(const RunResult& run)
{
    const double median = medianLost(run.summary);
    const std::size_t losing = trialsThatLost(run);
    if (median > 0 || losing == 0)
        return formatValue(median);
    return tr("in %1 of %2 trial(s)", nullptr, pluralOf(completeTrials(run)))
        .arg(formatCount(losing), formatCount(completeTrials(run)));
}

void MetricRow::clear()
{
    for (MetricTile* tile : tilesInOrder())
        tile->setValue(nothingYet());
    showWords();
}

void MetricRow::setLow(bool low)
{
    m_low = low;
    m_of->setElided(low);
    m_tiles->setVisible(!low);
    m_wordsBox->setVisible(low);
    showWords();
}

void MetricRow::showWords()
{
    QStringList words;
    for (const MetricTile* tile : tilesInOrder()) {
        if (!tile->isHidden())
            words << tile->accessibleName();
    }
    m_words->setText(m_low ? words.join(tr(" · ")) : QString());
}

void MetricRow::setLatency(const LatencySummary& latency, std::uint64_t tasks)
{
    const auto quantile = [tasks](double share, double ns) {
        return tellsMore(share, tasks) ? formatDuration(ns) : nothingYet();
    };
    m_latency->setValue(tasks > 1
            ? quantile(0.50, latency.p50Ns) % QStringLiteral(" / ") % quantile(0.99, latency.p99Ns)
            : nothingYet());
}

void MetricRow::setWaiting(std::uint64_t waitNs, std::uint64_t busyNs)
{
    m_waiting->setValue(busyNs > 0
            ? formatPercent(static_cast<double>(waitNs) / static_cast<double>(busyNs))
            : nothingYet());
}

} // namespace interleave::ui
