// For how long at least one worker has waited: the length of the union of all waits.
//
// How many wait and since when is one word, so that every change of both is one step. Process
// safety: any number of waiters; for one that dies while it waits the engine calls end(). Cost: a
// compare-and-swap at the begin and at the end of a wait.
#pragma once

#include <atomic>
#include <cstdint>

namespace interleave {

class WaitClock
{
public:
    void begin(std::uint64_t ticks)
    {
        std::uint64_t now = m_now.load(std::memory_order_relaxed);
        std::uint64_t next = 0;
        do {
            next = waiters(now) == 0 ? pack(ticks, 1) : now + 1;
        } while (!m_now.compare_exchange_weak(now, next, std::memory_order_relaxed));
    }

    void end(std::uint64_t ticks)
    {
        std::uint64_t now = m_now.load(std::memory_order_relaxed);
        std::uint64_t next = 0;
        do {
            if (waiters(now) == 0)
                return;
            next = waiters(now) == 1 ? 0 : now - 1;
        } while (!m_now.compare_exchange_weak(now, next, std::memory_order_relaxed));
        if (next == 0) // the subtraction is modulo what the word has room for
            m_total.fetch_add(((ticks << kWaiterBits) - (now & ~kWaiterMask)) >> kWaiterBits,
                std::memory_order_relaxed);
    }

    /// Ticks up to the last moment at which nobody waited.
    [[nodiscard]] std::uint64_t total() const { return m_total.load(std::memory_order_relaxed); }

private:
    static constexpr unsigned kWaiterBits = 11; // up to 1,024 workers; 53 bits of ticks are weeks

    static constexpr std::uint64_t kWaiterMask = (1U << kWaiterBits) - 1;

    static std::uint64_t waiters(std::uint64_t word) { return word & kWaiterMask; }
    static std::uint64_t pack(std::uint64_t ticks, std::uint64_t waiters)
    {
        return ticks << kWaiterBits | waiters;
    }

    std::atomic<std::uint64_t> m_now; // since when << kWaiterBits | how many
    std::atomic<std::uint64_t> m_total;
};

} // namespace interleave
