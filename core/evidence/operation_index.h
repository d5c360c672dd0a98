// All words of a log numbered from 0, worker after worker, and the set of those that were lost.
#pragma once

#include "core/evidence/update_log.h"

#include <bit>
#include <optional>
#include <vector>

namespace interleave {

class OperationIndex
{
public:
    explicit OperationIndex(UpdateLog& log)
        : m_format(log.format())
        , m_begin{0}
    {
        for (std::uint32_t worker = 0; worker < log.workers(); ++worker) {
            m_words.push_back(log.written(worker));
            m_begin.push_back(m_begin.back() + m_words.back().size());
        }
    }

    [[nodiscard]] const TagFormat& format() const { return m_format; }
    [[nodiscard]] std::uint32_t workers() const
    {
        return static_cast<std::uint32_t>(m_words.size());
    }
    [[nodiscard]] std::span<std::uint64_t> words(std::uint32_t worker) const
    {
        return m_words[worker];
    }
    [[nodiscard]] std::uint64_t begin(std::uint32_t worker) const { return m_begin[worker]; }
    [[nodiscard]] std::uint64_t size() const { return m_begin.back(); }
    [[nodiscard]] std::uint64_t operator[](OperationName name) const
    {
        return m_begin[name.worker] + name.sequence;
    }

    /// The word that this update read; nothing when there is no such update.
    [[nodiscard]] std::optional<std::uint64_t> readBy(OperationName name) const
    {
        if (name.worker >= m_words.size() || name.sequence >= m_words[name.worker].size())
            return std::nullopt;
        const std::uint64_t word = m_words[name.worker][name.sequence];
        return word == kNotAnOperation ? std::nullopt : std::optional(word);
    }
    /// Whether some update, or the root, has stored this word.
    [[nodiscard]] bool wasStored(std::uint64_t word) const
    {
        if (TagFormat::tagOf(word) == kRootTag)
            return word == kRootWord;
        const auto read = readBy(m_format.name(TagFormat::tagOf(word)));
        return read && TagFormat::valueOf(*read) + 1 == TagFormat::valueOf(word);
    }

private:
    TagFormat m_format;
    std::vector<std::span<std::uint64_t>> m_words;
    std::vector<std::uint64_t> m_begin;
};

/// Which updates were lost, and the how-manieth of the lost each is: its row.
class LostSet
{
public:
    explicit LostSet(std::uint64_t size)
        : m_bits((size + 63) / 64)
        , m_before(m_bits.size() + 1)
    {
    }
    void insert(std::uint64_t index) { m_bits[index / 64] |= bit(index); }
    void erase(std::uint64_t index) { m_bits[index / 64] &= ~bit(index); }
    /// To be called before row(), once the set is complete. How many there are.
    std::uint64_t number()
    {
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < m_bits.size(); ++i) {
            m_before[i] = static_cast<std::uint32_t>(count);
            count += static_cast<std::uint64_t>(std::popcount(m_bits[i]));
        }
        m_before.back() = static_cast<std::uint32_t>(count);
        return count;
    }

    [[nodiscard]] bool contains(std::uint64_t index) const
    {
        return (m_bits[index / 64] & bit(index)) != 0;
    }
    [[nodiscard]] std::uint32_t row(std::uint64_t index) const
    {
        const std::uint64_t below = m_bits[index / 64] & (bit(index) - 1);
        return m_before[index / 64] + static_cast<std::uint32_t>(std::popcount(below));
    }

private:
    static std::uint64_t bit(std::uint64_t index) { return std::uint64_t{1} << (index % 64); }

    std::vector<std::uint64_t> m_bits;
    std::vector<std::uint32_t> m_before; // lost in the words before
};

} // namespace interleave
