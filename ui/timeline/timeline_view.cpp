#include "ui/timeline/timeline_view.h"

#include "ui/models/selected_statistics.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/hover_text.h"
#include "ui/timeline/minimap.h"
#include "ui/timeline/not_shown_text.h"
#include "ui/timeline/row_labels.h"
#include "ui/timeline/search_bar.h"
#include "ui/timeline/statistics_panel.h"
#include "ui/timeline/task_details.h"
#include "ui/timeline/task_text.h"
#include "ui/timeline/time_ruler.h"
#include "ui/timeline/timeline_actions.h"
#include "ui/timeline/timeline_display.h"
#include "ui/timeline/timeline_gestures.h"
#include "ui/timeline/timeline_legend.h"
#include "ui/timeline/timeline_rows.h"
#include "ui/timeline/timeline_tools.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/format.h"
#include "ui/widgets/gestures.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/state_hint.h"
#include "ui/widgets/text_room.h"
#include "ui/widgets/yielding_area.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QToolTip>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kTimelineHeight = 360; // of the smallest usual window
constexpr int kPanelHeight = 170;
constexpr int kDetailsLetters = 31; // across the details of a task
constexpr int kNarrowLetters = 90; // across a view in which rows need the room of their names

// A page that needs more width than there is, for figures side by side, would keep needing it.
int widthInSight(const QWidget& view)
{
    const QWidget* around = view.parentWidget();
    while (around != nullptr && qobject_cast<const YieldingArea*>(around) == nullptr)
        around = around->parentWidget();
    const auto* area = qobject_cast<const YieldingArea*>(around);
    return area == nullptr ? view.width() : std::min(view.width(), area->viewport()->width());
}

} // namespace

TimelineView::TimelineView(TimelineModel* model, QAction* run, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_model(model)
    , m_time(model->time())
    , m_selection(model->selection())
    , m_display(new TimelineDisplay(this))
    , m_statistics(new SelectedStatistics(model, this))
    , m_hint(new StateHint(this))
    , m_content(new QWidget(this))
    , m_missing(new NoteLabel)
    , m_search(new SearchBar(model))
    , m_tools(new TimelineTools(m_display, m_time, m_selection, m_search))
    , m_base(new QLabel)
    , m_ruler(new TimeRuler(m_time, m_selection))
    , m_labels(new RowLabels(model, m_display))
    , m_rows(new TimelineRows(model, m_display))
    , m_scroll(new QScrollBar(Qt::Vertical))
    , m_minimap(new Minimap(model))
    , m_legend(new TimelineLegend)
    , m_ofCores(new QLabel(tr("Each task with its waits and holds is on the core where it ended; a "
                              "worker's ✕, a wait without an end and what was not recorded where "
                              "its last task did. Tasks that took turns on a core lie over each "
                              "other: how long each had no core a row per worker tells.")))
    , m_notShown(new QLabel)
    , m_panel(new StatisticsPanel(m_statistics, model))
    , m_gestures(new TimelineGestures(m_rows, m_display, m_time, m_selection))
    , m_actions(new TimelineActions(model, m_display, this))
{
    setAccessibleName(tr("What did each worker do when?"));
    setFocusProxy(m_rows);
    m_missing->setAccessibleName(tr("What is missing"));
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(makeTimeline());
    split->addWidget(makePanel());
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 1);
    split->setSizes({kTimelineHeight, kPanelHeight});
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(4);
    content->addWidget(m_tools);
    content->addWidget(m_missing);
    content->addWidget(split, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_hint);
    layout->addWidget(m_content, 1);
    setMissing({});
    connectParts();
    connectGestures();
    fitToFont();
    showRecording();
}

QWidget* TimelineView::makeTimeline()
{
    m_base->setAccessibleName(tr("What the rows and the ruler show"));
    m_scroll->setAccessibleName(tr("Rows"));
    QSizePolicy keepsPlace = m_scroll->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_scroll->setSizePolicy(keepsPlace);
    auto* timeline = new QWidget;
    auto* grid = new QGridLayout(timeline);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(m_base, 0, 0, Qt::AlignLeft | Qt::AlignVCenter);
    grid->addWidget(m_ruler, 0, 1);
    grid->addWidget(m_labels, 1, 0);
    grid->addWidget(m_rows, 1, 1);
    grid->addWidget(m_scroll, 1, 2);
    grid->addWidget(new QLabel(tr("whole run")), 2, 0, Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(m_minimap, 2, 1);
    grid->addWidget(makeLegend(), 3, 0, 1, 3);
    grid->setRowStretch(1, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowMinimumHeight(2, m_minimap->sizeHint().height());
    return timeline;
}

// And beside it what is said about the picture and the search.
QWidget* TimelineView::makeLegend()
{
    m_notShown->setWordWrap(true);
    m_notShown->setAccessibleName(tr("What is not shown"));
    m_ofCores->setAccessibleName(tr("What a row per core shows"));
    m_ofCores->setWordWrap(true);
    m_ofCores->hide();
    auto* box = new QWidget;
    auto* said = new QHBoxLayout;
    said->addWidget(m_legend);
    said->addStretch(1);
    said->addWidget(m_search->messageLabel());
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(said);
    layout->addWidget(m_ofCores);
    layout->addWidget(m_notShown);
    keepTextRoom(*box);
    return box;
}

QWidget* TimelineView::makePanel()
{
    auto* details = new QScrollArea;
    details->setWidget(new TaskDetails(m_model));
    details->setWidgetResizable(true);
    details->setFrameShape(QFrame::NoFrame);
    details->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_details = details;
    auto* panel = new QWidget;
    auto* layout = new QHBoxLayout(panel);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(details);
    layout->addWidget(m_panel, 1);
    return panel;
}

// Sizes that are kept whatever the parts say: nothing moves.
void TimelineView::fitToFont()
{
    m_display->setNarrow(widthInSight(*this) < kNarrowLetters * fontMetrics().averageCharWidth());
    m_panel->setLow(m_low && !m_display->narrow());
    m_labels->updateGeometry();
    m_base->setFixedWidth(m_labels->sizeHint().width());
    m_notShown->setMinimumHeight(m_notShown->fontMetrics().height());
    m_display->setTextHeight(fontMetrics().height());
    m_details->setFixedWidth(m_details->fontMetrics().averageCharWidth() * kDetailsLetters);
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitToFont();
}

void TimelineView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitToFont();
}

void TimelineView::connectParts()
{
    connect(m_model, &TimelineModel::recordingChanged, this, &TimelineView::showRecording);
    connect(m_model, &TimelineModel::grown, this, &TimelineView::showCounts);
    // Not while it is painted: a label that changes then would lay the window out anew.
    connect(m_rows, &TimelineRows::painted, this, &TimelineView::showCounts, Qt::QueuedConnection);
    connect(m_ruler, &TimeRuler::baseChanged, this, &TimelineView::showCounts);
    connect(m_display, &TimelineDisplay::meaningChanged, this, [this] {
        m_ofCores->setVisible(m_display->rowKind() == RowKind::Cores);
        m_legend->setRowKind(m_display->rowKind());
        m_legend->setColoring(m_display->coloring());
        showRecording();
    });
    connect(m_display, &TimelineDisplay::changed, this, [this] {
        m_scroll->setVisible(m_display->longestScroll() > 0);
        m_scroll->setRange(0, m_display->longestScroll());
        m_scroll->setPageStep(m_display->room());
        m_scroll->setSingleStep(m_display->rowHeight());
        m_scroll->setValue(m_display->scroll());
    });
    connect(m_scroll, &QScrollBar::valueChanged, m_display, &TimelineDisplay::scrollTo);
    connect(m_search, &SearchBar::left, this, [this] { m_rows->setFocus(); });
    connect(m_search, &SearchBar::found, this, [this](const RecordedTask& task) {
        const TaskPlace place = placeOf(*m_model, task);
        m_selection->pin(place);
        m_time->reveal(place.time);
        showRowOf(task);
    });
    connect(m_actions, &TimelineActions::reached, this, &TimelineView::showRowOf);
    addGesture(*this, tr("Search"), {Qt::Key_Slash}, [this] { m_search->beginTyping(); });
}

void TimelineView::setMissing(const QString& why)
{
    if (why.isEmpty())
        m_hint->showEmpty(
            tr("Here each worker has a row that shows when it did which task."), m_run);
    else
        m_hint->showEmpty(why);
}

void TimelineView::showRowOf(const RecordedTask& task)
{
    if (const auto row = m_rows->rowOf(task))
        m_display->showRow(*row);
}

void TimelineView::connectGestures()
{
    connect(m_gestures, &TimelineGestures::clicked, this, &TimelineView::pin);
    connect(m_gestures, &TimelineGestures::hovered, this, &TimelineView::showPointer);
    connect(m_gestures, &TimelineGestures::left, this, [this] {
        m_rows->setPointer(std::nullopt);
        m_ruler->setPointer(std::nullopt);
    });
}

void TimelineView::showRecording()
{
    const bool any = m_model->index() != nullptr;
    m_hint->setVisible(!any);
    m_content->setVisible(any);
    m_tools->showFollowing();
    showCounts();
}

// Cores come one by one while the run goes on.
void TimelineView::showCounts()
{
    const TimelineIndex* index = m_model->index();
    if (index == nullptr)
        return;
    m_display->setRows(m_display->rowKind() == RowKind::Workers
            ? static_cast<int>(index->workers())
            : static_cast<int>(index->cores().size()));
    m_missing->setNote(
        NoteKind::Warning, notRecordedText(m_model->recording()->eventCounts().dropped));
    m_legend->setTasks({.sleep = m_model->tasksSleep(),
        .haveParts = index->hasParts(),
        .takeLocks = m_model->tasksTakeLocks()});
    m_legend->setDurations(m_rows->picture().durations());
    const QString& base = m_ruler->base();
    m_base->setText(base.isEmpty() ? m_labels->heading() : tr("from %1").arg(base));
    const NotShown notDrawn = notShown(*index, m_rows->picture().handOvers(), m_display->rowKind());
    m_notShown->setText(notDrawn.text);
    m_notShown->setToolTip(notDrawn.details);
}

void TimelineView::showEvent(QShowEvent* event)
{
    m_model->look();
    QWidget::showEvent(event);
}

void TimelineView::showPointer(const QPointF& place)
{
    m_rows->setPointer(place);
    m_ruler->setPointer(m_rows->scale().timeAt(place.x()));
    const QString text = hoverText(place);
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(m_rows->mapToGlobal(place.toPoint()), text, m_rows);
}

QString TimelineView::hoverText(const QPointF& place) const
{
    return ui::hoverText(*m_model, *m_display, *m_rows, place);
}

void TimelineView::pin(const QPointF& place)
{
    const auto task = m_rows->taskAt(place);
    m_selection->pin(task ? std::optional(placeOf(*m_model, *task)) : std::nullopt);
    if (!task)
        m_selection->select({});
}

void TimelineView::setLow(bool low)
{
    m_low = low;
    fitToFont();
}

bool TimelineView::clearSelection()
{
    if (!m_content->isVisible())
        return false;
    if (m_search->stop())
        return true;
    const bool tasks = m_selection->clear();
    return clearTables(*this) || tasks;
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_search->stop())
        event->accept();
    else if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(m_panel->table()->asTabSeparated());
    else if (!m_gestures->keyPressed(*event) && !triggerGesture(*this, *event))
        QWidget::keyPressEvent(event);
}

void TimelineView::keyReleaseEvent(QKeyEvent* event)
{
    if (!m_gestures->keyReleased(*event))
        QWidget::keyReleaseEvent(event);
}

// The mouse's own keys for back and forward, wherever the pointer is.
void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::BackButton)
        m_time->back();
    else if (event->button() == Qt::ForwardButton)
        m_time->forward();
    else
        QWidget::mousePressEvent(event);
}

} // namespace interleave::ui
