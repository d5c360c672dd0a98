// Pixels in shared memory, row after row without gaps, as core knows them that does not know
// OpenCV.
#pragma once

#include <cstddef>
#include <cstdint>

namespace interleave {

struct PixelShape
{
    std::int32_t rows = 0;
    std::int32_t columns = 0;
    std::int32_t channels = 1; // 1, 3 or, with alpha, 4
    std::int32_t bits = 8; // of each; or 16

    [[nodiscard]] std::size_t rowBytes() const
    {
        return static_cast<std::size_t>(columns) * static_cast<std::size_t>(channels)
            * static_cast<std::size_t>(bits / 8);
    }
    [[nodiscard]] std::size_t bytes() const { return static_cast<std::size_t>(rows) * rowBytes(); }

    bool operator==(const PixelShape&) const = default;
};

/// Whoever has one has the memory mapped. Rows before firstRow may not be there.
struct Pixels
{
    std::byte* first = nullptr;
    PixelShape shape;
    std::int32_t firstRow = 0; // where `first` is
};

/// Rows of a picture.
struct RowRange
{
    std::int32_t first = 0;
    std::int32_t count = 0;

    bool operator==(const RowRange&) const = default;
};

} // namespace interleave
