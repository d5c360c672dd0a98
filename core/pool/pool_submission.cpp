// What a submitter's thread does: hands a task over, waits for it, takes it back.

#include "core/base/spin_pause.h"
#include "core/pool/pool_core.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t kObstacleNs = 1'000'000'000;
constexpr std::chrono::milliseconds kLookAgain{1};

} // namespace

void PoolCore::submit(Submission task, const std::function<void()>& meanwhile)
{
    std::shared_ptr<Completion> completion = task.completion;
    FutexWord* sleeper = nullptr;
    std::optional<TaskFailure> refused;
    if (isCopy()) {
        refused = poolOfAnotherProcess();
    } else {
        const MutexLock lock(m_mutex);
        if (!waitForRoom(meanwhile)) {
            refused = m_whyClosed;
        } else if (m_crew.hopeless()) {
            refused = taskFailure(TaskFailureKind::NoWorker, m_crew.lastFailure().message);
        } else {
            auto submitted = m_tasks.submit(std::move(task));
            if (submitted)
                sleeper = *submitted;
            else
                refused = taskFailure(TaskFailureKind::ArgumentNotSent, submitted.error().message);
            armTimer();
        }
    }
    if (sleeper != nullptr)
        futexWakeAll(*sleeper);
    if (refused) {
        completion->fail(*std::move(refused));
        completion->callBackAll();
    }
}

// Back-pressure: the submitter waits until a task has ended. False when the pool is closed.
bool PoolCore::waitForRoom(const std::function<void()>& meanwhile)
{
    std::uint64_t lastLook = Clock::monotonicNs();
    std::uint64_t blockedNs = 0; // with an obstacle; at most a tick from look to look
    while (m_state == State::Open) {
        if (m_tasks.hasRoom())
            return true;
        PoolBlock& block = m_memory.block();
        block.roomWanted.store(1);
        const std::uint32_t made = block.roomMade.load();
        const std::uint64_t now = Clock::monotonicNs();
        blockedNs = m_tasks.obstacle() ? blockedNs + std::min(now - lastLook, kPoolTickNs) : 0;
        lastLook = now;
        if (blockedNs > kObstacleNs)
            removeObstacle();
        {
            const MutexUnlock others(m_mutex);
            CallbackCrew::letOthersBegin();
            futexWait(block.roomMade, made, kPoolTickNs);
            if (meanwhile)
                meanwhile();
        }
        block.roomWanted.store(0);
    }
    return false;
}

// A worker that was given its request a whole round of the ring ago and has not taken it is stuck.
void PoolCore::removeObstacle()
{
    const auto ticket = m_tasks.obstacle();
    if (const auto place = ticket ? placeWith(&Desk::ticket, *ticket) : std::nullopt;
        place && isWhole())
        m_crew.kill(*place);
}

// Its slot says that it is done.
void PoolCore::takeInDone(Completion& task, std::uint32_t index)
{
    const MutexLock lock(m_mutex);
    if (task.slot.load() == index)
        m_tasks.collect(index);
    if (task.slot.load() == index) { // no worker has said that: it was overwritten
        m_memory.slot(index).word.fetch_and(~TaskSlot::kDone);
        m_tasks.collect(index); // one may have said so before it was taken off
    }
}

void PoolCore::await(Completion& task, Deadline deadline)
{
    if (isCopy())
        return endInCopy(task);
    std::uint64_t spinsSince
        = m_options.spin.count() > 0 ? m_clock.ticks() : 0; // 0: not (any more)
    while (!task.done()) {
        const std::uint32_t index = task.slot.load(std::memory_order_acquire);
        if (index == Completion::kNoSlot) { // not yet submitted, or just ended
            if (deadline.passed())
                return;
            task.waitHere(Deadline::in(kLookAgain));
            continue;
        }
        TaskSlot& slot = m_memory.slot(index);
        std::uint32_t word = slot.word.load(std::memory_order_acquire);
        if ((word & TaskSlot::kDone) != 0) {
            takeInDone(task, index);
            continue;
        }
        if (deadline.passed())
            return;
        if (spinsSince != 0) {
            const auto pending = [&] {
                return (slot.word.load(std::memory_order_acquire) & TaskSlot::kDone) == 0;
            };
            spinShortlyWhile(pending);
            if (m_clock.toNs(m_clock.ticks() - spinsSince) >= leftNs(m_options.spin))
                spinsSince = 0;
            continue;
        }
        if (!slot.word.compare_exchange_strong(word, word | TaskSlot::kWaited))
            continue;
        // The slot may be another task's by now: then this one is done.
        if (!task.done())
            futexWait(slot.word, word | TaskSlot::kWaited, deadline.remainingNs());
    }
}

std::optional<std::uint32_t> PoolCore::takeJobArea()
{
    if (isCopy()) // its owner may have them all
        return std::nullopt;
    for (std::uint32_t area = 0; area < PoolMemory::kJobAreas; ++area) {
        if ((m_jobAreasTaken.fetch_or(1U << area) >> area & 1U) == 0)
            return area;
    }
    return std::nullopt;
}

// Its worker will not tell this process.
void PoolCore::endInCopy(Completion& task)
{
    task.fail(poolOfAnotherProcess());
    task.callBackAll();
}

void PoolCore::watch(Completion& task)
{
    if (isCopy())
        return endInCopy(task);
    const MutexLock lock(m_mutex);
    const std::uint32_t index = task.slot.load();
    if (index == Completion::kNoSlot)
        return;
    const std::uint32_t before = m_memory.slot(index).word.fetch_or(TaskSlot::kWatched);
    if ((before & TaskSlot::kDone) != 0)
        m_tasks.collect(index);
}

bool PoolCore::cancel(Completion& task)
{
    if (isCopy())
        return false;
    {
        const MutexLock lock(m_mutex);
        const std::uint32_t index = task.slot.load();
        if (index == Completion::kNoSlot)
            return false;
        const auto taken = m_tasks.takeBack(index, cancelledWaiting(), true);
        if (taken == TaskTable::TakeBack::Done) {
            m_tasks.fail(index, cancelledWaiting());
            m_changed.notifyAll();
        }
        if (taken == TaskTable::TakeBack::Undecided)
            ring(); // the timer has something to wait for now
        if (taken != TaskTable::TakeBack::TooLate)
            return true;
    }
    return stopTask(task, TaskFailureKind::Cancelled);
}

bool PoolCore::stopTask(Completion& task, TaskFailureKind why)
{
    if (isCopy())
        return false;
    const MutexLock lock(m_mutex);
    const std::uint32_t index = task.slot.load();
    return index != Completion::kNoSlot && stopTicket(m_tasks.entry(index).ticket, why);
}

bool PoolCore::stopTicket(std::uint64_t ticket, TaskFailureKind why)
{
    const auto place = placeWith(&Desk::task, ticket);
    return place && isWhole() && m_crew.condemn(*place, ticket, why);
}

std::optional<std::uint32_t> PoolCore::placeWith(
    std::atomic<std::uint64_t> Desk::*note, std::uint64_t ticket)
{
    for (std::uint32_t place = 0; place < m_memory.places(); ++place) {
        if ((m_memory.desk(place).*note).load() == ticket + 1)
            return place;
    }
    return std::nullopt;
}

} // namespace interleave
