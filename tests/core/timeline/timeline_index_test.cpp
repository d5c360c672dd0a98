#include "core/timeline/timeline_index.h"
#include "tests/core/timeline/reference.h"
#include "tests/support/synthetic_recording.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace interleave::test {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kColumns = 640;

TimelineIndex indexOf(const SyntheticRun& run)
{
    TimelineIndex index(run.recording());
    while (!index.extend(1s)) { }
    return index;
}

std::vector<TimelineColumn> columnsOf(
    const TimelineIndex& index, unsigned worker, TickRange visible, std::size_t count = kColumns)
{
    std::vector<TimelineColumn> columns(count);
    index.columns(worker, visible, columns);
    return columns;
}

// What add() says of single tasks, for all of them: the definition of a column.
std::vector<TimelineColumn> slowColumns(
    const std::vector<RecordedTask>& tasks, TickRange visible, std::size_t count = kColumns)
{
    std::vector<TimelineColumn> columns(count);
    ColumnSums sums(visible, columns);
    for (const RecordedTask& task : tasks)
        sums.add(task.event);
    sums.finish();
    return columns;
}

struct Total
{
    std::uint64_t busy = 0;
    std::uint64_t wait = 0;
    std::uint64_t tasks = 0;
    std::uint64_t failed = 0;

    bool operator==(const Total&) const = default;
};

Total totalOf(const std::vector<TimelineColumn>& columns)
{
    Total total;
    for (const TimelineColumn& column : columns) {
        total.busy += column.busyTicks;
        total.wait += column.waitTicks;
        total.tasks += column.tasks;
        total.failed += column.failed;
    }
    return total;
}

TickRange randomRange(const TickRange& whole, std::mt19937_64& random)
{
    const double zoom = std::pow(10.0, -std::uniform_real_distribution(0.0, 4.5)(random));
    const auto width = static_cast<std::uint64_t>(static_cast<double>(whole.width()) * zoom) + 1;
    const std::uint64_t begin = whole.begin + random() % (whole.width() - width + 1);
    return {begin, begin + width};
}

} // namespace

class TimelineIndexOfSeed : public testing::TestWithParam<std::uint64_t>
{
protected:
    TimelineIndexOfSeed()
        : run({.tasks = 60'000, .workers = 3, .seed = GetParam()})
        , random(GetParam())
    {
        run.finish();
    }

    SyntheticRun run;
    std::mt19937_64 random;
};

TEST_P(TimelineIndexOfSeed, ItsColumnsHaveExactlyWhatTheRowHas)
{
    const TimelineIndex index = indexOf(run);
    for (int i = 0; i < 40; ++i) {
        const TickRange visible
            = i == 0 ? index.wholeRange() : randomRange(index.wholeRange(), random);
        for (unsigned worker = 0; worker < 3; ++worker) {
            const auto tasks = tasksOf(index.recording(), worker);
            EXPECT_EQ(
                totalOf(columnsOf(index, worker, visible)), totalOf(slowColumns(tasks, visible)))
                << visible.begin << " to " << visible.end;
        }
    }
}

TEST_P(TimelineIndexOfSeed, EachColumnIsRightToAQuarterOfAColumn)
{
    const TimelineIndex index = indexOf(run);
    for (int i = 0; i < 40; ++i) {
        const TickRange visible
            = i == 0 ? index.wholeRange() : randomRange(index.wholeRange(), random);
        const auto fast = columnsOf(index, 1, visible);
        const auto slow = slowColumns(tasksOf(index.recording(), 1), visible);
        for (std::size_t k = 0; k < kColumns; ++k) {
            ASSERT_NEAR(fast[k].busy, slow[k].busy, 0.26) << k;
            ASSERT_EQ(fast[k].failed, slow[k].failed) << k;
            ASSERT_EQ(fast[k].failure, slow[k].failure) << k;
            ASSERT_GE(fast[k].longestTicks, slow[k].longestTicks) << k;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, TimelineIndexOfSeed, testing::Range<std::uint64_t>(1, 6));

} // namespace interleave::test
