#include "core/timeline/timeline_index.h"
#include "tests/core/timeline/reference.h"
#include "tests/support/slowness.h"
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

namespace {

struct LockOfWorker
{
    unsigned worker;
    std::uint64_t begin;
    EventKind kind;
    [[nodiscard]] auto operator<=>(const LockOfWorker&) const = default;
};

// The waits and holds of the tasks that ended on a core, in any order.
std::vector<LockOfWorker> locksOf(const Recording& recording, unsigned core, TickRange visible)
{
    std::vector<LockOfWorker> found;
    for (unsigned worker = 0; worker < recording.workers(); ++worker) {
        std::vector<LockOfWorker> ofTask;
        for (const auto run : recording.log(worker)) {
            for (const TraceEvent& event : run) {
                const bool lock = event.kind == EventKind::Wait || event.kind == EventKind::Hold;
                if (lock && overlap(rangeOf(event), visible))
                    ofTask.push_back({worker, event.begin, event.kind});
                if (event.kind != EventKind::Task)
                    continue;
                if (event.core == core)
                    found.insert(found.end(), ofTask.begin(), ofTask.end());
                ofTask.clear();
            }
        }
    }
    return found;
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
            ASSERT_NEAR(fast[k].busy, slow[k].busy, 0.25 + 1e-6) << k;
            ASSERT_EQ(fast[k].failed, slow[k].failed) << k;
            ASSERT_EQ(fast[k].failure, slow[k].failure) << k;
            ASSERT_GE(fast[k].longestTicks, slow[k].longestTicks) << k;
        }
    }
}

TEST_P(TimelineIndexOfSeed, ACoresColumnsHaveTheTasksThatEndedThere)
{
    const TimelineIndex index = indexOf(run);
    const auto all = tasksOf(index.recording());
    for (const std::uint16_t core : index.cores()) {
        std::vector<RecordedTask> there;
        std::ranges::copy_if(all, std::back_inserter(there), [core](const RecordedTask& task) {
            return task.event.core == core;
        });
        for (int i = 0; i < 10; ++i) {
            const TickRange visible
                = i == 0 ? index.wholeRange() : randomRange(index.wholeRange(), random);
            std::vector<TimelineColumn> columns(kColumns);
            index.coreColumns(core, visible, columns);
            EXPECT_EQ(totalOf(columns), totalOf(slowColumns(there, visible))) << core;
        }
    }
}

TEST(TimelineIndex, ACoreThatWorksForOneWhileOthersWaitIsSeenToWork)
{
    SyntheticRun run({.tasks = 10, .workers = 3});
    constexpr std::uint64_t kBegin = SyntheticRun::kBegin;
    for (std::uint32_t worker = 0; worker < 3; ++worker) {
        const std::uint32_t waited = worker < 2 ? 1'000 : 0;
        Recorder(run.writer(), worker)
            .taskEnded({kBegin, kBegin + 1'000, worker, waited, 0, EventKind::Task, {}});
    }
    const TimelineIndex index = indexOf(run);
    TimelineColumn column;
    index.coreColumns(0, {kBegin, kBegin + 1'000}, {&column, 1});
    EXPECT_FLOAT_EQ(column.busy, 1);
    EXPECT_FLOAT_EQ(column.waiting, 0);
    index.coreColumns(0, {kBegin, kBegin + 2'000}, {&column, 1});
    EXPECT_FLOAT_EQ(column.busy, 1); // three halves
    EXPECT_FLOAT_EQ(column.waiting, 0.5);
}

TEST_P(TimelineIndexOfSeed, ACoresLocksAreThoseOfTheTasksThatEndedThere)
{
    const TimelineIndex index = indexOf(run);
    for (const std::uint16_t core : index.cores()) {
        for (int i = 0; i < 10; ++i) {
            const TickRange visible
                = i == 0 ? index.wholeRange() : randomRange(index.wholeRange(), random);
            std::vector<LockOfWorker> found;
            for (const WorkerLocks& locks : index.coreLocksIn(core, visible)) {
                for (const TraceEvent& event : locks.events) {
                    if (overlap(rangeOf(event), visible))
                        found.push_back({locks.worker, event.begin, event.kind});
                }
            }
            auto expected = locksOf(index.recording(), core, visible);
            std::ranges::sort(found);
            std::ranges::sort(expected);
            EXPECT_EQ(found, expected) << core;
        }
    }
}

TEST_P(TimelineIndexOfSeed, TheCoresTogetherHoldWhatTheWorkersHold)
{
    const TimelineIndex index = indexOf(run);
    const TickRange whole = index.wholeRange();
    std::uint64_t byWorkers = 0;
    for (unsigned worker = 0; worker < 3; ++worker) {
        for (const TimelineColumn& column : columnsOf(index, worker, whole))
            byWorkers += column.holdTicks;
    }
    std::uint64_t byCores = 0;
    for (const std::uint16_t core : index.cores()) {
        std::vector<TimelineColumn> columns(kColumns);
        index.coreColumns(core, whole, columns);
        for (const TimelineColumn& column : columns)
            byCores += column.holdTicks;
    }
    EXPECT_GT(byCores, 0U);
    EXPECT_EQ(byCores, byWorkers);
}

TEST_P(TimelineIndexOfSeed, ADeathIsOnTheCoreOfTheLastTaskAndTheReturnOnThatOfTheNext)
{
    const TimelineIndex index = indexOf(run);
    std::size_t deaths = 0;
    for (unsigned worker = 0; worker < 3; ++worker) {
        const auto tasks = tasksOf(index.recording(), worker);
        for (const WorkerDeath& death : index.deaths(worker)) {
            const auto next = std::ranges::find_if(
                tasks, [&](const RecordedTask& task) { return task.event.begin >= death.died; });
            ASSERT_NE(next, tasks.begin());
            EXPECT_EQ(death.core, std::prev(next)->event.core);
            EXPECT_EQ(death.backCore,
                next == tasks.end() ? std::nullopt : std::optional(next->event.core));
            ++deaths;
        }
    }
    EXPECT_GT(deaths, 0U);
}

TEST_P(TimelineIndexOfSeed, SingleTasksAreAllThatAreLongEnough)
{
    const TimelineIndex index = indexOf(run);
    for (const std::uint64_t atLeast : {0U, 1'400U, 9'000U, 50'000U}) {
        const TickRange visible = randomRange(index.wholeRange(), random);
        std::vector<std::uint64_t> expected;
        for (const RecordedTask& task : tasksOf(index.recording(), 2)) {
            if (durationOf(task.event) >= atLeast && overlap(rangeOf(task.event), visible))
                expected.push_back(task.position);
        }
        const SingleTasks found = index.tasksIn(2, visible, atLeast, SIZE_MAX);
        std::vector<std::uint64_t> positions;
        for (const RecordedTask& task : found.tasks)
            positions.push_back(task.position);
        EXPECT_EQ(positions, expected);
        EXPECT_TRUE(found.complete);
    }
}

TEST_P(TimelineIndexOfSeed, TheTaskAtATickIsTheOneThatRanThen)
{
    const TimelineIndex index = indexOf(run);
    const auto tasks = tasksOf(index.recording(), 0);
    for (int i = 0; i < 500; ++i) {
        const std::uint64_t tick = index.wholeRange().begin + random() % index.wholeRange().width();
        const auto expected = std::ranges::find_if(tasks, [tick](const RecordedTask& task) {
            return task.event.begin <= tick && tick < task.event.end;
        });
        const auto found = index.taskAt(0, tick);
        ASSERT_EQ(found.has_value(), expected != tasks.end()) << tick;
        if (found) {
            EXPECT_EQ(found->position, expected->position);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, TimelineIndexOfSeed, testing::Range<std::uint64_t>(1, 6));

TEST(TimelineIndex, HasTheSameAfterGrowingWithTheRunAsAfterwards)
{
    SyntheticRun run({.tasks = 50'000, .workers = 4, .seed = 9});
    TimelineIndex growing(run.recording());
    for (int step = 0; step < 1'000; ++step) {
        run.append(50);
        growing.extend(step % 3 == 0 ? 0ns : 1s);
    }
    run.finish();
    while (!growing.extend(0ns)) { }
    const TimelineIndex afterwards = indexOf(run);
    EXPECT_EQ(growing.eventsIndexed(), afterwards.eventsIndexed());
    EXPECT_EQ(growing.wholeRange(), afterwards.wholeRange());
    for (unsigned worker = 0; worker < 4; ++worker) {
        EXPECT_EQ(totalOf(columnsOf(growing, worker, growing.wholeRange())),
            totalOf(columnsOf(afterwards, worker, growing.wholeRange())));
        EXPECT_EQ(growing.deaths(worker).size(), afterwards.deaths(worker).size());
    }
}

TEST(TimelineIndex, ShowsAtEveryStepWhatHasBeenLogged)
{
    SyntheticRun run({.tasks = 5'000, .workers = 2, .seed = 3});
    TimelineIndex index(run.recording());
    EXPECT_TRUE(index.extend(1s));
    for (int step = 0; step < 100; ++step) {
        run.append(50);
        ASSERT_TRUE(index.extend(1s));
        for (unsigned worker = 0; worker < 2; ++worker)
            ASSERT_EQ(totalOf(columnsOf(index, worker, index.wholeRange())).tasks,
                tasksOf(index.recording(), worker).size());
    }
}

TEST(TimelineIndex, TakesAsLongAsItMayAndGoesOnLater)
{
    SyntheticRun run({.tasks = 100'000, .workers = 2});
    run.finish();
    TimelineIndex index(run.recording());
    int calls = 1;
    for (; !index.extend(0ns); ++calls)
        EXPECT_LT(index.eventsIndexed(), index.eventsLogged());
    EXPECT_GT(calls, 20);
    EXPECT_EQ(index.eventsIndexed(), index.eventsLogged());
}

TEST(TimelineIndex, TakesLessThanSixBytesPerTask)
{
    SyntheticRun run({.tasks = 1'000'000, .workers = 4, .lockOneIn = 0});
    run.finish();
    const TimelineIndex index = indexOf(run);
    EXPECT_LT(static_cast<double>(index.bytes()) / 1e6, 5.8);
}

TEST(TimelineIndex, KnowsEachWorkersDeaths)
{
    SyntheticRun run({.tasks = 20'000, .workers = 2, .deathOneIn = 500});
    run.finish();
    const TimelineIndex index = indexOf(run);
    for (unsigned worker = 0; worker < 2; ++worker) {
        ASSERT_GT(index.deaths(worker).size(), 5U);
        for (const WorkerDeath& death : index.deaths(worker)) {
            ASSERT_TRUE(death.back && death.task);
            EXPECT_GE(*death.back, death.died);
            const auto last = index.taskAt(worker, death.died - 1);
            ASSERT_TRUE(last);
            EXPECT_EQ(last->event.task, *death.task);
        }
    }
}

TEST(TimelineIndex, HasAWorkersWaitsAndHoldsInSight)
{
    SyntheticRun run({.tasks = 20'000, .workers = 2, .seed = 4});
    run.finish();
    const TimelineIndex index = indexOf(run);
    std::mt19937_64 random(4);
    for (int i = 0; i < 50; ++i) {
        const TickRange visible = randomRange(index.wholeRange(), random);
        std::size_t expected = 0;
        for (const auto part : index.recording().log(1)) {
            expected += static_cast<std::size_t>(
                std::ranges::count_if(part, [&](const TraceEvent& event) {
                    return (event.kind == EventKind::Wait || event.kind == EventKind::Hold)
                        && overlap({event.begin, event.end}, visible);
                }));
        }
        const auto locks = index.locksIn(1, visible);
        EXPECT_EQ(std::ranges::count_if(locks,
                      [&](const TraceEvent& event) {
                          return overlap({event.begin, event.end}, visible);
                      }),
            static_cast<std::ptrdiff_t>(expected));
    }
}

TEST(TimelineIndex, HoldsOfLocksAreInTheirColumns)
{
    SyntheticRun run({.tasks = 20'000, .workers = 1});
    run.finish();
    const TimelineIndex index = indexOf(run);
    std::uint64_t held = 0;
    for (const TraceEvent& lock : index.locksIn(0, index.wholeRange()))
        held += lock.kind == EventKind::Hold ? durationOf(lock) : 0;
    std::uint64_t shown = 0;
    for (const TimelineColumn& column : columnsOf(index, 0, index.wholeRange()))
        shown += column.holdTicks;
    EXPECT_GT(held, 0U);
    EXPECT_EQ(shown, held);
}

TEST(TimelineIndex, SaysWhenThereAreMoreSingleTasksThanWanted)
{
    SyntheticRun run({.tasks = 1'000, .workers = 1});
    run.finish();
    const TimelineIndex index = indexOf(run);
    EXPECT_EQ(index.tasksIn(0, index.wholeRange(), 0, 10).tasks.size(), 10U);
    EXPECT_FALSE(index.tasksIn(0, index.wholeRange(), 0, 10).complete);
    EXPECT_TRUE(index.tasksIn(0, index.wholeRange(), 0, 1'000).complete);
}

TEST(TimelineIndex, OfARunThatHasNotBegunIsEmpty)
{
    SyntheticRun run({.tasks = 10, .workers = 1});
    run.writer().header().beginTicks = 0;
    const TimelineIndex index = indexOf(run);
    EXPECT_TRUE(index.wholeRange().empty());
    EXPECT_FALSE(index.taskAt(0, 5));
    EXPECT_EQ(totalOf(columnsOf(index, 0, {})), Total{});
    EXPECT_EQ(totalOf(columnsOf(index, 0, {5, 1})), Total{});
}

// Every number may be anything; the sanitizers see what is read outside.
TEST(TimelineIndex, OfALogFullOfNonsenseAnswersWithoutHarm)
{
    SyntheticRun run({.tasks = 20'000, .workers = 3});
    run.finish();
    std::mt19937_64 random(5);
    for (TraceEvent& event : run.writer().events()) {
        event.begin = random() >> (random() % 64);
        event.end = random() >> (random() % 64);
        event.task = random();
        event.core = static_cast<std::uint16_t>(random());
        event.kind = static_cast<EventKind>(random() % 9);
    }
    const TimelineIndex index = indexOf(run);
    for (int i = 0; i < 200 / kTimesSlower; ++i) {
        const std::uint64_t begin = random() >> (random() % 64);
        const TickRange visible{begin, begin + (random() >> (random() % 64))};
        for (unsigned worker = 0; worker < 3; ++worker) {
            EXPECT_LE(totalOf(columnsOf(index, worker, visible)).tasks, 60'000U);
            EXPECT_LE(index.tasksIn(worker, visible, 0, 100).tasks.size(), 100U);
            EXPECT_LE(index.locksIn(worker, visible).size(), 60'000U);
            static_cast<void>(index.taskAt(worker, begin));
        }
        std::vector<TimelineColumn> columns(100);
        index.coreColumns(index.cores()[random() % index.cores().size()], visible, columns);
        EXPECT_LE(totalOf(columns).tasks, 60'000U);
    }
}

} // namespace interleave::test
