#include "core/sync/lock.h"

#include <unistd.h>

namespace interleave {

// The memory goes: a mutex in it must not be held.
Lock::Here::~Here()
{
    if (held && shared().mutex.isHeldBy(::gettid()))
        shared().mutex.unlock();
}

Result<Lock, SystemError> Lock::create()
{
    const BlockShape shape{
        .kind = kindOf(typeid(Lock)), .count = 1, .elementBytes = sizeof(Shared)};
    auto block = SharedBlock::create("interleave-lock", shape, sizeof(Shared));
    if (!block)
        return tl::unexpected(block.error());
    Lock lock(*std::move(block));
    if (auto created = (new (lock.m_here->block.payload()) Shared{})->mutex.create(); !created)
        return tl::unexpected(created.error());
    return lock;
}

Result<Lock, SystemError> Lock::attach(std::vector<UniqueFd> descriptors)
{
    auto block = SharedBlock::attach(std::move(descriptors), kindOf(typeid(Lock)));
    if (!block)
        return tl::unexpected(block.error());
    if (block->payloadBytes() != sizeof(Shared))
        return failShape();
    return Lock(*std::move(block));
}

} // namespace interleave
