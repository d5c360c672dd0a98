#include "core/trace/recorder.h"
#include "core/trace/recording_writer.h"
#include "tests/support/synthetic_recording.h"
#include "tests/ui/print_qt.h"
#include "ui/timeline/not_shown_text.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

using namespace std::chrono_literals;

class WhatTheTimelineDoesNotShow : public testing::Test
{
protected:
    void waitOften(std::uint64_t times)
    {
        Recorder recorder(m_run.writer(), 1);
        for (std::uint64_t i = 0; i < times; ++i)
            recorder.waited({test::SyntheticRun::kBegin + 10 * i,
                                test::SyntheticRun::kBegin + 10 * i + 5,
                                0,
                                0,
                                0,
                                EventKind::Wait,
                                {}},
                false);
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
    EXPECT_EQ(told({.hidden = 150'000, .events = 300'000, .looked = 196'608}).text,
        QStringLiteral("about 150,000 lock hand-overs are too close for arrows (196,608 of 300,000 "
                       "events of locks were counted): zoom in"));
}

TEST_F(WhatTheTimelineDoesNotShow, AreHandOversWithinACore)
{
    EXPECT_EQ(told({.within = 7}).text, QStringLiteral("lock hand-overs without an arrow: 7"));
    EXPECT_TRUE(told({.within = 7}).details.contains(QStringLiteral("From a core to itself")));
}

TEST_F(WhatTheTimelineDoesNotShow, AreWaitsThatFoundNoRoomInTheLog)
{
    waitOften(kMaxLockEvents + 616);
    EXPECT_EQ(told().text, QStringLiteral("616 waits beyond the log's limit are not drawn"));
    EXPECT_TRUE(told().details.contains(QStringLiteral("The first 16,384 waits")));
}

TEST_F(WhatTheTimelineDoesNotShow, IsWhatADamagedRecordingHasTooMuchOf)
{
    Recorder recorder(m_run.writer(), 1);
    for (std::uint64_t i = 0; i < kMaxLockEvents + 77; ++i)
        recorder.note({test::SyntheticRun::kBegin + i,
            test::SyntheticRun::kBegin + i + 1,
            0,
            0,
            0,
            EventKind::Hold,
            {}});
    EXPECT_EQ(told().text, QStringLiteral("77 events left out"));
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
