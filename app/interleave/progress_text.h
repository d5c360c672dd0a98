// How far a run is, in one line of a terminal.
#pragma once

#include "core/model/picture_account.h"

#include <cstdint>
#include <string>

namespace interleave {

struct Progress
{
    std::int64_t trial = 0;
    std::int64_t trials = 1;
    std::uint64_t ended = 0;
    std::uint64_t total = 0;
    double elapsedNs = 0;
    Counted counted = Counted::Tasks;
};

/// At most `width` characters, all of one column: what does not fit is left out, the least
/// important first.
[[nodiscard]] std::string progressText(const Progress& progress, std::size_t width);

} // namespace interleave
