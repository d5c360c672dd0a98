#include "core/sync/shared_state.h"

namespace interleave {

Result<void, SystemError> SharedState::create(std::uint32_t permits)
{
    semaphore.primitive.create(permits);
    if (auto created = lock.primitive.create(); !created)
        return created;
    for (auto& own : ownLocks) {
        if (auto created = own.primitive.create(); !created)
            return created;
    }
    return {};
}

std::vector<LockId> SharedState::recover(Primitive primitive, WorkerIndex dead)
{
    std::vector<LockId> held;
    const auto free = [&](auto& recorded, LockId id) {
        const bool noted = recorded.record.holder() == dead + 1;
        if (recorded.primitive.recover(dead) || noted)
            held.push_back(id);
        recorded.record.forget(dead);
    };
    withGuard(*this, primitive, [&](auto& recorded) { free(recorded, 0); });
    for (std::size_t own = 0; own < ownLocks.size(); ++own)
        free(ownLocks[own], static_cast<LockId>(own + 1));
    return held;
}

const LockRecord* SharedState::record(Primitive primitive, LockId id)
{
    if (id > 0)
        return id <= ownLocks.size() ? &ownLocks[id - 1].record : nullptr;
    const LockRecord* record = nullptr;
    withGuard(*this, primitive, [&](auto& recorded) { record = &recorded.record; });
    return record;
}

} // namespace interleave
