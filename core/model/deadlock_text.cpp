#include "core/model/deadlock_text.h"

#include <fmt/format.h>

namespace interleave {

std::string deadlockText(std::span<const DeadlockLink> circle)
{
    std::string text;
    for (const DeadlockLink& link : circle)
        text += fmt::format("{}worker {} waits for {}, which worker {} holds",
            text.empty() ? "deadlock: " : "; ",
            link.worker + 1,
            link.waitsFor,
            link.heldBy + 1);
    return text;
}

} // namespace interleave
