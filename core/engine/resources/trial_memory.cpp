#include "core/engine/resources/trial_memory.h"

#include "core/ipc/memory_file.h"

#include <algorithm>

namespace interleave {

namespace {

// Both sizes are multiples of a cache line, so the parts follow each other without gaps.
std::uint64_t ledgerOffset(std::uint32_t workers)
{
    return sizeof(TrialBlock) + workers * sizeof(ClaimSlot);
}

std::uint64_t errorsOffset(std::uint32_t workers, std::uint64_t tasks)
{
    return ledgerOffset(workers) + TaskLedger::linesFor(tasks) * sizeof(TaskLedger::Line);
}

std::uint64_t moreErrorsFor(std::uint64_t tasks)
{
    return std::min<std::uint64_t>(tasks, ErrorLog::kMostMore);
}

std::uint64_t areaOffset(std::uint32_t workers, std::uint64_t tasks)
{
    return errorsOffset(workers, tasks) + moreErrorsFor(tasks) * sizeof(ErrorLog::Entry);
}

} // namespace

std::uint64_t TrialMemory::leastBytes(
    std::uint64_t tasks, std::uint32_t workers, std::uint64_t areaBytes)
{
    return errorsOffset(workers, tasks) + areaBytes;
}

Result<TrialMemory, SystemError> TrialMemory::create(
    std::uint64_t tasks, const TrialMemorySpec& how)
{
    const std::uint32_t workers = how.handingOut.workers;
    const std::uint64_t area = areaOffset(workers, tasks);
    auto shared = SharedMemory::create("interleave-trial", area + how.areaBytes);
    if (!shared)
        return tl::unexpected(shared.error());
    if (auto reserved = shared->reserve(0, errorsOffset(workers, tasks)); !reserved)
        return tl::unexpected(reserved.error());
    if (how.areaBytes > 0) {
        if (auto reserved = shared->reserve(area, how.areaBytes); !reserved)
            return tl::unexpected(reserved.error());
    }
    TrialMemory memory(*std::move(shared), tasks, workers);
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

ErrorLog::More TrialMemory::moreErrors()
{
    return m_memory.objects<ErrorLog::Entry>(
        errorsOffset(m_workers, m_tasks), moreErrorsFor(m_tasks));
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

std::vector<TaskRange> TrialMemory::tasksTouched()
{
    constexpr std::uint64_t kLine = sizeof(TaskLedger::Line);
    const std::uint64_t ledgerBegin = ledgerOffset(m_workers);
    const auto fromLedger = [&](std::uint64_t byte) { return byte - std::min(byte, ledgerBegin); };
    std::vector<TaskRange> tasks;
    for (const ByteRange& part :
        touchedParts(m_memory.descriptor(), errorsOffset(m_workers, m_tasks))) {
        const std::uint64_t begin = fromLedger(part.begin) / kLine;
        const std::uint64_t end = (fromLedger(part.end) + kLine - 1) / kLine;
        const TaskRange range{std::min(begin * TaskLedger::kPerLine, m_tasks),
            std::min(end * TaskLedger::kPerLine, m_tasks)};
        if (!range.empty())
            tasks.push_back(range);
    }
    return tasks;
}

} // namespace interleave
