// The part of a counter's history that is looked at: from one value of the counter to another.
// Pure arithmetic for zooming and panning.
#pragma once

namespace interleave::ui {

struct DepthRange
{
    double begin = 0;
    double end = 1;

    [[nodiscard]] double length() const { return end - begin; }
    bool operator==(const DepthRange&) const = default;
};

/// The whole of it: 0 to the last survivor's value.
[[nodiscard]] DepthRange wholeRange(double survivors);

/// `factor` times as much is shown; `anchor` stays where it is. Never more than the whole, never
/// less than a few values.
[[nodiscard]] DepthRange zoomed(
    const DepthRange& range, double factor, double anchor, double survivors);

/// Moved by `values`, up to the ends.
[[nodiscard]] DepthRange panned(const DepthRange& range, double values, double survivors);

/// Moved so that `depth` is in the middle, where it was not to be seen.
[[nodiscard]] DepthRange showing(const DepthRange& range, double depth, double survivors);

} // namespace interleave::ui
