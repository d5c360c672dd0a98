#include "core/sync/semaphore.h"

#include "core/base/cache_line.h"

#include <algorithm>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::uint64_t kLookAgainNs = 10'000'000;

std::uint32_t thisThread()
{
    return static_cast<std::uint32_t>(::gettid());
}

} // namespace

std::optional<std::size_t> Semaphore::payloadBytes(const BlockShape& shape)
{
    if (shape.count == 0 || shape.count > kMaxPermits || shape.elementBytes != sizeof(Permit))
        return std::nullopt;
    return blockBytes(kCacheLine, shape.count, sizeof(Permit));
}

Result<Semaphore, SystemError> Semaphore::create(std::size_t permits)
{
    const BlockShape shape{
        .kind = kindOf(typeid(Semaphore)), .count = permits, .elementBytes = sizeof(Permit)};
    const auto bytes = payloadBytes(shape);
    if (!bytes)
        return fail(SystemError::LimitReached, "a semaphore has 1 to 1,024 permits");
    auto block = SharedBlock::create("interleave-semaphore", shape, *bytes);
    if (!block)
        return tl::unexpected(block.error());
    Semaphore semaphore(*std::move(block));
    new (semaphore.m_block.payload()) Shared{};
    for (Permit& permit : semaphore.table()) {
        if (auto created = (new (&permit) Permit{})->mutex.create(); !created)
            return tl::unexpected(created.error());
    }
    return semaphore;
}

Result<Semaphore, SystemError> Semaphore::attach(std::vector<UniqueFd> descriptors)
{
    auto block = SharedBlock::attach(std::move(descriptors), kindOf(typeid(Semaphore)));
    if (!block)
        return tl::unexpected(block.error());
    if (payloadBytes(block->shape()) != block->payloadBytes())
        return failShape();
    return Semaphore(*std::move(block));
}

Acquisition Semaphore::tryAcquire() const
{
    for (Permit& permit : table()) {
        const Acquisition got = permit.mutex.tryLock();
        if (got == Acquisition::Busy)
            continue;
        permit.holder.store(thisThread(), std::memory_order_relaxed);
        return got;
    }
    return Acquisition::Busy;
}

Acquisition Semaphore::acquireUntil(const Deadline& deadline) const
{
    if (const Acquisition got = tryAcquire(); got != Acquisition::Busy || deadline.isNow())
        return got;
    // The waiter announces itself, then looks; the releaser frees, counts, then looks for waiters.
    // All of these are sequentially consistent, so at least one of the two sees the other.
    Shared& state = shared();
    state.waiters.fetch_add(1);
    Acquisition got = Acquisition::Busy;
    for (;;) {
        const std::uint32_t seen = state.releases.load();
        got = tryAcquire();
        if (got != Acquisition::Busy || deadline.passed())
            break;
        futexWait(
            state.releases, seen, std::min(kLookAgainNs, deadline.remainingNs().value_or(~0ULL)));
    }
    state.waiters.fetch_sub(1);
    return got;
}

bool Semaphore::release() const
{
    const std::uint32_t me = thisThread();
    // A thread that died may have had the same number: its mutex is not ours to unlock.
    const auto isReleased = [me](Permit& permit) {
        std::uint32_t holder = me;
        return permit.holder.compare_exchange_strong(holder, 0) && permit.mutex.unlock();
    };
    if (std::ranges::none_of(table(), isReleased))
        return false;
    Shared& state = shared();
    state.releases.fetch_add(1);
    if (state.waiters.load() != 0)
        futexWake(state.releases, 1);
    return true;
}

std::span<Semaphore::Permit> Semaphore::table() const
{
    return {reinterpret_cast<Permit*>(m_block.payload() + kCacheLine), permits()};
}

} // namespace interleave
