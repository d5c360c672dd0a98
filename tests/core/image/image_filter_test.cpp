// The module against OpenCV itself: the same decoder, filter and encoder called directly.
#include "core/base/file.h"
#include "core/workload/image/image_loader.h"
#include "core/workload/image/picture_folder.h"
#include "tests/core/image/chain.h"
#include "tests/core/image/encoded_pictures.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <numeric>

namespace interleave {
namespace {

namespace fs = std::filesystem;

class ImageFilter : public testing::Test
{
protected:
    void SetUp() override
    {
        auto loaded = loadImageModule(imageModulePlaces());
        ASSERT_TRUE(loaded) << loaded.error().message;
        m_module = std::move(*loaded);
    }

    fs::path path(const std::string& name) const { return m_folder.path() / name; }

    /// Writes a picture that no two neighbouring pixels of are alike.
    fs::path pictureFile(const std::string& name) const
    {
        cv::Mat picture(97, 131, CV_8UC3);
        cv::RNG random(7);
        random.fill(picture, cv::RNG::UNIFORM, 0, 256);
        EXPECT_TRUE(cv::imwrite(path(name).string(), picture));
        return path(name);
    }

    std::string bytesOf(const fs::path& file) const
    {
        return readFile(file, 1U << 26U).value_or("");
    }

    TemporaryFolder m_folder;
    std::unique_ptr<ImageModule> m_module;
};

cv::Mat blurredByOpenCv(const fs::path& input, double sigma)
{
    cv::Mat result;
    cv::GaussianBlur(cv::imread(input.string(), cv::IMREAD_COLOR), result, cv::Size(0, 0), sigma);
    return result;
}

class ImageFilterSigma : public ImageFilter, public testing::WithParamInterface<double>
{
};

TEST_P(ImageFilterSigma, ResultIsTheFileThatOpenCvWritesByteForByte)
{
    const fs::path input = pictureFile("in.jpg");
    const FilterChain blur = chainOf("blur sigma=" + std::to_string(GetParam()));
    ASSERT_TRUE(m_module->filterFile(input, path("out.png"), blur));
    cv::imwrite(path("reference.png").string(), blurredByOpenCv(input, GetParam()));
    ASSERT_GT(bytesOf(path("out.png")).size(), 1'000U);
    EXPECT_TRUE(bytesOf(path("out.png")) == bytesOf(path("reference.png")));
}

INSTANTIATE_TEST_SUITE_P(Sigmas, ImageFilterSigma, testing::Values(0.1, 3.0, 200.0));

TEST_F(ImageFilter, ResultIsStoredWithoutLoss)
{
    const fs::path input = pictureFile("in.png");
    ASSERT_TRUE(m_module->filterFile(input, path("out.png"), chainOf("blur")));
    const cv::Mat stored = cv::imread(path("out.png").string(), cv::IMREAD_UNCHANGED);
    const cv::Mat reference = blurredByOpenCv(input, 3.0);
    ASSERT_EQ(stored.size(), reference.size());
    ASSERT_EQ(stored.type(), reference.type());
    EXPECT_EQ(cv::norm(stored, reference, cv::NORM_INF), 0.0);
}

TEST_F(ImageFilter, HistogramIsThatOfTheFilteredPicture)
{
    const fs::path input = pictureFile("in.png");
    const auto filtered = m_module->filterFile(input, {}, chainOf("blur"));
    ASSERT_TRUE(filtered);
    cv::Mat grey;
    cv::cvtColor(blurredByOpenCv(input, 3.0), grey, cv::COLOR_BGR2GRAY);
    cv::Mat reference;
    cv::calcHist(std::vector<cv::Mat>{grey}, {0}, cv::Mat(), reference, {256}, {0.0F, 256.0F});
    for (int i = 0; i < 256; ++i)
        EXPECT_EQ(filtered->bins[static_cast<std::size_t>(i)],
            static_cast<std::uint64_t>(reference.at<float>(i)))
            << "luminance " << i;
}

TEST_F(ImageFilter, HistogramOfAGreyResultIsThatOfItsPixels)
{
    const auto filtered = m_module->filterSample({.seed = 1}, 0, path("out.png"), chainOf("canny"));
    ASSERT_TRUE(filtered);
    const cv::Mat stored = cv::imread(path("out.png").string(), cv::IMREAD_UNCHANGED);
    ASSERT_EQ(stored.type(), CV_8UC1);
    const auto lines = static_cast<std::uint64_t>(cv::countNonZero(stored));
    EXPECT_GT(lines, 1'000U);
    EXPECT_EQ(filtered->bins[255], lines);
    EXPECT_EQ(filtered->bins[0], stored.total() - lines);
}

TEST_F(ImageFilter, HistogramCountsThePixelsOfTheResult)
{
    const auto filtered
        = m_module->filterSample({.seed = 1}, 0, {}, chainOf("rotate, resize width=30"));
    ASSERT_TRUE(filtered);
    EXPECT_EQ(
        std::accumulate(filtered->bins.begin(), filtered->bins.end(), std::uint64_t{0}), 30U * 40U);
}

TEST_F(ImageFilter, EveryPixelIsCountedOnce)
{
    const auto filtered = m_module->filterSample({.seed = 1}, 0, {}, chainOf("blur"));
    ASSERT_TRUE(filtered);
    EXPECT_EQ(std::accumulate(filtered->bins.begin(), filtered->bins.end(), std::uint64_t{0}),
        std::uint64_t{kSampleWidth} * kSampleHeight);
}

TEST_F(ImageFilter, NothingIsWrittenWithoutAnOutputName)
{
    const fs::path input = pictureFile("in.png");
    ASSERT_TRUE(m_module->filterFile(input, {}, chainOf("blur")));
    EXPECT_EQ(std::distance(fs::directory_iterator(m_folder.path()), fs::directory_iterator()), 1);
}

TEST_F(ImageFilter, UnfinishedFileIsGoneAfterSuccess)
{
    ASSERT_TRUE(m_module->filterSample({.seed = 1}, 0, path("out.png"), chainOf("blur")));
    EXPECT_EQ(std::distance(fs::directory_iterator(m_folder.path()), fs::directory_iterator()), 1);
}

TEST_F(ImageFilter, EveryListedEndingIsOneThatCanBeDecoded)
{
    for (const char* ending :
        {"bmp", "dib", "jp2", "jpe", "jpeg", "jpg", "png", "ppm", "pnm", "tif", "tiff", "webp"})
        pictureFile(std::string("colour-") + ending + "." + ending);
    ASSERT_TRUE(writeFileAtomically(path("frame.gif"), gifOf({cv::Mat(10, 10, CV_8UC1, 9)})));
    for (const char* ending : {"pbm", "pgm"})
        cv::imwrite(path(std::string("grey.") + ending).string(),
            cv::Mat(10, 10, CV_8UC1, cv::Scalar(255)));
    const auto folder = listPictures({.folder = m_folder.path()});
    ASSERT_TRUE(folder);
    ASSERT_EQ(folder->pictures.size(), 15U);
    for (const Picture& picture : folder->pictures)
        EXPECT_TRUE(m_module->filterFile(picture.file, {}, chainOf("blur"))) << picture.file;
}

TEST_F(ImageFilter, F213_TruncatedJpegFailsUnlessItIsToBeSalvagedAsOpenCvReadsIt)
{
    const std::string whole = bytesOf(pictureFile("whole.jpg"));
    ASSERT_TRUE(writeFileAtomically(path("half.jpg"), whole.substr(0, whole.size() / 2)));
    EXPECT_FALSE(m_module->filterFile(path("half.jpg"), path("out.png"), chainOf("blur")));
    EXPECT_FALSE(fs::exists(path("out.png")));
    const auto salvaged = m_module->filterFile(
        path("half.jpg"), path("out.png"), chainOf("blur"), {.salvage = true});
    ASSERT_TRUE(salvaged);
    EXPECT_TRUE(salvaged->notes.salvaged);
    const cv::Mat stored = cv::imread(path("out.png").string());
    EXPECT_EQ(cv::norm(stored, blurredByOpenCv(path("half.jpg"), 3.0), cv::NORM_INF), 0.0);
}

class ImageFilterDepth : public ImageFilter
{
protected:
    /// Sixteen bits, with alpha.
    fs::path deepFile() const
    {
        cv::Mat picture(97, 131, CV_16UC4);
        cv::RNG random(7);
        random.fill(picture, cv::RNG::UNIFORM, 0, 65'536);
        EXPECT_TRUE(cv::imwrite(path("deep.png").string(), picture));
        return path("deep.png");
    }
    /// What became of it, and its notes.
    std::pair<cv::Mat, PictureNotes> filtered(const std::string& name, const std::string& filters)
    {
        const auto done = m_module->filterFile(deepFile(), path(name), chainOf(filters));
        EXPECT_TRUE(done) << done.error().message;
        return {cv::imread(path(name).string(), cv::IMREAD_UNCHANGED),
            done ? done->notes : PictureNotes{}};
    }
};

TEST_F(ImageFilterDepth, SixteenBitsAndAlphaAreKeptWhereFiltersAndFormatCan)
{
    cv::Mat colours;
    const cv::Mat deep = cv::imread(deepFile().string(), cv::IMREAD_UNCHANGED);
    cv::cvtColor(deep, colours, cv::COLOR_BGRA2BGR);
    cv::Mat wanted;
    cv::GaussianBlur(colours, wanted, cv::Size(0, 0), 2);
    for (const std::string name : {"out.png", "out.tiff"}) {
        const auto [stored, notes] = filtered(name, "blur sigma=2");
        ASSERT_EQ(stored.type(), CV_16UC4);
        cv::cvtColor(stored, colours, cv::COLOR_BGRA2BGR);
        EXPECT_EQ(cv::norm(colours, wanted, cv::NORM_INF), 0.0);
        EXPECT_EQ(notes, PictureNotes{});
    }
}

TEST_F(ImageFilterDepth, WhatAFormatHasNoRoomForIsSaid)
{
    const auto [jpeg, ofJpeg] = filtered("out.jpg", "blur");
    EXPECT_EQ(jpeg.type(), CV_8UC3);
    EXPECT_EQ(ofJpeg, (PictureNotes{.fewerBits = true, .alphaDropped = true}));
    const auto [webp, ofWebp] = filtered("out.webp", "blur");
    EXPECT_EQ(webp.type(), CV_8UC4);
    EXPECT_EQ(ofWebp, PictureNotes{.fewerBits = true});
    const auto [bmp, ofBmp] = filtered("out.bmp", "blur");
    EXPECT_EQ(bmp.type(), CV_8UC3);
    EXPECT_EQ(ofBmp, (PictureNotes{.fewerBits = true, .alphaDropped = true}));
}

TEST_F(ImageFilterDepth, AFilterThatHasEightBitsOnlyIsSaid)
{
    for (const std::string filter :
        {"median", "bilateral", "sobel", "canny", "equalise", "blur, median"}) {
        const auto [stored, notes] = filtered("out.png", filter);
        EXPECT_EQ(stored.depth(), CV_8U);
        EXPECT_EQ(notes, PictureNotes{.fewerBits = true}) << filter;
    }
}

TEST_F(ImageFilterDepth, AllOthersKeepSixteenBits)
{
    for (const std::string filter :
        {"grayscale", "blur", "sharpen", "emboss", "sepia", "resize", "rotate"}) {
        const auto [stored, notes] = filtered("out.png", filter);
        EXPECT_EQ(stored.depth(), CV_16U);
        EXPECT_EQ(notes, PictureNotes{}) << filter;
    }
}

TEST_F(ImageFilterDepth, TheUpperEightBitsAreThoseThatOpenCvReads)
{
    const auto [stored, notes] = filtered("out.bmp", "median size=3");
    cv::Mat wanted;
    cv::medianBlur(cv::imread(path("deep.png").string(), cv::IMREAD_COLOR), wanted, 3);
    EXPECT_EQ(cv::norm(stored, wanted, cv::NORM_INF), 0.0);
}

TEST_F(ImageFilterDepth, TheHistogramIsOfEightBits)
{
    const auto done = m_module->filterFile(deepFile(), {}, chainOf("blur"));
    ASSERT_TRUE(done);
    EXPECT_EQ(std::accumulate(done->bins.begin(), done->bins.end(), std::uint64_t{0}), 97U * 131U);
}

TEST_F(ImageFilter, TheFormatIsThatOfTheEndingAndTheQualityCounts)
{
    const fs::path input = pictureFile("in.png");
    const auto sizeOf = [&](const std::string& name, int quality) {
        EXPECT_TRUE(
            m_module->filterFile(input, path(name), chainOf("rotate"), {.quality = quality}));
        EXPECT_EQ(cv::imread(path(name).string()).size(), cv::Size(97, 131)) << name;
        return bytesOf(path(name)).size();
    };
    for (const std::string name : {"out.jpg", "out.JPEG", "out.webp"})
        EXPECT_LT(sizeOf(name, 40), sizeOf(name, 95)) << name;
    for (const std::string name : {"out.png", "out.tif", "out.tiff", "out.bmp", "out.dib"})
        EXPECT_EQ(sizeOf(name, 40), sizeOf(name, 95)) << name;
    EXPECT_TRUE(bytesOf(path("out.webp")).starts_with("RIFF"));
    EXPECT_TRUE(bytesOf(path("out.JPEG")).starts_with("\xFF\xD8\xFF"));
}

TEST_F(ImageFilter, FoldersOfAResultAreMade)
{
    ASSERT_TRUE(m_module->filterSample({.seed = 1}, 0, path("a/b/out.png"), chainOf("blur")));
    EXPECT_TRUE(fs::exists(path("a/b/out.png")));
}

TEST_F(ImageFilter, SampleIsTheSameForTheSameSeedAndIndex)
{
    ASSERT_TRUE(m_module->filterSample({.seed = 5}, 17, path("a.png"), chainOf("blur")));
    ASSERT_TRUE(m_module->filterSample({.seed = 5}, 17, path("b.png"), chainOf("blur")));
    EXPECT_TRUE(bytesOf(path("a.png")) == bytesOf(path("b.png")));
}

TEST_F(ImageFilter, SampleHasTheSizeThatIsAskedFor)
{
    for (const cv::Size& size : {cv::Size(1, 1), cv::Size(3, 1), cv::Size(2001, 13)}) {
        const SampleSeries series{.seed = 5, .width = size.width, .height = size.height};
        ASSERT_TRUE(m_module->filterSample(series, 0, path("a.png"), chainOf("rotate angle=180")));
        EXPECT_EQ(cv::imread(path("a.png").string()).size(), size);
    }
}

TEST_F(ImageFilter, SampleDependsOnSeedAndIndex)
{
    ASSERT_TRUE(m_module->filterSample({.seed = 5}, 17, path("a.png"), chainOf("blur")));
    ASSERT_TRUE(m_module->filterSample({.seed = 5}, 18, path("b.png"), chainOf("blur")));
    ASSERT_TRUE(m_module->filterSample({.seed = 6}, 17, path("c.png"), chainOf("blur")));
    EXPECT_FALSE(bytesOf(path("a.png")) == bytesOf(path("b.png")));
    EXPECT_FALSE(bytesOf(path("a.png")) == bytesOf(path("c.png")));
}

TEST_F(ImageFilter, SampleHasStructure)
{
    const auto filtered = m_module->filterSample({.seed = 1}, 0, {}, chainOf("blur"));
    ASSERT_TRUE(filtered);
    const auto used = std::count_if(filtered->bins.begin(),
        filtered->bins.end(),
        [](std::uint64_t pixels) { return pixels > 100; });
    EXPECT_GT(used, 50);
}

} // namespace
} // namespace interleave
