// Where in a picture the tasks of a selection are: a mark per row and pixel column.
//
// Reads the log itself and needs no index; about 10 ns per task in sight.
//
// Thread safety: reads the recording only.
#pragma once

#include "core/timeline/selection_statistics.h"

#include <span>
#include <vector>

namespace interleave {

struct MarkedColumns
{
    std::size_t columns = 0; // of a row
    std::vector<bool> marks; // row by row

    [[nodiscard]] bool at(std::size_t row, std::size_t column) const
    {
        return marks[row * columns + column];
    }
    [[nodiscard]] std::size_t rows() const { return columns == 0 ? 0 : marks.size() / columns; }
};

struct MarkedPicture
{
    TickRange visible;
    std::size_t columns = 0;
    std::vector<std::uint16_t> cores{}; // a row each; empty: a row per worker
};

/// A column is marked when any part of a task of the selection lies in it.
[[nodiscard]] MarkedColumns markedColumns(
    const Recording& recording, const Selection& selection, const MarkedPicture& picture);

} // namespace interleave
