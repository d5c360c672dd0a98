#include "core/trace/recorder.h"
#include "core/trace/recording_writer.h"
#include "tests/support/synthetic_recording.h"
#include "tests/ui/print_qt.h"
#include "ui/timeline/not_shown_text.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kBegin = test::SyntheticRun::kBegin;

class WhatTheTimelineDoesNotShow : public testing::Test
{
protected:
    void waitOften(std::uint64_t times)
    {
        Recorder recorder(m_run.writer(), 1);
        for (std::uint64_t i = 0; i < times; ++i)
            recorder.waited(
                {kBegin + 10 * i, kBegin + 10 * i + 5, 0, 0, 0, EventKind::Wait, {}}, false);
    }
    NotShown told(const HandOvers& handOvers = {})
    {
        TimelineIndex index(m_run.recording());
        while (!index.extend(1s)) { }
        return notShown(index, handOvers);
    }
    test::SyntheticRun m_run{{.workers = 2}};
};

TEST_F(WhatTheTimelineDoesNotShow, IsNothingWhereAllIsDrawn)
{
    waitOften(kMaxLockEvents / 2);
    EXPECT_EQ(told(), NotShown{});
}

TEST_F(WhatTheTimelineDoesNotShow, AreArrowsThatWouldStandTooClose)
{
    EXPECT_EQ(told({.hidden = 1'234}).text,
        QStringLiteral("1,234 lock hand-overs are too close for arrows: zoom in"));
    EXPECT_TRUE(told({.hidden = 1'234, .estimated = true})
                    .text.startsWith(QStringLiteral("about 1,234 lock hand-overs")));
}

TEST_F(WhatTheTimelineDoesNotShow, AreWaitsThatFoundNoRoomInTheLog)
{
    waitOften(kMaxLockEvents + 616);
    EXPECT_EQ(told().text, QStringLiteral("17,000 waits, late ones not drawn"));
    EXPECT_TRUE(told().details.contains(QStringLiteral("The first 16,384 waits")));
}

TEST_F(WhatTheTimelineDoesNotShow, IsAtFirstWhatIsNotYetRead)
{
    m_run.append(200'000);
    TimelineIndex index(m_run.recording());
    ASSERT_FALSE(index.extend(0ns));
    EXPECT_TRUE(notShown(index, {.hidden = 7}).text.startsWith(QStringLiteral("read so far: ")));
}

} // namespace
} // namespace interleave::ui
