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

TEST_F(HandOversTest, OfWorkersThatAreNoneAreLeftOut)
{
    got(100, 77);
    EXPECT_TRUE(found({kBegin, kBegin + 1'000}).arrows.empty());
}

} // namespace
} // namespace interleave::ui
