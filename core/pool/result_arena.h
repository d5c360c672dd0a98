// Results of any size of one part of a map: appended to a file in memory that grows, and referred
// to by 64 bits, the arena's number and the place in it.
//
//   bytes used so far | length, bytes | length, bytes | ...
//
// Process safety: one worker appends; its descriptor goes to the pool when the arena is made, so
// what it holds outlives the worker. When that dies its successor goes on behind what it had used,
// so that a part has one arena, however many workers it costs. The pool reads what the ledger says
// is there, with every place and length checked.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/ipc/mapping.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string_view>

namespace interleave {

class ResultArena
{
public:
    /// With the next of `numbers`, which all parts of a job take from. LimitReached after kMost.
    [[nodiscard]] static Result<ResultArena, SystemError> create(
        std::atomic<std::uint64_t>& numbers);
    static constexpr std::uint64_t kMost = 65'536; // the bits of a reference beside the place
    /// The one that a worker that has died has left.
    [[nodiscard]] static Result<ResultArena, SystemError> adopt(
        std::uint64_t number, UniqueFd file);

    /// A reference to the bytes. NoSpace or OutOfMemory when they find no room.
    [[nodiscard]] Result<std::uint64_t, SystemError> append(std::string_view bytes);
    [[nodiscard]] int descriptor() const { return m_file.get(); }
    [[nodiscard]] std::uint64_t number() const { return m_number; }

    [[nodiscard]] static std::uint64_t numberIn(std::uint64_t reference)
    {
        return reference >> kPlaceBits;
    }

private:
    friend class ArenaReader;
    static constexpr unsigned kPlaceBits = 48;

    ResultArena(std::uint64_t number, UniqueFd file)
        : m_number(number)
        , m_file(std::move(file))
    {
    }
    Result<void, SystemError> growTo(std::uint64_t bytes);

    std::uint64_t m_number;
    UniqueFd m_file;
    Mapping m_mapping;
    std::uint64_t m_used = sizeof(std::uint64_t);
};

class ArenaReader
{
public:
    [[nodiscard]] static Result<ArenaReader, SystemError> open(const UniqueFd& file);
    /// The bytes of a reference into this arena; nothing for one that leads elsewhere.
    [[nodiscard]] std::optional<std::string_view> at(std::uint64_t reference) const;

private:
    Mapping m_mapping;
};

} // namespace interleave
