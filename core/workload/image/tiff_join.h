// TIFF files of one page each, as OpenCV's encoder makes them, become one of several pages.
#pragma once

#include <cstddef>
#include <vector>

namespace interleave {

/// Adds the page of `page` to `file`; where `file` says which page is next is kept in `lastLink`,
/// which is 0 before the first. False where they do not fit in the offsets of a file, or are not
/// made by that encoder (`file` is of no use then).
[[nodiscard]] bool addTiffPage(std::vector<unsigned char>& file,
    std::size_t& lastLink,
    const std::vector<unsigned char>& page);

} // namespace interleave
