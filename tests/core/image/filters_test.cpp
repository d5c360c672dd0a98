// Every filter against the functions of OpenCV that it is said to be, called directly.
#include "core/workload/image/image_loader.h"
#include "core/workload/image/sample_picture.h"
#include "tests/core/image/chain.h"
#include "tests/core/image/test_picture.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>

#include <filesystem>
#include <set>

namespace interleave {
namespace {

struct Reference
{
    const char* filter;
    cv::Mat (*ofOpenCv)(const cv::Mat&);
    bool changesAlpha = false;
};

cv::Mat greyOf(const cv::Mat& picture)
{
    cv::Mat grey = picture;
    if (picture.channels() == 3)
        cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    return grey;
}

cv::Mat coloursOf(const cv::Mat& picture)
{
    cv::Mat colours = picture;
    if (picture.channels() == 1)
        cv::cvtColor(picture, colours, cv::COLOR_GRAY2BGR);
    return colours;
}

cv::Mat blurByOpenCv(const cv::Mat& picture, double sigma)
{
    cv::Mat result;
    cv::GaussianBlur(picture, result, cv::Size(0, 0), sigma);
    return result;
}

cv::Mat medianByOpenCv(const cv::Mat& picture, int size)
{
    cv::Mat result;
    cv::medianBlur(picture, result, size);
    return result;
}

cv::Mat bilateralByOpenCv(const cv::Mat& picture)
{
    cv::Mat result;
    cv::bilateralFilter(picture, result, 7, 40, 2.5);
    return result;
}

cv::Mat sharpenByOpenCv(const cv::Mat& picture)
{
    cv::Mat result;
    cv::addWeighted(picture, 1 + 0.7, blurByOpenCv(picture, 2), -0.7, 0, result);
    return result;
}

cv::Mat sobelByOpenCv(const cv::Mat& picture)
{
    cv::Mat x;
    cv::Mat y;
    cv::Sobel(picture, x, CV_16S, 1, 0);
    cv::Sobel(picture, y, CV_16S, 0, 1);
    cv::convertScaleAbs(x, x);
    cv::convertScaleAbs(y, y);
    cv::addWeighted(x, 0.5, y, 0.5, 0, x);
    return x;
}

cv::Mat cannyByOpenCv(const cv::Mat& picture)
{
    cv::Mat result;
    cv::Canny(greyOf(picture), result, 60, 120);
    return result;
}

cv::Mat embossByOpenCv(const cv::Mat& picture)
{
    const cv::Mat kernel = (cv::Mat_<float>(3, 3) << -2, -1, 0, -1, 1, 1, 0, 1, 2);
    cv::Mat result;
    cv::filter2D(picture, result, -1, kernel);
    return result;
}

cv::Mat sepiaByOpenCv(const cv::Mat& picture)
{
    const cv::Mat kernel = (cv::Mat_<float>(3, 3) << 0.131F,
        0.534F,
        0.272F,
        0.168F,
        0.686F,
        0.349F,
        0.189F,
        0.769F,
        0.393F);
    cv::Mat result;
    cv::transform(coloursOf(picture), result, kernel);
    return result;
}

cv::Mat equaliseByOpenCv(const cv::Mat& picture)
{
    cv::Mat result;
    if (picture.channels() == 1) {
        cv::equalizeHist(picture, result);
        return result;
    }
    cv::cvtColor(picture, result, cv::COLOR_BGR2YCrCb);
    std::vector<cv::Mat> planes;
    cv::split(result, planes);
    cv::equalizeHist(planes[0], planes[0]);
    cv::merge(planes, result);
    cv::cvtColor(result, result, cv::COLOR_YCrCb2BGR);
    return result;
}

cv::Mat resizeByOpenCv(const cv::Mat& picture, cv::Size size, int interpolation)
{
    cv::Mat result;
    cv::resize(picture, result, size, 0, 0, interpolation);
    return result;
}

cv::Mat halfByOpenCv(const cv::Mat& picture)
{
    const cv::Size half((picture.cols + 1) / 2, (picture.rows + 1) / 2);
    return resizeByOpenCv(picture, half, cv::INTER_AREA);
}

cv::Mat enlargedByOpenCv(const cv::Mat& picture)
{
    return resizeByOpenCv(picture, {picture.cols * 3, picture.rows * 3}, cv::INTER_LINEAR);
}

template <int Code>
cv::Mat rotateByOpenCv(const cv::Mat& picture)
{
    cv::Mat result;
    cv::rotate(picture, result, Code);
    return result;
}

const Reference kReferences[] = {
    {"grayscale", greyOf},
    {"blur sigma=0.1", [](const cv::Mat& picture) { return blurByOpenCv(picture, 0.1); }},
    {"blur sigma=3", [](const cv::Mat& picture) { return blurByOpenCv(picture, 3); }},
    {"blur sigma=10", [](const cv::Mat& picture) { return blurByOpenCv(picture, 10); }},
    {"median size=3", [](const cv::Mat& picture) { return medianByOpenCv(picture, 3); }},
    {"median size=255", [](const cv::Mat& picture) { return medianByOpenCv(picture, 255); }},
    {"bilateral diameter=7 sigma_colour=40 sigma_space=2.5", bilateralByOpenCv},
    {"sharpen amount=0.7 sigma=2", sharpenByOpenCv},
    {"sobel", sobelByOpenCv},
    {"canny low=60 high=120", cannyByOpenCv},
    {"emboss", embossByOpenCv},
    {"sepia", sepiaByOpenCv},
    {"equalise", equaliseByOpenCv},
    {"resize scale=0.5", halfByOpenCv, true},
    {"resize scale=3", enlargedByOpenCv, true},
    {"rotate angle=90", rotateByOpenCv<cv::ROTATE_90_CLOCKWISE>, true},
    {"rotate angle=180", rotateByOpenCv<cv::ROTATE_180>, true},
    {"rotate angle=270", rotateByOpenCv<cv::ROTATE_90_COUNTERCLOCKWISE>, true},
};

cv::Mat besideAlpha(const Reference& reference, const cv::Mat& picture)
{
    std::vector<cv::Mat> planes;
    cv::split(picture, planes);
    const cv::Mat alpha = planes[3];
    planes.pop_back();
    cv::Mat colours;
    cv::merge(planes, colours);
    cv::split(coloursOf(reference.ofOpenCv(colours)), planes);
    planes.push_back(reference.changesAlpha ? reference.ofOpenCv(alpha) : alpha);
    cv::Mat result;
    cv::merge(planes, result);
    return result;
}

const cv::Size kSizes[] = {{1, 1}, {1, 7}, {7, 1}, {13, 17}, {131, 97}};

class Filter : public testing::TestWithParam<Reference>
{
};

TEST_P(Filter, IsOpenCvsPixelForPixel)
{
    const FilterChain chain = chainOf(GetParam().filter);
    for (const cv::Size& size : kSizes) {
        for (const int channels : {1, 3, 4}) {
            SCOPED_TRACE(testing::Message() << size << " of " << channels << " channels");
            const cv::Mat picture = testPicture(size, channels);
            const cv::Mat before = picture.clone();
            expectEqual(filteredBy(chain, picture),
                channels == 4 ? besideAlpha(GetParam(), picture) : GetParam().ofOpenCv(picture));
            expectEqual(picture, before);
        }
    }
    const cv::Mat sample = samplePicture({.seed = 1}, 0);
    expectEqual(filteredBy(chain, sample), GetParam().ofOpenCv(sample));
}

// Of the package mate-backgrounds.
const char* const kPhotographs = "/usr/share/backgrounds/mate/nature/";

TEST_P(Filter, OfPhotographsIsOpenCvsPixelForPixelFromFileToFile)
{
    if (!std::filesystem::exists(kPhotographs))
        GTEST_SKIP() << "there are no photographs; install the package mate-backgrounds";
    const auto module = loadImageModule(imageModulePlaces());
    ASSERT_TRUE(module) << module.error().message;
    const TemporaryFolder folder;
    for (const char* name : {"FreshFlower", "YellowFlower"}) {
        SCOPED_TRACE(name);
        const std::string photograph = std::string(kPhotographs) + name + ".jpg";
        const std::string result = folder.path() / "result.bmp";
        ASSERT_TRUE((*module)->filterFile(photograph, result, chainOf(GetParam().filter)));
        const cv::Mat decoded = cv::imread(photograph, cv::IMREAD_COLOR);
        ASSERT_GT(decoded.total(), 500'000U);
        expectEqual(cv::imread(result, cv::IMREAD_UNCHANGED), GetParam().ofOpenCv(decoded));
    }
}

INSTANTIATE_TEST_SUITE_P(All, Filter, testing::ValuesIn(kReferences), [](const auto& filter) {
    std::string name = filter.param.filter;
    std::ranges::replace_if(
        name,
        [](char letter) { return std::isalnum(static_cast<unsigned char>(letter)) == 0; },
        '_');
    return name;
});

TEST(Filters, AreAllComparedWithOpenCvs)
{
    std::set<FilterKind> compared;
    for (const Reference& reference : kReferences)
        compared.insert(chainOf(reference.filter).front().kind);
    EXPECT_EQ(compared.size(), filterInfos().size());
}

TEST(ResizedPicture, KeepsItsShapeWhereOneSideIsGiven)
{
    const auto sizeAfter = [](std::string_view text, cv::Size size) {
        return filteredBy(chainOf(text), testPicture(size, 1)).size();
    };
    EXPECT_EQ(sizeAfter("resize width=65", {131, 97}), cv::Size(65, 48));
    EXPECT_EQ(sizeAfter("resize height=194", {131, 97}), cv::Size(262, 194));
    EXPECT_EQ(sizeAfter("resize width=20 height=90", {131, 97}), cv::Size(20, 90));
    EXPECT_EQ(sizeAfter("resize width=1", {131, 7}), cv::Size(1, 1));
    EXPECT_EQ(sizeAfter("resize scale=0.01", {131, 7}), cv::Size(1, 1));
}

TEST(FilteredPicture, IsWhatItsFiltersMakeOneAfterTheOther)
{
    for (const char* text : {"grayscale, bilateral, sepia",
             "blur sigma=1, sharpen, sobel, equalise",
             "rotate, median, resize scale=0.7, canny, emboss",
             "sepia, sepia"}) {
        for (const int channels : {1, 3, 4}) {
            SCOPED_TRACE(testing::Message() << text << ", " << channels << " channels");
            const cv::Mat picture = testPicture({131, 97}, channels);
            cv::Mat stepwise = picture;
            for (const FilterStep& step : chainOf(text))
                stepwise = filteredBy(FilterChain{step}, stepwise);
            expectEqual(filteredBy(chainOf(text), picture), stepwise);
        }
    }
}

TEST(FilteredPicture, KeepsItsAlpha)
{
    cv::Mat before;
    cv::Mat after;
    const cv::Mat picture = testPicture({131, 97}, 4);
    cv::extractChannel(picture, before, 3);
    cv::extractChannel(filteredBy(chainOf("blur, canny, sepia, equalise"), picture), after, 3);
    expectEqual(after, before);
}

} // namespace
} // namespace interleave
