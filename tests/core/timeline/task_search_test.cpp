#include "core/timeline/task_search.h"
#include "tests/core/timeline/reference.h"
#include "tests/support/synthetic_recording.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

namespace interleave::test {

namespace {

using namespace std::chrono_literals;

auto placeOf(const RecordedTask& task)
{
    return std::tuple(task.event.begin, task.worker, task.position);
}

class TaskSearchIn : public testing::TestWithParam<std::uint64_t>
{
protected:
    TaskSearchIn()
        : m_run({.tasks = 30'000, .workers = 4, .seed = GetParam()})
        , m_index(m_run.recording())
    {
        m_run.finish();
        while (!m_index.extend(1s)) { }
    }

    std::vector<RecordedTask> matches(const TaskFilter& filter) const
    {
        std::vector<RecordedTask> found;
        for (const RecordedTask& task : tasksOf(m_index.recording())) {
            if (filter.matches(task.event))
                found.push_back(task);
        }
        std::ranges::sort(found, {}, placeOf);
        return found;
    }

    // Next visits all matches in order, and previous goes the same way back.
    void expectAll(const TaskFilter& filter)
    {
        const auto expected = matches(filter);
        ASSERT_FALSE(expected.empty());
        const TaskSearch search(m_index, filter);
        auto found = search.firstFrom(0);
        for (const RecordedTask& task : expected) {
            ASSERT_TRUE(found);
            ASSERT_EQ(placeOf(*found), placeOf(task));
            found = search.next(*found);
        }
        EXPECT_FALSE(found);
        found = search.lastBefore(UINT64_MAX);
        for (auto task = expected.rbegin(); task != expected.rend(); ++task) {
            ASSERT_TRUE(found);
            ASSERT_EQ(placeOf(*found), placeOf(*task));
            found = search.previous(*found);
        }
        EXPECT_FALSE(found);
    }

    SyntheticRun m_run;
    TimelineIndex m_index;
};

} // namespace

TEST_P(TaskSearchIn, FindsATaskByItsNumber)
{
    for (const std::uint64_t task : {0U, 1U, 17'000U, 29'999U})
        expectAll({.task = task});
}

TEST_P(TaskSearchIn, FindsFailures)
{
    expectAll({.outcome = TaskOutcome::Failed});
}

TEST_P(TaskSearchIn, FindsLongTasks)
{
    expectAll({.atLeastTicks = 20'000});
}

TEST_P(TaskSearchIn, FindsShortTasks)
{
    expectAll({.atMostTicks = 520});
}

TEST_P(TaskSearchIn, FindsTasksBetweenTwoDurationsAsABarOfAHistogramWantsThem)
{
    expectAll({.atLeastTicks = 3'000, .atMostTicks = 4'000});
}

TEST_P(TaskSearchIn, FindsNothingWhereNothingIs)
{
    const TaskSearch search(m_index, {.task = 30'000});
    EXPECT_FALSE(search.firstFrom(0));
    EXPECT_FALSE(search.lastBefore(UINT64_MAX));
}

TEST_P(TaskSearchIn, BeginsWhereItIsTold)
{
    const TaskFilter failed{.outcome = TaskOutcome::Failed};
    const auto expected = matches(failed);
    const RecordedTask& middle = expected[expected.size() / 2];
    const TaskSearch search(m_index, failed);
    EXPECT_EQ(placeOf(*search.firstFrom(middle.event.begin)), placeOf(middle));
    EXPECT_GT(search.firstFrom(middle.event.begin + 1)->event.begin, middle.event.begin);
    EXPECT_LT(search.lastBefore(middle.event.begin)->event.begin, middle.event.begin);
}

INSTANTIATE_TEST_SUITE_P(Seeds, TaskSearchIn, testing::Values(1, 2, 3));

} // namespace interleave::test
