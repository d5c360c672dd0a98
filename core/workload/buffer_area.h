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

/// How much there is of what. The engine has its own: in shared memory it is the workers' to write.
struct BufferSize
{
    std::uint64_t share; // tasks of each worker
    std::uint64_t workers;
    std::uint64_t itemsPerTask; // of a producer
    std::uint64_t items;
};

struct Buffer
{
    BufferSize size; // for the workers
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
    BufferArea(std::span<std::byte> area, const BufferSize& of)
        : size(of)
        , buffer(bufferIn(area))
        , waits(objectsIn<BufferWaits>(area, sizeof(Buffer), of.workers))
        , samples(objectsIn<OccupancySample>(area, samplesAt(of.workers), 2 * kOccupancySamples))
        , marks(objectsIn<ItemMark>(area, marksAt(of.workers), of.items))
    {
    }
    /// For a worker.
    explicit BufferArea(std::span<std::byte> area)
        : BufferArea(area, bufferIn(area).size)
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

    BufferSize size;
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
