#include "ui/models/timeline_model.h"

#include "core/model/experiment_json.h"
#include "ui/models/run_story.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kLiveBudgetMs = 4; // for each look, ten times a second
constexpr int kRestBudgetMs = 8; // then the window has its turn

} // namespace

TimelineModel::TimelineModel(TimeView* time, TaskSelection* selection, QObject* parent)
    : QObject(parent)
    , m_time(time)
    , m_selection(selection)
{
    m_rest.setInterval(0);
    connect(&m_rest, &QTimer::timeout, this, [this] { extend(kRestBudgetMs); });
}

TimelineModel::~TimelineModel() = default;

void TimelineModel::setRecording(std::shared_ptr<const Recording> recording, bool runs)
{
    m_rest.stop();
    m_index.reset();
    m_samples.reset();
    m_recording = std::move(recording);
    m_names = nullptr;
    m_runs = runs && m_recording != nullptr;
    m_begin = 0;
    ++m_revision;
    m_selection->clear();
    m_time->start(this, m_runs);
    if (m_recording) {
        m_nsPerTick = m_recording->clock().nsPerTick();
        m_index.emplace(m_recording);
        const auto experiment = experimentFromText(m_recording->experimentText(), "recording");
        m_tasksSleep = experiment && experiment->workload == WorkloadKind::Sleep;
        m_tasksTakeLocks = experiment && mayWait(*experiment);
        if (!m_runs)
            m_rest.start();
    }
    Q_EMIT recordingChanged();
    if (m_recording)
        extend(kRestBudgetMs);
}

void TimelineModel::look()
{
    if (m_runs)
        extend(kLiveBudgetMs);
}

void TimelineModel::finish()
{
    if (!std::exchange(m_runs, false))
        return;
    m_rest.start();
    extend(kRestBudgetMs); // who followed the end has followed it to the last
    m_time->finish(this);
}

void TimelineModel::extend(int budgetMs)
{
    const std::uint64_t before = m_index->eventsIndexed();
    const TimeRange wholeBefore = m_time->whole();
    if (m_index->extend(std::chrono::milliseconds(budgetMs)))
        m_rest.stop();
    if (complete() && !m_samples)
        m_samples = m_recording->utilisation();
    const TickRange whole = m_index->wholeRange();
    m_begin = whole.begin;
    m_time->setWhole(this, {0, static_cast<double>(whole.width()) * m_nsPerTick});
    if (m_index->eventsIndexed() == before && m_time->whole() == wholeBefore && m_rest.isActive())
        return;
    ++m_revision;
    Q_EMIT grown();
}

double TimelineModel::timeOf(std::uint64_t tick) const
{
    // What lies before the start is before 0.
    return tick >= m_begin ? static_cast<double>(tick - m_begin) * m_nsPerTick
                           : -static_cast<double>(m_begin - tick) * m_nsPerTick;
}

TimeRange TimelineModel::timeOf(const TickRange& range) const
{
    return {timeOf(range.begin), timeOf(range.end)};
}

std::uint64_t TimelineModel::tickAt(double ns) const
{
    return m_begin + static_cast<std::uint64_t>(std::llround(std::max(0.0, ns) / m_nsPerTick));
}

Selection TimelineModel::coreSelection(const SelectedTasks& tasks, const TimeRange& time) const
{
    const auto bounds = [this](const TimeRange& range) {
        return TickBounds{static_cast<std::uint64_t>(std::ceil(range.begin / m_nsPerTick)),
            static_cast<std::uint64_t>(std::floor(range.end / m_nsPerTick))};
    };
    Selection selection{.time = ticksOf(tasks.time.value_or(time)), .workers = tasks.workers};
    if (tasks.duration)
        selection.filter.duration = bounds(*tasks.duration);
    if (tasks.wait)
        selection.filter.wait = bounds(*tasks.wait);
    if (tasks.delay)
        selection.filter.delay = bounds(*tasks.delay);
    return selection;
}

TickRange TimelineModel::ticksOf(const TimeRange& range) const
{
    return {tickAt(range.begin), tickAt(range.end)};
}

} // namespace interleave::ui
