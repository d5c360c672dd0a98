#include "core/workload/sleep.h"

#include "core/base/random.h"
#include "core/workload/stoppable_sleep.h"
#include "core/workload/task_loop.h"

#include <cmath>

namespace interleave {

namespace {

enum class SleepDistribution : std::uint8_t { Fixed, Uniform, Exponential };

SleepDistribution distributionOf(const Experiment& experiment)
{
    const auto name = parameter<std::string>(experiment, "distribution");
    if (name == "uniform")
        return SleepDistribution::Uniform;
    return name == "exponential" ? SleepDistribution::Exponential : SleepDistribution::Fixed;
}

// How long task `index` sleeps, in seconds; the mean over many indices is `mean`.
double sleepSeconds(
    SleepDistribution distribution, double mean, std::uint64_t seed, std::uint64_t index)
{
    switch (distribution) {
    case SleepDistribution::Uniform:
        return 2 * mean * uniformAt(seed, index);
    case SleepDistribution::Exponential:
        return -mean * std::log1p(-uniformAt(seed, index));
    case SleepDistribution::Fixed:
        break;
    }
    return mean;
}

class SleepWorkload final : public Workload
{
public:
    explicit SleepWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    double m_mean;
    SleepDistribution m_distribution;
    std::uint64_t m_seed;
};

} // namespace

SleepWorkload::SleepWorkload(const Experiment& experiment)
    : m_mean(parameter<double>(experiment, "duration"))
    , m_distribution(distributionOf(experiment))
    , m_seed(static_cast<std::uint64_t>(experiment.seed))
{
}

void SleepWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const auto task = [this](std::uint64_t index, const auto& access, WorkerContext& context) {
        const double seconds = sleepSeconds(m_distribution, m_mean, m_seed, index);
        const auto ns = static_cast<std::uint64_t>(seconds * 1e9);
        if (!sleepUnlessStopped(ns, context.stop))
            return TaskReport{.interrupted = true};
        access.update([&](const auto& add) { add(context.shared.count, 1); });
        return TaskReport{.result = ns};
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

SharedSum SleepWorkload::expected(std::uint64_t, std::uint64_t) const
{
    return {1, 1};
}

SharedSum SleepWorkload::held(const EndedTrial& trial) const
{
    return {trial.shared.count, trial.shared.count};
}

std::unique_ptr<Workload> makeSleep(const Experiment& experiment)
{
    return std::make_unique<SleepWorkload>(experiment);
}

} // namespace interleave
