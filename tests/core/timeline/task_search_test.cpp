#include "core/timeline/task_search.h"
#include "tests/core/timeline/reference.h"
#include "tests/support/synthetic_recording.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

namespace interleave::test {

namespace {

auto placeOf(const RecordedTask& task)
{
    return std::tuple(task.event.begin, task.worker, task.position);
}

class TaskSearchIn : public testing::TestWithParam<std::uint64_t>
{
protected:
    TaskSearchIn()
        : m_run({.tasks = 30'000, .workers = 4, .seed = GetParam()})
    {
        m_run.finish();
        m_recording = m_run.recording();
    }

    std::vector<RecordedTask> matches(const TaskFilter& filter) const
    {
        std::vector<RecordedTask> found = tasksOf(*m_recording, filter);
        std::ranges::sort(found, {}, placeOf);
        return found;
    }

    // Next visits all matches in order, and previous goes the same way back.
    void expectAll(const TaskFilter& filter)
    {
        const auto expected = matches(filter);
        ASSERT_FALSE(expected.empty());
        TaskSearch search(*m_recording, filter);
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
    std::shared_ptr<const Recording> m_recording;
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
    expectAll({.duration = {.atLeast = 20'000}});
}

TEST_P(TaskSearchIn, FindsShortTasks)
{
    expectAll({.duration = {.atMost = 520}});
}

TEST_P(TaskSearchIn, FindsTasksBetweenTwoDurationsAsABarOfAHistogramWantsThem)
{
    expectAll({.duration = {.atLeast = 3'000, .atMost = 4'000}});
}

TEST_P(TaskSearchIn, FindsTasksByOneOfTheirWaits)
{
    expectAll({.wait = TickBounds{.atLeast = 1'000}});
}

TEST_P(TaskSearchIn, FindsTasksThatBeganLate)
{
    expectAll({.delay = TickBounds{.atLeast = 5'000}});
}

TEST_P(TaskSearchIn, LooksNoFurtherThanItIsTold)
{
    const auto all = matches({});
    TaskSearch search(*m_recording, {});
    const std::uint64_t middle = all[all.size() / 2].event.begin;
    EXPECT_FALSE(search.firstFrom(middle + 1, middle));
    EXPECT_FALSE(search.lastBefore(middle, middle));
    EXPECT_EQ(search.firstFrom(middle, middle)->event.begin, middle);
}

TEST_P(TaskSearchIn, TellsHowMuchItHasLookedAt)
{
    std::vector<std::uint64_t> told;
    TaskSearch search(*m_recording, {.task = 30'000}, [&](std::uint64_t looked) {
        told.push_back(looked);
        return true;
    });
    EXPECT_FALSE(search.firstFrom(0));
    EXPECT_TRUE(std::ranges::is_sorted(told));
    EXPECT_EQ(told.back(), m_recording->eventCounts().recorded);
    EXPECT_FALSE(search.stopped());
}

TEST_P(TaskSearchIn, FindsNothingMoreWhenItIsStopped)
{
    TaskSearch search(*m_recording, {.task = 29'999}, [](std::uint64_t) { return false; });
    EXPECT_FALSE(search.firstFrom(0));
    EXPECT_FALSE(search.lastBefore(UINT64_MAX));
    EXPECT_TRUE(search.stopped());
}

TEST_P(TaskSearchIn, FindsNothingWhereNothingIs)
{
    TaskSearch search(*m_recording, {.task = 30'000});
    EXPECT_FALSE(search.firstFrom(0));
    EXPECT_FALSE(search.lastBefore(UINT64_MAX));
}

TEST_P(TaskSearchIn, BeginsWhereItIsTold)
{
    const TaskFilter failed{.outcome = TaskOutcome::Failed};
    const auto expected = matches(failed);
    const RecordedTask& middle = expected[expected.size() / 2];
    TaskSearch search(*m_recording, failed);
    EXPECT_EQ(placeOf(*search.firstFrom(middle.event.begin)), placeOf(middle));
    EXPECT_GT(search.firstFrom(middle.event.begin + 1)->event.begin, middle.event.begin);
    EXPECT_LT(search.lastBefore(middle.event.begin)->event.begin, middle.event.begin);
}

INSTANTIATE_TEST_SUITE_P(Seeds, TaskSearchIn, testing::Values(1, 2, 3));

} // namespace interleave::test
