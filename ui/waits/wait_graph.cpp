#include "ui/waits/wait_graph.h"

#include "core/model/applicability.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::ui {

namespace {

// One past the last lock that somebody has or wants.
std::size_t locksIn(const LiveSnapshot& live)
{
    std::size_t locks = 0;
    for (std::size_t lock = 0; lock < live.lockHolders.size(); ++lock)
        locks = live.lockHolders[lock] != 0 ? lock + 1 : locks;
    for (const WorkerSnapshot& worker : live.workers)
        locks = std::max<std::size_t>(locks, worker.waitsFor ? *worker.waitsFor + 1 : 0);
    return std::min<std::size_t>(locks, kNamedLocks);
}

} // namespace

WaitGraph::WaitGraph(const Experiment& experiment)
    : m_experiment(experiment)
    , m_showsPrimitive(usesPrimitive(experiment) && guardsCriticalSection(experiment.sync))
{
    growTo(0, 1);
}

void WaitGraph::growTo(std::size_t workers, std::size_t locks)
{
    if (workers > m_workers.size())
        m_workers.resize(workers);
    for (auto lock = static_cast<std::uint32_t>(m_locks.size()); lock < locks; ++lock)
        m_locks.push_back({.name = lockName(m_experiment.workload, m_experiment.sync, lock)});
}

void WaitGraph::update(const LiveSnapshot& live)
{
    growTo(live.workers.size(), locksIn(live));
    for (std::size_t i = 0; i < live.workers.size(); ++i) {
        const WorkerSnapshot& worker = live.workers[i];
        m_workers[i].alive = worker.state != WorkerState::Dead;
        m_workers[i].waitsFor = worker.waitsFor;
        m_workers[i].waitsUnseen = worker.waitsFor && *worker.waitsFor >= m_locks.size();
        if (m_workers[i].waitsUnseen)
            m_workers[i].waitsFor.reset();
    }
    for (std::size_t i = 0; i < m_locks.size() && i < live.lockHolders.size(); ++i) {
        const std::uint32_t holder = live.lockHolders[i];
        const bool known = holder != 0 && holder <= m_workers.size();
        m_locks[i].holder = known ? std::optional(holder - 1) : std::nullopt;
        if (known && m_workers[holder - 1].waitsFor == i)
            m_locks[i].holder.reset(); // the engine's look at the lock is older than that wait
    }
}

std::size_t WaitGraph::placeOf(const std::string& name)
{
    for (std::uint32_t lock = 0; lock < kNamedLocks; ++lock) {
        if (lockName(m_experiment.workload, m_experiment.sync, lock) == name)
            return lock;
    }
    return 0;
}

void WaitGraph::markDeadlock(std::span<const DeadlockLink> circle)
{
    for (const DeadlockLink& link : circle) {
        const std::size_t lock = placeOf(link.waitsFor);
        growTo(std::max(link.worker, link.heldBy) + std::size_t{1}, lock + 1);
        m_workers[link.worker].waitsFor = static_cast<std::uint32_t>(lock);
        m_workers[link.worker].stuck = true;
        m_workers[link.worker].alive = true; // it was: the engine ends who is stuck
        m_locks[lock].holder = link.heldBy;
        m_locks[lock].stuck = true;
    }
}

std::size_t WaitGraph::waiting() const
{
    return static_cast<std::size_t>(std::ranges::count_if(
        m_workers, [](const Worker& each) { return each.waitsFor || each.waitsUnseen; }));
}

std::size_t WaitGraph::waitingUnseen() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_workers, &Worker::waitsUnseen));
}

bool hasOwnLocks(const Experiment& experiment)
{
    return !workloadInfo(experiment.workload).ownLocks.empty();
}

QString waitingSentence(const WaitGraph& graph)
{
    if (graph.waiting() == 0)
        return QCoreApplication::translate("WaitGraph", "Nobody waits");
    const QString some = formatCount(graph.waiting());
    const QString all = formatCount(graph.workers().size());
    if (graph.waitingUnseen() == 0)
        return QCoreApplication::translate("WaitGraph", "%1 of %2 workers wait").arg(some, all);
    return QCoreApplication::translate("WaitGraph",
        "%1 of %2 workers wait, %3 of them for locks that are not shown: only the first %4 are")
        .arg(some, all, formatCount(graph.waitingUnseen()), formatCount(kNamedLocks - 1));
}

} // namespace interleave::ui
