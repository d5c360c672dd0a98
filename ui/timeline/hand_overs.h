// Locks that went from one worker to another: arrows from the row of who had it to the row of who
// waited, where it was got. Only as many as an eye can follow; the others are counted.
#pragma once

#include "core/timeline/timeline_index.h"

#include <vector>

namespace interleave::ui {

struct HandOver
{
    unsigned from = 0; // workers
    unsigned to = 0;
    std::uint64_t tick = 0; // when it was got

    bool operator==(const HandOver&) const = default;
};

struct HandOvers
{
    std::vector<HandOver> arrows; // empty where there are too many
    std::uint64_t hidden = 0; // waits in sight that have no arrow
    bool estimated = false; // that number: counting would take longer than a frame
};

inline constexpr std::size_t kMostArrows = 200;

/// Of the workers from `first` up to, not with, `last`.
[[nodiscard]] HandOvers handOversIn(
    const TimelineIndex& index, unsigned first, unsigned last, TickRange visible);

} // namespace interleave::ui
