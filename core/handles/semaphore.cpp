#include "core/handles/semaphore.h"

#include "core/base/cache_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace interleave {

std::optional<std::size_t> Semaphore::payloadBytes(const BlockShape& shape)
{
    if (shape.count == 0 || shape.count > kMaxPermits || shape.elementBytes != sizeof(RobustMutex))
        return std::nullopt;
    return blockBytes(kCacheLine, shape.count, sizeof(RobustMutex));
}

Result<Semaphore, SystemError> Semaphore::create(std::size_t permits)
{
    const BlockShape shape{
        .kind = kindOf(typeid(Semaphore)), .count = permits, .elementBytes = sizeof(RobustMutex)};
    const auto bytes = payloadBytes(shape);
    if (!bytes)
        return fail(
            SystemError::LimitReached, fmt::format("a semaphore has 1 to {} permits", kMaxPermits));
    auto block = SharedBlock::create("interleave-semaphore", shape, *bytes);
    if (!block)
        return tl::unexpected(block.error());
    Semaphore semaphore(*std::move(block));
    new (semaphore.m_here->block.payload()) Shared{};
    for (RobustMutex& permit : semaphore.m_here->permits()) {
        if (auto created = permit.create(); !created)
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
    for (RobustMutex& permit : m_here->permits()) {
        const Acquisition got = permit.tryLock();
        if (got == Acquisition::Busy)
            continue;
        ++m_here->held;
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
    Shared& shared = m_here->shared();
    shared.waiters.fetch_add(1);
    Acquisition got = Acquisition::Busy;
    for (;;) {
        const std::uint32_t seen = shared.releases.load();
        got = tryAcquire();
        if (got != Acquisition::Busy || deadline.passed())
            break;
        futexWait(shared.releases, seen, deadline.orSoon().remainingNs());
    }
    shared.waiters.fetch_sub(1);
    return got;
}

bool Semaphore::release(std::size_t count) const
{
    return m_here->release(count);
}

bool Semaphore::Here::release(std::size_t count)
{
    const auto all = permits();
    const pid_t me = ::gettid();
    const auto isMine = [me](const RobustMutex& permit) { return permit.isHeldBy(me); };
    // Unlike the others', the permits of this thread cannot change meanwhile.
    const auto first = std::ranges::find_if(all, isMine);
    if (count > 1 && static_cast<std::size_t>(std::count_if(first, all.end(), isMine)) < count)
        return false;
    if (first == all.end())
        return false;
    std::size_t left = count;
    for (auto permit = first; permit != all.end() && left > 0; ++permit) {
        if (isMine(*permit) && permit->unlock())
            --left;
    }
    held -= static_cast<int>(count - left);
    shared().releases.fetch_add(1);
    if (shared().waiters.load() != 0)
        futexWake(shared().releases, static_cast<int>(count));
    return true;
}

// The memory goes: no mutex in it may be held.
Semaphore::Here::~Here()
{
    while (held > 0 && release(1))
        ;
}

std::span<RobustMutex> Semaphore::Here::permits() const
{
    return {reinterpret_cast<RobustMutex*>(block.payload() + kCacheLine), block.shape().count};
}

} // namespace interleave
