// What a ledger proves of a job's tasks, as plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

/// Why a task did not run exactly once to its end.
enum class LedgerReason : std::uint8_t {
    NotBegun, // the run was stopped before
    CutOff, // the run was stopped in the middle of it
    SignalHitNextTask, // the signal for a task that took too long came when that had just ended
    ProcessShared, // its process was killed for another task that took too long
    NotWatched, // its process could not be watched, and was killed
};

struct LedgerException
{
    LedgerReason reason = LedgerReason::NotBegun;
    std::uint64_t tasks = 0;
    std::vector<std::uint64_t> examples; // the first of them
};

/// How often each task ran. It is proved when two counts that are kept apart agree: what the tasks'
/// entries say, written by whoever began them, and how many ends the workers' recorders have
/// counted; and when every task that did not run exactly once has a reason that the engine noted.
struct LedgerResult
{
    bool proved = false;
    std::string doubt; // what does not agree; empty when proved
    std::uint64_t ranOnce = 0; // to an end: succeeded, failed or timed out
    std::uint64_t again = 0; // begun more than once, and ended
    std::uint64_t cutOff = 0; // begun and not ended
    std::uint64_t never = 0;
    std::uint64_t endsCounted = 0; // by the recorders
    std::vector<LedgerException> exceptions;
};

} // namespace interleave
