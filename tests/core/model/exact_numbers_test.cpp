#include "core/base/json.h"
#include "core/model/run_result_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace interleave::test {

namespace {

constexpr std::uint64_t kLargestExact = (std::uint64_t{1} << 53U) - 1;

TrialResult holding(std::uint64_t sum)
{
    TrialResult trial;
    trial.race.expected = sum;
    return trial;
}

} // namespace

TEST(ExactNumbers, F70_WhatADoubleHoldsIsANumber)
{
    const Json json = toJson(holding(kLargestExact));
    EXPECT_TRUE(json["race"]["expected"].is_number());
    EXPECT_EQ(json["race"]["expected"], kLargestExact);
}

TEST(ExactNumbers, F70_WhatADoubleDoesNotHoldIsAStringOfItsDigits)
{
    for (const std::uint64_t sum :
        {kLargestExact + 1, kLargestExact + 2, std::numeric_limits<std::uint64_t>::max()}) {
        const Json json = toJson(holding(sum));
        EXPECT_EQ(json["race"]["expected"], std::to_string(sum));
    }
}

TEST(ExactNumbers, F70_BothAreRead)
{
    for (const std::uint64_t sum : {kLargestExact, std::numeric_limits<std::uint64_t>::max()}) {
        Json json = toJson(holding(sum));
        EXPECT_EQ(trialResultFromJson(json)->race.expected, sum);
        json["race"]["expected"] = sum; // as it was written before
        EXPECT_EQ(trialResultFromJson(json)->race.expected, sum);
    }
}

TEST(ExactNumbers, F70_DigitsThatAreNoNumberAreRefused)
{
    for (const char* text : {"", "12x", "-1", "18446744073709551616"}) {
        Json json = toJson(holding(1));
        json["race"]["expected"] = text;
        const auto trial = trialResultFromJson(json);
        ASSERT_FALSE(trial) << text;
        EXPECT_THAT(trial.error().message, testing::HasSubstr("no whole number"));
    }
}

} // namespace interleave::test
