// When folders are looked at, and when no more: by looks that end at once, or never.

#include "tests/ui/on_screen.h"
#include "ui/config/folder_look.h"

#include <gtest/gtest.h>

#include <QTest>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace interleave::ui {
namespace {

using namespace std::chrono_literals;

class FolderLookTest : public testing::Test
{
protected:
    static Experiment imagesIn(const char* folder)
    {
        Experiment experiment;
        experiment.workload = WorkloadKind::ImageFilter;
        experiment.params["input"] = std::string(folder);
        return experiment;
    }
    static void waitForStop(const std::stop_token& stop)
    {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait(lock, stop, [] { return false; });
    }
    /// Of a folder without an end.
    static FolderReport lookForEver(const Experiment& /*experiment*/, const std::stop_token& stop)
    {
        waitForStop(stop);
        return {.unfinished = true};
    }

    Experiment m_experiment = imagesIn("/pictures");
};

TEST_F(FolderLookTest, NoLookIsUnderWayWhenARunBegins)
{
    const auto underWay = std::make_shared<std::atomic<int>>(0); // none where it never began
    FolderLook look(nullptr,
        [underWay](const Experiment& /*experiment*/, const std::stop_token& stop) {
            ++*underWay;
            waitForStop(stop);
            --*underWay;
            return FolderReport{};
        },
        {.awaited = 100ms});
    look.lookAt(&m_experiment);
    look.finish();
    EXPECT_FALSE(look.busy());
    EXPECT_TRUE(QTest::qWaitFor([&] { return *underWay == 0; }, kPatienceMs));
    ASSERT_TRUE(look.isCurrent());
    EXPECT_TRUE(look.report()->unfinished);
}

TEST_F(FolderLookTest, WhatWasGivenUpIsLookedAtWhenItIsAskedAgain)
{
    FolderLook look(nullptr, lookForEver);
    look.lookAt(&m_experiment);
    look.giveUp();
    EXPECT_FALSE(look.busy());
    look.lookAt(&m_experiment);
    EXPECT_TRUE(look.busy());
}

TEST_F(FolderLookTest, WhatTakesTooLongIsLeftUnfinished)
{
    FolderLook look(nullptr, lookForEver, {.pause = 0ms, .most = 1ms});
    look.lookAt(&m_experiment);
    EXPECT_TRUE(QTest::qWaitFor(
        [&look] { return look.isCurrent() && look.report()->unfinished; }, kPatienceMs));
}

// A file system that has gone: it hears of no stop until somebody brings it back.
class NobodyAnswers
{
public:
    [[nodiscard]] FolderLook::Look look() const
    {
        return
            [state = m_state](const Experiment& /*experiment*/, const std::stop_token& /*stop*/) {
                ++state->asked;
                std::unique_lock lock(state->mutex);
                state->isBack.wait(lock, [&] { return state->back; });
                return FolderReport{.pictures = 3};
            };
    }
    void comeBack() const
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->back = true;
        m_state->isBack.notify_all();
    }
    [[nodiscard]] int asked() const { return m_state->asked; }
    ~NobodyAnswers() { comeBack(); }

private:
    struct State
    {
        std::mutex mutex;
        std::condition_variable isBack;
        bool back = false;
        std::atomic<int> asked = 0;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

TEST_F(FolderLookTest, F372_AFolderThatNeverAnswersIsSaidSoUntilItDoes)
{
    const NobodyAnswers gone;
    FolderLook look(nullptr, gone.look(), {.pause = 0ms, .most = 1ms, .silence = 1ms});
    look.lookAt(&m_experiment);
    ASSERT_TRUE(QTest::qWaitFor(
        [&look] { return look.isCurrent() && look.report()->unanswered; }, kPatienceMs));
    gone.comeBack();
    EXPECT_TRUE(QTest::qWaitFor([&look] { return look.report()->pictures == 3; }, kPatienceMs));
    EXPECT_FALSE(look.report()->unanswered);
}

TEST_F(FolderLookTest, F372_AFolderThatNeverAnswersIsNeitherAskedAgainNorWaitedFor)
{
    const NobodyAnswers gone;
    FolderLook look(
        nullptr, gone.look(), {.pause = 0ms, .most = 1ms, .silence = 1ms, .awaited = 1h});
    look.lookAt(&m_experiment);
    ASSERT_TRUE(QTest::qWaitFor(
        [&look] { return look.isCurrent() && look.report()->unanswered; }, kPatienceMs));
    look.forget(); // as when the window is used again
    look.lookAt(&m_experiment);
    look.finish(); // as when Run is pressed: in less than an hour
    EXPECT_FALSE(look.busy());
    EXPECT_EQ(gone.asked(), 1);
    const Experiment other = imagesIn("/others");
    look.lookAt(&other);
    EXPECT_TRUE(look.busy()) << "another one is looked at all the same";
}

TEST_F(FolderLookTest, AReportIsFreshForAWhile)
{
    FolderLook look(nullptr,
        [](const Experiment& /*experiment*/, const std::stop_token& /*stop*/) {
            return FolderReport{.pictures = 3};
        },
        {.awaited = std::chrono::milliseconds(kPatienceMs), .fresh = 1h});
    look.lookAt(&m_experiment);
    EXPECT_FALSE(look.isFresh());
    look.finish();
    EXPECT_TRUE(look.isFresh());
    const Experiment other = imagesIn("/others");
    look.lookAt(&other);
    EXPECT_FALSE(look.isFresh()) << "it is of something else";
    look.finish();
    look.setFreshFor(0ms);
    EXPECT_FALSE(look.isFresh());
}

TEST_F(FolderLookTest, WhatIsKnownStandsWhereTheSameIsLookedAtAgainWithoutAnEnd)
{
    const auto looks = std::make_shared<std::atomic<int>>(0);
    FolderLook look(nullptr,
        [looks](const Experiment& /*experiment*/, const std::stop_token& stop) {
            if (++*looks > 1)
                waitForStop(stop);
            return FolderReport{.pictures = 3};
        },
        {.patience = 0ms, .awaited = std::chrono::milliseconds(kPatienceMs)});
    look.lookAt(&m_experiment);
    look.finish();
    ASSERT_TRUE(look.isCurrent());
    look.forget();
    look.lookAt(&m_experiment);
    ASSERT_TRUE(QTest::qWaitFor([&looks] { return *looks == 2; }, kPatienceMs));
    EXPECT_TRUE(look.isCurrent()) << "nobody's patience ends with what is known";
    look.giveUp();
    ASSERT_TRUE(look.isCurrent());
    EXPECT_EQ(look.report()->pictures, 3U);
}

} // namespace
} // namespace interleave::ui
