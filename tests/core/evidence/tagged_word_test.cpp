#include "core/evidence/tagged_word.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave::test {

using testing::HasSubstr;

TEST(TagFormat, HasTheBitsThatItsWorkersNeed)
{
    EXPECT_EQ(TagFormat::of(1, 10)->processBits(), 1U);
    EXPECT_EQ(TagFormat::of(2, 10)->processBits(), 1U);
    EXPECT_EQ(TagFormat::of(3, 10)->processBits(), 2U);
    EXPECT_EQ(TagFormat::of(8, 10)->processBits(), 3U);
    EXPECT_EQ(TagFormat::of(9, 10)->processBits(), 4U);
    EXPECT_EQ(TagFormat::of(256, 10)->processBits(), 8U);
}

TEST(TagFormat, GivesBackTheNameThatItTook)
{
    for (const std::uint32_t workers : {1U, 2U, 7U, 200U, 256U}) {
        const auto format = TagFormat::of(workers, 1'000'000);
        for (const OperationName name : {OperationName{0, 0},
                 OperationName{workers - 1, 999'999},
                 OperationName{workers / 2, 5}})
            EXPECT_EQ(format->name(format->tag(name)), name);
    }
}

TEST(TagFormat, RefusesMoreWorkersThanItHasBitsFor)
{
    const auto format = TagFormat::of(257, 10);
    ASSERT_FALSE(format.has_value());
    EXPECT_EQ(format.error().kind, EvidenceError::TooManyWorkers);
    EXPECT_THAT(format.error().message, HasSubstr("257 workers"));
}

TEST(TagFormat, RefusesNoWorkersAtAll)
{
    EXPECT_EQ(TagFormat::of(0, 10).error().kind, EvidenceError::TooManyWorkers);
}

TEST(TagFormat, RefusesMoreUpdatesThanOneWorkerCanNumber)
{
    const std::uint64_t most = (std::uint64_t{1} << 24U) - 1 - kMostInterruptions;
    EXPECT_TRUE(TagFormat::of(256, most).has_value());
    const auto format = TagFormat::of(256, most + 1);
    ASSERT_FALSE(format.has_value());
    EXPECT_EQ(format.error().kind, EvidenceError::TooManyOperations);
    EXPECT_THAT(format.error().message, HasSubstr("at most 16776191"));
}

TEST(TagFormat, RefusesMoreUpdatesThanAValueCounts)
{
    EXPECT_FALSE(TagFormat::of(1, std::uint64_t{1} << 32U).has_value());
    EXPECT_FALSE(TagFormat::of(1, ~std::uint64_t{0}).has_value());
}

TEST(TagFormat, TakesAHundredMillionUpdatesOfEightWorkers)
{
    EXPECT_TRUE(TagFormat::of(8, 100'000'000).has_value());
}

TEST(TagFormat, GivesTheRootsTagToNobody)
{
    const auto format = TagFormat::of(256, 16'000'000);
    EXPECT_NE(format->tag({255, 16'000'000 + kMostInterruptions}), kRootTag);
    EXPECT_NE(kRootWord, 0U);
    EXPECT_EQ(TagFormat::valueOf(kRootWord), 0U);
}

} // namespace interleave::test
