// Who waits for which lock, and who holds it: what the picture of the waiting shows. Plain values.
#pragma once

#include "ui/models/live_snapshot.h"

#include <QString>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace interleave::ui {

class WaitGraph
{
public:
    struct Worker
    {
        std::optional<std::uint32_t> waitsFor{}; // a lock's place
        bool waitsUnseen = false; // for a lock that is not shown
        bool alive = true;
        bool stuck = false; // in a circle
    };
    struct Lock
    {
        std::string name;
        std::optional<std::uint32_t> holder{}; // a worker
        bool stuck = false; // waited for in a circle
    };

    WaitGraph() = default;
    /// The locks of the workload and, where it guards something, the experiment's primitive.
    explicit WaitGraph(const Experiment& experiment);

    /// Locks appear when somebody first has one and then keep their places.
    void update(const LiveSnapshot& live);
    /// What the engine has proved: who waits in a circle.
    void markDeadlock(std::span<const DeadlockLink> circle);

    [[nodiscard]] const std::vector<Worker>& workers() const { return m_workers; }
    /// By LockId; the first is the experiment's primitive.
    [[nodiscard]] const std::vector<Lock>& locks() const { return m_locks; }
    [[nodiscard]] bool showsPrimitive() const { return m_showsPrimitive; }
    [[nodiscard]] std::size_t waiting() const;
    /// Of these, for locks that are not shown: only so many are looked at.
    [[nodiscard]] std::size_t waitingUnseen() const;

private:
    void growTo(std::size_t workers, std::size_t locks);
    [[nodiscard]] std::size_t placeOf(const std::string& name);

    Experiment m_experiment;
    bool m_showsPrimitive = false;
    std::vector<Worker> m_workers;
    std::vector<Lock> m_locks;
};

/// Whether there is more than one lock to wait for.
[[nodiscard]] bool hasOwnLocks(const Experiment& experiment);

/// "2 of 5 workers wait", and how many of them for what is not shown.
[[nodiscard]] QString waitingSentence(const WaitGraph& graph);

} // namespace interleave::ui
