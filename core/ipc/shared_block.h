// Shared memory that says what lies in it, so that a handle made from a descriptor can tell whether
// it fits: Value, Array, Queue and Lock are built on it.
//
// A copy is another handle to the same memory. Pages are taken when it is created: a machine
// without room is an error there, not a signal later. What the first bytes say is read once, when a
// handle is made; scribbling over them later changes nothing for handles that exist.
// Thread and process safety: the handle is immutable. Nothing has a name: when the last process
// that holds it has ended, however, the memory is gone; one that dies while it creates leaves
// nothing.
#pragma once

#include "core/base/cache_line.h"
#include "core/ipc/shareable.h"
#include "core/ipc/shared_memory.h"

#include <memory>
#include <optional>
#include <typeinfo>

namespace interleave {

struct BlockShape
{
    std::uint64_t kind = 0; // what lies in it: kindOf()
    std::uint64_t count = 0; // of its elements
    std::uint64_t elementBytes = 0;

    bool operator==(const BlockShape&) const = default;
};

/// A number for "a Queue of this type"; the same in every process of one program.
[[nodiscard]] std::uint64_t kindOf(const std::type_info& type);

class SharedBlock
{
public:
    /// `label` shows in /proc/PID/maps. Costs some microseconds and 0.3 ms per MiB.
    [[nodiscard]] static Result<SharedBlock, SystemError> create(
        const char* label, const BlockShape& shape, std::size_t payloadBytes);
    /// Broken when the descriptor is for anything else than a block of this kind.
    [[nodiscard]] static Result<SharedBlock, SystemError> attach(
        std::vector<UniqueFd> descriptors, std::uint64_t kind);

    [[nodiscard]] const BlockShape& shape() const { return m_shape; }
    /// Zeroes at first; on a cache line of its own.
    [[nodiscard]] std::byte* payload() const { return m_memory->bytes() + kCacheLine; }
    [[nodiscard]] std::size_t payloadBytes() const { return m_memory->size() - kCacheLine; }
    [[nodiscard]] std::vector<int> descriptors() const { return {m_memory->descriptor()}; }

private:
    SharedBlock(SharedMemory memory, const BlockShape& shape)
        : m_memory(std::make_shared<SharedMemory>(std::move(memory)))
        , m_shape(shape)
    {
    }

    std::shared_ptr<SharedMemory> m_memory;
    BlockShape m_shape;
};

/// What attach() of a handle says about memory whose size does not fit its shape.
[[nodiscard]] tl::unexpected<Failure<SystemError>> failShape();

/// `fixed + count * each`; nothing when that is beyond what a block may hold (1 TiB).
[[nodiscard]] std::optional<std::size_t> blockBytes(
    std::size_t fixed, std::uint64_t count, std::uint64_t each);

/// The same, as the failure that create() returns.
[[nodiscard]] Result<std::size_t, SystemError> neededBytes(
    std::size_t fixed, std::uint64_t count, std::uint64_t each);

} // namespace interleave
