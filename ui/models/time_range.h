// A part of a trial's time, in nanoseconds since its start: the one clock that all views share.
// Pure arithmetic for zooming, panning and following; a view never leaves the run and never gets
// shorter than kShortestView.
#pragma once

namespace interleave::ui {

struct TimeRange
{
    double begin = 0;
    double end = 0;

    [[nodiscard]] double length() const { return end - begin; }
    [[nodiscard]] bool isEmpty() const { return !(end > begin); }
    [[nodiscard]] bool contains(double ns) const { return ns >= begin && ns < end; }
    bool operator==(const TimeRange&) const = default;
};

inline constexpr double kShortestView = 100; // ns: a task of a few instructions fills half of it

/// The range between two times, in whichever order they come.
[[nodiscard]] TimeRange between(double one, double other);

/// What lies in both; empty where nothing does.
[[nodiscard]] TimeRange intersection(const TimeRange& one, const TimeRange& other);

/// `range` moved, and cut where it is longer, so that it lies in `whole`.
[[nodiscard]] TimeRange fittedInto(const TimeRange& range, const TimeRange& whole);

/// `factor` times as much is shown; `anchor` stays where it is, unless an end of the run is met.
[[nodiscard]] TimeRange zoomed(
    const TimeRange& range, double factor, double anchor, const TimeRange& whole);

/// Moved by `ns`, up to the ends of the run.
[[nodiscard]] TimeRange panned(const TimeRange& range, double ns, const TimeRange& whole);

/// What shows `wanted` with some room at both sides.
[[nodiscard]] TimeRange around(const TimeRange& wanted, const TimeRange& whole);

/// Where a view goes that follows the end of a run: what showed all goes on to show all, a part of
/// it keeps its length and moves to the end.
[[nodiscard]] TimeRange followed(
    const TimeRange& range, const TimeRange& wholeBefore, const TimeRange& whole);

} // namespace interleave::ui
