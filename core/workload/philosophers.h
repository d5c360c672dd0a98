// Dining philosophers (Dijkstra, EWD 310, 1971): every worker is a philosopher with a fork on each
// side, which it shares with its neighbours. A task is a meal: think, take both forks, eat, put
// them back.
//
// The forks are locks of the workload, so that the wait-for graph sees who waits for whom. Each
// counts how often it was eaten with, load, add, store: were it ever in two hands, counts would be
// lost.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makePhilosophers(const Experiment& experiment);

} // namespace interleave
