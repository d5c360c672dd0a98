// The brightness of the pictures of a trial as each worker counts it for itself, apart from the
// shared histogram: what that should hold.
//
// Counted are the pictures of tasks that are whole in the ledger, each once, whoever dies at
// whatever instruction: a worker's last picture stays beside its sum until the ledger has its end,
// and the sum is never changed in place.
//
// Process safety: each worker writes its own; the engine reads when all have ended.
#pragma once

#include "core/model/run_result.h"
#include "core/work/task_ledger.h"
#include "core/workload/image/brightness_counts.h"
#include "core/workload/shared_state.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <span>
#include <tuple>

namespace interleave {

static_assert(std::tuple_size_v<BrightnessCounts> == kTallies);

/// Lies in shared memory, all zero at first, one for each place of a worker.
class OwnBrightness
{
public:
    /// Of a picture whose task is about to end.
    void add(const BrightnessCounts& bins, std::uint64_t task, const TaskLedger& ledger);
    [[nodiscard]] BrightnessCounts sum(const TaskLedger& ledger) const;

private:
    static constexpr std::uint32_t kPlace = 1; // of the sum
    static constexpr std::uint32_t kOpen = 2; // the last picture is not in it

    [[nodiscard]] bool lastCounts(const TaskLedger& ledger) const;

    std::array<BrightnessCounts, 2> m_sums;
    BrightnessCounts m_last;
    std::uint64_t m_lastTask;
    std::uint32_t m_lastRuns; // how often that task had been begun
    std::atomic<std::uint32_t> m_state;
};

[[nodiscard]] BrightnessResult brightnessOf(
    std::span<const OwnBrightness> workers, const TaskLedger& ledger, const SharedState& shared);

} // namespace interleave
