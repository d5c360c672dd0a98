// Memory without a name, shared with child processes by inheritance and with others by its
// descriptor.
//
// Nothing appears in /dev/shm: the kernel frees it when the last process that maps it has ended,
// however that ended. Its size is sealed, so no reader can be made to fault beyond its end. It
// starts as zeroes.
#pragma once

#include "core/base/unique_fd.h"
#include "core/ipc/mapping.h"

#include <span>

namespace interleave {

class SharedMemory
{
public:
    /// Creates `bytes` bytes; `label` shows in /proc/PID/maps. Pages are taken when they are first
    /// used.
    [[nodiscard]] static Result<SharedMemory, SystemError> create(
        const char* label, std::size_t bytes);

    /// The memory behind a descriptor that create() made in another process. Broken when it is
    /// something else: a file that could shrink under its reader.
    [[nodiscard]] static Result<SharedMemory, SystemError> attach(UniqueFd descriptor);

    /// Takes the pages of a part now, so that a full machine is an error here and no signal later.
    [[nodiscard]] Result<void, SystemError> reserve(std::size_t offset, std::size_t bytes);

    /// A second descriptor that can only read, to hand to another process.
    [[nodiscard]] Result<UniqueFd, SystemError> readOnlyDescriptor() const;

    [[nodiscard]] std::byte* bytes() { return m_mapping.bytes(); }
    [[nodiscard]] std::size_t size() const { return m_mapping.size(); }
    [[nodiscard]] int descriptor() const { return m_fd.get(); }

    /// `count` objects of T at `offset`, which must lie inside. All-zero bytes must be a valid T.
    template <class T>
    [[nodiscard]] std::span<T> objects(std::size_t offset, std::size_t count)
    {
        return {reinterpret_cast<T*>(bytes() + offset), count};
    }

private:
    UniqueFd m_fd;
    Mapping m_mapping;
};

/// Makes the pages of this memory present and writable in this process; false when there is no
/// memory.
[[nodiscard]] bool populateForWriting(std::byte* begin, std::size_t bytes);

/// Asks for pages of 2 MiB in this part of a mapping, where the system gives them on request.
void preferHugePages(std::byte* begin, std::size_t bytes);

} // namespace interleave
