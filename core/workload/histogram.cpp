#include "core/workload/histogram.h"

#include "core/base/grouped_digits.h"
#include "core/base/random.h"
#include "core/workload/area.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace interleave {

namespace {

using Counts = std::array<std::uint64_t, kTallies>;

std::string sentenceFor(std::uint64_t lost, std::uint64_t all)
{
    if (lost == 0)
        return fmt::format("All {} samples are in their buckets", groupedDigits(all));
    return fmt::format(
        "{} of {} samples are missing from their buckets", groupedDigits(lost), groupedDigits(all));
}

class HistogramWorkload final : public Workload
{
public:
    explicit HistogramWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    [[nodiscard]] std::size_t bucketOf(std::uint64_t sample) const;
    [[nodiscard]] Counts drawn(const EndedTrial& trial) const;
    [[nodiscard]] Counts foundIn(const EndedTrial& trial) const;
    [[nodiscard]] OutcomeChart chartOf(
        std::string title, const Counts& counts, std::optional<double> wanted) const;

    std::uint64_t m_samples;
    std::size_t m_buckets;
    std::uint64_t m_seed;
};

} // namespace

HistogramWorkload::HistogramWorkload(const Experiment& experiment)
    : m_samples(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "samples")))
    , m_buckets(static_cast<std::size_t>(parameter<std::int64_t>(experiment, "buckets")))
    , m_seed(static_cast<std::uint64_t>(experiment.seed))
{
}

std::size_t HistogramWorkload::bucketOf(std::uint64_t sample) const
{
    const double sum = uniformAt(m_seed, 2 * sample) + uniformAt(m_seed, 2 * sample + 1);
    return static_cast<std::size_t>(sum / 2 * static_cast<double>(m_buckets));
}

std::size_t HistogramWorkload::areaBytes(const RunShape& shape) const
{
    return lineBytes<Counts>(shape.workers);
}

void HistogramWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const auto task = [this](std::uint64_t index, const auto& access, WorkerContext& context) {
        Counts own{};
        for (std::uint64_t i = 0; i < m_samples; ++i) {
            const std::size_t bucket = bucketOf(index * m_samples + i);
            access.update([&](const auto& add) { add(context.shared.tallies[bucket], 1); });
            ++own[bucket];
        }
        Counts& total = objectsIn<Counts>(context.area, 0, context.index + 1).back();
        for (std::size_t bucket = 0; bucket < m_buckets; ++bucket)
            total[bucket] += own[bucket];
        return TaskReport{.result = m_samples};
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

// By all workers, as they have counted it.
Counts HistogramWorkload::drawn(const EndedTrial& trial) const
{
    Counts sum{};
    for (const Counts& own : objectsIn<Counts>(trial.area, 0, trial.shape.workers)) {
        for (std::size_t bucket = 0; bucket < m_buckets; ++bucket)
            sum[bucket] += own[bucket];
    }
    return sum;
}

Counts HistogramWorkload::foundIn(const EndedTrial& trial) const
{
    Counts found{};
    for (std::size_t bucket = 0; bucket < m_buckets; ++bucket)
        found[bucket] = trial.shared.tallies[bucket].sum;
    return found;
}

OutcomeChart HistogramWorkload::chartOf(
    std::string title, const Counts& counts, std::optional<double> wanted) const
{
    OutcomeChart chart{
        .title = std::move(title), .unit = "samples", .xTitle = "bucket", .wanted = wanted};
    for (std::size_t bucket = 0; bucket < m_buckets; ++bucket) {
        chart.labels.push_back(std::to_string(bucket + 1));
        chart.values.push_back(static_cast<double>(counts[bucket]));
    }
    return chart;
}

WorkloadOutcome HistogramWorkload::outcome(const EndedTrial& trial) const
{
    const Counts wanted = drawn(trial);
    const Counts found = foundIn(trial);
    Counts missing{}; // the dead may have added more
    for (std::size_t bucket = 0; bucket < m_buckets; ++bucket)
        missing[bucket] = wanted[bucket] - std::min(wanted[bucket], found[bucket]);
    const auto all = std::accumulate(wanted.begin(), wanted.end(), std::uint64_t{0});
    const auto lost = std::accumulate(missing.begin(), missing.end(), std::uint64_t{0});
    const auto worst = static_cast<double>(*std::ranges::max_element(missing));
    WorkloadOutcome outcome;
    outcome.asWanted = lost == 0;
    outcome.sentence = sentenceFor(lost, all);
    outcome.figures = {
        {"missing", "samples missing", {}, static_cast<double>(lost), 0.0},
        {"worst_bucket", "missing from the worst bucket", {}, worst, 0.0},
    };
    outcome.charts = {chartOf("How many samples are in each bucket?", found, {}),
        chartOf("How many samples are missing from each bucket?", missing, 0)};
    return outcome;
}

SharedSum HistogramWorkload::expected(std::uint64_t, std::uint64_t) const
{
    return {m_samples, m_samples};
}

SharedSum HistogramWorkload::held(const EndedTrial& trial) const
{
    SharedSum sum;
    for (std::size_t bucket = 0; bucket < m_buckets; ++bucket)
        sum += SharedSum{trial.shared.tallies[bucket].sum, trial.shared.tallies[bucket].updates};
    return sum;
}

std::unique_ptr<Workload> makeHistogram(const Experiment& experiment)
{
    return std::make_unique<HistogramWorkload>(experiment);
}

} // namespace interleave
