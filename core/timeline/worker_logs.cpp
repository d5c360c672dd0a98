#include "core/timeline/worker_logs.h"

#include <algorithm>

namespace interleave {

WorkerLogs::WorkerLogs(std::shared_ptr<const Recording> recording)
    : m_recording(std::move(recording))
    , m_logs(m_recording->workers())
    , m_blockEvents(m_recording->blockEvents())
{
}

// A worker puts its name on a block before it counts an event in it: the counts are read first, so
// the blocks of all events that are counted have names by then.
void WorkerLogs::refresh()
{
    std::vector<std::uint64_t> counted(m_logs.size());
    for (unsigned worker = 0; worker < workers(); ++worker)
        counted[worker] = m_recording->eventsOf(worker);
    std::erase_if(m_unowned, [this](std::uint64_t block) { return assign(block); });
    for (const std::uint64_t taken = m_recording->blocksTaken(); m_blocksSeen < taken;
         ++m_blocksSeen) {
        if (!assign(m_blocksSeen))
            m_unowned.push_back(m_blocksSeen);
    }
    for (unsigned worker = 0; worker < workers(); ++worker) {
        Log& log = m_logs[worker];
        const std::uint64_t room = log.blocks.size() * m_blockEvents;
        log.size = std::max(log.size, std::min(counted[worker], room));
    }
}

bool WorkerLogs::assign(std::uint64_t block)
{
    const std::uint32_t owner = m_recording->blockOwner(block);
    if (owner == 0 || owner > m_logs.size())
        return false;
    auto& blocks = m_logs[owner - 1].blocks;
    const auto number = static_cast<std::uint32_t>(block);
    blocks.insert(std::ranges::upper_bound(blocks, number), number);
    return true;
}

std::uint64_t WorkerLogs::events() const
{
    std::uint64_t sum = 0;
    for (const Log& log : m_logs)
        sum += log.size;
    return sum;
}

std::span<const TraceEvent> WorkerLogs::from(unsigned worker, std::uint64_t position) const
{
    const Log& log = m_logs[worker];
    const std::uint64_t offset = position % m_blockEvents;
    const std::uint64_t count = std::min(m_blockEvents - offset, log.size - position);
    return m_recording->block(log.blocks[position / m_blockEvents]).subspan(offset, count);
}

} // namespace interleave
