// A set of workers in shared memory: a bit for each, so that what a dead one was in is known.
#pragma once

#include "core/sync/guard.h"

#include <algorithm>
#include <array>
#include <atomic>

namespace interleave {

class WorkerSet
{
public:
    void insert(WorkerIndex worker) { wordOf(worker).fetch_or(bitOf(worker)); }
    void remove(WorkerIndex worker) { wordOf(worker).fetch_and(~bitOf(worker)); }
    [[nodiscard]] bool contains(WorkerIndex worker) const
    {
        return (m_words[worker / kBits].load() & bitOf(worker)) != 0;
    }
    /// Looks at one word after the other: exact only for whoever keeps others from entering.
    [[nodiscard]] bool empty() const
    {
        return std::ranges::all_of(m_words, [](const auto& word) { return word.load() == 0; });
    }

private:
    static constexpr std::size_t kBits = 64;

    static std::uint64_t bitOf(WorkerIndex worker) { return std::uint64_t{1} << worker % kBits; }
    std::atomic<std::uint64_t>& wordOf(WorkerIndex worker) { return m_words[worker / kBits]; }

    std::array<std::atomic<std::uint64_t>, kWorkerPlaces / kBits> m_words;
};

} // namespace interleave
