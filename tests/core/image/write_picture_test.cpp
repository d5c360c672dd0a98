#include "core/base/file.h"
#include "core/workload/image/jpeg_writer.h"
#include "core/workload/image/write_picture.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <string>
#include <vector>

namespace interleave {
namespace {

using testing::HasSubstr;

// Of a PNG, by libpng's own limit, which is not the format's.
TEST(WritePicture, WhatTheEncoderRefusesIsSaidToBeThat)
{
    const TemporaryFolder folder;
    const cv::Mat wide = cv::Mat::zeros(1, 1'000'001, CV_8UC1);
    const auto written = writePicture(folder.path() / "wide.png", wide, {});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ImageError::Unwritable);
    EXPECT_THAT(written.error().message, HasSubstr("the encoder refused 1000001 x 1 pixels"));
}

std::vector<uchar> byOpenCv(const cv::Mat& picture, int quality)
{
    std::vector<uchar> bytes;
    EXPECT_TRUE(cv::imencode(".jpg", picture, bytes, {cv::IMWRITE_JPEG_QUALITY, quality}));
    return bytes;
}

std::vector<uchar> byUs(const cv::Mat& picture, int quality)
{
    std::vector<uchar> bytes;
    EXPECT_TRUE(isForJpeg(picture));
    EXPECT_TRUE(encodeJpeg(picture, quality, bytes));
    return bytes;
}

// Noise takes the most bytes, more than the writer begins with.
cv::Mat noise(int rows, int columns, int type)
{
    cv::Mat picture(rows, columns, type);
    cv::RNG(42).fill(picture, cv::RNG::UNIFORM, 0, 256);
    return picture;
}

TEST(EncodeJpeg, GivesByteForByteWhatOpenCvsOwnWriterGives)
{
    for (const cv::Size size : {cv::Size{1, 1}, {1, 23}, {23, 1}, {7, 9}, {16, 16}, {333, 127}}) {
        for (const int type : {CV_8UC1, CV_8UC3}) {
            const cv::Mat picture = noise(size.height, size.width, type);
            for (const int quality : {1, 50, 95, 100})
                EXPECT_EQ(byUs(picture, quality), byOpenCv(picture, quality))
                    << size << " of type " << type << " at " << quality;
        }
    }
}

TEST(EncodeJpeg, TakesRowsThatLieApart)
{
    const cv::Mat part = noise(60, 80, CV_8UC3)(cv::Rect(3, 5, 37, 41));
    ASSERT_FALSE(part.isContinuous());
    EXPECT_EQ(byUs(part, 95), byOpenCv(part, 95));
}

TEST(EncodeJpeg, TakesEightBitsWithoutAlpha)
{
    EXPECT_FALSE(isForJpeg(noise(2, 2, CV_8UC4)));
    EXPECT_FALSE(isForJpeg(noise(2, 2, CV_16UC3)));
    std::vector<uchar> bytes;
    EXPECT_FALSE(encodeJpeg(cv::Mat(0, 0, CV_8UC3), 95, bytes)) << "libjpeg refuses it";
}

class StoredPicture : public testing::Test
{
protected:
    [[nodiscard]] Result<void, ImageError> write(
        const std::filesystem::path& file, const PictureOptions& options = {}) const
    {
        return writePicture(file, m_picture, options);
    }
    [[nodiscard]] std::vector<std::string> names() const
    {
        std::vector<std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path()))
            all.push_back(entry.path().filename());
        return all;
    }
    static PictureOptions replacing(bool may)
    {
        return {.mayReplace = [may](const std::filesystem::path&) { return may; }};
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_file = m_folder.path() / "a.png";
    cv::Mat m_picture = cv::Mat::zeros(3, 5, CV_8UC1);
};

TEST_F(StoredPicture, HasItsNameAloneAndItsFolders)
{
    ASSERT_TRUE(write(m_folder.path() / "b/c.png", replacing(false)));
    EXPECT_EQ(names(), std::vector<std::string>{"b"});
    ASSERT_TRUE(write(m_file, replacing(false)));
    EXPECT_EQ(cv::imread(m_file.string(), cv::IMREAD_UNCHANGED).size(), m_picture.size());
}

TEST_F(StoredPicture, F325_AFileThatHasComeMeanwhileStaysAndTheTaskFailsByName)
{
    ASSERT_TRUE(writeFileAtomically(m_file, "somebody's own"));
    const auto written = write(m_file, replacing(false));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ImageError::Unwritable);
    EXPECT_THAT(written.error().message, HasSubstr("a.png: a file of this name has come there"));
    EXPECT_EQ(readFile(m_file, 100).value(), "somebody's own");
    EXPECT_EQ(names(), std::vector<std::string>{"a.png"}) << "nothing unfinished stays";
}

TEST_F(StoredPicture, TakesThePlaceOfWhatMayBeReplaced)
{
    ASSERT_TRUE(writeFileAtomically(m_file, "old"));
    ASSERT_TRUE(write(m_file, replacing(true)));
    EXPECT_NE(readFile(m_file, 1'000).value(), "old");
    ASSERT_TRUE(writeFileAtomically(m_file, "old"));
    ASSERT_TRUE(write(m_file));
    EXPECT_NE(readFile(m_file, 1'000).value(), "old");
}

TEST_F(StoredPicture, ThatIsNotSealedHasNoName)
{
    const auto written = write(m_file,
        {.sealing = [](int, std::string_view) { return fail(ImageError::Unwritable, "no room"); }});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().message, "no room");
    EXPECT_TRUE(names().empty());
}

} // namespace
} // namespace interleave
