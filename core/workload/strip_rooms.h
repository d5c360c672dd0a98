// The two pictures of a run in strips, in memory that all workers share: what a stage reads, and
// what it makes.
//
// Process safety: files without names, inherited or handed over. One task at a time makes a room
// larger or gives it back; others that grow it at the same time want the same size.
#pragma once

#include "core/base/unique_fd.h"
#include "core/ipc/mapping.h"

#include <array>
#include <string>
#include <vector>

namespace interleave {

class StripRooms
{
public:
    static constexpr std::size_t kRooms = 2;

    [[nodiscard]] static Result<StripRooms, SystemError> create();
    /// In a process that has inherited nothing.
    void adopt(std::vector<UniqueFd> descriptors);
    [[nodiscard]] std::vector<int> descriptors() const;

    /// So many bytes of a room, from the first on. OutOfMemory also where it is larger than any
    /// picture may be.
    [[nodiscard]] Result<Mapping, SystemError> map(std::size_t room, std::size_t bytes) const;
    /// Gives the memory of a large one back, whose picture nobody needs any more.
    void giveBack(std::size_t room) const;

private:
    std::array<UniqueFd, kRooms> m_files;
};

} // namespace interleave
