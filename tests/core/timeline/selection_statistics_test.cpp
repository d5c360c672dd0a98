#include "core/timeline/selection_statistics.h"
#include "tests/core/timeline/reference.h"
#include "tests/support/synthetic_recording.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace interleave::test {

namespace {

struct Expected
{
    TaskStatistics sums;
    std::vector<std::uint64_t> durations; // sorted
};

Expected slowly(const std::vector<RecordedTask>& tasks, const TickRange& time)
{
    Expected expected;
    for (const RecordedTask& task : tasks) {
        const TraceEvent& event = task.event;
        if (!overlap(rangeOf(event), time))
            continue;
        expected.durations.push_back(event.end - event.begin);
        ++expected.sums.tasks;
        expected.sums.ended += event.end <= time.end ? 1 : 0;
        expected.sums.failed += event.outcome == TaskOutcome::Failed ? 1 : 0;
        expected.sums.busyTicks += intersection({event.begin, event.end}, time).width();
        expected.sums.waitTicks += event.waitTicks;
    }
    std::ranges::sort(expected.durations);
    return expected;
}

void expectSame(const TaskStatistics& found, const Expected& expected)
{
    EXPECT_EQ(found.tasks, expected.sums.tasks);
    EXPECT_EQ(found.ended, expected.sums.ended);
    EXPECT_EQ(found.failed, expected.sums.failed);
    EXPECT_EQ(found.busyTicks, expected.sums.busyTicks);
    EXPECT_EQ(found.waitTicks, expected.sums.waitTicks);
    if (expected.durations.empty())
        return;
    EXPECT_EQ(found.durations.least, expected.durations.front());
    EXPECT_EQ(found.durations.most, expected.durations.back());
    const auto expectQuantile = [&](double quantile, double share) {
        const auto upTo = std::ceil(share * static_cast<double>(expected.durations.size()));
        const auto rank = static_cast<std::size_t>(upTo) - 1;
        const auto exact = static_cast<double>(expected.durations[rank]);
        EXPECT_NEAR(quantile, exact, exact * 0.004 + 1) << share;
    };
    expectQuantile(found.durations.p25, 0.25);
    expectQuantile(found.durations.p50, 0.5);
    expectQuantile(found.durations.p75, 0.75);
    expectQuantile(found.durations.p90, 0.9);
    expectQuantile(found.durations.p99, 0.99);
    expectQuantile(found.durations.p999, 0.999);
}

class StatisticsOfSeed : public testing::TestWithParam<std::uint64_t>
{
protected:
    StatisticsOfSeed()
        : m_run({.tasks = 40'000, .workers = 3, .seed = GetParam()})
    {
        m_run.finish();
        m_recording = m_run.recording();
    }

    TickRange randomTime()
    {
        const TickRange whole = m_recording->range();
        const std::uint64_t one = whole.begin + m_random() % whole.width();
        const std::uint64_t other = whole.begin + m_random() % whole.width();
        return {std::min(one, other), std::max(one, other)};
    }

    SyntheticRun m_run;
    std::shared_ptr<const Recording> m_recording;
    std::mt19937_64 m_random{GetParam()};
};

} // namespace

TEST_P(StatisticsOfSeed, AreThoseOfTheTasksInTheSelectedTime)
{
    for (int i = 0; i < 20; ++i) {
        const TickRange time = i == 0 ? m_recording->range() : randomTime();
        const auto found = selectionStatistics(*m_recording, {.time = time});
        expectSame(found.all, slowly(tasksOf(*m_recording), time));
        for (unsigned worker = 0; worker < 3; ++worker)
            expectSame(found.workers[worker], slowly(tasksOf(*m_recording, worker), time));
        const double seconds = static_cast<double>(time.width()) / 1e9; // ticks are nanoseconds
        EXPECT_NEAR(found.throughputPerS, static_cast<double>(found.all.ended) / seconds, 1);
    }
}

TEST_P(StatisticsOfSeed, OfSomeWorkersLeaveTheOthersOut)
{
    const auto found = selectionStatistics(*m_recording, {m_recording->range(), {1}});
    expectSame(found.all, slowly(tasksOf(*m_recording, 1), m_recording->range()));
    EXPECT_EQ(found.workers[0].tasks, 0U);
    EXPECT_EQ(found.workers[1].tasks, found.all.tasks);
}

TEST_P(StatisticsOfSeed, OfABarOfAHistogramAreThoseOfItsTasks)
{
    const TaskFilter bar{.duration = {.atLeast = 2'000, .atMost = 9'000}};
    const TickRange time = randomTime();
    const auto found = selectionStatistics(*m_recording, {time, {}, bar});
    expectSame(found.all, slowly(tasksOf(*m_recording, bar), time));
    const TaskFilter failed{.outcome = TaskOutcome::Failed};
    const auto failures = selectionStatistics(*m_recording, {time, {}, failed}).all;
    EXPECT_EQ(failures.tasks, failures.failed);
}

TEST_P(StatisticsOfSeed, OfABarOfWaitsOrDelaysAreThoseOfTheTasksThatHadThem)
{
    for (const TaskFilter& bar : {TaskFilter{.wait = TickBounds{300, 400}},
             TaskFilter{.wait = TickBounds{}},
             TaskFilter{.delay = TickBounds{10'000, 60'000}},
             TaskFilter{.wait = TickBounds{200, 500}, .delay = TickBounds{0, 0}}}) {
        for (int i = 0; i < 5; ++i) {
            const TickRange time = randomTime();
            const auto found = selectionStatistics(*m_recording, {time, {}, bar});
            expectSame(found.all, slowly(tasksOf(*m_recording, bar), time));
        }
        EXPECT_FALSE(tasksOf(*m_recording, bar).empty());
    }
}

TEST_P(StatisticsOfSeed, TheHistogramHasEveryTask)
{
    const auto found = selectionStatistics(*m_recording, {.time = m_recording->range()});
    ASSERT_EQ(found.histogram.size(), kHistogramBuckets);
    EXPECT_EQ(
        std::accumulate(found.histogram.begin(), found.histogram.end(), std::uint64_t{0}), 40'000U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, StatisticsOfSeed, testing::Values(1, 2, 3));

TEST(SelectionStatistics, OfNothingAreNothing)
{
    SyntheticRun run({.tasks = 100, .workers = 2});
    run.finish();
    const auto found = selectionStatistics(*run.recording(), {.time = {50, 10}});
    EXPECT_EQ(found.all.tasks, 0U);
    EXPECT_EQ(found.throughputPerS, 0);
    EXPECT_EQ(found.workers.size(), 2U);
}

TEST(SelectionStatistics, OfALogFullOfNonsenseComeWithoutHarm)
{
    SyntheticRun run({.tasks = 20'000, .workers = 2});
    run.finish();
    std::mt19937_64 random(5);
    for (TraceEvent& event : run.writer().events()) {
        event.begin = random() >> (random() % 64);
        event.end = random() >> (random() % 64);
        event.kind = static_cast<EventKind>(random() % 9);
    }
    const auto found = selectionStatistics(*run.recording(), {.time = {0, UINT64_MAX}});
    EXPECT_LE(found.all.tasks, 60'000U);
    EXPECT_LE(found.all.durations.p50, static_cast<double>(UINT64_MAX));
}

} // namespace interleave::test
