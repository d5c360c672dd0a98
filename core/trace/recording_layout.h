// The recording of one trial: a memfd (or a file) that the engine creates, the workers fill and the
// window maps read-only. Format version 5; all integers little-endian, all offsets from the start
// of the file. Version 4 is the same without EventKind::Part.
//
//   RecordingHeader | experiment (JSON text) | result (JSON text) | core numbers (int32 each)
//   | WorkerCounters[workers] | LatencyHistogram[workers]
//   | block owners (uint32 each: worker + 1, 0 while free) | TraceEvent[blocks * blockEvents]
//   | frames (frameCapacity of frameStride bytes)
//
// Logs: a worker appends to the block that it owns and claims the next free one by blocksTaken when
// it is full, so its log is the sequence of its blocks in file order. WorkerCounters::events says
// how many events of it are valid. When no block is left, events are counted as dropped; nothing
// ever waits.
//
// A worker writes its log itself. Between its death and the start of its successor the engine does:
// the end of the task that it was in, then EventKind::Died.
//
// A saved recording is this layout with the blocks and frames that were used, and with the result
// of the whole run, which is empty while it goes on. It is not compressed: a window maps it and
// reads what it shows.
//
// Frames: one for every interval of the sampler. `ticks` (uint64), a FrameActivity, then per core
// the machine's utilisation and this run's share, then per worker its share of a core, all as
// uint16 in 1/10,000, or kShareNotKnown. When all frames are used, the sampler halves them (of each
// pair, shares are averaged, sums so far are the later ones, peaks the higher) and doubles the
// interval; frameSequence is odd meanwhile, and a reader that saw it change reads again.
//
// Who writes what: every field below says it. The file is sealed against shrinking, so a reader
// never faults; it checks every offset once (recording.cpp) and trusts no count without clamping
// it.
#pragma once

#include "core/base/cache_line.h"
#include "core/base/worker_index.h"
#include "core/trace/event.h"
#include "core/trace/latency_histogram.h"
#include "core/trace/readings.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace interleave {

inline constexpr char kRecordingMagic[8] = {'I', 'L', 'V', 'R', 'E', 'C', '\r', '\n'};
inline constexpr std::uint32_t kRecordingVersion = 5;
inline constexpr std::uint32_t kOldestRecordingVersion = 4; // that can be read

enum class TrialState : std::uint32_t { Starting, Running, Finished, Cancelled, Failed };
enum class WorkerState : std::uint32_t { Absent, Starting, Working, Waiting, Idle, Ended, Dead };

/// The experiment's primitive and the workload's own locks, by LockId.
inline constexpr std::size_t kNamedLocks = 65;

struct Section
{
    std::uint64_t offset;
    std::uint64_t bytes;
};

// Written by the engine before anyone else sees the file, then constant. Readers keep a checked
// copy.
struct RecordingLayout
{
    char magic[8];
    std::uint32_t version;
    std::uint32_t clockSource;
    double nsPerTick;
    std::uint64_t totalBytes;
    std::uint64_t tasks;
    std::uint64_t trial; // from 0
    std::uint32_t workers;
    std::uint32_t cores;
    std::uint64_t blocks;
    std::uint32_t blockEvents;
    std::uint32_t frameCapacity;
    std::uint32_t frameStride;
    Section experiment;
    Section result;
    Section coreNumbers;
    Section counters;
    Section histograms;
    Section blockOwners;
    Section events;
    Section frames;
};

struct RecordingHeader
{
    RecordingLayout layout;

    // Written by the engine while the trial runs.
    alignas(kCacheLine) std::atomic<std::uint64_t> beginTicks; // 0 until the start gate opens
    std::atomic<std::uint64_t> endTicks; // 0 while it runs
    std::atomic<TrialState> state;
    std::atomic<std::uint32_t> frameSequence;
    std::atomic<std::uint32_t> frameCount;
    std::array<std::atomic<std::uint32_t>, kNamedLocks> lockHolders; // worker + 1, at the last look

    // Written by the workers.
    alignas(kCacheLine) std::atomic<std::uint64_t> blocksTaken;
};

/// The trial as a whole, as the sampler saw it at the end of a frame.
struct FrameActivity
{
    // So far.
    std::uint64_t tasksEnded;
    std::uint64_t switches; // times that a worker was put on a core, as the kernel counts
    // At that moment; of frames that were halved, the most.
    std::uint64_t queued; // tasks that no worker has claimed
    std::uint64_t residentBytes; // of the workers' processes together, see ProcessMemory
    std::uint64_t waiting; // workers that wait for a lock

    /// Of two frames that become one.
    [[nodiscard]] static FrameActivity merged(
        const FrameActivity& earlier, const FrameActivity& later)
    {
        return {
            .tasksEnded = later.tasksEnded,
            .switches = later.switches,
            .queued = std::max(earlier.queued, later.queued),
            .residentBytes = std::max(earlier.residentBytes, later.residentBytes),
            .waiting = std::max(earlier.waiting, later.waiting),
        };
    }
};
/// What stands in a frame before the shares.
inline constexpr std::uint16_t kShareNotKnown = 0xFFFF; // in a frame
inline constexpr std::size_t kFrameHead = sizeof(std::uint64_t) + sizeof(FrameActivity);

struct WorkerCounters
{
    // Written by the worker only.
    alignas(kCacheLine) std::atomic<std::uint64_t> tasks; // ended, whatever came of them
    std::atomic<std::uint64_t> failed; // of these
    std::atomic<std::uint64_t> busyTicks;
    std::atomic<std::uint64_t> waitTicks;
    std::atomic<std::uint64_t> events;
    std::atomic<std::uint64_t> dropped;
    std::atomic<WorkerState> state;
    std::atomic<std::int32_t> core; // where it was last seen

    // Its use of locks, also written by the worker only.
    alignas(kCacheLine)
        std::atomic<std::uint64_t> asks; // waits begun << 16 | lock + 1; 0 below: none now
    std::atomic<std::uint64_t> acquisitions;
    std::atomic<std::uint64_t> waits;
    std::atomic<std::uint64_t> spinTicks; // of waits on a core
    std::atomic<std::uint64_t> longestWaitTicks;
    std::atomic<std::uint64_t> timedHolds; // one of 64 that need not wait
    std::atomic<std::uint64_t> timedHoldTicks;
    std::atomic<std::uint64_t> waitedHoldTicks; // of all that had to wait
    std::atomic<std::uint64_t> lockEvents;
    std::atomic<std::uint64_t> switches; // of its core to somebody else, because it waited
    std::atomic<std::uint64_t> preempted; // ... although it could have gone on
    std::array<std::atomic<std::uint32_t>, kNamedHolders> waitedFor; // by holder
    std::atomic<std::uint64_t>
        droppedBefore; // when the event of task `droppedTask` - 1 was dropped
    std::atomic<std::uint64_t> droppedTask;

    // Written by the engine only; `state` too, when the worker has ended or died.
    alignas(kCacheLine) std::atomic<std::int64_t> pid;
    std::atomic<std::uint64_t> cpuNs;
    std::atomic<std::uint64_t> respawned;
    std::atomic<std::uint64_t> inTask; // + 1, that it was in at the sampler's last look; 0: none
};

} // namespace interleave
