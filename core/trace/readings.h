// What is read out of a recording, as plain values. A trial's result keeps them.
#pragma once

#include <cstdint>

namespace interleave {

/// So many workers are told apart where somebody waits for them.
inline constexpr std::uint32_t kNamedHolders = 64;

/// Who had to wait for whom, and how often. Workers are counted from 0.
struct WaitedFor
{
    std::uint32_t waiter = 0;
    std::uint32_t holder = 0;
    std::uint64_t times = 0;
};

/// How the primitives were used, by one worker or by all. Waits are measured when there is one, so
/// their times are exact; holding is measured at every 64th acquisition and at those that had to
/// wait, and its time is an estimate from these.
struct SyncUse
{
    std::uint64_t acquisitions = 0;
    std::uint64_t contended = 0; // of these, that had to wait; of compare and swap, the retries
    std::uint64_t waitNs = 0;
    std::uint64_t spinNs = 0; // of that, on a core: asking again and again
    std::uint64_t holdNs = 0; // estimated
    std::uint64_t longestWaitNs = 0;
};

/// Durations of the tasks that ended, from the histogram: each within 0.4 % of the true value.
struct LatencySummary
{
    double minNs = 0;
    double p50Ns = 0;
    double p90Ns = 0;
    double p99Ns = 0;
    double maxNs = 0;
};

struct EventCounts
{
    std::uint64_t recorded = 0;
    std::uint64_t locks = 0; // of these, waits for locks and stays inside
    std::uint64_t dropped = 0; // did not fit the recording; counters and totals are exact
};

} // namespace interleave
