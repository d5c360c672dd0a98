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
    m_counts = objectsIn<BrightnessCounts>(area, at, m_header.strips);
    at += lineBytes<BrightnessCounts>(m_header.strips);
    m_results = objectsIn<std::uint64_t>(area, at, tasks);
    at += lineBytes<std::uint64_t>(tasks);
    m_ends = objectsIn<std::atomic<StripEnd>>(area, at, tasks);
}

std::size_t StripDesk::bytesFor(const StripPlan& plan, std::uint32_t strips, std::uint64_t tasks)
{
    return sizeof(StripHeader) + lineBytes<StripPicture>(tasks / plan.tasksPerPicture())
        + lineBytes<BrightnessCounts>(strips) + lineBytes<std::uint64_t>(tasks)
        + lineBytes<std::atomic<StripEnd>>(tasks);
}

StripDesk::Look StripDesk::lookAt(TaskRange tasks, const TaskLedger& ledger) const
{
    Look look;
    for (std::uint64_t task = tasks.begin; task < tasks.end; ++task) {
        // In this order: a task's end is noted before it is in the ledger.
        const TaskMark mark = ledger.mark(task);
        const StripEnd end = endOf(task);
        const bool lost = end == StripEnd::Lost || (end == StripEnd::None && isLost(mark));
        const bool open = !lost && end == StripEnd::None;
        look.lost = look.lost || lost;
        look.open = look.open || open;
        look.notBegun = look.notBegun || (open && mark == TaskMark::Untouched);
    }
    return look;
}

StripDesk::Wait StripDesk::waitFor(TaskRange tasks, const WorkerContext& worker) const
{
    std::uint64_t begunUntil = worker.clock.ticks();
    for (;;) {
        const std::uint32_t ended = m_header.ended.load();
        const Look look = lookAt(tasks, worker.ledger);
        if (!look.open)
            return look.lost ? Wait::Lost : Wait::Done;
        if (worker.stopRequested())
            return Wait::Stopped;
        const std::uint64_t now = worker.clock.ticks();
        if (!look.notBegun || m_header.deaths.load() == 0)
            begunUntil = now;
        if (worker.clock.toNs(now - begunUntil) > kAbandonedNs)
            return Wait::Abandoned;
        worker.waitsForOthers();
        futexWait(m_header.ended, ended, std::chrono::nanoseconds(kBetweenLooks).count());
    }
}

// From where the last one to wait knew it.
StripDesk::Wait StripDesk::waitForAllBefore(std::uint64_t task, const WorkerContext& worker) const
{
    const Wait waited = waitFor({m_header.endedBefore.load(), task}, worker);
    if (waited == Wait::Done || waited == Wait::Lost)
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

void StripDesk::end(std::uint64_t task, StripEnd how, std::uint64_t result) const
{
    m_results[task] = result;
    m_ends[task].store(how);
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
