#include "core/handles/lock.h"

#include <unistd.h>

namespace interleave {

// The memory goes: a mutex in it must not be held.
template <class Self, RobustMutex::Kind kKind>
LockHandle<Self, kKind>::Here::~Here()
{
    for (; held > 0 && shared().mutex.isHeldBy(::gettid()); --held)
        shared().mutex.unlock();
}

template <class Self, RobustMutex::Kind kKind>
Result<Self, SystemError> LockHandle<Self, kKind>::create()
{
    const BlockShape shape{
        .kind = kindOf(typeid(Self)), .count = 1, .elementBytes = sizeof(Shared)};
    auto block = SharedBlock::create("interleave-lock", shape, sizeof(Shared));
    if (!block)
        return tl::unexpected(block.error());
    Self lock(*std::move(block));
    if (auto created = (new (lock.m_here->block.payload()) Shared{})->mutex.create(kKind); !created)
        return tl::unexpected(created.error());
    return lock;
}

template <class Self, RobustMutex::Kind kKind>
Result<Self, SystemError> LockHandle<Self, kKind>::attach(std::vector<UniqueFd> descriptors)
{
    auto block = SharedBlock::attach(std::move(descriptors), kindOf(typeid(Self)));
    if (!block)
        return tl::unexpected(block.error());
    if (block->payloadBytes() != sizeof(Shared))
        return failShape();
    return Self(*std::move(block));
}

template class LockHandle<Lock, RobustMutex::Kind::Plain>;
template class LockHandle<RLock, RobustMutex::Kind::Recursive>;

} // namespace interleave
