// Durations in logarithmic buckets of at most 0.8 % width: exact counts at any number of tasks.
//
// A value below 128 has a bucket of its own; above, each power of two is cut into 128 buckets (the
// log-linear layout of Gil Tene's HdrHistogram). Values of 2^44 ticks (two hours) and more share
// the last.
//
// One writer (a worker), any number of readers; counts are relaxed and never decrease.
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace interleave {

inline constexpr unsigned kHistogramSubBits = 7;
inline constexpr unsigned kHistogramMaxBits = 44;
inline constexpr std::size_t kHistogramBuckets = (kHistogramMaxBits - kHistogramSubBits + 1)
    << kHistogramSubBits;

[[nodiscard]] constexpr std::size_t histogramBucket(std::uint64_t value)
{
    constexpr std::uint64_t largest = (std::uint64_t{1} << kHistogramMaxBits) - 1;
    value = std::min(value, largest);
    const auto bits = static_cast<unsigned>(std::bit_width(value));
    const unsigned shift = bits > kHistogramSubBits ? bits - kHistogramSubBits - 1 : 0;
    return (static_cast<std::size_t>(shift) << kHistogramSubBits) + (value >> shift);
}

/// The middle of a bucket, in the same unit as the values.
[[nodiscard]] constexpr double histogramValue(std::size_t bucket)
{
    const std::size_t half = std::size_t{1} << kHistogramSubBits;
    if (bucket < 2 * half)
        return static_cast<double>(bucket);
    const std::size_t shift = (bucket >> kHistogramSubBits) - 1;
    const std::size_t base = (bucket & (half - 1)) + half;
    const auto width = static_cast<double>(std::uint64_t{1} << shift);
    return (static_cast<double>(base) + 0.5) * width;
}

/// The smallest value that falls into a bucket; of the one past the last, where that ends.
[[nodiscard]] constexpr std::uint64_t histogramBegin(std::size_t bucket)
{
    const std::size_t half = std::size_t{1} << kHistogramSubBits;
    if (bucket < 2 * half)
        return bucket;
    const std::size_t shift = (bucket >> kHistogramSubBits) - 1;
    return std::uint64_t{(bucket & (half - 1)) + half} << shift;
}

struct LatencyHistogram
{
    std::atomic<std::uint32_t> counts[kHistogramBuckets];
    std::atomic<std::uint64_t> minimum; // 0 until the first value, then value + 1
    std::atomic<std::uint64_t> maximum;

    /// Called by the one writer only: plain load and store, no locked instruction.
    void add(std::uint64_t value)
    {
        auto& count = counts[histogramBucket(value)];
        count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        const std::uint64_t least = minimum.load(std::memory_order_relaxed);
        if (value + 1 < least || least == 0)
            minimum.store(value + 1, std::memory_order_relaxed);
        if (value > maximum.load(std::memory_order_relaxed))
            maximum.store(value, std::memory_order_relaxed);
    }
};

} // namespace interleave
