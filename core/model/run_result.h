// What a run gave: plain values, computed by the engine from the recording and the shared state.
#pragma once

#include "core/model/experiment.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// The machine on which a run ran.
struct MachineFacts
{
    std::string processor;
    std::string kernel;
    std::int64_t cores = 0; // online
    std::int64_t usableCores = 0; // by affinity and cgroup
    std::int64_t memoryBytes = 0;
    std::string clock; // "tsc" or "monotonic"
};

struct TaskCounts
{
    std::uint64_t total = 0;
    std::uint64_t succeeded = 0;
    std::uint64_t failed = 0;
    std::uint64_t timedOut = 0;
    std::uint64_t cancelled = 0; // not run to the end because the run was stopped
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

struct WorkerResult
{
    std::int64_t pid = 0; // of the last process in this place of the pool
    std::uint64_t tasks = 0;
    std::uint64_t busyNs = 0; // in tasks, waiting included
    std::uint64_t waitNs = 0; // of that, waiting for the primitive
    std::uint64_t cpuNs = 0; // on a core, as the kernel counts
    std::uint64_t respawned = 0;
};

struct CoreResult
{
    std::int64_t core = 0;
    double utilisation = 0; // of the whole machine's work on this core, 0 to 1
    double run = 0; // this run's share of it
};

/// What the race did to the shared state. An update is one addition to it; expected values are
/// computed apart from the workers, from the tasks that succeeded.
struct RaceOutcome
{
    std::uint64_t expected = 0; // the sum that the shared state should hold, modulo 2^64
    std::uint64_t actual = 0; // the sum that it holds
    std::uint64_t updates = 0; // that were made
    std::uint64_t survived = 0; // of them, those that are in the shared state
    std::uint64_t lost = 0; // updates - survived
    std::uint64_t uncertain = 0; // tasks that died may have made up to this many updates more
};

/// One task that failed. kind: exception, crashed, killed, exited, timed-out.
struct TaskError
{
    std::optional<std::uint64_t> task; // nothing when a worker died outside a task
    std::string kind;
    std::string message;
};

struct EventCounts
{
    std::uint64_t recorded = 0;
    std::uint64_t dropped = 0; // did not fit the recording; counters and totals are exact
};

/// What watching costs.
struct Overhead
{
    double engineCpuShare = 0; // of one core, the engine process during the trial
    double nsPerEvent = 0; // measured in this run: one clock read and one event into a log
};

/// Why a task did not run exactly once to its end.
enum class LedgerReason : std::uint8_t {
    NotBegun, // the run was stopped before
    CutOff, // the run was stopped in the middle of it
    SignalHitNextTask, // the signal for a task that took too long came when that had just ended
    ProcessShared, // its process was killed for another task that took too long
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

enum class TrialEnd : std::uint8_t { Finished, Cancelled, Failed };

struct TrialResult
{
    TrialEnd end = TrialEnd::Finished;
    std::uint64_t startNs = 0; // from the first process to all ready; not part of wallNs
    std::uint64_t wallNs = 0;
    TaskCounts tasks;
    LedgerResult ledger;
    double throughputPerS = 0;
    LatencySummary latency;
    std::vector<WorkerResult> workers;
    std::vector<CoreResult> cores;
    RaceOutcome race;
    std::vector<TaskError> errors; // the first ones
    std::uint64_t errorsOmitted = 0; // that many more
    EventCounts events;
    Overhead overhead;
};

/// Median, quartiles and the bootstrap interval (95 %) of the median over the trials.
struct Spread
{
    double median = 0;
    double lowerQuartile = 0;
    double upperQuartile = 0;
    double low = 0;
    double high = 0;
};

struct RunSummary
{
    std::uint64_t trials = 0;
    Spread wallNs;
    Spread throughputPerS;
    Spread lost;
    TaskCounts tasks; // over all trials
};

struct RunResult
{
    Experiment experiment; // with the numbers that "auto" became
    MachineFacts machine;
    std::vector<TrialResult> trials;
    RunSummary summary;
};

} // namespace interleave
