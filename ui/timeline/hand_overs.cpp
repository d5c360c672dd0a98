#include "ui/timeline/hand_overs.h"

namespace interleave::ui {

namespace {

constexpr std::size_t kMostLooked = 200'000; // events of locks of all rows: about a millisecond

} // namespace

HandOvers handOversIn(const TimelineIndex& index, unsigned first, unsigned last, TickRange visible)
{
    HandOvers found;
    std::uint64_t waits = 0;
    std::size_t looked = 0;
    for (unsigned worker = first; worker < last; ++worker) {
        const auto locks = index.locksIn(worker, visible);
        looked += locks.size();
        if (looked > kMostLooked) {
            waits += locks.size() / 2; // a hold follows nearly every wait
            found.estimated = true;
            continue;
        }
        for (const Event& event : locks) {
            const bool seen = event.kind == EventKind::Wait && event.end >= visible.begin
                && event.end < visible.end && event.waitTicks > 0
                && event.waitTicks <= index.workers();
            if (!seen || event.waitTicks == worker + 1)
                continue;
            ++waits;
            if (found.arrows.size() <= kMostArrows)
                found.arrows.push_back({event.waitTicks - 1, worker, event.end});
        }
    }
    if (waits > kMostArrows) {
        found.arrows.clear();
        found.hidden = waits;
    }
    return found;
}

} // namespace interleave::ui
