#include "core/handles/barrier.h"

#include "core/base/cache_line.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

static_assert(
    sizeof(BarrierWord) <= kCacheLine && Barrier::kMaxParties <= BarrierWord::kMaxParties);

// The word, and on the next cache line the seats.
std::optional<std::size_t> bytesFor(const BlockShape& shape)
{
    if (shape.count == 0 || shape.count > Barrier::kMaxParties
        || shape.elementBytes != sizeof(RobustMutex))
        return std::nullopt;
    return blockBytes(kCacheLine, shape.count, sizeof(RobustMutex));
}

} // namespace

Result<Barrier, SystemError> Barrier::create(std::size_t parties)
{
    const BlockShape shape{
        .kind = kindOf(typeid(Barrier)), .count = parties, .elementBytes = sizeof(RobustMutex)};
    const auto bytes = bytesFor(shape);
    if (!bytes)
        return fail(
            SystemError::LimitReached, fmt::format("a barrier has 1 to {} parties", kMaxParties));
    auto block = SharedBlock::create("interleave-barrier", shape, *bytes);
    if (!block)
        return tl::unexpected(block.error());
    const Barrier barrier(*std::move(block));
    (new (barrier.m_block.payload()) BarrierWord{})->create(static_cast<std::uint32_t>(parties));
    for (RobustMutex& seat : barrier.seats()) {
        if (auto created = seat.create(); !created)
            return tl::unexpected(created.error());
    }
    return barrier;
}

Result<Barrier, SystemError> Barrier::attach(std::vector<UniqueFd> descriptors)
{
    auto block = SharedBlock::attach(std::move(descriptors), kindOf(typeid(Barrier)));
    if (!block)
        return tl::unexpected(block.error());
    if (bytesFor(block->shape()) != block->payloadBytes())
        return failShape();
    return Barrier(*std::move(block));
}

std::span<RobustMutex> Barrier::seats() const
{
    return {reinterpret_cast<RobustMutex*>(m_block.payload() + kCacheLine), m_block.shape().count};
}

bool Barrier::aWaiterHasDied() const
{
    return std::ranges::any_of(seats(), &RobustMutex::isAbandoned);
}

Barrier::Passage Barrier::waitUntil(const Deadline& deadline) const
{
    RobustMutex* seat = takeSeat(deadline);
    if (seat == nullptr) {
        abort(); // as any time-out
        return Passage::Broken;
    }
    if (aWaiterHasDied())
        abort();
    const Passage passage = meet(deadline);
    seat->unlock();
    return passage;
}

RobustMutex* Barrier::takeSeat(const Deadline& deadline) const
{
    const auto taken = [this](Acquisition got) {
        if (got == Acquisition::OwnerDied)
            abort(); // the seat of one who died while he waited
        return got != Acquisition::Busy;
    };
    for (;;) {
        for (RobustMutex& seat : seats()) {
            if (taken(seat.tryLock()))
                return &seat;
        }
        if (deadline.passed())
            return nullptr;
        // Until the first is free, or soon: then any of them.
        if (RobustMutex& first = seats().front(); taken(first.lockUntil(deadline.orSoon())))
            return &first;
    }
}

Barrier::Passage Barrier::meet(const Deadline& deadline) const
{
    const BarrierWord::Arrival arrival = word().arrive();
    for (;;) {
        if (const auto passage = word().await(arrival, deadline.orSoon()))
            return *passage;
        if (deadline.passed() || aWaiterHasDied())
            word().abort(arrival);
    }
}

// With all seats taken nobody is inside who could take the next phase for the end of his.
void Barrier::reset() const
{
    abort();
    for (RobustMutex& seat : seats())
        seat.lock();
    word().reset();
    for (RobustMutex& seat : seats())
        seat.unlock();
}

} // namespace interleave
