#include "core/ipc/message_ring.h"

#include "core/base/spin_pause.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <mutex>
#include <thread>

namespace interleave {

namespace {

constexpr std::uint64_t kMaxCells = std::uint64_t{1} << 30U;
constexpr std::uint64_t kMaxCellBytes = std::uint64_t{1} << 30U;

// How often the consumer of an endless message looks whether its producer is still there.
constexpr std::chrono::milliseconds kProducerCheck{10};

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

MessageRing::MessageRing(SharedBlock block)
    : m_block(std::move(block))
    , m_capacity(static_cast<std::uint32_t>(m_block.shape().count))
    , m_cellBytes(static_cast<std::uint32_t>(m_block.shape().elementBytes))
    , m_mask(std::bit_ceil(m_capacity) - 1)
{
}

std::optional<std::size_t> MessageRing::payloadBytes(const BlockShape& shape)
{
    const std::uint64_t aligned = shape.elementBytes % alignof(Fragment);
    if (shape.count == 0 || shape.count > kMaxCells || shape.elementBytes <= sizeof(Fragment)
        || shape.elementBytes > kMaxCellBytes || aligned != 0)
        return std::nullopt;
    return blockBytes(sizeof(Shared), std::bit_ceil(shape.count), shape.elementBytes);
}

Result<MessageRing, SystemError> MessageRing::create(
    std::uint64_t kind, std::size_t capacity, std::size_t bytesPerCell)
{
    constexpr std::size_t kAlign = alignof(Fragment);
    const std::size_t payload
        = (std::min<std::size_t>(bytesPerCell, kMaxCellBytes) + kAlign - 1) / kAlign * kAlign;
    const BlockShape shape{
        .kind = kind, .count = capacity, .elementBytes = payload + sizeof(Fragment)};
    const auto bytes = payloadBytes(shape);
    if (!bytes)
        return fail(SystemError::LimitReached,
            "a queue holds 1 to 2^30 messages, in at most 1 TiB of memory");
    auto block = SharedBlock::create("interleave-queue", shape, *bytes);
    if (!block)
        return tl::unexpected(block.error());
    MessageRing ring(*std::move(block));
    Shared& shared = *new (ring.m_block.payload()) Shared{};
    for (RobustMutex* mutex : {&shared.writers, &shared.readers, &shared.state}) {
        if (auto created = mutex->create(); !created)
            return tl::unexpected(created.error());
    }
    return ring;
}

Result<MessageRing, SystemError> MessageRing::attach(
    std::vector<UniqueFd> descriptors, std::uint64_t kind)
{
    auto block = SharedBlock::attach(std::move(descriptors), kind);
    if (!block)
        return tl::unexpected(block.error());
    if (payloadBytes(block->shape()) != block->payloadBytes())
        return failShape();
    return MessageRing(*std::move(block));
}

Transfer MessageRing::put(std::string_view message, const Deadline& deadline) const
{
    Shared& ring = shared();
    if (isClosed())
        return Transfer::Closed;
    if (ring.writers.lockUntil(deadline) == Acquisition::Busy)
        return notLocked(deadline);
    const std::lock_guard turn(ring.writers, std::adopt_lock);
    dropOrphans();
    if (cellsFor(message.size()) > m_capacity)
        return putInPieces(message, deadline);
    return putFragment(message, kFirst | kLast, deadline);
}

// Pieces of half the ring, so that both sides work at once.
Transfer MessageRing::putInPieces(std::string_view message, const Deadline& deadline) const
{
    const std::size_t cells = std::max<std::size_t>(m_capacity / 2, 1);
    const std::size_t piece = cells * m_cellBytes - sizeof(Fragment);
    if (deadline.passed())
        return Transfer::NotInTime;
    std::uint32_t part = kFirst;
    while (!message.empty()) {
        const std::string_view bytes = message.substr(0, piece);
        message.remove_prefix(bytes.size());
        if (message.empty())
            part |= kLast;
        if (const auto ended = putFragment(bytes, part, deadline); ended != Transfer::Done)
            return ended;
        part = 0;
    }
    return Transfer::Done;
}

Transfer MessageRing::putFragment(
    std::string_view bytes, std::uint32_t part, const Deadline& deadline) const
{
    Shared& ring = shared();
    const auto cells = static_cast<std::uint32_t>(cellsFor(bytes.size()));
    const auto room = [&] { return used() <= m_capacity - cells; };
    if (const auto ended = waitUntil(room, ring.writer, deadline); ended != Transfer::Done)
        return ended;
    const Position tail = ring.tail.load(std::memory_order_relaxed); // only this turn changes it
    const Fragment fragment{static_cast<std::uint32_t>(bytes.size()), part};
    copyIn(tail.cells, 0, &fragment, sizeof fragment);
    copyIn(tail.cells, sizeof fragment, bytes.data(), bytes.size());
    const std::uint32_t messages = tail.messages + ((part & kLast) != 0 ? 1 : 0);
    return publish({tail.cells + cells, messages});
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
    if (orphaned())
        release(ring.tail.load(std::memory_order_relaxed));
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
        Transfer ended = begun ? waitForRest(begun) : waitUntil(published, ring.reader, deadline);
        if (ended == Transfer::Done && used() != 0)
            ended = takeFragment(message, begun, whole);
        if (ended != Transfer::Done)
            return ended;
    }
    return Transfer::Done;
}

// Either something has come or the message ends here: the ring is closed, or nobody has the
// producers' turn, and what has begun is dropped.
Transfer MessageRing::waitForRest(bool& begun) const
{
    Shared& ring = shared();
    const auto published = [&] { return used() != 0; };
    for (;;) {
        const auto ended = waitUntil(published, ring.reader, Deadline::in(kProducerCheck));
        if (ended == Transfer::Done || ended == Transfer::Damaged)
            return ended;
        if (ended == Transfer::Closed) { // nothing comes any more, whoever has the turn
            begun = false;
            return Transfer::Done;
        }
        if (ring.writers.tryLock() == Acquisition::Busy)
            continue;
        const std::lock_guard turn(ring.writers, std::adopt_lock);
        begun = published();
        return Transfer::Done;
    }
}

Transfer MessageRing::takeFragment(std::string& message, bool& begun, bool& whole) const
{
    Shared& ring = shared();
    const Position head = ring.head.load(std::memory_order_relaxed); // only this turn changes it
    Fragment fragment{};
    copyOut(head.cells, 0, &fragment, sizeof fragment);
    const std::size_t cells = cellsFor(fragment.bytes);
    if (cells > used() || used() > m_capacity)
        return Transfer::Damaged;
    const bool last = (fragment.part & kLast) != 0;
    if ((fragment.part & kFirst) != 0) {
        message.clear();
        begun = true;
    }
    if (begun) {
        const std::size_t size = message.size();
        message.resize(size + fragment.bytes);
        copyOut(head.cells, sizeof fragment, message.data() + size, fragment.bytes);
        whole = last;
    }
    release({head.cells + static_cast<std::uint32_t>(cells), head.messages + (last ? 1 : 0)});
    return Transfer::Done;
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
            const std::lock_guard held(ring.state);
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

// Not into a closed ring: a consumer may have seen it closed and empty, and gone.
Transfer MessageRing::publish(Position tail) const
{
    Shared& ring = shared();
    const std::lock_guard held(ring.state);
    if (ring.closed.load(std::memory_order_relaxed) != 0)
        return Transfer::Closed;
    wakeSleeper(ring.reader);
    ring.tail.store(tail, std::memory_order_release);
    return Transfer::Done;
}

void MessageRing::release(Position head) const
{
    Shared& ring = shared();
    const std::lock_guard held(ring.state);
    wakeSleeper(ring.writer);
    ring.head.store(head, std::memory_order_release);
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
