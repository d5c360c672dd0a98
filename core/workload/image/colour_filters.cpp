#include "core/workload/image/filters.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <utility>

namespace interleave {

cv::Mat toGrey(const cv::Mat& picture)
{
    if (picture.channels() == 1)
        return picture;
    cv::Mat result;
    cv::cvtColor(picture, result, cv::COLOR_BGR2GRAY);
    return result;
}

cv::Mat inSepia(const cv::Mat& picture)
{
    // Rows are blue, green and red of the result, columns those of the picture.
    const cv::Matx<float, 3, 3> sepia{
        0.131F, 0.534F, 0.272F, 0.168F, 0.686F, 0.349F, 0.189F, 0.769F, 0.393F};
    cv::Mat colours = picture;
    if (picture.channels() == 1)
        cv::cvtColor(picture, colours, cv::COLOR_GRAY2BGR);
    cv::Mat result;
    if (colours.depth() == CV_8U) {
        cv::transform(colours, result, sepia);
        return result;
    }
    result.create(colours.size(), colours.type());
    for (int y = 0; y < colours.rows; ++y)
        cv::transform(colours.row(y), result.row(y), sepia);
    return result;
}

cv::Mat withBrightness(cv::Mat picture, const ChangeBrightness& change)
{
    cv::Mat result;
    if (picture.channels() == 1) {
        change(picture, result);
        return result;
    }
    cv::Mat brightnessFirst;
    cv::cvtColor(picture, brightnessFirst, cv::COLOR_BGR2YCrCb);
    picture.release();
    cv::Mat brightness;
    cv::extractChannel(brightnessFirst, brightness, 0);
    change(brightness, brightness);
    cv::insertChannel(brightness, brightnessFirst, 0);
    cv::cvtColor(brightnessFirst, result, cv::COLOR_YCrCb2BGR);
    return result;
}

cv::Mat equalised(cv::Mat picture)
{
    return withBrightness(std::move(picture),
        [](const cv::Mat& before, cv::Mat& after) { cv::equalizeHist(before, after); });
}

} // namespace interleave
