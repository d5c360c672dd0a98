#include "core/trace/recording_writer.h"

#include "core/trace/sections.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace interleave {

namespace {

constexpr std::uint32_t kFrameCapacity = 4096;
constexpr std::uint64_t kMinBlockEvents = kRecordingPage / sizeof(TraceEvent);
constexpr std::uint64_t kMaxBlockEvents = 32'768; // 1 MiB: its pages come with one call

std::uint32_t chooseBlockEvents(std::uint64_t events, std::uint64_t workers)
{
    const std::uint64_t share = std::bit_floor(std::max<std::uint64_t>(events / (workers * 8), 1));
    return static_cast<std::uint32_t>(std::clamp(share, kMinBlockEvents, kMaxBlockEvents));
}

std::uint64_t eventsOfTasks(const RecordingSpec& spec)
{
    return spec.tasks * (1 + spec.partsPerTask);
}

// Room for every task, and for each worker a block that is half used and one that died half used.
std::uint64_t chooseBlocks(const RecordingSpec& spec, std::uint64_t blockEvents)
{
    const std::uint64_t lockEvents = spec.locks ? kMaxLockEvents * spec.workers : 0;
    const std::uint64_t wanted
        = (eventsOfTasks(spec) + lockEvents) / blockEvents + 1 + 2ULL * spec.workers;
    const std::uint64_t allowed
        = std::max<std::uint64_t>(spec.maxEventBytes / (blockEvents * sizeof(TraceEvent)), 1);
    return std::min(wanted, allowed);
}

void layOut(RecordingLayout& layout, const RecordingSpec& spec)
{
    layout.workers = spec.workers;
    layout.cores = static_cast<std::uint32_t>(spec.cores.size());
    layout.blockEvents = chooseBlockEvents(eventsOfTasks(spec), spec.workers);
    layout.blocks = chooseBlocks(spec, layout.blockEvents);
    layout.frameCapacity = kFrameCapacity;
    const std::uint64_t values = 2ULL * layout.cores + layout.workers;
    layout.frameStride = static_cast<std::uint32_t>((kFrameHead + 2 * values + 7) / 8 * 8);
    placeSections(layout, spec.experimentText.size(), 0);
}

void describe(RecordingLayout& layout, const RecordingSpec& spec)
{
    std::memcpy(layout.magic, kRecordingMagic, sizeof layout.magic);
    layout.version = kRecordingVersion;
    layout.clockSource = static_cast<std::uint32_t>(spec.clock.source());
    layout.nsPerTick = spec.clock.nsPerTick();
    layout.tasks = spec.tasks;
    layout.trial = spec.trial;
}

std::uint16_t toShare(double value)
{
    if (std::isnan(value))
        return kShareNotKnown;
    return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0, 1.0) * 10'000));
}

std::uint16_t* storeShares(std::uint16_t* to, std::span<const double> values)
{
    return std::transform(values.begin(), values.end(), to, toShare);
}

std::uint16_t meanShare(std::uint16_t first, std::uint16_t second)
{
    if (first == kShareNotKnown || second == kShareNotKnown)
        return std::min(first, second); // the one that is known
    return static_cast<std::uint16_t>((first + second) / 2);
}

// Two frames become one; `to` may be `earlier`.
void mergeFrames(
    const std::byte* earlier, const std::byte* later, std::byte* to, std::uint32_t stride)
{
    FrameActivity first{};
    FrameActivity second{};
    std::memcpy(&first, earlier + sizeof(std::uint64_t), sizeof first);
    std::memcpy(&second, later + sizeof(std::uint64_t), sizeof second);
    const FrameActivity both = FrameActivity::merged(first, second);
    const auto* sharesBefore = reinterpret_cast<const std::uint16_t*>(earlier + kFrameHead);
    const auto* sharesAfter = reinterpret_cast<const std::uint16_t*>(later + kFrameHead);
    auto* shares = reinterpret_cast<std::uint16_t*>(to + kFrameHead);
    for (std::size_t i = 0; i < (stride - kFrameHead) / sizeof *shares; ++i)
        shares[i] = meanShare(sharesBefore[i], sharesAfter[i]);
    std::memcpy(to, later, sizeof(std::uint64_t)); // the later time ends the doubled interval
    std::memcpy(to + sizeof(std::uint64_t), &both, sizeof both);
}

} // namespace

std::uint64_t RecordingWriter::leastBytes(const RecordingSpec& spec)
{
    RecordingLayout planned{};
    layOut(planned, spec);
    return planned.histograms.offset
        + std::min(planned.events.bytes, eventsOfTasks(spec) * sizeof(TraceEvent));
}

Result<RecordingWriter, SystemError> RecordingWriter::create(const RecordingSpec& spec)
{
    RecordingLayout planned{};
    layOut(planned, spec);
    auto memory = SharedMemory::create("interleave-recording", planned.totalBytes);
    if (!memory)
        return tl::unexpected(memory.error());
    // What is always written is taken now; log blocks and frames come when they are needed.
    if (auto reserved = memory->reserve(0, planned.histograms.offset); !reserved)
        return tl::unexpected(reserved.error());
    auto* header = memory->objects<RecordingHeader>(0, 1).data();
    describe(planned, spec);
    header->layout = planned;
    std::ranges::copy(spec.experimentText,
        memory->objects<char>(planned.experiment.offset, planned.experiment.bytes).begin());
    std::ranges::copy(spec.cores,
        memory->objects<std::int32_t>(planned.coreNumbers.offset, planned.cores).begin());
    RecordingWriter writer(*std::move(memory), header);
    for (std::uint32_t worker = 0; worker < spec.workers; ++worker)
        writer.counters(worker).core.store(-1, std::memory_order_relaxed);
    return writer;
}

Result<RecordingWriter, SystemError> RecordingWriter::attach(UniqueFd descriptor)
{
    auto memory = SharedMemory::attach(std::move(descriptor));
    if (!memory)
        return tl::unexpected(memory.error());
    auto* header = reinterpret_cast<RecordingHeader*>(memory->bytes());
    if (memory->size() < sizeof *header
        || std::memcmp(header->layout.magic, kRecordingMagic, sizeof kRecordingMagic) != 0
        || header->layout.totalBytes != memory->size())
        return fail(SystemError::Broken, "the descriptor is not for a recording");
    return RecordingWriter(*std::move(memory), header);
}

WorkerCounters& RecordingWriter::counters(std::uint32_t worker)
{
    return m_memory.objects<WorkerCounters>(m_layout.counters.offset, m_layout.workers)[worker];
}

LatencyHistogram& RecordingWriter::histogram(std::uint32_t worker)
{
    return m_memory.objects<LatencyHistogram>(m_layout.histograms.offset, m_layout.workers)[worker];
}

std::span<std::atomic<std::uint32_t>> RecordingWriter::blockOwners()
{
    return m_memory.objects<std::atomic<std::uint32_t>>(
        m_layout.blockOwners.offset, m_layout.blocks);
}

std::span<TraceEvent> RecordingWriter::events()
{
    return m_memory.objects<TraceEvent>(
        m_layout.events.offset, m_layout.blocks * m_layout.blockEvents);
}

std::byte* RecordingWriter::frame(std::uint32_t index)
{
    return m_memory.bytes() + m_layout.frames.offset + std::uint64_t{index} * m_layout.frameStride;
}

bool RecordingWriter::appendFrame(std::uint64_t ticks,
    const FrameActivity& activity,
    std::span<const double> machine,
    std::span<const double> run,
    std::span<const double> workers)
{
    const bool full = m_frames == m_layout.frameCapacity;
    if (full)
        halveFrames();
    std::byte* at = frame(m_frames);
    std::memcpy(at, &ticks, sizeof ticks);
    std::memcpy(at + sizeof ticks, &activity, sizeof activity);
    auto* shares = reinterpret_cast<std::uint16_t*>(at + kFrameHead);
    shares = storeShares(shares, machine);
    shares = storeShares(shares, run);
    storeShares(shares, workers);
    m_header->frameCount.store(++m_frames, std::memory_order_release);
    return full;
}

// The fences here and in Recording::utilisation() no test can show to be missing on x86, which
// keeps stores in their order, and loads too: there they only bind the compiler.
void RecordingWriter::halveFrames()
{
    m_header->frameSequence.fetch_add(1);
    std::atomic_thread_fence(std::memory_order_release); // what is written stays behind it
    const std::uint32_t half = m_layout.frameCapacity / 2;
    for (std::uint32_t i = 0; i < half; ++i)
        mergeFrames(frame(2 * i), frame(2 * i + 1), frame(i), m_layout.frameStride);
    m_frames = half;
    m_header->frameCount.store(half);
    m_header->frameSequence.fetch_add(1);
}

} // namespace interleave
