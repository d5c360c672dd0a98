#include "ui/images/picture_states.h"

#include "core/timeline/log_snapshot.h"

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

constexpr std::uint64_t kEventsAtOnce = 200'000; // some milliseconds

bool hasEnded(PictureState state)
{
    return state == PictureState::Done || state == PictureState::Failed;
}

} // namespace

void PictureStates::start(std::size_t tasks)
{
    m_recording.reset();
    m_tasks.assign(tasks, {});
    m_taken.clear();
    m_inWork.clear();
    m_changed.clear();
    m_counts = {};
}

void PictureStates::begin(std::shared_ptr<const Recording> recording)
{
    start(recording->tasks());
    m_recording = std::move(recording);
    m_taken.assign(m_recording->workers(), 0);
}

bool PictureStates::look()
{
    if (!m_recording)
        return true;
    std::uint64_t budget = kEventsAtOnce;
    for (std::uint32_t worker = 0; worker < m_taken.size() && budget > 0; ++worker) {
        const LogSnapshot log(*m_recording, worker);
        const std::uint64_t last = std::min(log.size(), m_taken[worker] + budget);
        log.forEach(m_taken[worker], last, [&](const TraceEvent& event, std::uint64_t) {
            take(event, worker);
            return true;
        });
        budget -= last - m_taken[worker];
        m_taken[worker] = last;
    }
    markInWork();
    return budget > 0;
}

// A task that ran again stands there twice: the last time counts.
void PictureStates::take(const TraceEvent& event, std::uint32_t worker)
{
    if (event.kind != EventKind::Task || event.task >= m_tasks.size())
        return;
    const bool succeeded = event.outcome == TaskOutcome::Succeeded;
    change(event.task, succeeded ? PictureState::Done : PictureState::Failed);
    PictureTask& task = m_tasks[event.task];
    task.worker = worker;
    task.begin = event.begin;
    task.end = event.end;
}

void PictureStates::markInWork()
{
    std::vector<std::uint64_t> now;
    const bool runs = m_recording->state() == TrialState::Running;
    for (std::uint32_t worker = 0; runs && worker < m_taken.size(); ++worker) {
        const auto task = m_recording->worker(worker).task;
        if (!task || *task >= m_tasks.size() || hasEnded(m_tasks[*task].state))
            continue;
        m_tasks[*task].worker = worker;
        change(*task, PictureState::InWork);
        now.push_back(*task);
    }
    for (const std::uint64_t task : std::exchange(m_inWork, now)) {
        const bool stillInWork = std::ranges::find(now, task) != now.end();
        if (!stillInWork && m_tasks[task].state == PictureState::InWork)
            change(task, PictureState::Waiting);
    }
}

void PictureStates::finish(const TrialResult& trial)
{
    if (m_recording) {
        while (!look()) { }
    }
    for (const TaskError& error : trial.errors) {
        if (!error.task || *error.task >= m_tasks.size())
            continue;
        change(*error.task, PictureState::Failed);
        m_tasks[*error.task].reason = QString::fromStdString(error.message);
    }
    for (std::size_t task = 0; task < m_tasks.size(); ++task) {
        if (m_tasks[task].state == PictureState::Waiting
            || m_tasks[task].state == PictureState::InWork)
            change(task, PictureState::NotKnown);
    }
}

void PictureStates::change(std::uint64_t task, PictureState state)
{
    PictureTask& changed = m_tasks[task];
    if (changed.state == state)
        return;
    if (changed.state != PictureState::Waiting && changed.state != PictureState::NotKnown)
        --countOf(changed.state);
    if (state != PictureState::Waiting && state != PictureState::NotKnown)
        ++countOf(state);
    changed.state = state;
    m_changed.push_back(task);
}

std::size_t& PictureStates::countOf(PictureState state)
{
    switch (state) {
    case PictureState::InWork:
        return m_counts.inWork;
    case PictureState::Done:
        return m_counts.done;
    case PictureState::Failed:
        return m_counts.failed;
    case PictureState::Waiting:
    case PictureState::NotKnown:
        break;
    }
    return m_others;
}

} // namespace interleave::ui
