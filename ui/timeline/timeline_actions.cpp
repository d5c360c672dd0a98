#include "ui/timeline/timeline_actions.h"

#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/gesture_steps.h"
#include "ui/timeline/task_steps.h"
#include "ui/timeline/task_text.h"
#include "ui/timeline/timeline_display.h"
#include "ui/widgets/gestures.h"

#include <QWidget>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kSelectStep = 0.02; // of what is seen

} // namespace

TimelineActions::TimelineActions(
    const TimelineModel* model, TimelineDisplay* display, QWidget* view)
    : QObject(view)
    , m_model(model)
    , m_display(display)
    , m_time(model->time())
    , m_selection(model->selection())
    , m_view(view)
{
    addViews();
    separateGestures(*m_view);
    addRows();
    separateGestures(*m_view);
    addSelecting();
    separateGestures(*m_view);
    addSteps();
}

void TimelineActions::add(
    const QString& text, const QList<QKeySequence>& keys, std::function<void()> does)
{
    addGesture(*m_view, text, keys, std::move(does));
}

void TimelineActions::addViews()
{
    add(tr("Zoom in"), {Qt::Key_Plus, Qt::Key_Equal, Qt::Key_W}, [this] { zoom(1 / kZoomStep); });
    add(tr("Zoom out"), {Qt::Key_Minus, Qt::Key_S}, [this] { zoom(kZoomStep); });
    add(tr("Earlier"), {Qt::Key_Left, Qt::Key_A}, [this] { pan(-kPanStep); });
    add(tr("Later"), {Qt::Key_Right, Qt::Key_D}, [this] { pan(kPanStep); });
    add(tr("To the begin"), {Qt::Key_Home}, [this] {
        m_time->jumpTo({0, m_time->visible().length()});
    });
    add(tr("To the end"), {Qt::Key_End}, [this] {
        const TimeRange& whole = m_time->whole();
        m_time->jumpTo(followed(m_time->visible(), whole, whole));
    });
    add(tr("Follow the end, or stop that"), {Qt::Key_Space}, [this] {
        m_time->setFollowing(!m_time->following());
    });
    add(tr("Show the whole run"), {Qt::Key_F}, [this] { m_time->showAll(); });
    add(tr("Zoom to the selection"), {Qt::Key_Z}, [this] {
        if (const auto place = m_selection->place(m_time->whole()))
            m_time->jumpTo(*place);
    });
    add(tr("The view before"), {Qt::ALT | Qt::Key_Left}, [this] { m_time->back(); });
    add(tr("The next view"), {Qt::ALT | Qt::Key_Right}, [this] { m_time->forward(); });
}

void TimelineActions::addRows()
{
    add(tr("A row up"), {Qt::Key_Up}, [this] { scroll(-m_display->rowHeight()); });
    add(tr("A row down"), {Qt::Key_Down}, [this] { scroll(m_display->rowHeight()); });
    add(tr("Rows up"), {Qt::Key_PageUp}, [this] { scroll(-m_display->room()); });
    add(tr("Rows down"), {Qt::Key_PageDown}, [this] { scroll(m_display->room()); });
    add(tr("Higher rows"), {Qt::ALT | Qt::Key_Up}, [this] {
        m_display->setRowHeight(m_display->rowHeight() + kRowHeightStep);
    });
    add(tr("Lower rows"), {Qt::ALT | Qt::Key_Down}, [this] {
        m_display->setRowHeight(m_display->rowHeight() - kRowHeightStep);
    });
}

void TimelineActions::addSelecting()
{
    add(tr("Select a time, to later"), {Qt::SHIFT | Qt::Key_Right}, [this] {
        extend(kSelectStep);
    });
    add(tr("Select a time, to earlier"), {Qt::SHIFT | Qt::Key_Left}, [this] {
        extend(-kSelectStep);
    });
    add(tr("Select the time of the pinned task"), {Qt::Key_T}, [this] { selectPinned(); });
    add(tr("Select the pinned task's worker"), {Qt::Key_R}, [this] {
        SelectedTasks selected = m_selection->selected();
        if (const auto task = pinned())
            selected.workers = {task->worker};
        m_selection->select(selected);
    });
}

void TimelineActions::addSteps()
{
    add(tr("To the worker's next task"), {Qt::CTRL | Qt::Key_Right}, [this] {
        const auto task = pinned();
        stepTo(task ? nextTask(*m_model->index(), *task) : firstSeen());
    });
    add(tr("To the worker's task before"), {Qt::CTRL | Qt::Key_Left}, [this] {
        const auto task = pinned();
        stepTo(task ? previousTask(*m_model->index(), *task) : firstSeen());
    });
    add(tr("To the task in the row above"), {Qt::CTRL | Qt::Key_Up}, [this] { stepToRow(-1); });
    add(tr("To the task in the row below"), {Qt::CTRL | Qt::Key_Down}, [this] { stepToRow(1); });
}

void TimelineActions::zoom(double factor) const
{
    const TimeRange& seen = m_time->visible();
    m_time->zoom(factor, (seen.begin + seen.end) / 2);
}

void TimelineActions::pan(double share) const
{
    m_time->pan(share * m_time->visible().length());
}

void TimelineActions::scroll(int pixels) const
{
    m_display->scrollTo(m_display->scroll() + pixels);
}

// From the pinned task, or the middle of what is seen; on from there with every further step.
void TimelineActions::extend(double share)
{
    const TimeRange& seen = m_time->visible();
    SelectedTasks selected = m_selection->selected();
    if (selected.time != between(m_anchor, m_mark)) {
        const auto& task = m_selection->pinned();
        m_anchor = m_mark = task ? task->time.begin : (seen.begin + seen.end) / 2;
    }
    const TimeRange& whole = m_time->whole();
    m_mark = std::clamp(m_mark + share * seen.length(), whole.begin, whole.end);
    selected.time = between(m_anchor, m_mark);
    m_selection->select(selected);
    if (m_mark < seen.begin || m_mark > seen.end)
        m_time->pan(m_mark < seen.begin ? m_mark - seen.begin : m_mark - seen.end);
}

void TimelineActions::selectPinned() const
{
    SelectedTasks selected = m_selection->selected();
    if (const auto& task = m_selection->pinned())
        selected.time = task->time;
    m_selection->select(selected);
}

void TimelineActions::stepTo(const std::optional<RecordedTask>& task)
{
    if (!task)
        return;
    const TaskPlace place = placeOf(*m_model, *task);
    m_selection->pin(place);
    m_time->reveal(place.time);
    Q_EMIT reached(*task);
}

void TimelineActions::stepToRow(int rows)
{
    const auto task = pinned();
    if (!task)
        return stepTo(firstSeen());
    const std::int64_t worker = std::int64_t{task->worker} + rows;
    if (worker < 0 || worker >= std::int64_t{m_model->index()->workers()})
        return;
    const std::uint64_t middle = task->event.begin + (task->event.end - task->event.begin) / 2;
    stepTo(taskAtOrAfter(*m_model->index(), static_cast<unsigned>(worker), middle));
}

std::optional<RecordedTask> TimelineActions::pinned() const
{
    const auto& place = m_selection->pinned();
    if (!place || m_model->index() == nullptr)
        return std::nullopt;
    const double middle = (place->time.begin + place->time.end) / 2;
    return m_model->index()->taskAt(place->worker, m_model->tickAt(middle));
}

std::optional<RecordedTask> TimelineActions::firstSeen() const
{
    if (m_model->index() == nullptr)
        return std::nullopt;
    const bool workers = m_display->rowKind() == RowKind::Workers;
    const auto first = static_cast<unsigned>(workers ? m_display->firstSeen() : 0);
    return taskAtOrAfter(*m_model->index(), first, m_model->tickAt(m_time->visible().begin));
}

} // namespace interleave::ui
