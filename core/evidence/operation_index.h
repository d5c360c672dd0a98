// All words of a log numbered from 0, worker after worker.
#pragma once

#include "core/evidence/update_log.h"

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

} // namespace interleave
