#include "ui/models/time_range.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kRoomAround = 0.1; // of what is shown, at each side

} // namespace

TimeRange between(double one, double other)
{
    return {std::min(one, other), std::max(one, other)};
}

TimeRange intersection(const TimeRange& one, const TimeRange& other)
{
    const double begin = std::max(one.begin, other.begin);
    return {begin, std::max(begin, std::min(one.end, other.end))};
}

TimeRange fittedInto(const TimeRange& range, const TimeRange& whole)
{
    if (range.length() >= whole.length())
        return whole;
    const double begin = std::clamp(range.begin, whole.begin, whole.end - range.length());
    return {begin, begin + range.length()};
}

TimeRange zoomed(const TimeRange& range, double factor, double anchor, const TimeRange& whole)
{
    if (range.isEmpty())
        return whole;
    const double length = std::max(range.length() * factor, kShortestView);
    const double share = (anchor - range.begin) / range.length();
    const double begin = anchor - share * length;
    return fittedInto({begin, begin + length}, whole);
}

TimeRange panned(const TimeRange& range, double ns, const TimeRange& whole)
{
    return fittedInto({range.begin + ns, range.end + ns}, whole);
}

TimeRange around(const TimeRange& wanted, const TimeRange& whole)
{
    const double length = std::max(wanted.length(), kShortestView / 2);
    const double centre = (wanted.begin + wanted.end) / 2;
    const double half = length * (0.5 + kRoomAround);
    return fittedInto({centre - half, centre + half}, whole);
}

TimeRange followed(const TimeRange& range, const TimeRange& wholeBefore, const TimeRange& whole)
{
    if (range.isEmpty() || range.length() >= wholeBefore.length())
        return whole;
    return fittedInto({whole.end - range.length(), whole.end}, whole);
}

} // namespace interleave::ui
