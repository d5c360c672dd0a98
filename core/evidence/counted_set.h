// A set of numbers below a limit that can tell how many of its members are below one of them: the
// lost among all updates, and each one's row.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace interleave {

class CountedSet
{
public:
    explicit CountedSet(std::uint64_t limit)
        : m_bits(limit / 64 + 1)
        , m_before(m_bits.size())
    {
    }
    void insert(std::uint64_t number) { m_bits[number / 64] |= bit(number); }
    void erase(std::uint64_t number) { m_bits[number / 64] &= ~bit(number); }
    /// To be called when the set is complete, before countBelow(). How many there are.
    std::uint64_t count()
    {
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < m_bits.size(); ++i) {
            m_before[i] = static_cast<std::uint32_t>(count);
            count += static_cast<std::uint64_t>(std::popcount(m_bits[i]));
        }
        return count;
    }

    [[nodiscard]] bool contains(std::uint64_t number) const
    {
        return (m_bits[number / 64] & bit(number)) != 0;
    }
    /// `number` may be the limit itself.
    [[nodiscard]] std::uint32_t countBelow(std::uint64_t number) const
    {
        const std::uint64_t below = m_bits[number / 64] & (bit(number) - 1);
        return m_before[number / 64] + static_cast<std::uint32_t>(std::popcount(below));
    }

private:
    static std::uint64_t bit(std::uint64_t number) { return std::uint64_t{1} << (number % 64); }

    std::vector<std::uint64_t> m_bits;
    std::vector<std::uint32_t> m_before; // members in the words before
};

} // namespace interleave
