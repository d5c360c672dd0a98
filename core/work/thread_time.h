// How long a thread was on a core, ready for one, or in a wait that is known (base/known_wait.h).
// In all other time it slept, or was stopped.
//
// Thread safety: one thread at a time; it is about the one that asks first. Cost: 1 us a look.
#pragma once

#include "core/base/unique_fd.h"

#include <cstdint>
#include <optional>

namespace interleave {

class ThreadTime
{
public:
    /// Nanoseconds of it since the last call; 0 at the first, and where the host does not tell.
    [[nodiscard]] std::uint64_t sinceLastNs();
    /// What was until now does not count; nothing before the first call of sinceLastNs().
    void restart();

private:
    [[nodiscard]] std::optional<std::uint64_t> readNs() const;

    UniqueFd m_file;
    std::uint64_t m_lastNs = 0;
    std::uint64_t m_lastWaitNs = 0;
    bool m_opened = false;
};

} // namespace interleave
