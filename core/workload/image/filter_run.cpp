#include "core/workload/image/filter_run.h"

#include "core/workload/image/filters.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

bool keepsDepth(const FilterStep& step)
{
    switch (step.kind) {
    case FilterKind::Grayscale:
    case FilterKind::Blur:
    case FilterKind::Sharpen:
    case FilterKind::Emboss:
    case FilterKind::Sepia:
    case FilterKind::Resize:
    case FilterKind::Rotate:
        return true;
    case FilterKind::Median:
    case FilterKind::Bilateral:
    case FilterKind::Sobel:
    case FilterKind::Canny:
    case FilterKind::Equalise:
        return false;
    }
    return false;
}

bool changesShape(FilterKind kind)
{
    return kind == FilterKind::Resize || kind == FilterKind::Rotate;
}

cv::Mat withAlpha(const cv::Mat& colours, const cv::Mat& alpha)
{
    cv::Mat result;
    cv::cvtColor(colours, result, cv::COLOR_BGR2BGRA);
    cv::insertChannel(alpha, result, 3);
    return result;
}

// Colours stay three after every step, so that the next one does what it would alone.
cv::Mat filteredBesideAlpha(
    std::span<const FilterStep> chain, cv::Mat picture, const StepFilter& filter)
{
    cv::Mat alpha;
    cv::extractChannel(picture, alpha, 3);
    cv::Mat colours;
    cv::cvtColor(picture, colours, cv::COLOR_BGRA2BGR);
    picture.release();
    for (const FilterStep& step : chain) {
        colours = filter(step, std::move(colours));
        if (colours.channels() == 1)
            cv::cvtColor(colours, colours, cv::COLOR_GRAY2BGR);
        if (changesShape(step.kind))
            alpha = filter(step, std::move(alpha));
    }
    return withAlpha(colours, alpha);
}

} // namespace

bool keepsDepth(const FilterChain& chain)
{
    return std::ranges::all_of(chain, [](const FilterStep& step) { return keepsDepth(step); });
}

cv::Mat filteredByOne(const FilterStep& step, cv::Mat picture)
{
    switch (step.kind) {
    case FilterKind::Grayscale:
        return toGrey(picture);
    case FilterKind::Blur:
        return blurred(picture, step);
    case FilterKind::Median:
        return medianOf(picture, step);
    case FilterKind::Bilateral:
        return bilateralOf(picture, step);
    case FilterKind::Sharpen:
        return sharpened(picture, step);
    case FilterKind::Sobel:
        return slopes(picture);
    case FilterKind::Canny:
        return edges(std::move(picture), step);
    case FilterKind::Emboss:
        return embossed(picture);
    case FilterKind::Sepia:
        return inSepia(picture);
    case FilterKind::Equalise:
        return equalised(std::move(picture));
    case FilterKind::Resize:
        return resized(picture, step);
    case FilterKind::Rotate:
        return rotated(picture, step);
    }
    return picture;
}

cv::Mat filteredBy(std::span<const FilterStep> chain, cv::Mat picture, const StepFilter& filter)
{
    if (picture.channels() == 4)
        return filteredBesideAlpha(chain, std::move(picture), filter);
    for (const FilterStep& step : chain)
        picture = filter(step, std::move(picture));
    return picture;
}

cv::Mat filteredBy(const FilterChain& chain, cv::Mat picture)
{
    return filteredBy(chain, std::move(picture), [](const FilterStep& step, cv::Mat before) {
        return filteredByOne(step, std::move(before));
    });
}

} // namespace interleave
