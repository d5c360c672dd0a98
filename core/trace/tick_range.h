// A piece of a recording's time, in ticks of its clock: from begin on, up to and without end.
#pragma once

#include "core/trace/event.h"

#include <algorithm>
#include <cstdint>

namespace interleave {

struct TickRange
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;

    [[nodiscard]] bool empty() const { return end <= begin; }
    [[nodiscard]] std::uint64_t width() const { return empty() ? 0 : end - begin; }
    [[nodiscard]] bool operator==(const TickRange&) const = default;
};

/// The duration of an event; a damaged one that ends before it begins has none.
[[nodiscard]] inline std::uint64_t durationOf(const TraceEvent& event)
{
    return event.end > event.begin ? event.end - event.begin : 0;
}

/// An event's place in time: one that took less than a tick has a tick too, so that it lies in
/// exactly one of several ranges that touch.
[[nodiscard]] inline TickRange rangeOf(const TraceEvent& event)
{
    const std::uint64_t begin = std::min(event.begin, UINT64_MAX - 1);
    return {begin, std::max(event.end, begin + 1)};
}

[[nodiscard]] inline bool overlap(const TickRange& a, const TickRange& b)
{
    return a.begin < b.end && b.begin < a.end;
}

[[nodiscard]] inline TickRange intersection(const TickRange& a, const TickRange& b)
{
    return {std::max(a.begin, b.begin), std::min(a.end, b.end)};
}

} // namespace interleave
