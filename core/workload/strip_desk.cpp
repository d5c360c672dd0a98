#include "core/workload/strip_desk.h"

#include <algorithm>
#include <chrono>

namespace interleave {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{5}; // at the ledger, where it tells of a death

bool isLost(TaskMark mark)
{
    return isFailure(mark) || mark == TaskMark::TimedOut;
}

} // namespace

StripDesk::StripDesk(std::span<std::byte> area, const StripPlan& plan, std::uint64_t tasks)
    : m_header(headerIn(area))
{
    const std::uint64_t pictures = tasks / plan.tasksPerPicture();
    std::size_t at = sizeof(StripHeader);
    m_pictures = objectsIn<StripPicture>(area, at, pictures);
    at += lineBytes<StripPicture>(pictures);
    m_counts = objectsIn<BrightnessCounts>(area, at, plan.strips());
    at += lineBytes<BrightnessCounts>(plan.strips());
    m_results = objectsIn<std::uint64_t>(area, at, tasks);
    at += lineBytes<std::uint64_t>(tasks);
    m_ends = objectsIn<std::atomic<StripEnd>>(area, at, tasks);
}

std::size_t StripDesk::bytesFor(const StripPlan& plan, std::uint64_t tasks)
{
    return sizeof(StripHeader) + lineBytes<StripPicture>(tasks / plan.tasksPerPicture())
        + lineBytes<BrightnessCounts>(plan.strips()) + lineBytes<std::uint64_t>(tasks)
        + lineBytes<std::atomic<StripEnd>>(tasks);
}

bool StripDesk::begin(std::uint64_t task) const
{
    StripEnd before = StripEnd::None;
    m_ends[task].compare_exchange_strong(before, StripEnd::Begun);
    return before != StripEnd::Lost;
}

StripDesk::Look StripDesk::lookAt(TaskRange tasks, const TaskLedger& ledger) const
{
    Look look;
    for (std::uint64_t task = tasks.begin; task < tasks.end; ++task) {
        // In this order: a task's end is noted before it is in the ledger.
        const TaskMark mark = ledger.mark(task);
        const StripEnd end = endOf(task);
        const bool noted = end == StripEnd::Done || end == StripEnd::Lost;
        const bool lost = end == StripEnd::Lost || (!noted && isLost(mark));
        const bool open = !noted && !lost;
        look.lost = look.lost || lost;
        look.open = look.open || open;
        look.atWork = look.atWork || (open && mark != TaskMark::Untouched);
    }
    return look;
}

// Not one that somebody begins just now: it has noted so, or finds itself lost.
void StripDesk::giveUp(TaskRange tasks, const TaskLedger& ledger) const
{
    for (std::uint64_t task = tasks.begin; task < tasks.end; ++task) {
        StripEnd before = endOf(task);
        const bool begun = before == StripEnd::Begun && ledger.mark(task) != TaskMark::Untouched;
        if (before != StripEnd::Done && !begun)
            m_ends[task].compare_exchange_strong(before, StripEnd::Lost);
    }
    tellOfAnEnd();
}

StripDesk::Watch::Watch(const StripDesk& desk, TaskRange tasks, const WorkerContext& worker)
    : m_desk(desk)
    , m_tasks(tasks)
    , m_worker(worker)
    , m_atWorkUntil(worker.clock.ticks())
{
}

StripDesk::Watch::State StripDesk::Watch::look()
{
    Look look = m_desk.lookAt(m_tasks, m_worker.ledger);
    const std::uint64_t now = m_worker.clock.ticks();
    if (look.atWork || m_desk.m_header.deaths.load() == 0)
        m_atWorkUntil = now;
    if (look.open && m_worker.clock.toNs(now - m_atWorkUntil) > kAbandonedNs) {
        m_desk.giveUp(m_tasks, m_worker.ledger);
        m_atWorkUntil = now;
        look = m_desk.lookAt(m_tasks, m_worker.ledger);
    }
    return look.open ? State::Open : look.lost ? State::Lost : State::Done;
}

StripDesk::Wait StripDesk::waitFor(TaskRange tasks, const WorkerContext& worker) const
{
    Watch watch(*this, tasks, worker);
    for (;;) {
        const std::uint32_t ended = m_header.ended.load();
        const Watch::State state = watch.look();
        if (state != Watch::State::Open)
            return state == Watch::State::Lost ? Wait::Lost : Wait::Done;
        if (worker.stopRequested())
            return Wait::Stopped;
        worker.waitsForOthers();
        futexWait(m_header.ended, ended, std::chrono::nanoseconds(kBetweenLooks).count());
    }
}

// From where the last one to wait knew it.
StripDesk::Wait StripDesk::waitForAllBefore(std::uint64_t task, const WorkerContext& worker) const
{
    const Wait waited = waitFor({m_header.endedBefore.load(), task}, worker);
    if (waited != Wait::Stopped)
        m_header.endedBefore.store(task);
    return waited;
}

std::uint64_t StripDesk::firstLost(TaskRange tasks) const
{
    std::uint64_t task = tasks.begin;
    while (task + 1 < tasks.end && endOf(task) == StripEnd::Done)
        ++task;
    return task;
}

// What is lost stays lost: others have gone on without it.
void StripDesk::end(std::uint64_t task, StripEnd how, std::uint64_t result) const
{
    m_results[task] = result;
    StripEnd before = endOf(task);
    while (before != StripEnd::Lost && !m_ends[task].compare_exchange_weak(before, how)) { }
    tellOfAnEnd();
}

void StripDesk::tellOfAnEnd() const
{
    m_header.ended.fetch_add(1);
    futexWakeAll(m_header.ended);
}

bool StripDesk::takeRooms(std::uint64_t picture) const
{
    if (m_header.begun.load() > picture + 1)
        return false;
    m_header.begun.store(picture + 1);
    return true;
}

bool StripDesk::hasRooms(std::uint64_t picture) const
{
    return m_header.begun.load() == picture + 1;
}

} // namespace interleave
