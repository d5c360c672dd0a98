// What producers and consumers share: the ring and what its two sides sleep on, each worker's
// notes, samples of how full the buffer was, and a mark for every item.
#pragma once

#include "core/workload/area.h"
#include "core/workload/item_ring.h"

namespace interleave {

inline constexpr std::uint64_t kOccupancySamples = 400; // by each side

/// Of so many items, one in how many is a moment to look at the buffer.
[[nodiscard]] constexpr std::uint64_t itemsPerSample(std::uint64_t items)
{
    return (items + kOccupancySamples - 1) / kOccupancySamples;
}

/// What becomes of an item: put, still there at the end, and how often received.
using ItemMark = std::atomic<std::uint32_t>;
inline constexpr std::uint32_t kItemPut = 1;
inline constexpr std::uint32_t kItemLeft = 2;
inline constexpr std::uint32_t kItemReceived = 4; // how often counts from here

struct Buffer
{
    std::uint64_t share; // tasks of each worker
    std::uint64_t workers;
    std::uint64_t itemsPerTask; // of a producer
    std::uint64_t items;
    std::atomic<std::uint32_t>
        uncounted; // a death or refusal: the semaphores' counts may be too low
    alignas(kCacheLine) std::atomic<std::uint64_t> put; // where nobody else counts
    alignas(kCacheLine) std::atomic<std::uint64_t> taken;
    // Semaphores: free places and items. Condition variables: how often somebody has notified.
    alignas(kCacheLine) Signal places;
    alignas(kCacheLine) Signal arrivals;
    alignas(kCacheLine) ItemRing ring;
};

/// Of one worker, written by no other.
struct BufferWaits
{
    alignas(kCacheLine) std::uint64_t ticks;
    std::uint64_t longestTicks;
    std::uint64_t times;
};

struct OccupancySample
{
    std::uint64_t ticks;
    std::uint64_t occupancy;
};

class BufferArea
{
public:
    explicit BufferArea(std::span<std::byte> area)
        : buffer(bufferIn(area))
        , waits(objectsIn<BufferWaits>(area, sizeof(Buffer), buffer.workers))
        , samples(
              objectsIn<OccupancySample>(area, samplesAt(buffer.workers), 2 * kOccupancySamples))
        , marks(objectsIn<ItemMark>(area, marksAt(buffer.workers), buffer.items))
    {
    }
    [[nodiscard]] static std::size_t bytes(std::size_t workers, std::uint64_t items)
    {
        return marksAt(workers) + lineBytes<ItemMark>(items);
    }
    /// Also before it says how large the other parts are.
    [[nodiscard]] static Buffer& bufferIn(std::span<std::byte> area)
    {
        return objectsIn<Buffer>(area, 0, 1).front();
    }

    Buffer& buffer;
    std::span<BufferWaits> waits;
    std::span<OccupancySample> samples;
    std::span<ItemMark> marks;

private:
    static std::size_t samplesAt(std::size_t workers)
    {
        return sizeof(Buffer) + lineBytes<BufferWaits>(workers);
    }
    static std::size_t marksAt(std::size_t workers)
    {
        return samplesAt(workers) + lineBytes<OccupancySample>(2 * kOccupancySamples);
    }
};

} // namespace interleave
