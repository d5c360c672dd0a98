#include "core/sync/queue_lock.h"

#include "core/sync/spin_wait.h"

namespace interleave {

// Nobody in that place or before it has the lock or will get it. Each step leads to another worker:
// a line that is longer than that is none, and a stray write made it.
bool QueueLock::isPassed(Place place) const
{
    for (std::size_t steps = 0; steps <= m_nodes.size(); ++steps) {
        const Node& node = nodeOf(place);
        const State state = node.state.load(std::memory_order_acquire);
        if (isDone(state, place))
            return true;
        if ((state & kAbandoned) == 0)
            return false;
        // The worker that comes in place of the dead one writes here anew, but not before it has
        // changed the state.
        const Place before = node.behind.load(std::memory_order_acquire);
        if (node.state.load(std::memory_order_relaxed) == state)
            place = before;
    }
    return false;
}

void QueueLock::waitBehind(Place place) const
{
    for (SpinWait wait(SpinWait::kInLine); !isPassed(place); wait.pause())
        ;
}

// The place of the worker that was here before and died in the line.
void QueueLock::takeOver(Node& mine)
{
    waitBehind(mine.behind.load(std::memory_order_relaxed));
    endTurn(mine);
}

// Whoever came next wrote down behind whom before he became the tail, and looks at this place for
// as long as it stands.
bool QueueLock::stands(Place place) const
{
    if (m_tail.load(std::memory_order_acquire) == place)
        return true;
    for (const Node& node : m_nodes) {
        if (node.behind.load(std::memory_order_acquire) == place)
            return true;
    }
    return false;
}

bool QueueLock::recover(WorkerIndex dead)
{
    Node& node = m_nodes[dead];
    const State state = node.state.load();
    if ((state & kAbandoned) != 0 || !stands(placeOf(state + kTurn, dead)))
        return false;
    if (!isPassed(node.behind.load())) {
        node.state.store(state | kAbandoned);
        return false;
    }
    m_ownerDied.store(1, std::memory_order_relaxed);
    endTurn(node);
    return true;
}

} // namespace interleave
