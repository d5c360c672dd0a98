// What a run gave: plain values, computed by the engine from the recording and the shared state.
#pragma once

#include "core/model/experiment.h"
#include "core/trace/readings.h"
#include "core/work/ledger_result.h"

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

struct WorkerResult
{
    std::int64_t pid = 0; // of the last process in this place of the pool
    std::uint64_t tasks = 0;
    std::uint64_t busyNs = 0; // in tasks, waiting included
    std::uint64_t waitNs = 0; // of that, waiting for the primitive
    std::uint64_t cpuNs = 0; // on a core, as the kernel counts
    std::uint64_t respawned = 0;
    std::uint64_t switches = 0; // of its core to another process or thread: because it waited
    std::uint64_t preempted = 0; // ... although it could have gone on
    SyncUse sync;
};

/// The primitives of a trial, all workers together.
struct SyncResult
{
    SyncUse use;
    std::uint64_t handOvers = 0; // acquisitions by another worker than the last holder
    std::uint64_t ownersDied = 0; // holders that died inside
    double fairness = 1; // Jain's index of the acquisitions per worker: 1/workers to 1
    double waitedShare = 0; // of the wall time, that at least one worker waited
    std::vector<WaitedFor> waits; // the workers from kNamedHolders on are not told apart
};

/// A worker in a circle of workers that wait for each other.
struct DeadlockLink
{
    std::uint32_t worker = 0; // from 0
    std::int64_t pid = 0;
    std::string waitsFor; // a lock, as in "fork 2"
    std::uint32_t heldBy = 0; // the next in the circle
};

struct CoreResult
{
    std::int64_t core = 0;
    std::optional<double> utilisation; // of the whole machine's work on this core, 0 to 1; nothing
                                       // where the system does not tell
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

    /// Whether the sum has gone past the end of 64 bits: nothing that is lost makes it larger.
    [[nodiscard]] bool wrapped() const { return actual > expected && uncertain == 0; }
};

/// One number that a workload was made to find out, as in "oversold: 3".
struct OutcomeFigure
{
    std::string name; // for programs: oversold
    std::string title; // for people: tickets oversold
    std::string unit;
    double value = 0;
    std::optional<double> wanted; // what it should be, where that can be said
};

/// A picture of the outcome: bars with labels, or a line over x.
struct OutcomeChart
{
    std::string title; // a question: How many meals did each philosopher have?
    std::string unit; // of the values
    std::string xTitle; // what x is, with its unit, or what the labels number; empty where they say
    std::vector<std::string> labels; // of the bars; empty for a line
    std::vector<double> x; // of a line
    std::vector<double> values;
    std::optional<double> wanted; // where all values should be
    std::vector<std::uint64_t> unwanted; // the bars that should be empty
};

/// What a task's result is not, although it succeeded, as in "a.jpg: salvaged".
struct TaskNote
{
    std::uint64_t task = 0;
    std::string text;
};

/// What else to know of what tasks made.
struct OutcomeRemark
{
    std::string sentence; // "2 damaged pictures were salvaged"
    std::vector<TaskNote> tasks; // the first ones
    std::uint64_t tasksOmitted = 0; // that many more
};

/// How many pixels have each brightness, 0 to 255, in the pictures of a trial.
struct BrightnessResult
{
    std::vector<std::uint64_t> counted; // by each worker for itself, of tasks that are whole
    std::vector<std::uint64_t> shared; // what their shared histogram holds
};

/// What a workload says for itself about a trial; nothing for those whose only outcome is the
/// shared total.
struct WorkloadOutcome
{
    std::string sentence; // the answer, as in "3 of 1,000 tickets were sold twice"
    bool asWanted = true;
    std::vector<OutcomeFigure> figures;
    std::vector<OutcomeChart> charts;
    std::optional<OutcomeRemark> remark{};
    std::optional<BrightnessResult> brightness{}; // of pictures
};

/// How closely the racing updates of a trial are watched.
enum class Watch : std::uint8_t {
    Bare, // not at all: load, add, store
    Tagged, // every store is unique: it says who made it
    Logged, // and every worker writes down what it has read
};

/// What one of several trials that are compared has of its own. Arms take turns in random order, so
/// that whatever changes on the machine meanwhile meets all of them.
struct Arm
{
    Primitive sync = Primitive::None;
    Watch watch = Watch::Bare;
    std::uint32_t workers = 0;
    std::optional<std::uint32_t> value{}; // its place in the experiment's varyParam.values

    bool operator==(const Arm&) const = default;
};

/// What the logs of a watched trial prove about its lost updates.
struct EvidenceResult
{
    std::uint64_t operations = 0; // that were logged
    std::uint64_t survived = 0; // found by walking back from the final word
    std::uint64_t lost = 0; // all others, each by name
    std::uint64_t unsettled = 0; // not among these: a worker died in it, and nobody read its store
    bool agrees = false; // the walk finds as many as the arithmetic
    std::string doubt; // why the logs prove nothing; empty when they do
    std::uint64_t collisions = 0; // pairs of updates that had read the same value, one of which won
    std::uint64_t mostVictims = 0; // updates that one collision has cost
    std::uint64_t overwriterExact = 0; // lost updates whose overwriter is known
    std::uint64_t overwriterProcess = 0; // ... of whose overwriter the process is known
    double atLogPages = 0; // share of the collisions that lie at the edges of the log's pages
    std::vector<std::uint64_t> lostOfWorker;
    std::vector<WaitedFor> collided; // who lost (waiter) to whom (holder)
    double nsPerOperation = 0; // what finding out cost
};

/// One task that failed. kind: exception, crashed, killed, exited, ended, timed-out; python of what
/// became of a run by Python as a whole.
struct TaskError
{
    std::optional<std::uint64_t> task; // nothing when a worker died outside a task
    std::string kind;
    std::string message;
};

/// What a window cost that watched a trial.
struct WindowCost
{
    double cpuShare = 0; // of one core, its process
    std::uint64_t frames = 0; // live updates that were measured, from reading to the last pixel
    double frameNs = 0; // how long one kept the window's thread: the median of the last ones
    double worstFrameNs = 0; // of all
};

/// What watching costs.
struct Overhead
{
    double engineCpuShare = 0; // of one core, the engine process during the trial
    double nsPerEvent = 0; // measured in this run: one clock read and one event into a log
    std::optional<WindowCost> window{}; // nothing where none watched
};

/// Workers that were asked for and not had.
struct Shortage
{
    std::uint64_t had = 0;
    std::uint64_t wanted = 0;
    bool atATime = false; // of processes for a task each, which are many more in all
    std::string why;
};

enum class TrialEnd : std::uint8_t { Finished, Cancelled, Failed, Deadlocked };

struct TrialResult
{
    TrialEnd end = TrialEnd::Finished;
    std::uint32_t arm = 0; // of RunResult::arms
    bool measured = true; // false: only end, arm, ledger.doubt and errors say anything
    std::uint64_t startNs = 0; // from the first process to all ready; not part of wallNs
    std::uint64_t wallNs = 0;
    // Of a run that compares executors, and where it could be measured:
    std::optional<std::uint64_t> roundTripNs{}; // one task that does nothing, there and back
    std::optional<std::uint64_t> memoryBytes{}; // the most that was seen of all of its processes
    TaskCounts tasks;
    LedgerResult ledger;
    double throughputPerS = 0;
    LatencySummary latency;
    std::vector<WorkerResult> workers;
    std::vector<CoreResult> cores;
    std::optional<std::int64_t> onlyCore; // on which all workers ran, where they are more than one
    std::optional<double> othersShare{}; // of the cores that the run could use, 0 to 1: what was
                                         // busy there and was not the run or its engine
    std::optional<Shortage> shortage; // where it was not run by as many as it should
    std::optional<std::string> python{}; // that ran it, as it names itself: "Python 3.11.2"
    RaceOutcome race;
    SyncResult sync;
    WorkloadOutcome outcome;
    std::vector<DeadlockLink> deadlock; // the circle; empty when there was none
    std::optional<EvidenceResult> evidence; // of a trial that was logged
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
    std::uint64_t trials = 0; // that are complete: the spreads are of these
    Spread wallNs;
    Spread throughputPerS;
    Spread lost;
    Spread waitShare; // of the workers' time in tasks, waiting for a primitive
    Spread holdShare; // ... holding one
    Spread spinShare; // ... waiting on a core
    Spread fairness;
    Spread switches; // of cores to another process or thread, per trial
    TaskCounts tasks; // over all trials, those that were never begun too
};

/// The trials of one arm together.
struct ArmResult
{
    Arm arm;
    RunSummary summary;
};

/// How many times as much of one thing there is as of another.
struct Ratio
{
    double ratio = 0;
    double low = 0; // 95 %
    double high = 0; // infinite when the denominator may be 0
    bool defined = false; // false: all denominators are 0, or there are no values

    /// Whether the two differ for more than chance.
    [[nodiscard]] bool excludesOne() const { return defined && (low > 1 || high < 1); }
};

/// What watching did to the race: losses of the watched arms against those of the bare one.
struct ProbeEffect
{
    Ratio tagged;
    Ratio logged;
};

/// A line of the engine's log.
struct SaidLine
{
    double seconds = 0; // since the run's start
    std::string level; // "info", "warning" or "error"
    std::string text;
};

/// Which pictures the tasks of an image run were about, in their order, where a folder or a list
/// says it. Names and paths as textOfPath() writes them.
struct PictureNames
{
    std::vector<std::uint32_t> arms; // whose tasks they are, of RunResult::arms
    std::string folder; // of the names
    std::vector<std::string> names; // within the folder: "trees/oak.jpg"; the first ones
    std::vector<std::string> results; // of these, within the output folder; none: not written
    std::optional<std::vector<std::uint64_t>> samples{}; // which of those that the program makes,
                                                         // where a batch goes on
    std::uint64_t omitted = 0; // that many more
};

/// What an arm has of its own where two runs were set side by side, which need not be alike.
struct OtherRun
{
    Experiment experiment; // with the numbers that "auto" became
    Experiment asked; // as it was before
    MachineFacts machine;
    bool recorded = false; // a recording of its last trial is in the file: those that are, in the
                           // order of the arms
};

struct RunResult
{
    Experiment experiment; // with the numbers that "auto" became
    MachineFacts machine;
    std::vector<TrialResult> trials;
    RunSummary summary; // of the main arm's trials
    std::vector<ArmResult> arms; // one, unless something is compared or the probe is measured
    std::optional<ProbeEffect> probe;
    std::vector<std::string> errors; // why it was no success (run_verdict.h); none where it was
    std::optional<Experiment> asked{}; // as it was before "auto" became numbers
    std::int64_t startedMs
        = 0; // since 1970, UTC, by whoever has a calendar: no clock of core's; 0: not known
    std::string name{}; // that its user has given it
    std::vector<SaidLine> log{}; // of whoever kept it: what the engine said meanwhile
    std::vector<std::string> containment{}; // what workers that read files of strangers are kept
                                            // from, and by what; none where they read no such
    std::vector<PictureNames> pictures{}; // of whoever kept them (workload/image/kept_names.h)
    std::vector<OtherRun> madeOf{}; // by arm, where it is two runs side by side; else none
};

} // namespace interleave
