#include "core/workload/powers.h"

#include "core/workload/task_loop.h"

namespace interleave {

namespace {

template <unsigned Exponent>
std::uint64_t power(std::uint64_t base)
{
    return Exponent == 2 ? base * base : base * base * base;
}

// Computes the power again and again. The compiler is told each time that the base may have changed
// and that the result is used, so it can neither leave a round out nor compute it once.
template <unsigned Exponent>
std::uint64_t repeatedPower(std::uint64_t base, std::uint64_t repetitions)
{
    std::uint64_t result = 0;
    for (std::uint64_t i = 0; i < repetitions; ++i) {
        asm volatile("" : "+r"(base));
        result = power<Exponent>(base);
        asm volatile("" : : "r"(result));
    }
    return result;
}

class PowersWorkload final : public Workload
{
public:
    /// For WorkloadKind::Squares and Cubes.
    explicit PowersWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::uint64_t& watchedWord(SharedState& shared) const override
    {
        return shared.tallies[0].updates;
    }
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    template <unsigned Exponent>
    void runPowers(TaskRange range, WorkerContext& worker) const;

    WorkloadKind m_kind;
    std::uint64_t m_repetitions;
};

} // namespace

PowersWorkload::PowersWorkload(const Experiment& experiment)
    : m_kind(experiment.workload)
    , m_repetitions(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "work")))
{
}

template <unsigned Exponent>
void PowersWorkload::runPowers(TaskRange range, WorkerContext& worker) const
{
    const auto task = [this](std::uint64_t index, const auto& access, WorkerContext& context) {
        const std::uint64_t result = repeatedPower<Exponent>(index, m_repetitions);
        access.update([&](const auto& add) { add(context.shared.tallies[0], result); });
        return TaskReport{.result = result};
    };
    withAccess<Watchable::Yes>(
        worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

void PowersWorkload::run(TaskRange range, WorkerContext& worker) const
{
    if (m_kind == WorkloadKind::Squares)
        runPowers<2>(range, worker);
    else
        runPowers<3>(range, worker);
}

SharedSum PowersWorkload::expected(std::uint64_t index, std::uint64_t) const
{
    return {m_kind == WorkloadKind::Squares ? power<2>(index) : power<3>(index), 1};
}

SharedSum PowersWorkload::held(const EndedTrial& trial) const
{
    const Tally& total = trial.shared.tallies[0];
    return {total.sum, survivorsIn(total.updates, trial.arm.watch)};
}

std::unique_ptr<Workload> makePowers(const Experiment& experiment)
{
    return std::make_unique<PowersWorkload>(experiment);
}

} // namespace interleave
