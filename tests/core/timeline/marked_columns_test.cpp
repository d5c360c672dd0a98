#include "core/timeline/marked_columns.h"
#include "tests/core/timeline/reference.h"
#include "tests/support/synthetic_recording.h"

#include <gtest/gtest.h>

namespace interleave::test {

namespace {

constexpr std::size_t kMarkedColumns = 300;

// Looks at each column by itself.
bool isMarked(const std::vector<RecordedTask>& tasks, const TickRange& visible, std::size_t column)
{
    const std::uint64_t from = visible.begin + visible.width() * column / kMarkedColumns;
    const std::uint64_t to = visible.begin + visible.width() * (column + 1) / kMarkedColumns;
    return std::ranges::any_of(tasks, [&](const RecordedTask& task) {
        return overlap(rangeOf(task.event), {from, to});
    });
}

class MarkedColumnsTest : public testing::Test
{
protected:
    MarkedColumnsTest()
    {
        m_run.finish();
        recording = m_run.recording();
        const std::uint64_t begin = recording->range().begin;
        visible = {begin + 300'000, begin + 900'000}; // 2,000 ticks a column
    }

    std::shared_ptr<const Recording> recording;
    TickRange visible;
    const TaskFilter filter{.wait = TickBounds{}};

private:
    SyntheticRun m_run{{.tasks = 5'000, .workers = 3}};
};

} // namespace

TEST_F(MarkedColumnsTest, AreThoseWithATaskOfTheSelection)
{
    const Selection selection{.time = recording->range(), .filter = filter};
    const auto marked = markedColumns(*recording, selection, {visible, kMarkedColumns});
    ASSERT_EQ(marked.rows(), 3U);
    std::size_t marks = 0;
    for (unsigned worker = 0; worker < 3; ++worker) {
        const auto tasks = tasksOf(*recording, worker, filter);
        for (std::size_t column = 0; column < kMarkedColumns; ++column) {
            EXPECT_EQ(marked.at(worker, column), isMarked(tasks, visible, column)) << column;
            marks += marked.at(worker, column) ? 1U : 0U;
        }
    }
    EXPECT_GT(marks, 10U);
    EXPECT_LT(marks, 2 * kMarkedColumns);
}

TEST_F(MarkedColumnsTest, MayBeOfCores)
{
    const Selection selection{.time = recording->range(), .filter = filter};
    const auto marked = markedColumns(*recording, selection, {visible, kMarkedColumns, {2, 0}});
    ASSERT_EQ(marked.rows(), 2U);
    auto tasks = tasksOf(*recording, filter);
    std::erase_if(tasks, [](const RecordedTask& task) { return task.event.core != 0; });
    for (std::size_t column = 0; column < kMarkedColumns; ++column)
        EXPECT_EQ(marked.at(1, column), isMarked(tasks, visible, column)) << column;
}

TEST_F(MarkedColumnsTest, AreNoneOutsideOfTheSelectedTimeAndWorkers)
{
    const TickRange none{visible.end, visible.end + 1'000};
    const auto later = markedColumns(*recording, {.time = none}, {visible, kMarkedColumns});
    EXPECT_TRUE(std::ranges::none_of(later.marks, std::identity{}));
    const auto one = markedColumns(
        *recording, {.time = recording->range(), .workers = {1}}, {visible, kMarkedColumns});
    for (std::size_t column = 0; column < kMarkedColumns; ++column)
        EXPECT_FALSE(one.at(0, column) || one.at(2, column));
}

} // namespace interleave::test
