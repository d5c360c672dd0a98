// A chain of filters for a test, by its text.
#pragma once

#include "core/model/filter_chain.h"

namespace interleave {

[[nodiscard]] inline FilterChain chainOf(std::string_view text)
{
    return filterChainFromText(text).value();
}

} // namespace interleave
