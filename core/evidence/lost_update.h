// One row of the table of lost updates: who, what it read, with whom it collided, who overwrote it.
//
// It collided where its branch left the trunk: the first update of the branch and the survivor that
// is the collider had read the same store, and the survivor's won. Its overwriter is the survivor
// that stored over it after having read an older value; without clocks that is known as a range of
// survivors, which is often one, or of one process.
#pragma once

#include <cstdint>

namespace interleave {

enum class OverwriterKnown : std::uint8_t { Range, Process, Exactly };

struct LostUpdate
{
    std::uint32_t sequence; // of its worker
    std::uint32_t read; // the value; it wrote one more
    std::uint8_t worker;
    std::uint8_t colliderWorker;
    std::uint8_t overwriterWorker; // of the first that it can be
    OverwriterKnown known;
    std::uint32_t colliderSequence;
    std::uint32_t branch;
    std::uint32_t overwriterLow; // the values that the survivors wrote that it can be, 1 to the end
    std::uint32_t overwriterHigh;
    std::uint32_t victims; // updates lost in its branch, itself among them

    [[nodiscard]] std::uint32_t written() const { return read + 1; }
};
static_assert(sizeof(LostUpdate) == 32);

} // namespace interleave
