// Producers and consumers: some workers put numbered items into a buffer of limited size, the
// others take them out. Every item says at the end who received it, and how often.
//
// Between the two sides lies a ring in shared memory, with semaphores, condition variables or
// asking again for those who must wait, or the library's Queue or Pipe. Under the racing ones a
// place may be written twice or read twice. So nobody waits for a number of items: who waits goes
// on waiting only while somebody may still come, and the run ends whatever was lost.
//
// A worker that dies has its tasks taken over. But a semaphore forgets what a dead worker had taken
// of it, so that then all tasks that are left fail with this reason.
#pragma once

#include "core/ipc/pipe.h"
#include "core/ipc/queue.h"
#include "core/workload/workload.h"

namespace interleave {

struct Signal;
struct TaskReport;

class BoundedBufferWorkload final : public Workload
{
public:
    /// Makes the queue or pipe.
    [[nodiscard]] static Result<std::unique_ptr<Workload>, WorkloadError> create(
        const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
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
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    enum class Channel { Semaphores, Condition, Spin, Queue, Pipe };
    enum class Passage { Done, NobodyComes, Stopped, Broken };
    struct Buffer;
    struct Notes;
    struct Sample;
    class Parts; // of the area
    class Patience; // of one who waits
    using Item = std::uint64_t;
    using PipeEnds = std::pair<PipeEnd<Item>, PipeEnd<Item>>;

    explicit BoundedBufferWorkload(const Experiment& experiment);
    static Channel channelOf(const Experiment& experiment);

    void drain() const;
    [[nodiscard]] std::uint64_t occupancy(const Parts& parts) const;
    void sample(const Parts& parts, Item item, bool taken, const WorkerContext& worker) const;
    template <class Try>
    Passage waitUntil(Try tryOnce, Signal* signal, const Parts& parts, WorkerContext& worker) const;
    template <class Access>
    Passage put(Item item, const Parts& parts, const Access& access, WorkerContext& worker) const;
    template <class Access>
    Passage take(Item& item, const Parts& parts, const Access& access, WorkerContext& worker) const;
    template <class Access>
    TaskReport produce(std::uint64_t task, const Access& access, WorkerContext& worker) const;
    template <class Access>
    TaskReport consume(std::uint64_t task, const Access& access, WorkerContext& worker) const;
    void describeWaits(const Parts& parts, const EndedTrial& trial, WorkloadOutcome& outcome) const;
    void describeOccupancy(
        const Parts& parts, const EndedTrial& trial, WorkloadOutcome& outcome) const;

    Channel m_channel;
    std::uint64_t m_producers;
    std::uint64_t m_capacity;
    std::uint64_t m_items; // per task of a producer
    std::optional<Queue<Item>> m_queue;
    std::optional<PipeEnds> m_pipe; // in, out
};

} // namespace interleave
