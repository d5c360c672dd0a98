// Descriptors that belong to several owners and come in one list.
#pragma once

#include "core/base/unique_fd.h"

#include <iterator>
#include <vector>

namespace interleave {

/// Takes so many off the end; there must be as many.
[[nodiscard]] inline std::vector<UniqueFd> takeLast(
    std::vector<UniqueFd>& descriptors, std::size_t count)
{
    const auto first = descriptors.end() - static_cast<std::ptrdiff_t>(count);
    std::vector<UniqueFd> taken(
        std::make_move_iterator(first), std::make_move_iterator(descriptors.end()));
    descriptors.erase(first, descriptors.end());
    return taken;
}

} // namespace interleave
