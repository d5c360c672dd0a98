// Locks that went from one worker to another: arrows from the row of who had it to the row of who
// waited, where it was got. Only as many as an eye can follow; the others are counted.
#pragma once

#include "core/timeline/timeline_index.h"

#include <vector>

namespace interleave::ui {

struct HandOver
{
    unsigned from = 0; // rows
    unsigned to = 0;
    std::uint64_t tick = 0; // when it was got

    bool operator==(const HandOver&) const = default;
};

struct HandOvers
{
    std::vector<HandOver> arrows{}; // empty where there are too many
    std::uint64_t hidden = 0; // waits in sight whose arrows would be too many
    std::uint64_t within = 0; // ... that have none: from a row to itself, or from one not known
    // Events of locks in sight, and how many of them were looked at. Where these are fewer,
    // `hidden` is an estimate.
    std::uint64_t events = 0;
    std::uint64_t looked = 0;

    [[nodiscard]] bool estimated() const { return looked < events; }
};

inline constexpr std::size_t kMostArrows = 200;
inline constexpr std::size_t kMostLooked = 200'000; // events of locks: about a millisecond

/// Rows are workers: to those from `first` up to, not with, `last`.
[[nodiscard]] HandOvers handOversIn(
    const TimelineIndex& index, unsigned first, unsigned last, TickRange visible);
/// Rows are cores, by their places in index.cores().
[[nodiscard]] HandOvers coreHandOversIn(
    const TimelineIndex& index, unsigned first, unsigned last, TickRange visible);

} // namespace interleave::ui
