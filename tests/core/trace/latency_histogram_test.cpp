#include "core/trace/duration_counts.h"
#include "core/trace/latency_histogram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <numeric>
#include <vector>

namespace interleave {
namespace {

constexpr std::uint64_t kLargest = (std::uint64_t{1} << kHistogramMaxBits) - 1;

// Values around every power of two and some in between: where a bucket's arithmetic would break.
std::vector<std::uint64_t> interestingValues()
{
    std::vector<std::uint64_t> values(2000);
    std::iota(values.begin(), values.end(), std::uint64_t{0});
    for (unsigned bits = 8; bits <= kHistogramMaxBits; ++bits) {
        const std::uint64_t power = std::uint64_t{1} << bits;
        for (const std::uint64_t value :
            {power - 2, power - 1, power, power + 1, power + power / 3})
            values.push_back(std::min(value, kLargest));
    }
    return values;
}

TEST(HistogramBucket, ItsMiddleIsWithinFourPerMilleOfEveryValueInIt)
{
    for (const std::uint64_t value : interestingValues()) {
        const double middle = histogramValue(histogramBucket(value));
        const auto exact = static_cast<double>(value);
        ASSERT_LE(std::abs(middle - exact), 0.004 * exact) << value;
    }
}

TEST(HistogramBucket, SmallValuesHaveABucketOfTheirOwn)
{
    for (std::uint64_t value = 0; value < 256; ++value) {
        ASSERT_EQ(histogramBucket(value), value);
        ASSERT_EQ(histogramValue(value), static_cast<double>(value));
    }
}

TEST(HistogramBucket, GrowsByAtMostOneFromValueToValue)
{
    for (std::uint64_t value = 0; value < 1'000'000; ++value) {
        const std::size_t step = histogramBucket(value + 1) - histogramBucket(value);
        ASSERT_LE(step, 1U) << value;
    }
}

TEST(HistogramBucket, GrowsByOneAtEveryPowerOfTwo)
{
    for (unsigned bits = 1; bits < kHistogramMaxBits; ++bits) {
        const std::uint64_t power = std::uint64_t{1} << bits;
        ASSERT_EQ(histogramBucket(power), histogramBucket(power - 1) + 1) << bits;
    }
}

TEST(HistogramBucket, EveryBucketHoldsItsOwnMiddle)
{
    for (std::size_t bucket = 0; bucket < kHistogramBuckets; ++bucket)
        ASSERT_EQ(histogramBucket(static_cast<std::uint64_t>(histogramValue(bucket))), bucket);
}

TEST(HistogramBucket, MiddlesGrowFromBucketToBucket)
{
    for (std::size_t bucket = 1; bucket < kHistogramBuckets; ++bucket)
        ASSERT_GT(histogramValue(bucket), histogramValue(bucket - 1)) << bucket;
}

TEST(HistogramBucket, ValuesBeyondTheRangeShareTheLast)
{
    EXPECT_EQ(histogramBucket(kLargest), kHistogramBuckets - 1);
    EXPECT_EQ(histogramBucket(kLargest + 1), kHistogramBuckets - 1);
    EXPECT_EQ(histogramBucket(UINT64_MAX), kHistogramBuckets - 1);
}

TEST(LatencyHistogram, CountsEveryValueOnce)
{
    const auto histogram = std::make_unique<LatencyHistogram>();
    const std::vector<std::uint64_t> values = interestingValues();
    for (const std::uint64_t value : values)
        histogram->add(value);
    std::uint64_t counted = 0;
    for (const auto& count : histogram->counts)
        counted += count.load();
    EXPECT_EQ(counted, values.size());
}

TEST(LatencyHistogram, KeepsTheExactMinimumPlusOneAndMaximum)
{
    const auto histogram = std::make_unique<LatencyHistogram>();
    for (const std::uint64_t value : {70'001U, 50'003U, 90'007U})
        histogram->add(value);
    EXPECT_EQ(histogram->minimum.load(), 50'004U);
    EXPECT_EQ(histogram->maximum.load(), 90'007U);
}

TEST(LatencyHistogram, AMinimumOfZeroIsNotTakenForEmpty)
{
    const auto histogram = std::make_unique<LatencyHistogram>();
    histogram->add(0);
    histogram->add(5);
    EXPECT_EQ(histogram->minimum.load(), 1U);
}

TEST(DurationCounts, OfTwoTheHighQuantilesAreTheLongerOne)
{
    DurationCounts counts;
    counts.add(10);
    counts.add(100);
    EXPECT_EQ(counts.quantile(0.5), 10);
    EXPECT_EQ(counts.quantile(0.9), 100);
    EXPECT_EQ(counts.quantile(0.99), 100);
}

TEST(DurationCounts, TheHundredthOfAHundredExceedsTheir99thPercentile)
{
    DurationCounts counts;
    for (std::uint64_t ticks = 1; ticks <= 100; ++ticks)
        counts.add(ticks);
    EXPECT_EQ(counts.quantile(0.99), 99);
    EXPECT_EQ(counts.quantile(1), 100);
    EXPECT_EQ(counts.quantile(0), 1);
}

} // namespace
TEST(LatencyHistogram, ABucketBeginsWhereTheOneBeforeEnds)
{
    for (std::size_t bucket = 1; bucket < kHistogramBuckets; ++bucket) {
        const std::uint64_t begin = histogramBegin(bucket);
        ASSERT_EQ(histogramBucket(begin), bucket);
        ASSERT_EQ(histogramBucket(begin - 1), bucket - 1);
    }
}

} // namespace interleave
