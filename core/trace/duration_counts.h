// How many durations fell into each bucket of latency_histogram.h: exact counts, quantiles within
// 0.4 %. A plain value; durations are in ticks.
#pragma once

#include "core/trace/latency_histogram.h"
#include "core/trace/nearest_rank.h"

#include <vector>

namespace interleave {

class DurationCounts
{
public:
    void add(std::uint64_t ticks)
    {
        ++m_buckets[histogramBucket(ticks)];
        ++m_count;
        m_least = std::min(m_least, ticks);
        m_most = std::max(m_most, ticks);
    }
    void add(const DurationCounts& other)
    {
        for (std::size_t bucket = 0; bucket < kHistogramBuckets; ++bucket)
            m_buckets[bucket] += other.m_buckets[bucket];
        m_count += other.m_count;
        m_least = std::min(m_least, other.m_least);
        m_most = std::max(m_most, other.m_most);
    }
    /// What a worker has counted so far, as it may go on counting.
    void add(const LatencyHistogram& live)
    {
        const std::uint64_t minimum = live.minimum.load(std::memory_order_relaxed);
        if (minimum == 0)
            return;
        m_least = std::min(m_least, minimum - 1);
        m_most = std::max(m_most, live.maximum.load(std::memory_order_relaxed));
        for (std::size_t bucket = 0; bucket < kHistogramBuckets; ++bucket) {
            const std::uint32_t count = live.counts[bucket].load(std::memory_order_relaxed);
            m_buckets[bucket] += count;
            m_count += count;
        }
    }

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] std::uint64_t least() const { return m_count == 0 ? 0 : m_least; }
    [[nodiscard]] std::uint64_t most() const { return m_most; }
    [[nodiscard]] const std::vector<std::uint64_t>& buckets() const { return m_buckets; }

    /// The least duration that this share (0 to 1) of them does not exceed; 0 where there are none.
    [[nodiscard]] double quantile(double share) const
    {
        if (m_count == 0)
            return 0;
        std::uint64_t left = nearestRank(share, m_count);
        std::size_t bucket = 0;
        while (bucket + 1 < kHistogramBuckets && left >= m_buckets[bucket])
            left -= m_buckets[bucket++];
        // In this order, because what lies in shared memory may say that the least is the most.
        return std::max(std::min(histogramValue(bucket), static_cast<double>(m_most)),
            static_cast<double>(std::min(m_least, m_most)));
    }

private:
    std::vector<std::uint64_t> m_buckets = std::vector<std::uint64_t>(kHistogramBuckets);
    std::uint64_t m_count = 0;
    std::uint64_t m_least = UINT64_MAX;
    std::uint64_t m_most = 0;
};

} // namespace interleave
