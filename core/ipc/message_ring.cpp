#include "core/ipc/message_ring.h"

#include "core/base/is_stopped.h"
#include "core/base/spin_pause.h"

#include <algorithm>
#include <thread>

namespace interleave {

namespace {

// How often who waits for another looks whether that one is still there, and goes on.
constexpr std::chrono::milliseconds kOtherCheck{10};

// Before it sleeps, a waiter looks this often: some microseconds, less than it costs to be woken.
// With one core the other side could not move meanwhile.
int looksBeforeSleep()
{
    static const int looks = std::thread::hardware_concurrency() > 1 ? 100 : 0;
    return looks;
}

// A mutex whose memory is damaged refuses at once.
Transfer notLocked(const Deadline& deadline)
{
    return deadline.isNever() ? Transfer::Damaged : Transfer::NotInTime;
}

} // namespace

Transfer MessageRing::put(std::string_view message, Patience patience) const
{
    Shared& ring = shared();
    if (isClosed())
        return Transfer::Closed;
    const auto locked = patience.wait([&](const Deadline& deadline) {
        const bool isBusy = ring.writers.lockUntil(deadline) == Acquisition::Busy;
        return isBusy ? notLocked(deadline) : Transfer::Done;
    });
    if (locked != Transfer::Done)
        return locked;
    const std::lock_guard turn(ring.writers, std::adopt_lock);
    dropOrphans();
    if (cellsFor(message.size()) > m_capacity)
        return putInPieces(message, patience);
    return putFragment(message, kFirst | kLast, patience).value_or(Transfer::Damaged);
}

// Pieces of half the ring, so that both sides work at once.
Transfer MessageRing::putInPieces(std::string_view message, Patience& patience) const
{
    const std::size_t cells = std::max<std::size_t>(m_capacity / 2, 1);
    const std::size_t piece = cells * m_cellBytes - sizeof(Fragment);
    if (patience.isOver())
        return Transfer::NotInTime;
    for (std::size_t at = 0; at < message.size();) {
        const std::string_view bytes = message.substr(at, piece);
        const bool isLast = at + bytes.size() == message.size();
        const auto ended
            = putFragment(bytes, (at == 0 ? kFirst : 0) | (isLast ? kLast : 0), patience);
        if (ended && *ended != Transfer::Done)
            return *ended;
        at = ended ? at + bytes.size() : 0;
    }
    return Transfer::Done;
}

std::optional<Transfer> MessageRing::putFragment(
    std::string_view bytes, std::uint32_t part, Patience& patience) const
{
    Shared& ring = shared();
    const auto cells = static_cast<std::uint32_t>(cellsFor(bytes.size()));
    const auto room = [&] { return used() <= m_capacity - cells; };
    const auto ended = patience.wait(
        [&](const Deadline& deadline) { return waitUntil(room, ring.writer, deadline); });
    if (ended != Transfer::Done)
        return ended;
    const Position tail = ring.tail.load(std::memory_order_relaxed); // only this turn changes it
    const Fragment fragment{static_cast<std::uint32_t>(bytes.size()), part};
    copyIn(tail.cells, 0, &fragment, sizeof fragment);
    copyIn(tail.cells, sizeof fragment, bytes.data(), bytes.size());
    const std::uint32_t messages = tail.messages + ((part & kLast) != 0 ? 1 : 0);
    return patience.wait([&](const Deadline& deadline) {
        return publish({tail.cells + cells, messages}, part, deadline);
    });
}

// Called at the start of a producer's turn. When there is no whole message in the ring but
// something, it is the beginning of one whose producer is gone; it would take up room until a
// consumer comes.
void MessageRing::dropOrphans() const
{
    Shared& ring = shared();
    const auto orphaned = [&] {
        const Position head = ring.head.load(std::memory_order_acquire);
        const Position tail = ring.tail.load(std::memory_order_acquire);
        return head.messages == tail.messages && head.cells != tail.cells;
    };
    if (!orphaned() || ring.readers.tryLock() == Acquisition::Busy)
        return;
    const std::lock_guard turn(ring.readers, std::adopt_lock);
    if (orphaned()) // while somebody is stopped there they stay
        (void)release(ring.tail.load(std::memory_order_relaxed), Deadline::now());
}

Transfer MessageRing::get(std::string& message, const Deadline& deadline) const
{
    Shared& ring = shared();
    if (ring.readers.lockUntil(deadline) == Acquisition::Busy)
        return notLocked(deadline);
    const std::lock_guard turn(ring.readers, std::adopt_lock);
    const auto published = [&] { return used() != 0; };
    bool begun = false;
    for (bool whole = false; !whole;) {
        Transfer ended
            = begun ? waitForRest(begun, deadline) : waitUntil(published, ring.reader, deadline);
        if (ended == Transfer::Done && used() != 0)
            ended = takeFragment(message, begun, whole, deadline);
        if (ended != Transfer::Done)
            return ended;
    }
    return Transfer::Done;
}

// Either something has come or the message ends here: the ring is closed, or nobody has the
// producers' turn, or who has it is stopped and there is no time left; what has begun is dropped.
Transfer MessageRing::waitForRest(bool& begun, const Deadline& deadline) const
{
    Shared& ring = shared();
    const auto published = [&] { return used() != 0; };
    for (;;) {
        const auto ended = waitUntil(published, ring.reader, Deadline::in(kOtherCheck));
        if (ended == Transfer::Done || ended == Transfer::Damaged)
            return ended;
        if (ended == Transfer::Closed) { // nothing comes any more, whoever has the turn
            begun = false;
            return Transfer::Done;
        }
        if (ring.writers.tryLock() == Acquisition::Busy) {
            if (dropWhatHasBegun(deadline))
                return Transfer::NotInTime;
            continue;
        }
        const std::lock_guard turn(ring.writers, std::adopt_lock);
        begun = published();
        return Transfer::Done;
    }
}

// Its producer, which is stopped, will begin the message again.
bool MessageRing::dropWhatHasBegun(const Deadline& deadline) const
{
    Shared& ring = shared();
    if (!deadline.passed() || !isStopped(ring.writers.holder()))
        return false;
    const auto held = lockState(deadline);
    if (!held || used() != 0)
        return false;
    ring.dropped = 1;
    return true;
}

Transfer MessageRing::takeFragment(
    std::string& message, bool& begun, bool& whole, const Deadline& deadline) const
{
    Shared& ring = shared();
    const Position head = ring.head.load(std::memory_order_relaxed); // only this turn changes it
    Fragment fragment{};
    copyOut(head.cells, 0, &fragment, sizeof fragment);
    const std::size_t cells = cellsFor(fragment.bytes);
    if (cells > used() || used() > m_capacity)
        return Transfer::Damaged;
    const bool last = (fragment.part & kLast) != 0;
    const bool first = (fragment.part & kFirst) != 0;
    if (first) {
        message.clear();
        begun = true;
    }
    if (begun) {
        const std::size_t size = message.size();
        message.resize(size + fragment.bytes);
        copyOut(head.cells, sizeof fragment, message.data() + size, fragment.bytes);
        whole = last;
    }
    // A later piece may not stay: those before it are not there any more.
    const Deadline until = first ? deadline : Deadline::never();
    const bool released = release(
        {head.cells + static_cast<std::uint32_t>(cells), head.messages + (last ? 1 : 0)}, until);
    return released ? Transfer::Done : notLocked(until);
}

void MessageRing::close() const
{
    Shared& ring = shared();
    const std::lock_guard held(ring.state);
    wakeSleeper(ring.reader);
    wakeSleeper(ring.writer);
    ring.closed.store(1);
}

bool MessageRing::isClosed() const
{
    return shared().closed.load(std::memory_order_acquire) != 0;
}

std::size_t MessageRing::size() const
{
    const Position head = shared().head.load(std::memory_order_acquire);
    const Position tail = shared().tail.load(std::memory_order_acquire);
    return std::min(tail.messages - head.messages, m_capacity);
}

template <class Ready>
Transfer MessageRing::waitUntil(Ready ready, Sleeper& sleeper, const Deadline& deadline) const
{
    Shared& ring = shared();
    for (;;) {
        for (int looks = deadline.isNow() ? 0 : looksBeforeSleep(); looks >= 0; --looks) {
            if (ready())
                return Transfer::Done;
            spinPause();
        }
        std::uint32_t seen = 0;
        {
            const auto held = lockState(deadline);
            if (!held)
                return notLocked(deadline);
            if (ready())
                return Transfer::Done;
            if (ring.closed.load(std::memory_order_relaxed) != 0)
                return Transfer::Closed;
            seen = sleeper.calls.load(std::memory_order_relaxed);
            sleeper.asleep = 1;
        }
        if (deadline.passed())
            return Transfer::NotInTime;
        futexWait(sleeper.calls, seen, deadline.remainingNs());
    }
}

// It is held for a few stores. Not held after this when there is no time left and the one that has
// it is stopped there, or when its memory is damaged.
std::unique_lock<RobustMutex> MessageRing::lockState(const Deadline& deadline) const
{
    RobustMutex& state = shared().state;
    auto got = state.tryLock();
    while (got == Acquisition::Busy && !(deadline.passed() && isStopped(state.holder()))) {
        const Deadline look = Deadline::in(kOtherCheck);
        got = state.lockUntil(look);
        if (got == Acquisition::Busy && !look.passed())
            break;
    }
    return got == Acquisition::Busy ? std::unique_lock<RobustMutex>()
                                    : std::unique_lock(state, std::adopt_lock);
}

// Not into a closed ring: a consumer may have seen it closed and empty, and gone.
std::optional<Transfer> MessageRing::publish(
    Position tail, std::uint32_t part, const Deadline& deadline) const
{
    Shared& ring = shared();
    const auto held = lockState(deadline);
    if (!held)
        return notLocked(deadline);
    if (ring.closed.load(std::memory_order_relaxed) != 0)
        return Transfer::Closed;
    if ((part & kFirst) != 0)
        ring.dropped = 0;
    else if (ring.dropped != 0)
        return std::nullopt;
    wakeSleeper(ring.reader);
    ring.tail.store(tail, std::memory_order_release);
    return Transfer::Done;
}

// False when it could not in time.
bool MessageRing::release(Position head, const Deadline& deadline) const
{
    Shared& ring = shared();
    const auto held = lockState(deadline);
    if (!held)
        return false;
    wakeSleeper(ring.writer);
    ring.head.store(head, std::memory_order_release);
    return true;
}

// Comes before what it is woken for, both under `state`: see the argument in the header. The flag
// falls last: if this process dies before the call, the next one calls again.
void MessageRing::wakeSleeper(Sleeper& sleeper)
{
    if (sleeper.asleep == 0)
        return;
    sleeper.calls.fetch_add(1, std::memory_order_relaxed);
    futexWake(sleeper.calls, 1);
    sleeper.asleep = 0;
}

MessageRing::Shared& MessageRing::shared() const
{
    return *reinterpret_cast<Shared*>(m_block.payload());
}

std::uint32_t MessageRing::used() const
{
    const Position head = shared().head.load(std::memory_order_acquire);
    return shared().tail.load(std::memory_order_acquire).cells - head.cells;
}

std::size_t MessageRing::cellsFor(std::size_t bytes) const
{
    return (bytes + sizeof(Fragment) + m_cellBytes - 1) / m_cellBytes;
}

void MessageRing::copyIn(
    std::uint32_t cell, std::size_t offset, const void* from, std::size_t count) const
{
    std::byte* const cells = m_block.payload() + sizeof(Shared);
    const std::size_t size = (std::size_t{m_mask} + 1) * m_cellBytes;
    const std::size_t begin = (std::size_t{cell & m_mask} * m_cellBytes + offset) % size;
    const std::size_t upToEnd = std::min(count, size - begin);
    std::copy_n(static_cast<const std::byte*>(from), upToEnd, cells + begin);
    std::copy_n(static_cast<const std::byte*>(from) + upToEnd, count - upToEnd, cells);
}

void MessageRing::copyOut(std::uint32_t cell, std::size_t offset, void* to, std::size_t count) const
{
    const std::byte* const cells = m_block.payload() + sizeof(Shared);
    const std::size_t size = (std::size_t{m_mask} + 1) * m_cellBytes;
    const std::size_t begin = (std::size_t{cell & m_mask} * m_cellBytes + offset) % size;
    const std::size_t upToEnd = std::min(count, size - begin);
    std::copy_n(cells + begin, upToEnd, static_cast<std::byte*>(to));
    std::copy_n(cells, count - upToEnd, static_cast<std::byte*>(to) + upToEnd);
}

} // namespace interleave
