#include "core/workload/bounded_buffer.h"

#include "core/base/grouped_digits.h"
#include "core/workload/area.h"
#include "core/workload/item_ring.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t kSliceNs = 2'000'000; // who waits looks around that often
constexpr std::uint64_t kSuccessorNs = 1'000'000'000; // until one that died is replaced, or never
constexpr std::uint64_t kSamples = 400; // of the occupancy, by each side

// What becomes of an item: put, and how often received.
using Mark = std::atomic<std::uint32_t>;
constexpr std::uint32_t kPut = 1;
constexpr std::uint32_t kReceived = 2; // how often counts from here

} // namespace

struct BoundedBufferWorkload::Buffer
{
    std::uint64_t share; // tasks of each worker
    std::uint64_t workers;
    std::uint64_t items;
    std::atomic<std::uint32_t> deaths;
    std::atomic<std::uint32_t> broken; // nobody knows what the semaphores' counts mean
    alignas(kCacheLine) std::atomic<std::uint64_t> put; // where nobody else counts
    alignas(kCacheLine) std::atomic<std::uint64_t> taken;
    // Semaphores: free places and items. Condition variables: how often somebody has notified.
    alignas(kCacheLine) Signal places;
    alignas(kCacheLine) Signal arrivals;
    alignas(kCacheLine) ItemRing ring;
};

// Of one worker, written by no other.
struct BoundedBufferWorkload::Notes
{
    alignas(kCacheLine) std::uint64_t waitTicks;
    std::uint64_t longestTicks;
    std::uint64_t waits;
};

struct BoundedBufferWorkload::Sample
{
    std::uint64_t ticks;
    std::uint64_t occupancy;
};

class BoundedBufferWorkload::Parts
{
public:
    explicit Parts(std::span<std::byte> area)
        : buffer(objectsIn<Buffer>(area, 0, 1).front())
        , notes(objectsIn<Notes>(area, sizeof(Buffer), buffer.workers))
        , samples(objectsIn<Sample>(area, samplesAt(buffer.workers), 2 * kSamples))
        , marks(objectsIn<Mark>(area, marksAt(buffer.workers), buffer.items))
    {
    }
    [[nodiscard]] static std::size_t bytes(std::size_t workers, std::uint64_t items)
    {
        return marksAt(workers) + lineBytes<Mark>(items);
    }

    Buffer& buffer;
    std::span<Notes> notes;
    std::span<Sample> samples;
    std::span<Mark> marks;

private:
    static std::size_t samplesAt(std::size_t workers)
    {
        return sizeof(Buffer) + lineBytes<Notes>(workers);
    }
    static std::size_t marksAt(std::size_t workers)
    {
        return samplesAt(workers) + lineBytes<Sample>(2 * kSamples);
    }
};

// Decides whether it is any use to go on waiting.
class BoundedBufferWorkload::Patience
{
public:
    Patience(
        const Parts& parts, bool producer, std::uint64_t producers, const WorkerContext& worker)
        : m_parts(parts)
        , m_worker(worker)
        , m_firstOther(producer ? producers * parts.buffer.share : 0)
        , m_lastOther(
              producer ? parts.buffer.workers * parts.buffer.share : producers * parts.buffer.share)
        , m_since(worker.clock.ticks())
        , m_looked(m_since)
    {
    }

    /// Whether a slice has passed since the last look around.
    [[nodiscard]] bool isLookDue()
    {
        const std::uint64_t now = m_worker.clock.ticks();
        if (m_worker.clock.toNs(now - m_looked) < kSliceNs)
            return false;
        m_looked = now;
        return true;
    }
    [[nodiscard]] Passage lookAround() const
    {
        if (m_worker.stopRequested())
            return Passage::Stopped;
        if (m_parts.buffer.broken.load() != 0)
            return Passage::Broken;
        const bool replaced = m_parts.buffer.deaths.load() == 0
            || m_worker.clock.toNs(m_worker.clock.ticks() - m_since) < kSuccessorNs;
        return othersHaveEnded() || !replaced ? Passage::NobodyComes : Passage::Done;
    }
    void note(Notes& notes) const
    {
        const std::uint64_t ticks = m_worker.clock.ticks() - m_since;
        notes.waitTicks += ticks;
        notes.longestTicks = std::max(notes.longestTicks, ticks);
        ++notes.waits;
    }

private:
    // The last tasks first: as long as something goes on, the first look finds one.
    [[nodiscard]] bool othersHaveEnded() const
    {
        for (std::uint64_t task = m_lastOther; task-- > m_firstOther;) {
            const TaskMark mark = m_worker.ledger.mark(task);
            if (mark == TaskMark::Untouched || mark == TaskMark::Started)
                return false;
        }
        return true;
    }

    const Parts& m_parts;
    const WorkerContext& m_worker;
    std::uint64_t m_firstOther; // the tasks of the other side
    std::uint64_t m_lastOther;
    std::uint64_t m_since;
    std::uint64_t m_looked;
};

BoundedBufferWorkload::BoundedBufferWorkload(const Experiment& experiment)
    : m_channel(channelOf(experiment))
    , m_producers(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "producers")))
    , m_capacity(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "capacity")))
    , m_items(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "items")))
{
}

BoundedBufferWorkload::Channel BoundedBufferWorkload::channelOf(const Experiment& experiment)
{
    const auto name = parameter<std::string>(experiment, "channel");
    if (name == "condition")
        return Channel::Condition;
    if (name == "spin")
        return Channel::Spin;
    if (name == "queue")
        return Channel::Queue;
    return name == "pipe" ? Channel::Pipe : Channel::Semaphores;
}

Result<std::unique_ptr<Workload>, WorkloadError> BoundedBufferWorkload::create(
    const Experiment& experiment)
{
    std::unique_ptr<BoundedBufferWorkload> workload(new BoundedBufferWorkload(experiment));
    if (workload->m_channel == Channel::Queue) {
        auto queue = Queue<Item>::create(workload->m_capacity);
        if (!queue)
            return fail(WorkloadError::NoChannel, queue.error().message);
        workload->m_queue.emplace(*std::move(queue));
    } else if (workload->m_channel == Channel::Pipe) {
        auto pipe = Pipe<Item>::create();
        if (!pipe)
            return fail(WorkloadError::NoChannel, pipe.error().message);
        workload->m_pipe.emplace(*std::move(pipe));
    }
    return workload;
}

std::vector<int> BoundedBufferWorkload::descriptors() const
{
    if (m_queue)
        return m_queue->descriptors();
    if (!m_pipe)
        return {};
    std::vector<int> both = m_pipe->first.descriptors();
    std::ranges::copy(m_pipe->second.descriptors(), std::back_inserter(both));
    return both;
}

Result<void, WorkloadError> BoundedBufferWorkload::adopt(std::vector<UniqueFd> descriptors)
{
    if (m_queue) {
        auto queue = Queue<Item>::attach(std::move(descriptors));
        if (!queue)
            return fail(WorkloadError::NoChannel, queue.error().message);
        m_queue.emplace(*std::move(queue));
    } else if (m_pipe) {
        const auto half = static_cast<std::ptrdiff_t>(descriptors.size() / 2);
        std::vector<UniqueFd> out(std::make_move_iterator(descriptors.begin() + half),
            std::make_move_iterator(descriptors.end()));
        descriptors.resize(static_cast<std::size_t>(half));
        auto first = PipeEnd<Item>::attach(std::move(descriptors));
        auto second = PipeEnd<Item>::attach(std::move(out));
        if (!first || !second)
            return fail(WorkloadError::NoChannel, (first ? second : first).error().message);
        m_pipe.emplace(*std::move(first), *std::move(second));
    }
    return {};
}

std::uint64_t BoundedBufferWorkload::defaultTasks() const
{
    return static_cast<std::uint64_t>(workloadInfo(WorkloadKind::BoundedBuffer).defaultTasks);
}

std::size_t BoundedBufferWorkload::areaBytes(const RunShape& shape) const
{
    return Parts::bytes(shape.workers, shape.tasks / shape.workers * m_producers * m_items);
}

// What the trial before has left in it.
void BoundedBufferWorkload::drain() const
{
    while (m_queue && m_queue->tryGet())
        ;
    while (m_pipe && m_pipe->second.poll() && m_pipe->second.receive())
        ;
}

void BoundedBufferWorkload::prepare(std::span<std::byte> area, const RunShape& shape) const
{
    drain();
    Buffer& buffer = objectsIn<Buffer>(area, 0, 1).front();
    buffer.share = shape.tasks / shape.workers;
    buffer.workers = shape.workers;
    buffer.items = buffer.share * m_producers * m_items;
    buffer.ring.capacity = m_capacity;
    if (m_channel == Channel::Semaphores)
        buffer.places.word.store(static_cast<std::uint32_t>(m_capacity));
}

void BoundedBufferWorkload::workerDied(
    std::optional<std::uint64_t> task, std::int64_t, std::span<std::byte> area) const
{
    Buffer& buffer = objectsIn<Buffer>(area, 0, 1).front();
    buffer.deaths.fetch_add(1);
    if (m_channel == Channel::Semaphores && task)
        buffer.broken.store(1);
}

std::uint64_t BoundedBufferWorkload::occupancy(const Parts& parts) const
{
    if (m_queue)
        return m_queue->size();
    if (!m_pipe)
        return parts.buffer.ring.size();
    const std::uint64_t put = parts.buffer.put.load();
    return put - std::min(put, parts.buffer.taken.load());
}

void BoundedBufferWorkload::sample(
    const Parts& parts, Item item, bool taken, const WorkerContext& worker) const
{
    const std::uint64_t step = (parts.buffer.items + kSamples - 1) / kSamples;
    if (item % step == 0)
        parts.samples[2 * (item / step) + (taken ? 1 : 0)]
            = {worker.clock.ticks(), occupancy(parts)};
}

// Tries until it succeeds or nobody can help it any more.
template <class Try>
BoundedBufferWorkload::Passage BoundedBufferWorkload::waitUntil(
    Try tryOnce, Signal* signal, const Parts& parts, WorkerContext& worker) const
{
    std::uint32_t seen = signal != nullptr ? signal->word.load() : 0;
    if (tryOnce())
        return Passage::Done;
    const bool producer = worker.slot.current.load() < m_producers * parts.buffer.share;
    Patience patience(parts, producer, m_producers, worker);
    Passage passage = Passage::Done;
    for (;;) {
        if (signal != nullptr)
            signal->sleep(seen, kSliceNs);
        else if (m_channel == Channel::Spin)
            ::sched_yield();
        if (patience.isLookDue())
            passage = patience.lookAround();
        seen = signal != nullptr ? signal->word.load() : 0;
        const bool done = tryOnce(); // once more after the last look: it may have come before
        if (done || passage != Passage::Done) {
            patience.note(parts.notes[worker.index]);
            return done ? Passage::Done : passage;
        }
    }
}

template <class Access>
BoundedBufferWorkload::Passage BoundedBufferWorkload::put(
    Item item, const Parts& parts, const Access& access, WorkerContext& worker) const
{
    Buffer& buffer = parts.buffer;
    const std::chrono::nanoseconds slice{kSliceNs};
    const auto pause = [&] {
        if (worker.delayNs != 0)
            TimedPause(worker.clock, worker.delayNs)();
    };
    const auto putIfRoom = [&] {
        bool room = false;
        access.update([&](const auto&) {
            room = !buffer.ring.isFull();
            if (room)
                buffer.ring.put(item, pause);
        });
        return room;
    };
    Passage passage = Passage::Done;
    switch (m_channel) {
    case Channel::Semaphores:
        passage = waitUntil([&] { return buffer.places.tryTake(); }, &buffer.places, parts, worker);
        if (passage == Passage::Done)
            access.update([&](const auto&) { buffer.ring.put(item, pause); });
        break;
    case Channel::Condition:
        passage = waitUntil(putIfRoom, &buffer.places, parts, worker);
        break;
    case Channel::Spin:
        return waitUntil(putIfRoom, nullptr, parts, worker);
    case Channel::Queue:
        return waitUntil(
            [&] { return m_queue->put(item, slice).has_value(); }, nullptr, parts, worker);
    case Channel::Pipe:
        buffer.put.fetch_add(1);
        return waitUntil(
            [&] { return m_pipe->first.send(item, slice).has_value(); }, nullptr, parts, worker);
    }
    if (passage == Passage::Done)
        buffer.arrivals.raise();
    return passage;
}

template <class Access>
BoundedBufferWorkload::Passage BoundedBufferWorkload::take(
    Item& item, const Parts& parts, const Access& access, WorkerContext& worker) const
{
    Buffer& buffer = parts.buffer;
    const std::chrono::nanoseconds slice{kSliceNs};
    const auto pause = [&] {
        if (worker.delayNs != 0)
            TimedPause(worker.clock, worker.delayNs)();
    };
    const auto takeIfThere = [&] {
        bool there = false;
        access.update([&](const auto&) {
            there = !buffer.ring.isEmpty();
            if (there)
                item = buffer.ring.take(pause);
        });
        return there;
    };
    const auto received = [&](auto result) {
        if (result)
            item = *result;
        return result.has_value();
    };
    Passage passage = Passage::Done;
    switch (m_channel) {
    case Channel::Semaphores:
        passage
            = waitUntil([&] { return buffer.arrivals.tryTake(); }, &buffer.arrivals, parts, worker);
        if (passage == Passage::Done)
            access.update([&](const auto&) { item = buffer.ring.take(pause); });
        break;
    case Channel::Condition:
        passage = waitUntil(takeIfThere, &buffer.arrivals, parts, worker);
        break;
    case Channel::Spin:
        return waitUntil(takeIfThere, nullptr, parts, worker);
    case Channel::Queue:
        return waitUntil([&] { return received(m_queue->get(slice)); }, nullptr, parts, worker);
    case Channel::Pipe:
        passage = waitUntil(
            [&] { return received(m_pipe->second.receive(slice)); }, nullptr, parts, worker);
        if (passage == Passage::Done)
            buffer.taken.fetch_add(1);
        return passage;
    }
    if (passage == Passage::Done)
        buffer.places.raise();
    return passage;
}

namespace {

TaskReport brokenSemaphores()
{
    return {.error = "a worker died, and nobody knows what it had taken of the semaphores"};
}

} // namespace

// The result is how many items it has put.
template <class Access>
TaskReport BoundedBufferWorkload::produce(
    std::uint64_t task, const Access& access, WorkerContext& worker) const
{
    const Parts parts(worker.area);
    for (std::uint64_t made = 0; made < m_items; ++made) {
        const Item item = task * m_items + made;
        parts.marks[item].fetch_or(kPut);
        const Passage passage = put(item, parts, access, worker);
        if (passage == Passage::Done) {
            sample(parts, item, false, worker);
            continue;
        }
        parts.marks[item].fetch_and(~kPut);
        if (passage == Passage::Stopped)
            return {.interrupted = true};
        if (passage == Passage::Broken)
            return brokenSemaphores();
        return {.result = made};
    }
    return {.result = m_items};
}

// All consumers' tasks together take as many items as all producers' tasks put.
template <class Access>
TaskReport BoundedBufferWorkload::consume(
    std::uint64_t task, const Access& access, WorkerContext& worker) const
{
    const Parts parts(worker.area);
    const std::uint64_t tasks = (parts.buffer.workers - m_producers) * parts.buffer.share;
    const std::uint64_t begin = task * parts.buffer.items / tasks;
    const std::uint64_t end = (task + 1) * parts.buffer.items / tasks;
    for (std::uint64_t number = begin; number < end; ++number) {
        Item item = 0;
        const Passage passage = take(item, parts, access, worker);
        if (passage == Passage::Stopped)
            return {.interrupted = true};
        if (passage == Passage::Broken)
            return brokenSemaphores();
        if (passage == Passage::NobodyComes)
            break;
        if (item < parts.marks.size()) {
            parts.marks[item].fetch_add(kReceived);
            sample(parts, item, true, worker);
        }
    }
    return {};
}

void BoundedBufferWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const std::uint64_t producing
        = objectsIn<Buffer>(worker.area, 0, 1).front().share * m_producers;
    const auto task = [&](std::uint64_t index, const auto& access, WorkerContext& context) {
        return index < producing ? produce(index, access, context)
                                 : consume(index - producing, access, context);
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

void BoundedBufferWorkload::describeWaits(
    const Parts& parts, const EndedTrial& trial, WorkloadOutcome& outcome) const
{
    OutcomeChart chart{.title = "How long did each worker wait for the other side?", .unit = "ms"};
    double producers = 0;
    double consumers = 0;
    for (std::size_t worker = 0; worker < parts.notes.size(); ++worker) {
        const bool produces = worker < m_producers;
        const double ms
            = static_cast<double>(trial.clock.toNs(parts.notes[worker].waitTicks)) / 1e6;
        (produces ? producers : consumers) += ms;
        chart.labels.push_back(
            fmt::format("{} {}", produces ? "producer" : "consumer", worker + 1));
        chart.values.push_back(ms);
    }
    outcome.figures.push_back({"producers_wait", "producers waited", "ms", producers, {}});
    outcome.figures.push_back({"consumers_wait", "consumers waited", "ms", consumers, {}});
    outcome.charts.push_back(std::move(chart));
}

void BoundedBufferWorkload::describeOccupancy(
    const Parts& parts, const EndedTrial& trial, WorkloadOutcome& outcome) const
{
    OutcomeChart chart{.title = "How many items were in the buffer, over time?",
        .unit = "items",
        .xTitle = "time in ms"};
    std::vector<Sample> samples;
    std::ranges::copy_if(parts.samples, std::back_inserter(samples), [&](const Sample& sample) {
        return sample.ticks > trial.beginTicks;
    });
    std::ranges::sort(samples, {}, &Sample::ticks);
    for (const Sample& sample : samples) {
        chart.x.push_back(
            static_cast<double>(trial.clock.toNs(sample.ticks - trial.beginTicks)) / 1e6);
        chart.values.push_back(static_cast<double>(sample.occupancy));
    }
    outcome.charts.push_back(std::move(chart));
}

WorkloadOutcome BoundedBufferWorkload::outcome(const EndedTrial& trial) const
{
    // Nobody writes any more; Parts is for those who do.
    const Parts parts({const_cast<std::byte*>(trial.area.data()), trial.area.size()});
    std::uint64_t put = 0;
    std::uint64_t lost = 0;
    std::uint64_t again = 0;
    for (const Mark& mark : parts.marks) {
        const std::uint32_t times = mark.load() / kReceived;
        put += (mark.load() & kPut) != 0 ? 1U : 0U;
        lost += mark.load() == kPut ? 1U : 0U;
        again += times > 1 ? 1U : 0U;
    }
    WorkloadOutcome outcome;
    outcome.asWanted = lost == 0 && again == 0;
    outcome.sentence = trial.end != TrialEnd::Finished
        ? fmt::format("{} of {} items had arrived when the run was stopped",
            groupedDigits(put - lost),
            groupedDigits(put))
        : outcome.asWanted ? fmt::format("All {} items arrived once", groupedDigits(put))
                           : fmt::format("{} of {} items never arrived, {} arrived more than once",
                               groupedDigits(lost),
                               groupedDigits(put),
                               groupedDigits(again));
    outcome.figures = {
        {"lost", "items that never arrived", {}, static_cast<double>(lost), 0.0},
        {"duplicated", "items that arrived more than once", {}, static_cast<double>(again), 0.0},
        {"items", "items put in", {}, static_cast<double>(put), {}},
    };
    describeWaits(parts, trial, outcome);
    describeOccupancy(parts, trial, outcome);
    return outcome;
}

// Only producers have a result: what they put.
SharedSum BoundedBufferWorkload::expected(std::uint64_t, std::uint64_t result) const
{
    return {result, result};
}

SharedSum BoundedBufferWorkload::held(const EndedTrial& trial) const
{
    const Parts parts({const_cast<std::byte*>(trial.area.data()), trial.area.size()});
    const auto arrived = static_cast<std::uint64_t>(std::ranges::count_if(
        parts.marks, [](const Mark& mark) { return mark.load() >= kReceived; }));
    return {arrived, arrived};
}

} // namespace interleave
