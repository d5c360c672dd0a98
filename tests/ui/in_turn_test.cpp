#include "ui/models/in_turn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QThread>

#include <vector>

namespace interleave::ui {
namespace {

using testing::ElementsAre;
using namespace std::chrono_literals;

TEST(InTurn, DoesOneAfterTheOtherAndTellsInItsOwnThread)
{
    InTurn turns(nullptr);
    std::vector<int> done;
    std::vector<int> told;
    QThread* const here = QThread::currentThread();
    for (const int piece : {1, 2, 3})
        turns.add([&, piece] {
            EXPECT_NE(QThread::currentThread(), here);
            done.push_back(piece); // no two at a time
            return InTurn::Then([&, piece] {
                EXPECT_EQ(QThread::currentThread(), here);
                told.push_back(piece);
            });
        });
    EXPECT_TRUE(turns.busy());
    EXPECT_TRUE(turns.finish(30s));
    EXPECT_THAT(done, ElementsAre(1, 2, 3));
    EXPECT_THAT(told, ElementsAre(1, 2, 3));
}

TEST(InTurn, WhatIsToldMayGiveMore)
{
    InTurn turns(nullptr);
    bool second = false;
    turns.add([&] {
        return InTurn::Then(
            [&] { turns.add([&] { return InTurn::Then([&] { second = true; }); }); });
    });
    EXPECT_TRUE(turns.finish(30s));
    EXPECT_TRUE(second);
}

TEST(InTurn, NothingIsToldToWhoHasGone)
{
    bool told = false;
    {
        InTurn turns(nullptr);
        turns.add([&] { return InTurn::Then([&] { told = true; }); });
    }
    QCoreApplication::processEvents();
    EXPECT_FALSE(told);
}

} // namespace
} // namespace interleave::ui
