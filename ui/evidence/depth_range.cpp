#include "ui/evidence/depth_range.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kShortest = 8; // values

DepthRange inside(double begin, double length, double survivors)
{
    begin = std::clamp(begin, 0.0, std::max(0.0, survivors - length));
    return {begin, begin + length};
}

} // namespace

DepthRange wholeRange(double survivors)
{
    return {0, std::max(survivors, 1.0)};
}

DepthRange zoomed(const DepthRange& range, double factor, double anchor, double survivors)
{
    const double whole = wholeRange(survivors).length();
    const double length = std::clamp(range.length() * factor, std::min(kShortest, whole), whole);
    const double share = (anchor - range.begin) / range.length();
    return inside(anchor - share * length, length, whole);
}

DepthRange panned(const DepthRange& range, double values, double survivors)
{
    return inside(range.begin + values, range.length(), wholeRange(survivors).length());
}

DepthRange showing(const DepthRange& range, double depth, double survivors)
{
    if (depth >= range.begin && depth <= range.end)
        return range;
    return panned(range, depth - (range.begin + range.end) / 2, survivors);
}

} // namespace interleave::ui
