// The word on which workers race when every lost update is to be named:
//
//   63          32 31                    0
//   |   value     | process | sequence   |
//
// The value counts the updates that survive; process and sequence name the update that stored it.
// Every store is then unlike every other, so whoever reads the word knows whose store it read. The
// number of process bits is what the workers need, 1 to 8; the sequence has the rest.
//
// The word before the first update has all tag bits set, which is no worker's: operations end one
// short of it. It is not 0, and no later word is, so 0 in a log means "not written".
#pragma once

#include "core/evidence/evidence_error.h"

#include <cstddef>
#include <cstdint>

namespace interleave {

inline constexpr std::uint32_t kMostEvidenceWorkers = 256;
/// How often in a trial one worker's place can be taken over after a death.
inline constexpr std::uint32_t kMostInterruptions = 1'024;

/// The update number `sequence` of a worker, from 0.
struct OperationName
{
    std::uint32_t worker = 0;
    std::uint32_t sequence = 0;

    bool operator==(const OperationName&) const = default;
};

class TagFormat
{
public:
    /// For `operations` updates in all, which may all fall to one worker. Refuses what the tag
    /// cannot tell apart.
    [[nodiscard]] static Result<TagFormat, EvidenceError> of(
        std::uint32_t workers, std::uint64_t operations);

    [[nodiscard]] static constexpr std::uint32_t valueOf(std::uint64_t word)
    {
        return static_cast<std::uint32_t>(word >> 32U);
    }
    [[nodiscard]] static constexpr std::uint32_t tagOf(std::uint64_t word)
    {
        return static_cast<std::uint32_t>(word);
    }
    [[nodiscard]] static constexpr std::uint64_t word(std::uint32_t value, std::uint32_t tag)
    {
        return std::uint64_t{value} << 32U | tag;
    }

    [[nodiscard]] std::uint32_t tag(OperationName name) const
    {
        return name.worker << m_sequenceBits | name.sequence;
    }
    [[nodiscard]] OperationName name(std::uint32_t tag) const
    {
        return {tag >> m_sequenceBits, tag & ((std::uint32_t{1} << m_sequenceBits) - 1)};
    }
    [[nodiscard]] std::uint32_t processBits() const { return 32 - m_sequenceBits; }

private:
    explicit TagFormat(std::uint32_t sequenceBits)
        : m_sequenceBits(sequenceBits)
    {
    }

    std::uint32_t m_sequenceBits;
};

inline constexpr std::uint32_t kRootTag = 0xFFFF'FFFF;
/// The word before the first update: value 0.
inline constexpr std::uint64_t kRootWord = TagFormat::word(0, kRootTag);
inline constexpr std::uint64_t kValueBits = 0xFFFF'FFFF'0000'0000;

} // namespace interleave
