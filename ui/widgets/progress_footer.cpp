#include "ui/widgets/progress_footer.h"

#include "core/model/run_verdict.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/note_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStringBuilder>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kBarSteps = 1'000;
constexpr int kPartsGap = 16;
constexpr int kFooterMargin = 8;
// In less, the engine's share of a core is that of starting and ending.
constexpr std::uint64_t kShortestMeasurableNs = 10'000'000;

double progressShare(const LiveSnapshot& live)
{
    if (live.tasks == 0)
        return 0;
    const double trial = static_cast<double>(live.tasksEnded) / static_cast<double>(live.tasks);
    return (static_cast<double>(live.trial) + trial)
        / static_cast<double>(std::max<std::uint64_t>(live.trials, 1));
}

template <class Label>
Label* makeLabel(QWidget* parent, const QString& name)
{
    auto* label = new Label(parent);
    label->setAccessibleName(name);
    return label;
}

QString eventsText(const EventCounts& events, const QString& each = {})
{
    const QString recorded = formatCount(events.recorded);
    const QString dropped = formatCount(events.dropped);
    return each.isEmpty()
        ? ProgressFooter::tr("%1 event(s), %2 dropped", nullptr, pluralOf(events.recorded))
              .arg(recorded, dropped)
        : ProgressFooter::tr("%1 event(s), %2 each, %3 dropped", nullptr, pluralOf(events.recorded))
              .arg(recorded, each, dropped);
}

QString tasksText(Counted counted, std::uint64_t ended, std::uint64_t total)
{
    return (counted == Counted::Pictures
            ? ProgressFooter::tr("%1 of %2 picture(s)", nullptr, pluralOf(total))
            : ProgressFooter::tr("%1 of %2 task(s)", nullptr, pluralOf(total)))
        .arg(formatCount(ended), formatCount(total));
}

QString sharesText(double engine, double window)
{
    return ProgressFooter::tr("watching: engine %1, window %2 of a core")
        .arg(formatPercent(engine), formatPercent(window));
}

QString costToolTip()
{
    return ProgressFooter::tr(
        "How much of one core the engine used beside the workers, and how much the window.");
}

QString framesText(const WindowCost& window)
{
    return ProgressFooter::tr("%1 live update(s) kept the window's thread for %2 each (the median "
                              "of the last ones), at worst for %3.",
        nullptr,
        pluralOf(window.frames))
        .arg(formatCount(window.frames),
            formatDuration(window.frameNs),
            formatDuration(window.worstFrameNs));
}

} // namespace

std::optional<double> remainingNs(const LiveSnapshot& live)
{
    // Of this trial, and as long again for each that follows.
    if (live.tasksEnded == 0 || live.tasks == 0)
        return std::nullopt;
    const double share = static_cast<double>(live.tasksEnded) / static_cast<double>(live.tasks);
    const double whole = static_cast<double>(live.elapsedNs) / share;
    const auto following = static_cast<double>(live.trials - std::min(live.trials, live.trial + 1));
    return whole - static_cast<double>(live.elapsedNs) + following * whole;
}

ProgressFooter::ProgressFooter(QWidget* parent)
    : QWidget(parent)
    , m_state(makeLabel<QLabel>(this, tr("State of the run")))
    , m_bar(new QProgressBar(this))
    , m_tasks(makeLabel<ElidedLabel>(this, tr("Tasks done, time so far and to go")))
    , m_problem(new NoteLabel(this))
    , m_message(new NoteLabel(this))
    , m_events(makeLabel<QLabel>(this, tr("Events recorded and dropped")))
    , m_cost(makeLabel<ElidedLabel>(this, tr("What watching costs")))
{
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setRange(0, kBarSteps);
    m_bar->setFixedWidth(120);
    m_bar->setTextVisible(false);
    m_events->setToolTip(tr(
        "Every task is an event in the recording; what writing one cost was measured in this "
        "run. When the memory for them is full, events are dropped and counted; totals stay "
        "exact. Waits beyond the log's limit are no dropped events: the timeline and the timings "
        "say how many."));
    m_events->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_cost->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_state->setMinimumWidth(
        fontMetrics().horizontalAdvance(tr("trial %1 of %2").arg(888).arg(888)));
    auto* line = new QHBoxLayout;
    line->setSpacing(kPartsGap);
    for (QWidget* part : std::initializer_list<QWidget*>{m_state, m_bar, m_tasks})
        line->addWidget(part);
    line->addWidget(m_message, 1);
    line->addStretch();
    line->addWidget(m_events);
    line->addWidget(m_cost);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kFooterMargin, 4, kFooterMargin, 4);
    layout->setSpacing(4);
    layout->addWidget(m_problem);
    layout->addLayout(line);
    clear();
}

void ProgressFooter::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ProgressFooter::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

// The tasks are told whole, and a message; what watching costs where there is room for all of it.
void ProgressFooter::fit()
{
    const auto wide = [](const QLabel* label, const QString& text) {
        return text.isEmpty() ? 0 : label->fontMetrics().horizontalAdvance(text) + kPartsGap;
    };
    const QString message = m_message->isHidden() ? QString() : m_message->text();
    const int state = std::max(m_state->minimumWidth(), m_state->sizeHint().width());
    const int others = state + m_bar->width() + 3 * kPartsGap + 2 * kFooterMargin
        + std::max(wide(m_tasks, m_tasks->text()), wide(m_tasks, m_longestTasks))
        + wide(m_message, message);
    const int withEvents
        = others + std::max(m_events->minimumWidth(), m_events->sizeHint().width()) + kPartsGap;
    const int room = width() - withEvents - kPartsGap; // of the cost, which a tip says, too
    m_events->setVisible(message.isEmpty() || withEvents <= width());
    m_cost->setVisible(room >= m_cost->sizeHint().width());
}

void ProgressFooter::clear()
{
    showState(tr("ready"));
    m_bar->setValue(0);
    m_tasksText.clear();
    m_longestTasks.clear();
    m_tasks->clear();
    m_events->clear();
    m_events->setMinimumWidth(0);
    m_cost->clear();
    m_cost->keepRoomFor({});
    m_cost->setToolTip(costToolTip());
    fit();
}

void ProgressFooter::start()
{
    clear();
    showState(tr("starting"));
    m_cost->keepRoomFor(sharesText(0.888, 0.888));
}

void ProgressFooter::setLive(const LiveSnapshot& live)
{
    showState(live.trials > 1
            ? tr("trial %1 of %2").arg(formatCount(live.trial + 1), formatCount(live.trials))
            : tr("running"));
    showProgress(progressShare(live));
    const auto remaining = remainingNs(live);
    m_tasksText = tasksText(live.counted, live.tasksEnded, live.tasks);
    const QString text = tr("%1, %2 so far, %3 to go");
    m_tasks->setText(text.arg(m_tasksText,
        formatDuration(static_cast<double>(live.elapsedNs)),
        remaining ? formatDuration(*remaining) : tr("?")));
    m_longestTasks = text.arg(tasksText(live.counted, live.tasks, live.tasks),
        QStringLiteral("88.8 ms"),
        QStringLiteral("88.8 ms"));
    const QString mostEvents = eventsText(
        {.recorded = std::max(live.tasks, live.events.recorded), .dropped = live.events.dropped});
    m_events->setMinimumWidth(fontMetrics().horizontalAdvance(mostEvents));
    showEvents(live.events);
    if (live.elapsedNs >= kShortestMeasurableNs)
        showCost(live.watching.engineShare, live.watching.window);
    fit();
}

void ProgressFooter::setRun(const RunResult& run)
{
    std::uint64_t total = 0; // of all trials, whatever they compare
    std::uint64_t ended = 0;
    for (const TrialResult& trial : run.trials) {
        total += trial.tasks.total;
        ended += trial.tasks.total - trial.tasks.cancelled;
    }
    const bool whole = ended == total && run.trials.size() == trialsWanted(run);
    const bool failed = std::ranges::any_of(run.trials, [](const TrialResult& trial) {
        return trial.end == TrialEnd::Failed || !trial.ledger.doubt.empty();
    });
    const bool deadlocked = !run.trials.empty() && run.trials.back().end == TrialEnd::Deadlocked;
    showState(failed     ? tr("failed")
            : deadlocked ? tr("deadlock")
            : whole      ? tr("done")
                         : tr("cancelled"));
    if (total > 0 && !whole)
        showProgress(static_cast<double>(ended) / static_cast<double>(total));
    else
        showProgress(whole ? 1 : 0);
    showTasks(countedIn(run.experiment), ended, total);
    if (run.trials.empty())
        return;
    const TrialResult& last = run.trials.back();
    showEvents(last.events, formatDuration(last.overhead.nsPerEvent));
    std::optional<WindowCost> window = last.overhead.window;
    if (window && window->frames == 0) // over before anyone looked
        window.reset();
    if (last.wallNs >= kShortestMeasurableNs)
        showCost(last.overhead.engineCpuShare, window);
    else
        m_cost->setText(tr("watching: too short to measure"));
    fit();
}

void ProgressFooter::setFailed()
{
    showState(tr("failed"));
    m_longestTasks.clear();
    m_tasks->setText(m_tasksText);
    fit();
}

void ProgressFooter::setMessage(const QString& text, bool problem)
{
    m_problem->setNote(NoteKind::Problem, problem ? text : QString());
    m_message->setNote(NoteKind::Hint, problem ? QString() : text);
    fit();
}

QString ProgressFooter::state() const
{
    return m_state->text();
}

void ProgressFooter::showState(const QString& state)
{
    if (state == m_state->text())
        return;
    m_state->setText(state);
    m_state->setMinimumWidth(std::max(m_state->minimumWidth(), m_state->sizeHint().width()));
    Q_EMIT stateChanged();
}

// A progress bar paints itself at once, and what is around it: a frame of its own. Updates that are
// off and on again wait for the frame that is due anyway.
void ProgressFooter::showProgress(double share)
{
    m_bar->setUpdatesEnabled(false);
    m_bar->setValue(static_cast<int>(std::lround(share * kBarSteps)));
    m_bar->setUpdatesEnabled(true);
}

void ProgressFooter::showTasks(Counted counted, std::uint64_t ended, std::uint64_t total)
{
    m_tasksText = tasksText(counted, ended, total);
    m_longestTasks.clear();
    m_tasks->setText(m_tasksText);
    fit();
}

void ProgressFooter::showEvents(const EventCounts& events, const QString& each)
{
    const QString text = eventsText(events, each);
    m_events->setText(text);
    m_events->setMinimumWidth(
        std::max(m_events->minimumWidth(), fontMetrics().horizontalAdvance(text)));
}

void ProgressFooter::showCost(double engineShare, const std::optional<WindowCost>& window)
{
    m_cost->setText(window ? sharesText(engineShare, window->cpuShare)
                           : tr("watching: engine %1 of a core").arg(formatPercent(engineShare)));
    m_cost->setToolTip(window && window->frames > 0
            ? costToolTip() % QLatin1Char('\n') % framesText(*window)
            : costToolTip());
}

} // namespace interleave::ui
