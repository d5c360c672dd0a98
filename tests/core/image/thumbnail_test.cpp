// What is shown of results is what a run makes.
#include "core/workload/image/image_loader.h"
#include "tests/core/image/chain.h"
#include "tests/core/image/test_picture.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <memory>
#include <string>

namespace interleave {
namespace {

namespace fs = std::filesystem;

class ThumbnailTest : public testing::Test
{
protected:
    void SetUp() override
    {
        auto module = loadImageModule(imageModulePlaces());
        auto thumbnailer = loadThumbnailer(imageModulePlaces());
        ASSERT_TRUE(module && thumbnailer);
        m_module = *std::move(module);
        m_thumbnailer = *std::move(thumbnailer);
    }
    /// Of a result that a run has written, to what one worker makes.
    [[nodiscard]] std::uint64_t differing(const cv::Mat& picture,
        const std::string& result,
        const std::string& filters,
        int quality = kUsualQuality) const
    {
        const fs::path input = m_folder.path() / "in.png";
        EXPECT_TRUE(cv::imwrite(input.string(), picture));
        const fs::path output = m_folder.path() / result;
        EXPECT_TRUE(m_module->filterFile(input, output, chainOf(filters), {.quality = quality}));
        return differenceTo({output, quality}, filters);
    }
    [[nodiscard]] std::uint64_t differenceTo(
        const StoredResult& result, const std::string& filters) const
    {
        const auto shown = m_thumbnailer->showDifference({.file = m_folder.path() / "in.png"},
            chainOf(filters),
            result,
            {.width = 200, .height = 200});
        EXPECT_TRUE(shown) << shown.error().message;
        return shown ? shown->differing : 0;
    }

    TemporaryFolder m_folder;
    std::unique_ptr<ImageModule> m_module;
    std::unique_ptr<Thumbnailer> m_thumbnailer;
};

TEST_F(ThumbnailTest, ADifferenceIsToWhatOneWorkerWritesWhateverItsFormatLeavesOut)
{
    const cv::Mat withAlpha = testPicture({67, 41}, 4);
    cv::Mat deep(41, 67, CV_16UC3);
    cv::RNG(7).fill(deep, cv::RNG::UNIFORM, 0, 65'536);
    for (const std::string result : {"out.bmp", "out.png", "out.tiff"}) {
        for (const std::string filters : {"blur sigma=2", "sharpen", "grayscale", "median"}) {
            EXPECT_EQ(differing(withAlpha, result, filters), 0U) << result << ' ' << filters;
            EXPECT_EQ(differing(deep, result, filters), 0U) << result << ' ' << filters;
        }
    }
}

TEST_F(ThumbnailTest, WhatAFormatLosesIsNoDifference)
{
    const cv::Mat picture = testPicture({67, 41}, 3);
    for (const std::string result : {"out.jpg", "out.webp"}) {
        for (const int quality : {20, 95}) {
            EXPECT_EQ(differing(picture, result, "blur sigma=2", quality), 0U) << result << quality;
            EXPECT_EQ(differing(picture, result, "grayscale", quality), 0U) << result << quality;
        }
        EXPECT_EQ(differing(testPicture({67, 41}, 4), result, "sharpen"), 0U) << result;
        EXPECT_GT(differenceTo({m_folder.path() / result, 20}, "sharpen"), 0U)
            << "of another quality it is another picture";
        EXPECT_GT(differenceTo({m_folder.path() / result}, "blur sigma=2"), 0U);
    }
}

} // namespace
} // namespace interleave
