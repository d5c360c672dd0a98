#include "ui/timings/timings_view.h"

#include "ui/models/task_selection.h"
#include "ui/models/timeline_model.h"
#include "ui/timings/box_plots.h"
#include "ui/timings/duration_histogram.h"
#include "ui/timings/percentile_curve.h"
#include "ui/timings/split_view.h"
#include "ui/timings/timings_numbers.h"
#include "ui/timings/timings_query.h"
#include "ui/timings/timings_tools.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/folding_splitter.h"
#include "ui/widgets/format.h"
#include "ui/widgets/state_hint.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <array>

namespace interleave::ui {

namespace {

constexpr int kPlotsShare = 620; // of the width
constexpr int kSplitShare = 320;

/// What a bar of each Kind selects.
constexpr std::array kSelectedBar{
    &SelectedTasks::duration, &SelectedTasks::wait, &SelectedTasks::delay};

QLabel* wrapped(const QString& text)
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    return label;
}

QWidget* captioned(const QString& caption, Numbers numbers, QWidget* plot)
{
    return chartWithTable(wrapped(caption), new TableButton(caption, std::move(numbers)), plot);
}

} // namespace

TimingsView::TimingsView(const TimelineModel* model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_selection(model->selection())
    , m_query(new TimingsQuery(model, this))
    , m_tools(new TimingsTools(this))
    , m_histogram(new DurationHistogram(this))
    , m_percentiles(new PercentileCurve(this))
    , m_boxes(new BoxPlots)
    , m_boxesPage(new QScrollArea(this))
    , m_split(new SplitView(this))
    , m_missing(new StateHint(this))
    , m_content(new QWidget(this))
    , m_note(new QLabel(this))
{
    setAccessibleName(tr("How long did things take?"));
    m_note->setAccessibleName(tr("About the durations"));
    m_note->setWordWrap(true);
    auto* sides = new FoldingSplitter;
    sides->addWidget(makePlots());
    sides->addWidget(m_split);
    sides->setSizes({kPlotsShare, kSplitShare});
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->addWidget(m_tools);
    content->addWidget(sides, 1);
    content->addWidget(m_note);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_missing);
    layout->addWidget(m_content, 1);
    connectParts();
    setMissing({});
    forget();
}

QWidget* TimingsView::makePlots()
{
    m_boxesPage->setWidget(m_boxes);
    m_boxesPage->setWidgetResizable(true);
    m_boxesPage->setFrameShape(QFrame::NoFrame);
    m_boxesPage->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* plots = new QWidget;
    auto* layout = new QVBoxLayout(plots);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(captioned(
                          tr("How many there are of each duration"),
                          [this] { return histogramNumbers(); },
                          m_histogram),
        5);
    layout->addWidget(captioned(
                          tr("Which share took at most how long"),
                          [this] { return percentileNumbers(); },
                          m_percentiles),
        4);
    layout->addWidget(captioned(
                          tr("Each worker (box: half, whiskers: 98 %, dot: the longest)"),
                          [this] { return boxNumbers(); },
                          m_boxesPage),
        3);
    return plots;
}

void TimingsView::connectParts()
{
    connect(m_model, &TimelineModel::recordingChanged, this, &TimingsView::forget);
    connect(m_model, &TimelineModel::grown, this, [this] {
        if (m_model->complete())
            refresh();
    });
    connect(m_selection, &TaskSelection::selectedChanged, this, &TimingsView::refresh);
    connect(m_query, &TimingsQuery::changed, this, [this] {
        showPicture();
        showSplit();
    });
    connect(m_tools, &TimingsTools::kindChanged, this, &TimingsView::refresh);
    connect(m_tools, &TimingsTools::shapeChanged, this, &TimingsView::showPicture);
    connect(m_histogram, &DurationHistogram::chosen, this, &TimingsView::choose);
}

void TimingsView::setMissing(const QString& why)
{
    m_missing->showEmpty(why);
    m_missing->setVisible(!why.isEmpty());
    m_content->setVisible(why.isEmpty());
}

void TimingsView::setKind(Kind kind)
{
    m_tools->setKind(kind);
}

void TimingsView::setLow(bool low)
{
    m_split->setLow(low);
}

bool TimingsView::busy() const
{
    return m_query->busy();
}

void TimingsView::forget()
{
    m_startNs = 0;
    m_onCoreNs = 0;
    m_query->forget();
    m_split->clear();
    refresh();
}

void TimingsView::look()
{
    if (isVisible())
        refresh();
}

void TimingsView::setTrial(const TrialResult& trial)
{
    m_startNs = static_cast<double>(trial.startNs);
    m_onCoreNs = 0;
    for (const WorkerResult& worker : trial.workers)
        m_onCoreNs += static_cast<double>(worker.cpuNs);
    refresh();
}

bool TimingsView::clearSelection()
{
    const bool tasks = m_histogram->isVisible() && m_selection->clear();
    return clearTables(*this) || tasks;
}

void TimingsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void TimingsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_boxes->setPlotWidth(m_histogram->width());
}

void TimingsView::refresh()
{
    if (!isVisible())
        return;
    m_query->ask();
    showPicture();
}

// The workers count all tasks themselves; what they count has no times.
bool TimingsView::ofAllTasks() const
{
    return m_tools->kind() == Tasks && ofAll();
}

bool TimingsView::ofAll() const
{
    const SelectedTasks& selected = m_selection->selected();
    return !selected.time && selected.workers.empty();
}

std::vector<DurationCounts> TimingsView::counts() const
{
    const auto recording = m_model->recording();
    if (!recording)
        return {};
    if (ofAllTasks()) {
        std::vector<DurationCounts> counted;
        for (unsigned worker = 0; worker < recording->workers(); ++worker)
            counted.push_back(recording->taskDurations(worker));
        return counted;
    }
    const auto& timings = m_query->timings();
    if (!timings)
        return {};
    return m_tools->kind() == Tasks ? timings->tasks
        : m_tools->kind() == Waits  ? timings->waits
                                    : timings->delays;
}

void TimingsView::showPicture()
{
    DurationPicture picture{.nsPerTick = m_model->nsPerTick(), .workers = counts()};
    for (const DurationCounts& worker : picture.workers)
        picture.all.add(worker);
    picture.axis = axisFor(picture.all, m_tools->shape(picture.all), picture.nsPerTick);
    m_picture = std::move(picture);
    m_histogram->setHelp(m_tools->helpOfBars());
    m_histogram->setPicture(m_picture);
    m_percentiles->setPicture(m_picture);
    m_boxes->setPicture(m_picture);
    m_boxes->setPlotWidth(m_histogram->width());
    m_histogram->setSelected(m_selection->selected().*selectedBar());
    showNote();
}

void TimingsView::showSplit()
{
    const auto recording = m_model->recording();
    const auto& timings = m_query->timings();
    if (recording && timings)
        m_split->setSplit(timings->split, m_startNs, recording->tasksEnded(), m_onCoreNs);
}

void TimingsView::showNote()
{
    const auto recording = m_model->recording();
    if (!recording)
        return m_note->setText(tr("Press Run to see how long each task takes."));
    QStringList sentences{
        countedSentence(*recording), droppedSentence(recording->eventCounts().dropped)};
    if (const std::uint64_t beyond = m_percentiles->beyond(); beyond > 1)
        sentences << tr("The curve of shares ends at 99.999 %, below the longest %1.")
                         .arg(formatCount(beyond));
    if (m_selection->selected().time)
        sentences << tr("Of the selected time only.");
    if (!m_selection->selected().workers.empty())
        sentences << tr("Of the selected workers only.");
    sentences.removeAll(QString());
    m_note->setText(sentences.join(QLatin1Char(' ')));
}

QString TimingsView::countedSentence(const Recording& recording) const
{
    std::uint64_t waits = 0;
    for (unsigned worker = 0; worker < recording.workers(); ++worker)
        waits += recording.worker(worker).sync.contended;
    const std::uint64_t shown = m_picture.all.count();
    if (m_tools->kind() == Waits && shown < waits && ofAll())
        return tr("%1 of %2 wait(s) were logged and are shown; %3 are beyond the log's limit.",
            nullptr,
            pluralOf(waits))
            .arg(formatCount(shown), formatCount(waits), formatCount(waits - shown));
    return tr("%1 are counted.", nullptr, pluralOf(shown)).arg(formatCount(shown));
}

QString TimingsView::droppedSentence(std::uint64_t dropped) const
{
    if (dropped == 0)
        return {};
    const QString sentence = ofAllTasks()
        ? tr("%1 event(s) did not fit the recording; these counts have them all.",
            nullptr,
            pluralOf(dropped))
        : tr("%1 event(s) did not fit the recording and are missing here.",
            nullptr,
            pluralOf(dropped));
    return sentence.arg(formatCount(dropped));
}

QString TimingsView::note() const
{
    return m_note->text();
}

// A bar takes the place of one that was chosen before, of whatever kind.
void TimingsView::choose(const std::optional<TimeRange>& bar)
{
    SelectedTasks selected = m_selection->selected();
    for (const auto kind : kSelectedBar)
        selected.*kind = std::nullopt;
    selected.*selectedBar() = bar;
    m_selection->select(selected);
}

std::optional<TimeRange> SelectedTasks::*TimingsView::selectedBar() const
{
    return kSelectedBar.at(static_cast<std::size_t>(m_tools->kind()));
}

NumberTable TimingsView::histogramNumbers() const
{
    return numbersOf(m_histogram->bins());
}

NumberTable TimingsView::percentileNumbers() const
{
    return percentilesOf(m_picture);
}

NumberTable TimingsView::boxNumbers() const
{
    return numbersOf(m_boxes->boxes());
}

} // namespace interleave::ui
