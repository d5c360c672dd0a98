#include "core/model/fault.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TEST(Faults, NoTextIsNoFault)
{
    EXPECT_TRUE(faultsFromText("").value().empty());
    EXPECT_TRUE(faultsFromText("  ").value().empty());
}

TEST(Faults, ComeBackFromTheirText)
{
    for (const char* text :
        {"raise@5", "crash@0", "exit@7, hang@8", "kill-worker, kill-lock-holder"})
        EXPECT_EQ(toText(faultsFromText(text).value()), text);
}

TEST(Faults, BlanksDoNotMatter)
{
    EXPECT_EQ(toText(faultsFromText(" raise@5 ,kill-worker ").value()), "raise@5, kill-worker");
}

TEST(Faults, InATaskNeedItsNumber)
{
    for (const char* text : {"raise", "raise@", "raise@x", "raise@-1", "raise@5x", "raise@1e3"})
        EXPECT_NE(findFaultProblem(text).value_or("").find("raise@TASK, as in raise@5"),
            std::string::npos)
            << text;
}

TEST(Faults, ThatTheSeedPlacesTakeNoTask)
{
    EXPECT_EQ(findFaultProblem("kill-worker@3").value_or(""),
        "'kill-worker@3' is no fault; use kill-worker without a task: the seed chooses");
}

TEST(Faults, ThatAreEmptyBetweenCommasAreRefused)
{
    EXPECT_TRUE(findFaultProblem("raise@5,,exit@6").has_value());
}

} // namespace
} // namespace interleave
