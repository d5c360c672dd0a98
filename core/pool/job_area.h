// A piece of the pool's own memory for a small map. The workers have had it since they started:
// there is nothing to create, to send and to map, which is what a small map would spend its time
// on.
//
// Who writes in it: the map that has it, and the workers of its parts. It must not be another
// map's while one of those may still write, so it goes back only when all parts have ended by
// their worker's word or its death. Those that end with the pool may have workers that are still
// alive: then nobody gets the area again.
//
// Thread safety: any thread may take one. Process safety: a child that the program forks gets none,
// since it would write into its parent's.
#pragma once

#include "core/pool/pool_core.h"

namespace interleave {

class JobArea
{
public:
    /// Nothing when none is free, or none is large enough.
    [[nodiscard]] static std::optional<JobArea> take(PoolCore& pool, std::size_t bytes)
    {
        const auto number = bytes <= PoolMemory::kJobAreaBytes ? pool.takeJobArea() : std::nullopt;
        return number ? std::optional(JobArea(pool, *number)) : std::nullopt;
    }
    JobArea(JobArea&&) noexcept = default;
    JobArea& operator=(JobArea&&) = delete;
    JobArea(const JobArea&) = delete;
    JobArea& operator=(const JobArea&) = delete;
    ~JobArea()
    {
        if (m_pool && m_isFree)
            m_pool->giveBackJobArea(m_number);
    }

    [[nodiscard]] std::uint32_t number() const { return m_number; }
    /// Nobody works in it any more: with this it becomes free for others.
    void allPartsHaveEnded() { m_isFree = true; }

private:
    JobArea(PoolCore& pool, std::uint32_t number)
        : m_pool(pool.shared_from_this())
        , m_number(number)
    {
    }

    std::shared_ptr<PoolCore> m_pool;
    std::uint32_t m_number;
    bool m_isFree = false;
};

} // namespace interleave
