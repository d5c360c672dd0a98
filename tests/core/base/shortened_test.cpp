#include "core/base/shortened.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TEST(Shortened, ATextUpToTheLimitStaysAsItIs)
{
    EXPECT_EQ(shortened("12345", 5), "12345");
}

TEST(Shortened, ALongerTextIsCutAndMarked)
{
    EXPECT_EQ(shortened("123456", 5), "12345...");
}

TEST(Shortened, ACharacterOfSeveralBytesIsNotCutInTwo)
{
    EXPECT_EQ(shortened("ab\u20AC", 4), "ab..."); // the euro sign has three bytes
}

} // namespace
} // namespace interleave
