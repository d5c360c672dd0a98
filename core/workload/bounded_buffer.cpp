#include "core/workload/bounded_buffer.h"

#include "core/workload/buffer_outcome.h"
#include "core/workload/buffer_passage.h"
#include "core/workload/task_loop.h"

#include <algorithm>

namespace interleave {

namespace {

class BoundedBufferWorkload final : public Workload
{
public:
    explicit BoundedBufferWorkload(const Experiment& experiment);
    [[nodiscard]] Result<void, WorkloadError> makeChannel(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    void workerDied(std::optional<std::uint64_t> task,
        std::int64_t pid,
        std::span<std::byte> area) const override;
    [[nodiscard]] std::vector<int> descriptors() const override;
    [[nodiscard]] Result<void, WorkloadError> adopt(std::vector<UniqueFd> descriptors) override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    void prepare(std::span<std::byte> area, const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] std::uint64_t updatesAtMost(
        std::uint64_t index, const RunShape& shape) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    using Item = std::uint64_t;

    [[nodiscard]] BufferSize sizeFor(const RunShape& shape) const;
    void markWhatIsLeft(const EndedTrial& trial) const;
    [[nodiscard]] std::uint64_t occupancy(const BufferArea& area) const;
    void sample(const BufferArea& area, Item item, bool taken, const WorkerContext& worker) const;
    template <class Access>
    static Passage putMarked(Item item, const BufferArea& area, const BufferPassage<Access>& way);
    template <class Access>
    TaskReport produce(std::uint64_t task, const Access& access, WorkerContext& worker) const;
    template <class Access>
    TaskReport consume(std::uint64_t task, const Access& access, WorkerContext& worker) const;

    BufferWay m_way;
    std::uint64_t m_capacity;
    std::uint64_t m_items; // per task of a producer
    std::optional<BufferMessageChannel> m_messages;
};

} // namespace

BoundedBufferWorkload::BoundedBufferWorkload(const Experiment& experiment)
    : m_way{.producers
        = static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "producers"))}
    , m_capacity(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "capacity")))
    , m_items(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "items")))
{
}

Result<void, WorkloadError> BoundedBufferWorkload::makeChannel(const Experiment& experiment)
{
    const auto name = parameter<std::string>(experiment, "channel");
    if (name == "condition")
        m_way.wait = RingWait::Condition;
    if (name == "spin")
        m_way.wait = RingWait::Spin;
    if (name != "queue" && name != "pipe")
        return {};
    auto messages
        = name == "queue" ? BufferMessageChannel::queue(m_capacity) : BufferMessageChannel::pipe();
    if (!messages)
        return tl::unexpected(messages.error());
    m_way.messages = &m_messages.emplace(*std::move(messages));
    return {};
}

std::vector<int> BoundedBufferWorkload::descriptors() const
{
    return m_messages ? m_messages->descriptors() : std::vector<int>();
}

Result<void, WorkloadError> BoundedBufferWorkload::adopt(std::vector<UniqueFd> descriptors)
{
    if (!m_messages)
        return {};
    return m_messages->adopt(std::move(descriptors));
}

BufferSize BoundedBufferWorkload::sizeFor(const RunShape& shape) const
{
    const std::uint64_t share = shape.tasks / shape.workers;
    return {.share = share,
        .workers = shape.workers,
        .itemsPerTask = m_items,
        .items = share * m_way.producers * m_items};
}

std::size_t BoundedBufferWorkload::areaBytes(const RunShape& shape) const
{
    return BufferArea::bytes(shape.workers, sizeFor(shape).items);
}

void BoundedBufferWorkload::prepare(std::span<std::byte> area, const RunShape& shape) const
{
    if (m_messages)
        m_messages->drain();
    Buffer& buffer = BufferArea::bufferIn(area);
    buffer.size = sizeFor(shape);
    buffer.ring.capacity = m_capacity;
    if (!m_messages && m_way.wait == RingWait::Semaphores)
        buffer.places.word.store(static_cast<std::uint32_t>(m_capacity));
}

void BoundedBufferWorkload::workerDied(
    std::optional<std::uint64_t> task, std::int64_t, std::span<std::byte> area) const
{
    if (task)
        BufferArea::bufferIn(area).uncounted.store(1);
}

std::uint64_t BoundedBufferWorkload::occupancy(const BufferArea& area) const
{
    if (!m_messages)
        return area.buffer.ring.size();
    if (const auto size = m_messages->size())
        return *size;
    const std::uint64_t put = area.buffer.put.load();
    return put - std::min(put, area.buffer.taken.load());
}

void BoundedBufferWorkload::sample(
    const BufferArea& area, Item item, bool taken, const WorkerContext& worker) const
{
    const std::uint64_t step = itemsPerSample(area.size.items);
    if (item % step == 0)
        area.samples[2 * (item / step) + (taken ? 1 : 0)] = {worker.clock.ticks(), occupancy(area)};
}

// Its mark says that it may be in the buffer from here on, whenever the worker dies; not where it
// is certainly not.
template <class Access>
Passage BoundedBufferWorkload::putMarked(
    Item item, const BufferArea& area, const BufferPassage<Access>& way)
{
    const auto unmark = [&] { area.marks[item].fetch_and(~kItemPut); };
    area.marks[item].fetch_or(kItemPut);
    try {
        const Passage passage = way.put(item);
        if (passage != Passage::Done)
            unmark();
        return passage;
    } catch (...) { // the guard was refused
        unmark();
        throw;
    }
}

// The result is how many items it has put. One that begins again does not put again what it
// certainly has put: that before an item which it had begun to put.
template <class Access>
TaskReport BoundedBufferWorkload::produce(
    std::uint64_t task, const Access& access, WorkerContext& worker) const
{
    const BufferArea area(worker.area);
    const BufferPassage way(m_way, area, access, worker);
    for (std::uint64_t made = 0; made < m_items; ++made) {
        const Item item = task * m_items + made;
        if (made + 1 < m_items && (area.marks[item + 1].load() & kItemPut) != 0)
            continue;
        const Passage passage = putMarked(item, area, way);
        if (passage == Passage::Done) {
            sample(area, item, false, worker);
            continue;
        }
        if (passage == Passage::Stopped)
            return {.interrupted = true};
        return {.result = made};
    }
    return {.result = m_items};
}

// All consumers' tasks together take as many items as all producers' tasks put.
template <class Access>
TaskReport BoundedBufferWorkload::consume(
    std::uint64_t task, const Access& access, WorkerContext& worker) const
{
    const BufferArea area(worker.area);
    const BufferPassage way(m_way, area, access, worker);
    const std::uint64_t tasks = (area.size.workers - m_way.producers) * area.size.share;
    const std::uint64_t begin = task * area.size.items / tasks;
    const std::uint64_t end = (task + 1) * area.size.items / tasks;
    for (std::uint64_t number = begin; number < end; ++number) {
        Item item = 0;
        const Passage passage = way.take(item);
        if (passage == Passage::Stopped)
            return {.interrupted = true};
        if (passage == Passage::NobodyComes)
            break;
        if (item < area.marks.size()) {
            area.marks[item].fetch_add(kItemReceived);
            sample(area, item, true, worker);
        }
    }
    return {};
}

void BoundedBufferWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const std::uint64_t producing = BufferArea::bufferIn(worker.area).size.share * m_way.producers;
    const auto task = [&](std::uint64_t index, const auto& access, WorkerContext& context) {
        try {
            return index < producing ? produce(index, access, context)
                                     : consume(index - producing, access, context);
        } catch (...) { // between semaphore and ring, as a worker that dies there
            BufferArea::bufferIn(context.area).uncounted.store(1);
            throw;
        }
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

// What nobody has taken, because consumers died or the run was stopped.
void BoundedBufferWorkload::markWhatIsLeft(const EndedTrial& trial) const
{
    const BufferArea area = bufferAreaOf(trial, sizeFor(trial.shape));
    const auto mark = [&](Item item) {
        if (item < area.marks.size())
            area.marks[item].fetch_or(kItemLeft);
    };
    area.buffer.ring.forEach(m_capacity, mark);
    while (const auto message = m_messages ? m_messages->takeLeft() : std::nullopt)
        mark(*message);
}

WorkloadOutcome BoundedBufferWorkload::outcome(const EndedTrial& trial) const
{
    markWhatIsLeft(trial);
    return describeBuffer(trial, sizeFor(trial.shape), m_way.producers);
}

// Only producers have a result: what they put.
SharedSum BoundedBufferWorkload::expected(std::uint64_t, std::uint64_t result) const
{
    return {result, result};
}

std::uint64_t BoundedBufferWorkload::updatesAtMost(std::uint64_t index, const RunShape& shape) const
{
    return index < shape.tasks / shape.workers * m_way.producers ? m_items : 0;
}

SharedSum BoundedBufferWorkload::held(const EndedTrial& trial) const
{
    markWhatIsLeft(trial);
    const std::uint64_t kept = itemsKept(trial, sizeFor(trial.shape));
    return {kept, kept};
}

Result<std::unique_ptr<Workload>, WorkloadError> makeBoundedBuffer(const Experiment& experiment)
{
    auto workload = std::make_unique<BoundedBufferWorkload>(experiment);
    if (auto made = workload->makeChannel(experiment); !made)
        return tl::unexpected(made.error());
    return workload;
}

} // namespace interleave
