// The memory in which a reconstructed history lies, to be handed to the window by its descriptor:
//
//   head | trunk | lost | members | branchRow | memberFrom | largest
//
// The trunk is the survivors by the value they wrote. A branch is what grew from an update that
// read a survivor's store and did not survive; branches are in the order of the depth at which they
// leave the trunk. There is room for as many branches as there are lost updates; what is not used
// takes no memory.
#pragma once

#include "core/evidence/lost_update.h"
#include "core/evidence/tagged_word.h"
#include "core/ipc/shared_memory.h"

#include <array>
#include <span>

namespace interleave {

inline constexpr std::uint32_t kBranchesInGroup = 16;

struct HistoryHead
{
    std::uint64_t magic;
    std::uint64_t operations; // what the log was made for: its format
    std::uint32_t workers;
    std::uint32_t survivors;
    std::uint32_t lost;
    std::uint32_t branches;
    std::array<std::uint32_t, kMostEvidenceWorkers + 1> rowsFrom; // first row of each worker
};

class HistoryMemory
{
public:
    [[nodiscard]] static Result<HistoryMemory, EvidenceError> create(
        std::uint32_t survivors, std::uint32_t lost);
    /// Takes the memory of as many branches as head->branches says: a full machine is an error here
    /// and no signal later.
    [[nodiscard]] Result<void, EvidenceError> takeBranches() const;
    /// Corrupt when it is something else.
    [[nodiscard]] static Result<HistoryMemory, EvidenceError> attach(UniqueFd descriptor);

    [[nodiscard]] int descriptor() const { return m_memory.descriptor(); }

    // Of the memory, by whose owner's word it is written or only read.
    HistoryHead* head;
    std::span<std::uint32_t> trunk; // tags by value: trunk[0] is the root's
    std::span<LostUpdate> lost; // by worker and sequence
    std::span<std::uint32_t>
        branchRow; // by branch: the row of its first update, which read its depth
    std::span<std::uint32_t> memberFrom; // by branch: its first place in members
    std::span<std::uint32_t> members; // rows, branch after branch
    /// Groups of 16 branches, then of 256 and so on: which branch has the most victims.
    std::span<std::uint32_t> largest;

private:
    HistoryMemory(SharedMemory memory, std::uint32_t survivors, std::uint32_t lost);

    SharedMemory m_memory;
};

} // namespace interleave
