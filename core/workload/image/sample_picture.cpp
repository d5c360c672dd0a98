#include "core/workload/image/sample_picture.h"

#include "core/base/random.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace interleave {

namespace {

constexpr int kShapes = 24;
constexpr int kNoise = 24; // of 256 steps

cv::Scalar randomColour(cv::RNG& random)
{
    return {random.uniform(0.0, 255.0), random.uniform(0.0, 255.0), random.uniform(0.0, 255.0)};
}

cv::Point randomPoint(const cv::Size& size, cv::RNG& random)
{
    const int x = random.uniform(0, size.width);
    const int y = random.uniform(0, size.height);
    return {x, y};
}

/// Between the colours of four corners: OpenCV enlarges a picture of 2 by 2 pixels.
cv::Mat gradient(const cv::Size& size, cv::RNG& random)
{
    cv::Mat corners(2, 2, CV_8UC3);
    random.fill(corners, cv::RNG::UNIFORM, 0, 256);
    cv::Mat picture;
    cv::resize(corners, picture, size, 0, 0, cv::INTER_LINEAR);
    return picture;
}

void drawShape(cv::Mat& picture, cv::RNG& random)
{
    const int kind = random.uniform(0, 3);
    const cv::Point place = randomPoint(picture.size(), random);
    const int size = random.uniform(16, 120);
    const cv::Scalar colour = randomColour(random);
    if (kind == 0)
        cv::circle(picture, place, size, colour, cv::FILLED);
    else if (kind == 1)
        cv::rectangle(picture, {place.x, place.y, 2 * size, size}, colour, cv::FILLED);
    else
        cv::line(picture, place, randomPoint(picture.size(), random), colour, 1 + size / 16);
}

} // namespace

cv::Mat samplePicture(const SampleSeries& series, std::uint64_t index)
{
    cv::RNG random(splitMix64(splitMix64(series.seed) ^ index));
    cv::Mat picture = gradient({series.width, series.height}, random);
    for (int i = 0; i < kShapes; ++i)
        drawShape(picture, random);
    cv::Mat noise(picture.size(), picture.type());
    random.fill(noise, cv::RNG::UNIFORM, 0, kNoise);
    picture += noise;
    return picture;
}

} // namespace interleave
