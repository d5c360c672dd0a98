#include "core/base/file.h"
#include "core/workload/image/write_picture.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
