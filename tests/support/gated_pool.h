// A pool whose tasks may wait until the test opens a gate.
#pragma once

#include "core/handles/event.h"
#include "core/pool/pool.h"

#include <optional>

namespace interleave::test {

inline std::optional<Event> gateOfTasks; // of a worker

[[nodiscard]] inline Pool gatedPool(const Event& gate, std::uint32_t workers = 1)
{
    return Pool::create(
        {.workers = workers,
            .initializer = initializer([](Event& given) { gateOfTasks = std::move(given); }, gate)})
        .value();
}

/// A task.
inline int waitAtGate()
{
    gateOfTasks->wait();
    return 0;
}

} // namespace interleave::test
