// A chain of filters cut into stages, for pictures that are filtered in strips. Within a stage the
// strips know nothing of each other; a stage begins when the one before it is done.
//
// The rule: filters that look at near rows only share a stage, and their halos add up. Equalise
// begins a stage of its own after one in which the strips count their brightness. Canny ends its
// stage with the slopes, and one worker then follows the lines over the whole picture. What may
// take a pixel from anywhere (resize, rotate) is a stage of one worker.
#pragma once

#include "core/model/filter_chain.h"

#include <span>

namespace interleave {

enum class StageKind : std::uint8_t {
    Strips, // each filters its rows
    Count, // each counts how bright its rows are, for the filter that comes next
    Trace, // one worker ends a Canny: which slopes go on from a steep one
    Whole // one worker filters the picture
};

struct FilterStage
{
    StageKind kind = StageKind::Strips;
    std::size_t first = 0; // of its filters in the chain
    std::size_t count = 1;

    [[nodiscard]] bool inStrips() const
    {
        return kind == StageKind::Strips || kind == StageKind::Count;
    }
    /// Whether its result is another picture than it was given, in other memory.
    [[nodiscard]] bool makesAnother() const
    {
        return kind == StageKind::Strips || kind == StageKind::Whole;
    }

    bool operator==(const FilterStage&) const = default;
};

[[nodiscard]] std::vector<FilterStage> stagesOf(const FilterChain& chain);

/// How many rows above and below a strip the filters of a stage look at, in all.
[[nodiscard]] int haloOf(std::span<const FilterStep> filters, int bits);

} // namespace interleave
