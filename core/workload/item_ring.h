// A ring of item numbers as a textbook has it: correct only while something guards it. And what its
// two sides sleep on.
//
// Process safety: none but what the caller brings; whatever races, every access stays inside.
#pragma once

#include "core/base/cache_line.h"
#include "core/ipc/futex.h"
#include "core/sync/racing_word.h"

#include <algorithm>
#include <array>
#include <optional>

namespace interleave {

/// A word to sleep on: a semaphore's count, or how often somebody has notified.
struct Signal
{
    FutexWord word;
    std::atomic<std::uint32_t> sleepers; // one that dies asleep stays counted

    /// Until it changes from `seen`, at most `ns`; or for no reason.
    void sleep(std::uint32_t seen, std::uint64_t ns)
    {
        sleepers.fetch_add(1);
        futexWait(word, seen, ns);
        sleepers.fetch_sub(1);
    }
    /// Adds 1: a semaphore's release, a notification.
    void raise()
    {
        word.fetch_add(1);
        if (sleepers.load() != 0)
            futexWake(word, 1);
    }
    /// A semaphore's acquire, when it need not wait.
    [[nodiscard]] bool tryTake()
    {
        std::uint32_t count = word.load();
        while (count != 0) {
            if (word.compare_exchange_weak(count, count - 1))
                return true;
        }
        return false;
    }
};

struct ItemRing
{
    static constexpr std::uint64_t kMostPlaces = 4'096;

    std::uint64_t capacity; // places in use
    alignas(kCacheLine) std::uint64_t tail; // items ever put
    alignas(kCacheLine) std::uint64_t head; // items ever taken
    alignas(kCacheLine) std::array<std::uint64_t, kMostPlaces> items;

    /// What is in it. Where head and tail raced it may be anything; this is within the capacity.
    [[nodiscard]] std::uint64_t size() const
    {
        const auto apart = static_cast<std::int64_t>(loadRacing(tail) - loadRacing(head));
        return static_cast<std::uint64_t>(
            std::clamp<std::int64_t>(apart, 0, static_cast<std::int64_t>(capacity)));
    }
    /// For the engine, which knows of how many `places` it is: what stands in the ring is the
    /// workers' to write. 1 <= places <= kMostPlaces.
    template <class Visit>
    void forEach(std::uint64_t places, Visit visit) const
    {
        const auto apart = static_cast<std::int64_t>(tail - head);
        const std::int64_t count
            = std::clamp<std::int64_t>(apart, 0, static_cast<std::int64_t>(places));
        for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i)
            visit(items.at((head + i) % places));
    }
    [[nodiscard]] bool isFull() const { return size() == capacity; }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }

    /// `pause` widens the window between looking where and saying that it is done.
    template <class Pause>
    void put(std::uint64_t item, Pause pause)
    {
        const std::uint64_t at = loadRacing(tail);
        storeRacing(items.at(at % capacity), item);
        pause();
        storeRacing(tail, at + 1);
    }
    template <class Pause>
    std::uint64_t take(Pause pause)
    {
        const std::uint64_t at = loadRacing(head);
        const std::uint64_t item = loadRacing(items.at(at % capacity));
        pause();
        storeRacing(head, at + 1);
        return item;
    }
};

} // namespace interleave
