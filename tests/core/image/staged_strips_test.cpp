// Pictures that go through a chain in stages and strips, by the module's own steps, are those that
// the chain makes of the whole picture.
#include "core/model/filter_stages.h"
#include "core/workload/image/strip_run.h"
#include "tests/core/image/chain.h"
#include "tests/core/image/test_picture.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace interleave {
namespace {

cv::Mat resultRoom(std::span<const FilterStep> filters, const cv::Mat& before)
{
    FilterChain chain(filters.begin(), filters.end());
    return cv::Mat(filteredBy(chain, before).size(),
        filteredBy(chain, before).type(),
        cv::Scalar::all(77)); // all of it must be written
}

cv::Mat afterStage(const FilterStage& stage,
    const FilterChain& chain,
    cv::Mat picture,
    int rows,
    BrightnessCounts& counts)
{
    const auto filters = std::span(chain).subspan(stage.first, stage.count);
    if (stage.kind == StageKind::Trace) {
        traceEdges(picture);
        return picture;
    }
    if (stage.kind == StageKind::Count) {
        counts = {};
        for (int first = 0; first < picture.rows; first += rows)
            countBrightness(picture.rowRange(first, std::min(first + rows, picture.rows)), counts);
        return picture;
    }
    cv::Mat result = resultRoom(filters, picture);
    if (stage.kind == StageKind::Whole) {
        reshapeInto(filters.front(), picture, result);
        return result;
    }
    for (int first = 0; first < picture.rows; first += rows)
        filterRows(filters, counts, picture, result, {first, std::min(rows, picture.rows - first)});
    return result;
}

cv::Mat inStages(const FilterChain& chain, const cv::Mat& picture, int rows)
{
    cv::Mat result = picture.clone();
    BrightnessCounts counts{};
    for (const FilterStage& stage : stagesOf(chain))
        result = afterStage(stage, chain, result, rows, counts);
    return result;
}

cv::Mat pictureOf(cv::Size size, int channels, int bits)
{
    cv::Mat picture = testPicture(size, channels);
    if (bits == 8)
        return picture;
    cv::Mat deep;
    picture.convertTo(deep, CV_16U, 257);
    cv::Mat noise(size, CV_16UC(channels));
    cv::RNG(3).fill(noise, cv::RNG::UNIFORM, 0, 256);
    return cv::Mat(deep - noise);
}

class StagedStrips : public testing::TestWithParam<const char*>
{
};

TEST_P(StagedStrips, AreByteForByteWhatTheChainMakesOfTheWhole)
{
    const FilterChain chain = chainOf(GetParam());
    for (const int bits : keepsDepth(chain) ? std::vector{8, 16} : std::vector{8}) {
        for (const cv::Size& size :
            {cv::Size(1, 1), {1, 7}, {7, 1}, {2, 2}, {13, 17}, {131, 97}, {67, 211}}) {
            for (const int channels : {1, 3, 4}) {
                const cv::Mat picture = pictureOf(size, channels, bits);
                const cv::Mat whole = filteredBy(chain, picture);
                for (const int rows : {1, 5, 64}) {
                    SCOPED_TRACE(testing::Message()
                        << size << ", " << channels << " channels of " << bits
                        << " bits in strips of " << rows << " rows");
                    expectEqual(inStages(chain, picture, rows), whole);
                }
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Chains,
    StagedStrips,
    testing::Values("grayscale",
        "blur",
        "blur sigma=0.3",
        "blur sigma=7",
        "median",
        "bilateral",
        "sharpen",
        "sobel",
        "canny",
        "canny low=0 high=0",
        "canny low=20.7 high=254.9",
        "emboss",
        "sepia",
        "equalise",
        "resize",
        "resize scale=1.7",
        "resize width=5 height=90",
        "rotate",
        "rotate angle=180",
        "rotate angle=270",
        "blur, sharpen, emboss",
        "median, bilateral, sobel",
        "blur sigma=2, canny, median",
        "equalise, blur, equalise",
        "sepia, equalise, canny",
        "rotate, blur, resize scale=0.7, sharpen",
        "grayscale, equalise, sepia, rotate, canny",
        "canny, canny, resize, equalise"));

// So large that a strip is filtered in several bands.
TEST(StagedStrips, OfALargePictureAreEqualToo)
{
    const cv::Mat picture = testPicture({30'011, 211}, 3);
    for (const char* text : {"blur sigma=2", "canny", "equalise, median"})
        expectEqual(inStages(chainOf(text), picture, 211), filteredBy(chainOf(text), picture));
}

// A picture of one brightness is a case of its own in OpenCV.
TEST(StagedStrips, OfOneColourAreEqualToo)
{
    for (const char* text : {"equalise", "canny", "equalise, canny"}) {
        for (const int channels : {1, 3, 4}) {
            const cv::Mat picture(31, 17, CV_8UC(channels), cv::Scalar::all(90));
            expectEqual(inStages(chainOf(text), picture, 4), filteredBy(chainOf(text), picture));
        }
    }
}

// An edge that goes on through all strips is found from its one steep end.
TEST(StagedStrips, AnEdgeGoesOnThroughAllStrips)
{
    cv::Mat picture(97, 40, CV_8UC1, cv::Scalar(0));
    picture.colRange(20, 40) = 30; // a weak edge
    picture(cv::Rect(20, 0, 20, 8)) = 200; // that is strong at the top
    const cv::Mat whole = filteredBy(chainOf("canny"), picture);
    ASSERT_GT(cv::countNonZero(whole.rowRange(60, 97)), 30);
    expectEqual(inStages(chainOf("canny"), picture, 5), whole);
}

TEST(StagedStrips, F240_OfSixteenBitsTakeMoreRowsThanOfEight)
{
    const cv::Mat picture = pictureOf({20, 90}, 3, 16);
    const cv::Mat whole = filteredBy(chainOf("blur sigma=4"), picture);
    expectEqual(inStages(chainOf("blur sigma=4"), picture, 7), whole);
}

TEST(StagedStrips, F241_SepiaOfSixteenBitsDoesNotDependOnWhereAStripEnds)
{
    for (const int channels : {1, 3, 4}) {
        const cv::Mat picture = pictureOf({67, 211}, channels, 16);
        const cv::Mat whole = filteredBy(chainOf("sepia"), picture);
        for (const int rows : {1, 5, 100})
            expectEqual(inStages(chainOf("sepia"), picture, rows), whole);
    }
}

// A worker that is killed at it leaves rows that are done beside rows that are not.
TEST(TracedEdges, F334_AreTheSameWhenTheyAreTracedAgain)
{
    const FilterChain chain = chainOf("canny");
    for (const int channels : {1, 4}) {
        cv::Mat candidates = edgeCandidates(testPicture({131, 97}, 1), chain.front());
        if (channels == 4)
            cv::cvtColor(candidates, candidates, cv::COLOR_GRAY2BGRA);
        cv::Mat whole = candidates.clone();
        traceEdges(whole);
        for (const int done : {1, 50, 97}) {
            cv::Mat half = candidates.clone();
            whole.rowRange(0, done).copyTo(half.rowRange(0, done));
            traceEdges(half);
            expectEqual(half, whole);
        }
    }
}

} // namespace
} // namespace interleave
