#include "core/workload/false_sharing.h"

#include "core/workload/area.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

namespace interleave {

namespace {

// Two lines: processors fetch them in pairs.
constexpr std::size_t kPadded = 2 * kCacheLine;

class FalseSharingWorkload final : public Workload
{
public:
    explicit FalseSharingWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    struct Times;

    [[nodiscard]] std::size_t placeOf(std::size_t worker) const;

    bool m_packed;
    std::uint64_t m_increments;
};

} // namespace

// How long a worker's increments took. In front of the counters, whose places depend on it.
struct FalseSharingWorkload::Times
{
    alignas(kCacheLine) std::uint64_t ticks;
    std::uint64_t increments;
};

FalseSharingWorkload::FalseSharingWorkload(const Experiment& experiment)
    : m_packed(parameter<std::string>(experiment, "layout") == "packed")
    , m_increments(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "increments")))
{
}

// In words.
std::size_t FalseSharingWorkload::placeOf(std::size_t worker) const
{
    return m_packed ? worker : worker * (kPadded / sizeof(std::uint64_t));
}

std::size_t FalseSharingWorkload::areaBytes(const RunShape& shape) const
{
    return lineBytes<Times>(shape.workers) + shape.workers * kPadded;
}

void FalseSharingWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const std::size_t workers = worker.area.size() / (sizeof(Times) + kPadded);
    Times& times = objectsIn<Times>(worker.area, 0, workers)[worker.index];
    std::uint64_t& counter = objectsIn<std::uint64_t>(
        worker.area, lineBytes<Times>(workers), placeOf(worker.index) + 1)[placeOf(worker.index)];
    const auto task = [&](std::uint64_t, const auto&, WorkerContext& context) {
        const std::uint64_t begin = context.clock.ticks();
        for (std::uint64_t i = 0; i < m_increments; ++i)
            addRacing(counter, 1, NoPause{});
        times.ticks += context.clock.ticks() - begin;
        times.increments += m_increments;
        return TaskReport{.result = m_increments};
    };
    runRange(task, range, OpenAccess<AtomicAdd>{}, worker);
}

WorkloadOutcome FalseSharingWorkload::outcome(const EndedTrial& trial) const
{
    OutcomeChart chart{
        .title = "How long did an increment take each worker?", .unit = "ns", .xTitle = "worker"};
    std::uint64_t ticks = 0;
    std::uint64_t increments = 0;
    for (const Times& times : objectsIn<Times>(trial.area, 0, trial.shape.workers)) {
        chart.labels.push_back(std::to_string(chart.labels.size() + 1));
        chart.values.push_back(times.increments == 0
                ? 0
                : static_cast<double>(trial.clock.toNs(times.ticks))
                    / static_cast<double>(times.increments));
        ticks += times.ticks;
        increments += times.increments;
    }
    const double mean = increments == 0
        ? 0
        : static_cast<double>(trial.clock.toNs(ticks)) / static_cast<double>(increments);
    WorkloadOutcome outcome;
    outcome.sentence = m_packed
        ? fmt::format("An increment took {:.3g} ns with the counters side by side", mean)
        : fmt::format("An increment took {:.3g} ns with a cache line for each counter", mean);
    outcome.figures = {{"ns_per_increment", "an increment", "ns", mean, {}}};
    outcome.charts.push_back(std::move(chart));
    return outcome;
}

SharedSum FalseSharingWorkload::expected(std::uint64_t, std::uint64_t) const
{
    return {m_increments, m_increments};
}

SharedSum FalseSharingWorkload::held(const EndedTrial& trial) const
{
    const auto counters = objectsIn<std::uint64_t>(
        trial.area, lineBytes<Times>(trial.shape.workers), placeOf(trial.shape.workers - 1) + 1);
    SharedSum sum;
    for (std::size_t worker = 0; worker < trial.shape.workers; ++worker)
        sum += SharedSum{counters[placeOf(worker)], counters[placeOf(worker)]};
    return sum;
}

std::unique_ptr<Workload> makeFalseSharing(const Experiment& experiment)
{
    return std::make_unique<FalseSharingWorkload>(experiment);
}

} // namespace interleave
