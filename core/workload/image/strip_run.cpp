#include "core/workload/image/strip_run.h"

#include "core/workload/image/filter_run.h"
#include "core/workload/image/filters.h"
#include "core/workload/image/strips.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::size_t kBandBytes = std::size_t{8} << 20U;
constexpr int kFewestRows = 64;

// What a filter makes beside its result, in rows of the picture that it gets.
std::size_t picturesAtOnce(const FilterStep& filter)
{
    switch (filter.kind) {
    case FilterKind::Canny: // slopes of 16 bits, and how steep
    case FilterKind::Equalise:
        return 3;
    case FilterKind::Median: // with a margin
    case FilterKind::Bilateral:
        return 2;
    default:
        return 1;
    }
}

std::size_t picturesAtOnce(std::span<const FilterStep> filters)
{
    std::size_t most = 1;
    for (const FilterStep& filter : filters)
        most = std::max(most, picturesAtOnce(filter));
    return filters.size() > 1 ? most + 1 : most;
}

// Of halos that are computed twice no more than the band's own rows.
int rowsOfBand(std::size_t rowBytes, int halo)
{
    const auto fitting = static_cast<int>(kBandBytes / std::max<std::size_t>(rowBytes, 1));
    return std::max({fitting - 2 * halo, 2 * halo, kFewestRows});
}

cv::Mat filteredInStrip(const FilterStep& step, const BrightnessCounts& counts, cv::Mat picture)
{
    if (step.kind == FilterKind::Canny)
        return edgeCandidates(picture, step);
    if (step.kind == FilterKind::Equalise)
        return equalisedBy(counts, picture);
    return filteredByOne(step, std::move(picture));
}

} // namespace

void filterRows(std::span<const FilterStep> filters,
    const BrightnessCounts& counts,
    const cv::Mat& from,
    cv::Mat& to,
    RowRange rows)
{
    const int bits = from.depth() == CV_16U ? 16 : 8;
    const int halo = haloOf(filters, bits);
    const int band = rowsOfBand(
        from.elemSize() * static_cast<std::size_t>(from.cols) * picturesAtOnce(filters), halo);
    const int end = rows.first + rows.count;
    for (int first = rows.first; first < end; first += band) {
        const Strip strip = stripOf(from, first, std::min(band, end - first), halo);
        const cv::Mat filtered
            = filteredBy(filters, strip.rows, [&](const FilterStep& step, cv::Mat picture) {
                  return filteredInStrip(step, counts, std::move(picture));
              });
        innerRows(strip, filtered).copyTo(to.rowRange(first, first + strip.count));
    }
}

void reshapeInto(const FilterStep& filter, const cv::Mat& from, cv::Mat& to)
{
    const uchar* room = to.data;
    cv::Mat result = to;
    if (from.channels() == 4)
        result = filteredBy(FilterChain{filter}, from);
    else
        reshaped(from, filter, result);
    if (result.data != room)
        result.copyTo(to);
}

} // namespace interleave
