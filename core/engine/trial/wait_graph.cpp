#include "core/engine/trial/wait_graph.h"

#include <algorithm>
#include <utility>

namespace interleave {

std::vector<DeadlockLink> WaitGraph::look()
{
    noteHolders();
    Edges now = waitingNow();
    const Edges before = std::exchange(m_before, now);
    std::erase_if(now, [&](const auto& entry) {
        const auto& [worker, edge] = entry;
        const auto found = before.find(worker);
        return found == before.end() || found->second.asked != edge.asked
            || found->second.holder != edge.holder;
    });
    std::vector<DeadlockLink> links;
    for (const WorkerIndex worker : findCircle(now))
        links.push_back(describe(worker, now.at(worker)));
    return links;
}

void WaitGraph::noteHolders()
{
    TrialBlock& block = m_memory.block();
    auto& holders = m_recording.header().lockHolders;
    for (LockId lock = 0; lock < holders.size(); ++lock) {
        const LockRecord* record = block.shared.record(m_sync, lock);
        holders.at(lock).store(record != nullptr ? record->holder() : 0, std::memory_order_relaxed);
    }
}

WaitGraph::Edges WaitGraph::waitingNow()
{
    TrialBlock& block = m_memory.block();
    Edges edges;
    for (WorkerIndex worker = 0; worker < m_plan.workers; ++worker) {
        const std::uint64_t asked
            = m_recording.counters(worker).asks.load(std::memory_order_relaxed);
        const auto lock = static_cast<LockId>(asked & 0xFFFFU);
        // Of several holders at a time one may still give way.
        if (lock == 0 || (lock == 1 && hasPermits(m_sync)))
            continue;
        const LockRecord* record = block.shared.record(m_sync, lock - 1);
        if (record != nullptr && record->holder() != 0)
            edges.insert({worker, {lock - 1, record->holder() - 1, asked}});
    }
    return edges;
}

// Every worker points to one other at most, so who follows the arrows from anywhere ends, or comes
// round.
std::vector<WorkerIndex> WaitGraph::findCircle(const Edges& edges)
{
    for (const auto& [first, unused] : edges) {
        std::vector<WorkerIndex> path;
        for (auto at = edges.find(first); at != edges.end(); at = edges.find(at->second.holder)) {
            const auto seen = std::ranges::find(path, at->first);
            if (seen != path.end())
                return {seen, path.end()};
            path.push_back(at->first);
        }
    }
    return {};
}

DeadlockLink WaitGraph::describe(WorkerIndex worker, const Edge& edge)
{
    return {
        .worker = worker,
        .pid = m_recording.counters(worker).pid.load(),
        .waitsFor = lockName(m_plan.experiment.workload, m_sync, edge.lock),
        .heldBy = edge.holder,
    };
}

} // namespace interleave
