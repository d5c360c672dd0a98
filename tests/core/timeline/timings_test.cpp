#include "core/timeline/selection_statistics.h"
#include "core/timeline/timeline_index.h"
#include "core/timeline/timings.h"
#include "core/trace/recorder.h"
#include "tests/support/synthetic_recording.h"

#include <gtest/gtest.h>

namespace interleave::test {

namespace {

constexpr std::uint64_t kBegin = 10'000;
constexpr TickRange kAll{0, UINT64_MAX};
constexpr int kCores[] = {0};

// A log that is written by hand; a tick is a nanosecond.
class ByHand
{
public:
    explicit ByHand(std::uint32_t workers = 1, std::uint64_t maxEventBytes = 1 << 20)
        : m_writer(*RecordingWriter::create({.clock = Clock::fromHeader(ClockSource::Monotonic, 1),
            .tasks = 1'000,
            .workers = workers,
            .locks = true,
            .cores = kCores,
            .experimentText = "{}",
            .maxEventBytes = maxEventBytes}))
    {
        m_writer.header().beginTicks = kBegin;
    }
    /// Times since the begin.
    void task(std::uint32_t worker,
        std::uint64_t from,
        std::uint64_t to,
        std::uint32_t waited = 0,
        TaskOutcome outcome = TaskOutcome::Succeeded)
    {
        Recorder(m_writer, worker)
            .taskEnded({kBegin + from, kBegin + to, m_task++, waited, 0, EventKind::Task, outcome});
    }
    void wait(std::uint32_t worker, std::uint64_t from, std::uint64_t to)
    {
        Recorder(m_writer, worker)
            .waited({kBegin + from, kBegin + to, m_task, 0, 0, EventKind::Wait, {}}, false);
    }
    void neverGot(std::uint32_t worker, std::uint64_t from, std::uint64_t to)
    {
        Recorder(m_writer, worker)
            .neverGot(
                {kBegin + from, kBegin + to, m_task, 0, 1, EventKind::Wait, TaskOutcome::Failed},
                kBegin + from);
    }
    [[nodiscard]] std::shared_ptr<const Recording> recording() const
    {
        return std::make_shared<const Recording>(*Recording::open(m_writer.descriptor()));
    }
    void end(std::uint64_t at) { m_writer.header().endTicks = kBegin + at; }
    [[nodiscard]] Timings timings(const Selection& selection = {.time = kAll}) const
    {
        return interleave::timings(*Recording::open(m_writer.descriptor()), selection);
    }

private:
    RecordingWriter m_writer;
    std::uint64_t m_task = 0;
};

} // namespace

TEST(WaitWithoutEnd, IsCountedToTheEndOfTheTrial)
{
    ByHand log;
    log.task(0, 100, 300);
    log.neverGot(0, 350, 990);
    log.end(1'000);
    const Timings found = log.timings();
    EXPECT_EQ(found.waits.at(0).count(), 1U);
    EXPECT_EQ(found.split.at(0).waitNs, 650);
    EXPECT_EQ(found.split.at(0).endNs, 0) << "it was not over";
    EXPECT_EQ(found.split.at(0).wholeNs(), 1'000);
    const SelectionStatistics statistics = selectionStatistics(*log.recording(), {.time = kAll});
    EXPECT_EQ(statistics.all.waitsWithoutEnd, 1U);
    EXPECT_EQ(statistics.all.waitTicks, 640U);
    EXPECT_EQ(statistics.all.tasks, 1U);
    EXPECT_EQ(log.recording()->worker(0).waitNs, 640U);
    EXPECT_EQ(log.recording()->worker(0).sync.longestWaitNs, 640U);
}

TEST(WaitWithoutEnd, IsDrawnAndNoHandOver)
{
    ByHand log;
    log.task(0, 100, 300);
    log.neverGot(0, 500, 990);
    log.end(1'000);
    TimelineIndex index(log.recording());
    while (!index.extend(std::chrono::seconds(1))) { }
    const auto wait = index.waitWithoutEnd(0);
    ASSERT_TRUE(wait.has_value());
    EXPECT_EQ(wait->end, kBegin + 1'000);
    EXPECT_TRUE(index.locksIn(0, index.wholeRange()).empty()) << "nothing was got";
    std::vector<TimelineColumn> columns(10);
    index.columns(0, index.wholeRange(), columns);
    EXPECT_EQ(columns[9].waiting, 1);
    EXPECT_EQ(columns[9].busy, 1);
    EXPECT_EQ(columns[4].waiting, 0);
}

TEST(TimeSplit, NamesEveryPartOfAWorkersTime)
{
    ByHand log;
    log.task(0, 100, 300, 50);
    log.task(0, 340, 400);
    log.end(1'000);
    const TimeSplit split = log.timings().split.at(0);
    EXPECT_DOUBLE_EQ(split.startNs, 100);
    EXPECT_DOUBLE_EQ(split.runNs, 210);
    EXPECT_DOUBLE_EQ(split.waitNs, 50);
    EXPECT_DOUBLE_EQ(split.betweenNs, 40);
    EXPECT_DOUBLE_EQ(split.endNs, 600);
    EXPECT_DOUBLE_EQ(split.wholeNs(), 1'000);
    EXPECT_TRUE(split.logged);
}

TEST(TimeSplit, OfAWorkerThatHadNoTaskIsAllEnd)
{
    ByHand log(2);
    log.task(0, 0, 500);
    log.end(500);
    EXPECT_DOUBLE_EQ(log.timings().split.at(1).endNs, 500);
    EXPECT_DOUBLE_EQ(log.timings().split.at(1).wholeNs(), 500);
}

TEST(TimeSplit, WhileTheTrialGoesOnEndsWithTheLastTask)
{
    ByHand log;
    log.task(0, 10, 500);
    EXPECT_DOUBLE_EQ(log.timings().split.at(0).endNs, 0);
    EXPECT_DOUBLE_EQ(log.timings().split.at(0).wholeNs(), 500);
}

TEST(TimeSplit, TasksOfOneClaimLeaveNoTimeBetweenThem)
{
    ByHand each;
    ByHand together;
    for (std::uint64_t i = 0; i < 64; ++i) {
        each.task(0, 100 * i + 20, 100 * i + 100);
        together.task(0, 80 * i, 80 * i + 80);
    }
    EXPECT_DOUBLE_EQ(each.timings().split.at(0).betweenNs, 63 * 20);
    EXPECT_DOUBLE_EQ(together.timings().split.at(0).betweenNs, 0);
}

TEST(TimeSplit, IsExactInRunAndWaitWhereEventsWereDropped)
{
    ByHand log(1, 4096); // one block of 128 events
    for (std::uint64_t i = 0; i < 500; ++i)
        log.task(0, 10 * i + 2, 10 * i + 10, 3);
    log.end(6'000);
    const TimeSplit split = log.timings().split.at(0);
    EXPECT_FALSE(split.logged);
    EXPECT_DOUBLE_EQ(split.runNs, 500 * 5);
    EXPECT_DOUBLE_EQ(split.waitNs, 500 * 3);
    EXPECT_DOUBLE_EQ(split.startNs, 2);
    EXPECT_DOUBLE_EQ(split.wholeNs(), 6'000);
}

TEST(TimeSplit, AddsUpToTheTrialsTimeOnAnyLog)
{
    SyntheticRun run({.tasks = 20'000, .workers = 5, .seed = 7});
    run.finish();
    const auto recording = run.recording();
    const double wholeNs
        = static_cast<double>(recording->range().width()) * recording->clock().nsPerTick();
    for (const TimeSplit& split : timings(*recording, {.time = kAll}).split) {
        EXPECT_TRUE(split.logged);
        EXPECT_NEAR(split.wholeNs(), wholeNs, wholeNs * 1e-9);
    }
}

TEST(Timings, ADelayIsFromTheTrialsStartOrTheTaskBefore)
{
    ByHand log;
    log.task(0, 100, 300);
    log.task(0, 300, 400);
    log.task(0, 430, 500);
    const DurationCounts delays = log.timings().delays.at(0);
    EXPECT_EQ(delays.count(), 3U);
    EXPECT_EQ(delays.least(), 0U);
    EXPECT_EQ(delays.most(), 100U);
    EXPECT_NEAR(delays.quantile(0.5), 30, 0.5);
}

TEST(Timings, CountsEveryWaitByItself)
{
    ByHand log(2);
    log.wait(1, 10, 30);
    log.wait(1, 40, 100);
    log.task(1, 0, 110, 80);
    const Timings result = log.timings();
    EXPECT_EQ(result.waits.at(1).count(), 2U);
    EXPECT_EQ(result.waits.at(1).least(), 20U);
    EXPECT_EQ(result.waits.at(1).most(), 60U);
    EXPECT_EQ(result.waits.at(0).count(), 0U);
}

TEST(Timings, AreOfWhatIsSelectedButForTheSplit)
{
    ByHand log(2);
    log.task(0, 0, 100);
    log.task(0, 100, 300);
    log.task(1, 0, 700);
    log.end(700);
    const Timings late = log.timings({.time = {kBegin + 150, kBegin + 200}, .workers = {0}});
    EXPECT_EQ(late.tasks.at(0).count(), 1U);
    EXPECT_EQ(late.tasks.at(0).most(), 200U);
    EXPECT_EQ(late.tasks.at(1).count(), 0U);
    EXPECT_DOUBLE_EQ(late.split.at(1).runNs, 700);
}

TEST(Timings, OfAllTasksAgreeWithTheWorkersOwnCounts)
{
    SyntheticRun run({.tasks = 20'000, .workers = 3, .seed = 3});
    run.finish();
    const auto recording = run.recording();
    const Timings result = timings(*recording, {.time = kAll});
    for (unsigned worker = 0; worker < 3; ++worker) {
        const DurationCounts counted = recording->taskDurations(worker);
        EXPECT_EQ(result.tasks.at(worker).buckets(), counted.buckets());
        EXPECT_EQ(result.tasks.at(worker).least(), counted.least());
        EXPECT_EQ(result.tasks.at(worker).most(), counted.most());
    }
}

} // namespace interleave::test
