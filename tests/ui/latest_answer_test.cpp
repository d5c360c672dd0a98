#include "tests/support/slowness.h"
#include "tests/ui/busy_threads.h"
#include "tests/ui/on_screen.h"
#include "ui/models/latest_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QDir>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <new>
#include <unistd.h>
#include <vector>

namespace interleave::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LatestAnswerTest : public testing::Test
{
protected:
    static LatestAnswer<int>::Compute giving(int number)
    {
        return [number](QPromise<int>&) { return number; };
    }
    bool waitForRest()
    {
        return QTest::qWaitFor([this] { return !latest.busy(); }, kPatienceMs);
    }

    std::vector<int> answers;
    LatestAnswer<int> latest{[this](const int& answer) { answers.push_back(answer); }};
};

TEST_F(LatestAnswerTest, AnswersWhatWasAsked)
{
    latest.ask(giving(7));
    EXPECT_TRUE(latest.busy());
    ASSERT_TRUE(waitForRest());
    EXPECT_THAT(answers, ElementsAre(7));
}

TEST_F(LatestAnswerTest, ANewerQuestionReplacesAllBeforeIt)
{
    BusyThreads threads;
    latest.ask(giving(1));
    latest.ask(giving(2));
    latest.ask(giving(3));
    threads.release();
    ASSERT_TRUE(waitForRest());
    EXPECT_THAT(answers, ElementsAre(3));
}

TEST_F(LatestAnswerTest, AQuestionThatIsAskedWithEveryTickIsAnsweredAllTheSame)
{
    BusyThreads threads;
    latest.refresh(giving(1));
    latest.refresh(giving(2));
    latest.refresh(giving(3));
    threads.release();
    ASSERT_TRUE(waitForRest());
    EXPECT_THAT(answers, ElementsAre(1, 3));
}

TEST_F(LatestAnswerTest, WhatIsGivenUpMayLookAndIsNotTold)
{
    std::atomic<bool> begun = false;
    latest.ask([&](QPromise<int>& promise) {
        begun = true;
        while (!promise.isCanceled())
            std::this_thread::yield();
        return 1;
    });
    ASSERT_TRUE(QTest::qWaitFor([&] { return begun.load(); }, kPatienceMs));
    latest.giveUp();
    EXPECT_FALSE(latest.busy());
    backgroundThreads().waitForDone();
    QCoreApplication::processEvents();
    EXPECT_THAT(answers, IsEmpty());
    latest.ask(giving(2));
    ASSERT_TRUE(waitForRest());
    EXPECT_THAT(answers, ElementsAre(2));
}

TEST_F(LatestAnswerTest, AnyNumberThatStandStillKeepNobodyWaitingWhereTheyAreLeftAlone)
{
    const int standingStill = QThread::idealThreadCount() + 1;
    QSemaphore end;
    LatestAnswer<int> leaving(
        [this](const int& answer) { answers.push_back(answer); }, Older::LeftAlone);
    std::atomic<int> begun = 0;
    for (int i = 1; i <= standingStill; ++i) {
        leaving.ask([&](QPromise<int>&) {
            ++begun;
            end.acquire();
            return 1;
        });
        EXPECT_TRUE(QTest::qWaitFor([&] { return begun == i; }, kPatienceMs));
    }
    leaving.ask(giving(2));
    EXPECT_TRUE(QTest::qWaitFor([&] { return !leaving.busy(); }, kPatienceMs));
    EXPECT_THAT(answers, ElementsAre(2));
    end.release(standingStill);
    threadsLeftAlone().waitForDone();
    QCoreApplication::processEvents();
    EXPECT_THAT(answers, ElementsAre(2));
}

TEST_F(LatestAnswerTest, WhatIsWaitedForIsAnsweredOnce)
{
    latest.ask(giving(7));
    EXPECT_TRUE(latest.finish(std::chrono::milliseconds(kPatienceMs)));
    EXPECT_THAT(answers, ElementsAre(7));
    EXPECT_TRUE(latest.finish(std::chrono::milliseconds(kPatienceMs)));
    EXPECT_THAT(answers, ElementsAre(7));
}

TEST_F(LatestAnswerTest, F353_AQuestionThatFoundNoMemoryIsNoAnswerThatNeverComes)
{
    latest.ask([](QPromise<int>&) -> int { throw std::bad_alloc(); });
    EXPECT_THROW(static_cast<void>(waitForRest()), std::bad_alloc);
    EXPECT_FALSE(latest.busy());
    latest.ask(giving(7));
    ASSERT_TRUE(waitForRest());
    EXPECT_THAT(answers, ElementsAre(7));
}

// In a process of its own, which then ends as the program does.
[[noreturn]] void exitBesideOneThatStandsStill()
{
    ::alarm(30);
    LatestAnswer<int> latest([](const int&) {}, Older::LeftAlone);
    latest.ask([](QPromise<int>&) -> int {
        for (;;)
            ::pause();
    });
    const bool came = latest.finish(std::chrono::milliseconds(1));
    QDir(QDir::homePath()).removeRecursively(); // main() made it, and does not return
    std::exit(came ? 1 : 0);
}

TEST(LatestAnswerAtExit, OneThatStandsStillNeitherKeepsWhoWaitsNorTheProgram)
{
    if (kTimesSlower > 1)
        GTEST_SKIP() << "a sanitizer looks at what is left at the exit";
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(exitBesideOneThatStandsStill(), testing::ExitedWithCode(0), "");
}

TEST_F(LatestAnswerTest, WhoGoesIsToldNothing)
{
    BusyThreads threads;
    {
        LatestAnswer<int> leaving{[this](const int& answer) { answers.push_back(answer); }};
        leaving.ask(giving(1));
    }
    threads.release();
    QCoreApplication::processEvents();
    EXPECT_THAT(answers, IsEmpty());
}

} // namespace
} // namespace interleave::ui
