// How a producer or consumer waits for the other side: only while somebody may still come. One that
// died is replaced, or the engine ends the trial.
#pragma once

#include "core/workload/buffer_area.h"
#include "core/workload/worker_context.h"

namespace interleave {

inline constexpr std::uint64_t kBufferSliceNs = 2'000'000; // who waits looks around that often

enum class Passage { Done, NobodyComes, Stopped };

/// Of one wait; it begins when it is made.
class BufferPatience
{
public:
    BufferPatience(const BufferArea& area,
        bool producer,
        std::uint64_t producers,
        const WorkerContext& worker);

    /// Whether a slice has passed since the last look around.
    [[nodiscard]] bool isLookDue();
    /// Done when it is worth while to go on waiting.
    [[nodiscard]] Passage lookAround() const;
    void note(BufferWaits& waits) const;

private:
    [[nodiscard]] bool othersHaveEnded() const;

    const WorkerContext& m_worker;
    std::uint64_t m_firstOther; // the tasks of the other side
    std::uint64_t m_lastOther;
    std::uint64_t m_since;
    std::uint64_t m_looked;
};

} // namespace interleave
