// What the filters declare of their division is true: strips with the halo give the whole.
#include "core/workload/image/strips.h"
#include "tests/core/image/chain.h"
#include "tests/core/image/test_picture.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

cv::Mat filteredInStrips(const cv::Mat& picture, const FilterStep& step, int rows, int halo)
{
    cv::Mat result;
    for (int first = 0; first < picture.rows; first += rows) {
        const Strip strip = stripOf(picture, first, rows, halo);
        result.push_back(innerRows(strip, filteredBy(FilterChain{step}, strip.rows)));
    }
    return result;
}

FilterChain localFilters()
{
    FilterChain filters = chainOf("blur sigma=0.1, blur sigma=1.3, blur sigma=4, median size=3, "
                                  "median size=13, bilateral diameter=4 sigma_colour=200, "
                                  "bilateral diameter=13 sigma_space=9, sharpen amount=0.7, "
                                  "sharpen amount=9.1 sigma=3");
    for (const Choice& filter : choicesOf<FilterKind>()) {
        const FilterStep step = chainOf(filter.name).front();
        if (divisionOf(step).kind == DivisionKind::Local)
            filters.push_back(step);
    }
    return filters;
}

class LocalFilter : public testing::TestWithParam<FilterStep>
{
};

TEST_P(LocalFilter, InStripsWithItsHaloIsThatOfTheWholePicture)
{
    const int halo = divisionOf(GetParam()).halo;
    for (const cv::Size& size : {cv::Size(1, 1), {1, 7}, {7, 1}, {13, 17}, {131, 97}, {67, 211}}) {
        for (const int channels : {1, 3, 4}) {
            const cv::Mat picture = testPicture(size, channels);
            const cv::Mat whole = filteredBy({GetParam()}, picture);
            for (const int rows : {1, 5, 64}) {
                SCOPED_TRACE(testing::Message()
                    << size << " of " << channels << " channels in strips of " << rows << " rows");
                expectEqual(filteredInStrips(picture, GetParam(), rows, halo), whole);
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, LocalFilter, testing::ValuesIn(localFilters()), [](const auto& filter) {
        return std::string(nameOf(filter.param.kind)) + "_" + std::to_string(filter.index);
    });

// So that the test above can find a halo that is too small.
TEST(Strips, WithoutARowOfTheHaloGiveAnotherPicture)
{
    const cv::Mat picture = testPicture({131, 97}, 3);
    for (const FilterStep& step : chainOf("median size=7, sobel, emboss, blur sigma=1")) {
        const cv::Mat whole = filteredBy(FilterChain{step}, picture);
        const int halo = divisionOf(step).halo;
        EXPECT_GT(cv::norm(filteredInStrips(picture, step, 5, halo - 1), whole, cv::NORM_INF), 0.0)
            << nameOf(step.kind);
    }
}

// So that no filter is declared harder to divide than it is: what is found at the top counts below.
TEST(Strips, AreNotEnoughForAFilterOfTwoPhases)
{
    cv::Mat picture(97, 40, CV_8UC1, cv::Scalar(0));
    picture.colRange(20, 40) = 30; // a weak edge
    picture(cv::Rect(20, 0, 20, 8)) = 200; // that is strong at the top
    for (const FilterStep& step : chainOf("canny, equalise")) {
        ASSERT_EQ(divisionOf(step).kind, DivisionKind::TwoPhases);
        const cv::Mat whole = filteredBy(FilterChain{step}, picture);
        EXPECT_GT(cv::norm(filteredInStrips(picture, step, 5, 20), whole, cv::NORM_INF), 0.0)
            << nameOf(step.kind);
    }
}

TEST(Strips, HaveTheRowsAroundThemAsFarAsThePictureGoes)
{
    const cv::Mat picture = testPicture({3, 10}, 1);
    const Strip first = stripOf(picture, 0, 4, 2);
    EXPECT_EQ(first.rows.rows, 6);
    EXPECT_EQ(first.above, 0);
    const Strip last = stripOf(picture, 8, 4, 3);
    EXPECT_EQ(last.rows.rows, 5);
    EXPECT_EQ(last.above, 3);
    EXPECT_EQ(last.count, 2);
    EXPECT_EQ(last.rows.ptr(), picture.ptr(5)) << "copied";
    EXPECT_FALSE(last.rows.isSubmatrix());
}

} // namespace
} // namespace interleave
