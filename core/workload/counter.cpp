#include "core/workload/counter.h"

#include "core/workload/task_loop.h"

namespace interleave {

namespace {

class CounterWorkload final : public Workload
{
public:
    explicit CounterWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::uint64_t updates(std::uint64_t tasks) const override
    {
        return tasks * m_increments;
    }
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    std::uint64_t m_increments;
};

} // namespace

CounterWorkload::CounterWorkload(const Experiment& experiment)
    : m_increments(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "increments")))
{
}

void CounterWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const auto task = [this](std::uint64_t, const auto& access, WorkerContext& context) {
        for (std::uint64_t i = 0; i < m_increments; ++i)
            access.update([&](const auto& add) { add(context.shared.count, 1); });
        return TaskReport{.result = m_increments};
    };
    withAccess<Watchable::Yes>(
        worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

SharedSum CounterWorkload::expected(std::uint64_t, std::uint64_t) const
{
    return {m_increments, m_increments};
}

SharedSum CounterWorkload::held(const EndedTrial& trial) const
{
    const std::uint64_t count = survivorsIn(trial.shared.count, trial.arm.watch);
    return {count, count};
}

std::unique_ptr<Workload> makeCounter(const Experiment& experiment)
{
    return std::make_unique<CounterWorkload>(experiment);
}

} // namespace interleave
