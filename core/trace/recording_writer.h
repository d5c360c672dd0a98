// The engine's side of a recording: creates it, opens and ends the trial, appends the sampler's
// frames.
//
// Process safety: created before the workers are forked, who inherit the mapping; each worker gets
// a Recorder of its own (recorder.h). Where what lies in it the creator keeps in its own memory,
// whatever a worker's stray write does to the header. If the engine dies, what was written stays
// readable for all who map it.
#pragma once

#include "core/base/clock.h"
#include "core/ipc/shared_memory.h"
#include "core/trace/recording_layout.h"

#include <span>
#include <string_view>

namespace interleave {

/// Of one worker, in its log; its counters have all.
inline constexpr std::uint64_t kMaxLockEvents = 16'384;

struct RecordingSpec
{
    Clock clock;
    std::uint64_t trial = 0;
    std::uint64_t tasks = 0;
    std::uint32_t workers = 1;
    bool locks = false; // workers wait for locks: room for kMaxLockEvents each
    std::uint64_t partsPerTask = 0; // at most
    std::span<const int> cores;
    std::string_view experimentText;
    std::uint64_t maxEventBytes = 512ULL << 20U; // larger logs drop events and count them
};

class RecordingWriter
{
public:
    /// What such a recording takes when every task has ended: more where workers wait for locks, or
    /// tasks have parts.
    [[nodiscard]] static std::uint64_t leastBytes(const RecordingSpec& spec);

    [[nodiscard]] static Result<RecordingWriter, SystemError> create(const RecordingSpec& spec);

    /// In a worker that was not forked by the creator: the same recording.
    [[nodiscard]] static Result<RecordingWriter, SystemError> attach(UniqueFd descriptor);

    [[nodiscard]] RecordingHeader& header() { return *m_header; }
    [[nodiscard]] const RecordingLayout& layout() const { return m_layout; }
    [[nodiscard]] WorkerCounters& counters(std::uint32_t worker);
    [[nodiscard]] LatencyHistogram& histogram(std::uint32_t worker);
    [[nodiscard]] std::span<std::atomic<std::uint32_t>> blockOwners();
    [[nodiscard]] std::span<TraceEvent> events();

    /// The shares (0 to 1) are those since the last frame. Returns true when the frames were full
    /// and have been halved: the caller then doubles its interval.
    bool appendFrame(std::uint64_t ticks,
        const FrameActivity& activity,
        std::span<const double> machine,
        std::span<const double> run,
        std::span<const double> workers);

    [[nodiscard]] int descriptor() const { return m_memory.descriptor(); }
    [[nodiscard]] Result<UniqueFd, SystemError> readOnlyDescriptor() const
    {
        return m_memory.readOnlyDescriptor();
    }

private:
    RecordingWriter(SharedMemory memory, RecordingHeader* header)
        : m_memory(std::move(memory))
        , m_header(header)
        , m_layout(header->layout)
    {
    }
    [[nodiscard]] std::byte* frame(std::uint32_t index);
    void halveFrames();

    SharedMemory m_memory;
    RecordingHeader* m_header; // in m_memory
    RecordingLayout m_layout;
    std::uint32_t m_frames = 0; // appended, and not halved away
};

} // namespace interleave
