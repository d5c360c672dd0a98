#include "core/workload/shared_state.h"

#include <type_traits>

namespace interleave {

namespace {

RobustLock::Kind lockKindOf(Primitive primitive)
{
    if (primitive == Primitive::ErrorCheckingLock)
        return RobustLock::Kind::ErrorChecking;
    return primitive == Primitive::RecursiveLock ? RobustLock::Kind::Recursive
                                                 : RobustLock::Kind::Plain;
}

} // namespace

Result<void, SystemError> SharedState::create(Primitive primitive, std::uint32_t permits)
{
    semaphore.primitive.create(permits,
        primitive == Primitive::Semaphore ? PermitTable::Release::ByAnybody
                                          : PermitTable::Release::ByHolder);
    readersWriterLock.primitive.create(primitive == Primitive::ReaderPreferringLock
            ? ReadersWriterLock::Preference::Readers
            : ReadersWriterLock::Preference::Writers);
    if (auto created = lock.primitive.create(lockKindOf(primitive)); !created)
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
    withRecorded(*this, primitive, [&](auto& recorded) { free(recorded, 0); });
    for (std::size_t own = 0; own < ownLocks.size(); ++own)
        free(ownLocks[own], static_cast<LockId>(own + 1));
    return held;
}

bool SharedState::isFreedByKernel(Primitive primitive, LockId id)
{
    bool freed = id > 0; // the workload's own are robust
    withRecorded(*this, primitive, [&]<class G>(const Recorded<G>&) {
        freed = freed || std::is_same_v<G, RobustLock> || std::is_same_v<G, HolderNote>;
    });
    return freed;
}

const LockRecord* SharedState::record(Primitive primitive, LockId id)
{
    if (id > 0)
        return id <= ownLocks.size() ? &ownLocks[id - 1].record : nullptr;
    const LockRecord* record = nullptr;
    withRecorded(*this, primitive, [&](auto& recorded) { record = &recorded.record; });
    return record;
}

} // namespace interleave
