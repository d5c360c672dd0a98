#include "core/pool/pool_core.h"

#include "core/base/least_stack.h"
#include "core/base/machine.h"
#include "core/pool/task_call.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

thread_local const PoolCore* loopOfThisThread = nullptr;

// Above those of most pools, so that closefrom(n) closes it with theirs; below those that loops
// over all numbers come to.
constexpr int kHighNumber = 240;

// With what was left open; fails on what cannot be.
Result<void, SystemError> complete(PoolOptions& options)
{
    options.workers = options.workers.value_or(static_cast<std::uint32_t>(usableCores()));
    if (options.workers < 1U || options.workers > PoolCrew::kMaxPlaces || options.maxInFlight < 1)
        return fail(SystemError::LimitReached,
            fmt::format(
                "a pool of {} workers and {} tasks in flight cannot be; from 1 to {} workers "
                "and at least 1 task are allowed",
                *options.workers,
                options.maxInFlight,
                PoolCrew::kMaxPlaces));
    if (options.initializer.run != nullptr && !options.initializer.call)
        return fail(
            SystemError::Other, "the initializer: " + options.initializer.call.error().message);
    if (options.context)
        return {};
    return Context::standard().map(
        [&](std::shared_ptr<Context> standard) { options.context = std::move(standard); });
}

std::uint32_t placesFor(const PoolOptions& options)
{
    const std::uint32_t workers = *options.workers;
    return std::min(
        std::max(options.maxWorkers.value_or(4 * workers), workers), PoolCrew::kMaxPlaces);
}

} // namespace

Result<std::shared_ptr<PoolCore>, SystemError> PoolCore::create(PoolOptions options)
{
    if (auto completed = complete(options); !completed)
        return tl::unexpected(completed.error());
    auto context = options.context;
    if (auto can = context->canStart().and_then(checkStack); !can)
        return tl::unexpected(std::move(can.error()));
    auto line = LifeLine::create(kHighNumber);
    auto memory = PoolMemory::create(placesFor(options), options.maxInFlight);
    auto bell = Doorbell::create();
    auto timer = Timer::create();
    auto loop = EventLoop::create();
    for (const auto* error : {line ? nullptr : &line.error(),
             memory ? nullptr : &memory.error(),
             bell ? nullptr : &bell.error(),
             timer ? nullptr : &timer.error(),
             loop ? nullptr : &loop.error()}) {
        if (error != nullptr)
            return tl::unexpected(*error);
    }
    std::shared_ptr<PoolCore> core(new PoolCore(std::move(options),
        std::move(context),
        *std::move(line),
        *std::move(memory),
        *std::move(bell),
        *std::move(timer),
        *std::move(loop)));
    if (auto ready = core->awaitWorkers(); !ready) {
        core->terminate();
        return tl::unexpected(ready.error());
    }
    return core;
}

PoolCore::PoolCore(PoolOptions options,
    std::shared_ptr<Context> context,
    LifeLine line,
    PoolMemory memory,
    Doorbell bell,
    Timer timer,
    EventLoop loop)
    : m_options(std::move(options))
    , m_clock(context->clock())
    , m_line(std::move(line))
    , m_memory(std::move(memory))
    , m_bell(std::move(bell))
    , m_timer(std::move(timer))
    , m_loop(std::move(loop))
    , m_tasks(m_memory)
    , m_crew(m_options,
          std::move(context),
          m_memory,
          m_bell,
          m_loop,
          {[this](std::uint32_t place) { onNote(place); },
              [this](std::uint32_t place) { onEnded(place); },
              [this](std::uint32_t place) INTERLEAVE_UNCHECKED { onUnwatched(place); }})
    , m_credit(m_memory.places(), m_memory.block().watchNotes)
    , m_standstills(m_memory.places())
{
    m_loop.endWith(m_line);
    m_loop.endWith(m_options.context->lifeLine());
}

PoolCore::~PoolCore()
{
    // Pool has terminated it. The last reference may be one of its own threads': a callback has
    // destroyed the pool, or the loop has ended last.
    if (m_thread.joinable() && loopOfThisThread == this)
        m_thread.detach();
    else if (m_thread.joinable())
        m_thread.join();
    m_callbacks->shutdown();
}

bool PoolCore::isWhole() const
{
    return m_line.isWhole() && m_options.context->isWhole();
}

// Else nobody would hear it: the loop has been told by the line.
void PoolCore::ring()
{
    if (isWhole())
        m_bell.ring();
}

bool PoolCore::inPoolThread() const
{
    return loopOfThisThread == this || m_callbacks->holdsThisThread();
}

// Whoever comes first waits for the threads, the others for him.
void PoolCore::joinThreads()
{
    if (inPoolThread())
        return;
    CallbackCrew::letOthersBegin();
    const MutexLock lock(m_joining);
    if (m_thread.joinable())
        m_thread.join();
    m_callbacks->shutdown();
}

Result<void, SystemError> PoolCore::awaitWorkers()
{
    const auto watched = m_loop.watch(m_bell.descriptor(), [this] { onBell(); }).and_then([this] {
        return m_loop.watch(m_timer.descriptor(), [this] { onTimer(); });
    });
    if (!watched)
        return watched;
    if (auto started = m_callbacks->start(); !started)
        return started;
    {
        const MutexLock lock(m_mutex);
        m_crew.want(*m_options.workers);
    }
    ring(); // the loop's thread starts them: they end with it
    if (auto started = startLoop(); !started)
        return started;
    MutexLock lock(m_mutex);
    if (!waitUntilStarted(lock))
        return fail(SystemError::Other, "the workers were not ready in time");
    if (m_state == State::Ended)
        return fail(SystemError::Other, m_whyClosed.message);
    if (m_crew.ready() == m_crew.wanted())
        return {};
    const auto& [kind, why] = m_crew.lastFailure();
    return fail(kind,
        fmt::format("{} of {} workers could start: {}", m_crew.ready(), m_crew.wanted(), why));
}

Result<void, SystemError> PoolCore::startLoop()
{
    try {
        const MutexLock joining(m_joining);
        m_thread = std::thread([core = shared_from_this()] {
            loopOfThisThread = core.get();
            core->runLoop();
        });
        return {};
    } catch (const std::system_error& error) {
        return tl::unexpected(describeThreadError("start the pool's thread", error));
    }
}

// Or has failed to.
bool PoolCore::isStarted()
{
    return m_crew.ready() == m_crew.wanted() || !m_crew.lastFailure().message.empty();
}

// Or the pool has ended. In pieces, of each of which no more counts than it was to last: the time
// in which the whole program is stopped is not the workers'.
bool PoolCore::waitUntilStarted(MutexLock& lock)
{
    std::uint64_t left = leftNs(m_options.startWithin);
    while (m_state != State::Ended && !isStarted()) {
        if (left == 0)
            return false;
        const std::uint64_t piece = std::min(left, StopCredit::kLeastStopNs);
        const std::uint64_t begin = Clock::monotonicNs();
        m_changed.wait(lock, Deadline::in(std::chrono::nanoseconds(piece)));
        left -= std::min(piece, Clock::monotonicNs() - begin);
    }
    return true;
}

void PoolCore::close()
{
    if (isCopy())
        return;
    const MutexLock lock(m_mutex);
    if (m_state == State::Open)
        m_state = State::Closed;
}

void PoolCore::join()
{
    if (isCopy())
        return;
    close();
    CallbackCrew::letOthersBegin();
    for (;;) {
        MutexLock lock(m_mutex);
        m_tasks.collectAll();
        if (m_tasks.inFlight() == 0 || m_state == State::Ended)
            break;
        PoolBlock& block = m_memory.block();
        block.roomWanted.store(1);
        const std::uint32_t made = block.roomMade.load();
        lock.unlock();
        futexWait(block.roomMade, made, kPoolTickNs);
    }
    if (!inPoolThread())
        m_callbacks->waitUntilIdle();
    {
        const MutexLock lock(m_mutex);
        m_leaving = true;
        m_crew.want(0);
        ring();
    }
    joinThreads();
}

void PoolCore::cancelWaiting()
{
    if (isCopy())
        return;
    const MutexLock lock(m_mutex);
    for (std::uint32_t slot = 0; slot < m_memory.slots(); ++slot) {
        if (m_tasks.isHeld(slot)
            && m_tasks.takeBack(slot, cancelledWaiting(), false) == TaskTable::TakeBack::Done)
            m_tasks.fail(slot, cancelledWaiting());
    }
    if (m_tasks.hasUndecided())
        ring(); // the timer has something to wait for now
}

void PoolCore::terminate()
{
    if (isCopy())
        return;
    {
        const MutexLock lock(m_mutex);
        m_state = State::Ended;
        m_leaving = true;
        m_tasks.failAll(poolClosed());
        m_crew.want(0);
        if (isWhole())
            m_crew.killAll();
        ring();
    }
    joinThreads();
}

void PoolCore::resize(std::uint32_t workers)
{
    if (isCopy())
        return;
    const MutexLock lock(m_mutex);
    if (m_state != State::Open)
        return;
    m_crew.want(std::clamp(workers, 1U, m_memory.places()));
    ring(); // only the pool's own thread starts processes and watches them
}

std::uint32_t PoolCore::workers()
{
    if (isCopy())
        return 0;
    const MutexLock lock(m_mutex);
    return m_crew.wanted();
}

std::vector<pid_t> PoolCore::pids()
{
    if (isCopy())
        return {};
    const MutexLock lock(m_mutex);
    return m_crew.pids();
}

std::uint64_t PoolCore::replaced()
{
    if (isCopy())
        return 0;
    const MutexLock lock(m_mutex);
    return m_crew.replaced();
}

std::uint32_t PoolCore::inFlight()
{
    if (isCopy())
        return 0;
    const MutexLock lock(m_mutex);
    return static_cast<std::uint32_t>(m_tasks.inFlight());
}

std::map<std::uint64_t, UniqueFd> PoolCore::takeArenas(const Completion& task)
{
    if (isCopy())
        return {};
    const MutexLock lock(m_mutex);
    // The task was seen to have ended in shared memory; what it had sent before may still be here.
    hearAllPlaces();
    std::map<std::uint64_t, UniqueFd> taken;
    for (auto at = m_arenas.lower_bound({task.ticket, 0});
         at != m_arenas.end() && at->first.first == task.ticket;
         at = m_arenas.erase(at))
        taken.emplace(at->first.second, std::move(at->second));
    return taken;
}

} // namespace interleave
