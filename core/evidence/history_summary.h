// A history in numbers.
#pragma once

#include "core/evidence/history_memory.h"
#include "core/evidence/stop_check.h"

#include <vector>

namespace interleave {

/// Updates of one log page. A log that decides the race shows as branches of whole pages.
inline constexpr std::uint32_t kUpdatesInPage = 512;

struct HistorySummary
{
    std::uint64_t operations = 0;
    std::uint64_t survivors = 0;
    std::uint64_t lost = 0;
    /// Of dead workers: made up to the store, and nobody knows whether that took place. In none of
    /// the numbers above.
    std::uint64_t unsettled = 0;

    std::uint64_t branches = 0;
    std::uint32_t mostVictims = 0; // of one branch
    std::array<std::uint64_t, 32> branchesByVictims{}; // [i]: of 2^i to 2^(i+1) - 1

    std::uint32_t workers = 0;
    std::vector<std::uint64_t> lostByWorker;
    /// By worker that began the branch x workers + worker that survived it.
    std::vector<std::uint64_t> collisions;
    std::vector<std::uint64_t> victims;

    std::uint64_t overwriterExact = 0;
    std::uint64_t overwriterProcess = 0; // a range, but of one process
    std::uint64_t overwriterRange = 0;

    /// Whether the log made the losses: of the branches of a page of updates or more, those that
    /// are a whole number of pages. By chance it is one in 512.
    std::uint64_t longBranches = 0;
    std::uint64_t longBranchesOfWholePages = 0;

    bool operator==(const HistorySummary&) const = default;
};

/// Completes the rows (collider, what is known of the overwriter) and counts them; fewer when it is
/// stopped.
[[nodiscard]] HistorySummary completeRows(
    HistoryMemory& history, const TagFormat& format, StopCheck& stop);

} // namespace interleave
