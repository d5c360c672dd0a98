#include "core/engine/trial_memory.h"

namespace interleave {

namespace {

// Both sizes are multiples of a cache line, so the parts follow each other without gaps.
std::uint64_t ledgerOffset(std::uint32_t workers)
{
    return sizeof(TrialBlock) + workers * sizeof(ClaimSlot);
}

std::uint64_t areaOffset(std::uint32_t workers, std::uint64_t tasks)
{
    return ledgerOffset(workers) + TaskLedger::linesFor(tasks) * sizeof(TaskLedger::Line);
}

} // namespace

std::uint64_t TrialMemory::bytesFor(
    std::uint64_t tasks, std::uint32_t workers, std::uint64_t areaBytes)
{
    return areaOffset(workers, tasks) + areaBytes;
}

Result<TrialMemory, SystemError> TrialMemory::create(
    std::uint64_t tasks, const TrialMemorySpec& how)
{
    const std::uint64_t bytes = bytesFor(tasks, how.handingOut.workers, how.areaBytes);
    auto shared = SharedMemory::create("interleave-trial", bytes);
    if (!shared)
        return tl::unexpected(shared.error());
    if (auto reserved = shared->reserve(0, bytes); !reserved)
        return tl::unexpected(reserved.error());
    TrialMemory memory(*std::move(shared), tasks, how.handingOut.workers);
    TrialBlock& block = memory.block();
    block.epoch.store(1);
    block.arm = how.arm;
    block.queue.create(tasks, how.handingOut, memory.slots());
    if (auto created = block.shared.create(how.arm.sync, how.permits); !created)
        return tl::unexpected(created.error());
    return memory;
}

Result<TrialMemory, SystemError> TrialMemory::attach(
    UniqueFd descriptor, std::uint64_t tasks, std::uint32_t workers)
{
    return SharedMemory::attach(std::move(descriptor)).map([&](SharedMemory memory) {
        return TrialMemory(std::move(memory), tasks, workers);
    });
}

std::span<ClaimSlot> TrialMemory::slots()
{
    return m_memory.objects<ClaimSlot>(sizeof(TrialBlock), m_workers);
}

std::span<std::byte> TrialMemory::area()
{
    const std::uint64_t offset = areaOffset(m_workers, m_tasks);
    return {m_memory.bytes() + offset, m_memory.size() - offset};
}

TaskLedger TrialMemory::ledger()
{
    return {
        m_memory.objects<TaskLedger::Line>(ledgerOffset(m_workers), TaskLedger::linesFor(m_tasks)),
        m_tasks};
}

} // namespace interleave
