#include "core/trace/recorder.h"
#include "tests/support/synthetic_recording.h"
#include "ui/timeline/hand_overs.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kBegin = test::SyntheticRun::kBegin;

class HandOversTest : public testing::Test
{
protected:
    HandOversTest()
        : m_recorder(m_run.writer(), 1)
    {
    }

    // Worker 2 (number 1) got at `tick` what the holder (worker + 1) had.
    void got(std::uint64_t tick, std::uint32_t holder)
    {
        m_recorder.waited(
            {kBegin + tick - 5, kBegin + tick, 0, holder, 0, EventKind::Wait, {}}, false);
    }
    void task(std::uint32_t worker, std::uint64_t from, std::uint64_t to, std::uint16_t core)
    {
        const TraceEvent event{kBegin + from, kBegin + to, 0, 0, core, EventKind::Task, {}};
        worker == 1 ? m_recorder.taskEnded(event)
                    : Recorder(m_run.writer(), worker).taskEnded(event);
    }
    [[nodiscard]] HandOvers onCores()
    {
        TimelineIndex index(m_run.recording());
        while (!index.extend(1s)) { }
        return coreHandOversIn(
            index, 0, static_cast<unsigned>(index.cores().size()), {kBegin, kBegin + 1'000});
    }
    [[nodiscard]] HandOvers found(TickRange visible, unsigned first = 0, unsigned last = 4)
    {
        TimelineIndex index(m_run.recording());
        while (!index.extend(1s)) { }
        return handOversIn(index, first, last, visible);
    }

private:
    test::SyntheticRun m_run{{.workers = 4}};
    Recorder m_recorder;
};

TEST_F(HandOversTest, GoFromWhoHadTheLockToWhoWaited)
{
    got(100, 4);
    const HandOvers all = found({kBegin, kBegin + 1'000});
    ASSERT_EQ(all.arrows.size(), 1U);
    EXPECT_EQ(all.arrows.front(), (HandOver{3, 1, kBegin + 100}));
    EXPECT_EQ(all.hidden, 0U);
}

TEST_F(HandOversTest, AreNoneWhereTheHolderIsNotKnown)
{
    got(100, 0);
    EXPECT_TRUE(found({kBegin, kBegin + 1'000}).arrows.empty());
}

TEST_F(HandOversTest, AreOnlyThoseInSight)
{
    got(100, 1);
    got(300, 1);
    EXPECT_EQ(found({kBegin + 200, kBegin + 400}).arrows.size(), 1U);
    EXPECT_EQ(found({kBegin, kBegin + 1'000}, 2, 4).arrows.size(), 0U);
}

TEST_F(HandOversTest, AreCountedWhereThereAreTooMany)
{
    for (std::uint64_t i = 1; i <= 500; ++i)
        got(10 * i, 1);
    const HandOvers all = found({kBegin, kBegin + 10'000});
    EXPECT_TRUE(all.arrows.empty());
    EXPECT_EQ(all.hidden, 500U);
}

TEST_F(HandOversTest, AreEstimatedWhereThereAreMoreEventsThanAFrameHasTimeFor)
{
    test::SyntheticRun large({.tasks = 100'000, .workers = 16});
    for (std::uint32_t worker = 0; worker < 16; ++worker) {
        Recorder recorder(large.writer(), worker);
        for (std::uint64_t i = 0; i < kMaxLockEvents; ++i)
            recorder.waited(
                {kBegin + i, kBegin + i + 1, 0, (worker + 1) % 16 + 1, 0, EventKind::Wait, {}},
                false);
    }
    TimelineIndex index(large.recording());
    while (!index.extend(1s)) { }
    const HandOvers all = handOversIn(index, 0, 16, {kBegin, kBegin + 100'000});
    EXPECT_TRUE(all.estimated());
    EXPECT_EQ(all.events, 16 * kMaxLockEvents);
    EXPECT_EQ(all.looked, 12 * kMaxLockEvents);
    EXPECT_EQ(all.hidden, 12 * kMaxLockEvents + 4 * kMaxLockEvents / 2);
}

TEST_F(HandOversTest, OnCoresGoFromTheCoreOfWhoHadTheLock)
{
    task(3, 90, 120, 2);
    got(100, 4);
    task(1, 95, 130, 0);
    const HandOvers all = onCores();
    ASSERT_EQ(all.arrows.size(), 1U);
    EXPECT_EQ(all.arrows.front(), (HandOver{1, 0, kBegin + 100})); // rows: cores 0 and 2
    EXPECT_EQ(all.within, 0U);
}

TEST_F(HandOversTest, OnOneCoreAreCountedAndHaveNoArrow)
{
    task(3, 90, 120, 2);
    got(100, 4);
    task(1, 95, 130, 2);
    const HandOvers all = onCores();
    EXPECT_TRUE(all.arrows.empty());
    EXPECT_EQ(all.within, 1U);
}

TEST_F(HandOversTest, OfWorkersThatAreNoneAreLeftOut)
{
    got(100, 77);
    EXPECT_TRUE(found({kBegin, kBegin + 1'000}).arrows.empty());
}

} // namespace
} // namespace interleave::ui
