// The reading side of a recording (layout: recording_layout.h), live or saved.
//
// Thread and process safety: maps read-only and never writes; any number of readers, in any
// process, while engine and workers write. Every read is a snapshot of relaxed counters: each is
// exact, but two of them may be some nanoseconds apart. A writer that dies leaves what it wrote; a
// writer that lies cannot make the reader leave the mapping, because all counts are clamped to the
// layout that open() checked.
#pragma once

#include "core/base/clock.h"
#include "core/base/failure.h"
#include "core/base/unique_fd.h"
#include "core/ipc/mapping.h"
#include "core/ipc/truncation_guard.h"
#include "core/trace/duration_counts.h"
#include "core/trace/readings.h"
#include "core/trace/recording_layout.h"
#include "core/trace/tick_range.h"

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <sys/stat.h>
#include <vector>

namespace interleave {

enum class RecordingError { NotARecording, WrongVersion, Damaged, CutOff, NotSealed, System };

/// One worker as it is now.
struct WorkerSnapshot
{
    std::int64_t pid = 0;
    WorkerState state = WorkerState::Absent;
    std::int32_t core = -1;
    std::uint64_t tasks = 0;
    std::uint64_t failed = 0;
    std::uint64_t busyNs = 0;
    std::uint64_t waitNs = 0;
    std::uint64_t cpuNs = 0;
    std::uint64_t respawned = 0;
    std::uint64_t switches = 0;
    std::uint64_t preempted = 0;
    SyncUse sync{};
    std::optional<std::uint32_t> waitsFor{}; // a LockId
    std::optional<std::uint64_t> task{}; // that it was in a moment ago, while it works
};

/// The sampler's series: seconds since the start, and for each time the trial as a whole, and for
/// each core and worker one value per time, 0 to 1.
struct UtilisationSeries
{
    std::vector<double> seconds;
    std::vector<FrameActivity> activity; // [time]
    std::vector<std::int32_t> cores; // their numbers
    std::vector<std::vector<float>> machine; // [core][time]: all that ran on the core; NaN where
                                             // that is not known
    std::vector<std::vector<float>> run; // [core][time]: this run's share
    std::vector<std::vector<float>> workers; // [worker][time]
};

class Recording
{
public:
    /// Maps the recording behind `fd` (kept by the caller) and checks its layout against its size.
    /// A memfd must be sealed against shrinking.
    [[nodiscard]] static Result<Recording, RecordingError> open(int fd);

    /// A saved one; the message of a failure names the file and the remedy. Reads its layout only:
    /// the rest comes when it is looked at. AtomicFile, which writes it, never changes a file;
    /// where another program does, or shortens it, fileChanged() says so, and what is gone reads as
    /// zeroes.
    [[nodiscard]] static Result<Recording, RecordingError> openFile(
        const std::filesystem::path& path);

    /// All that follow each other in a file: of a run that compares, the last trial of each arm.
    /// The first has the result. What else follows, if anything, is another's to read
    /// (saved_updates.h).
    [[nodiscard]] static Result<std::vector<Recording>, RecordingError> openAll(
        const std::filesystem::path& path);

    /// Whether the file behind it is not any more what was opened. Always false of memory.
    [[nodiscard]] bool fileChanged() const;

    /// Takes the next bytes of a file.
    using Write = std::function<Result<void, SystemError>(std::string_view)>;
    /// Writes this recording as a file, with what was used of it and with `resultText`, the JSON of
    /// the RunResult that it belongs to; trial() says which of its trials this is.
    [[nodiscard]] Result<void, SystemError> save(
        std::string_view resultText, const Write& write) const;

    /// In a saved file, from its beginning to what follows.
    [[nodiscard]] std::uint64_t fileBytes() const { return m_layout.totalBytes; }
    /// What it takes of memory, or of a file: of its log what is written.
    [[nodiscard]] std::uint64_t usedBytes() const;
    [[nodiscard]] Clock clock() const;
    [[nodiscard]] std::uint64_t tasks() const { return m_layout.tasks; }
    [[nodiscard]] std::uint64_t trial() const { return m_layout.trial; }
    [[nodiscard]] unsigned workers() const { return m_layout.workers; }
    [[nodiscard]] unsigned cores() const { return m_layout.cores; }
    [[nodiscard]] std::string_view experimentText() const;
    /// JSON of a RunResult (run_result_json.h); empty unless saved.
    [[nodiscard]] std::string_view resultText() const;

    [[nodiscard]] TrialState state() const
    {
        return header().state.load(std::memory_order_acquire);
    }
    /// Ticks of the start gate and of the end; 0 where that has not been yet.
    [[nodiscard]] TickRange range() const;
    /// From the start gate to the end, or to now while it runs. 0 before the start.
    [[nodiscard]] std::uint64_t elapsedNs() const;
    [[nodiscard]] std::uint64_t tasksEnded() const;
    [[nodiscard]] WorkerSnapshot worker(unsigned index) const;
    /// Who holds each lock, worker + 1, or 0: as the engine saw it at its last look. By LockId.
    [[nodiscard]] std::vector<std::uint32_t> lockHolders() const;
    [[nodiscard]] std::vector<WaitedFor> waits() const;
    /// Of all tasks that this worker has ended, also of those whose events were dropped.
    [[nodiscard]] DurationCounts taskDurations(unsigned worker) const;
    /// All workers' histograms together; all zero before the first task ended. O(buckets *
    /// workers).
    [[nodiscard]] LatencySummary latency() const;
    enum class Series { CoresOnly, WorkersToo };
    [[nodiscard]] UtilisationSeries utilisation(Series which = Series::WorkersToo) const;
    [[nodiscard]] EventCounts eventCounts() const;
    /// The valid events of one worker, in order, as runs of memory; stays valid while this object
    /// lives.
    [[nodiscard]] std::vector<std::span<const TraceEvent>> log(unsigned worker) const;

    // The log in parts, for who reads it as it grows (recording_layout.h): how many events of a
    // worker are valid, which blocks are taken, whose they are (worker + 1; 0: not known yet), what
    // lies in them.
    [[nodiscard]] std::uint64_t eventsOf(unsigned worker) const;
    [[nodiscard]] std::uint64_t blocksTaken() const;
    [[nodiscard]] std::uint32_t blockOwner(std::uint64_t block) const;
    [[nodiscard]] std::uint64_t blockEvents() const { return m_layout.blockEvents; }
    [[nodiscard]] std::span<const TraceEvent> block(std::uint64_t index) const;

private:
    struct FileState // of a file that was opened
    {
        UniqueFd file;
        std::unique_ptr<TruncationGuard> guard;
        std::int64_t bytes = 0;
        timespec written{};
    };

    Recording(Mapping mapping, std::optional<FileState> file, const RecordingLayout& layout)
        : m_mapping(std::move(mapping))
        , m_file(std::move(file))
        , m_layout(layout)
    {
    }
    [[nodiscard]] bool canBeCounts(
        std::uint64_t recorded, std::uint64_t locks, std::uint64_t dropped) const;
    [[nodiscard]] static Result<Recording, RecordingError> openAt(int fd, std::uint64_t offset);
    [[nodiscard]] static std::optional<FileState> watched(
        int fd, const struct ::stat& status, const Mapping& mapping);
    [[nodiscard]] static const RecordingHeader& headerOf(const Mapping& mapping);
    [[nodiscard]] const RecordingHeader& header() const { return headerOf(m_mapping); }
    template <class T>
    [[nodiscard]] std::span<const T> section(const Section& section) const;

    [[nodiscard]] UtilisationSeries readFrames(Series which) const;
    [[nodiscard]] SyncUse syncUse(const WorkerCounters& counters) const;
    [[nodiscard]] std::uint64_t holdNs(const WorkerCounters& counters) const;

    Mapping m_mapping;
    std::optional<FileState> m_file;
    RecordingLayout m_layout; // the checked copy: what is in the mapping may change under our feet
};

} // namespace interleave
