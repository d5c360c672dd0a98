// What colours of a file become others, or are not read, is noted.
#include "core/base/file.h"
#include "core/workload/image/picture_facts.h"
#include "core/workload/image/read_picture.h"
#include "tests/core/image/encoded_pictures.h"
#include "tests/core/image/test_picture.h"
#include "tests/core/image/tiff_file.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

class PictureColours : public testing::Test
{
protected:
    [[nodiscard]] Result<ReadPicture, ImageError> read(const std::string& bytes) const
    {
        const auto file = m_folder.path() / "picture";
        EXPECT_TRUE(writeFileAtomically(file, bytes));
        return readPicture(file, false);
    }
    [[nodiscard]] PictureNotes notesOf(const std::string& bytes) const
    {
        const auto picture = read(bytes);
        EXPECT_TRUE(picture) << picture.error().message;
        return picture ? picture->notes : PictureNotes{.salvaged = true};
    }

    TemporaryFolder m_folder;
};

constexpr int kPixelsASide = 8;

std::string greyBytes(std::size_t bytesEach)
{
    return std::string(kPixelsASide * kPixelsASide * bytesEach, '\x40');
}

std::string cmykTiff(std::uint16_t bits)
{
    return tiffFile(kPixelsASide,
        kPixelsASide,
        {{258, {bits, bits, bits, bits}}, {259, {1}}, {262, {5}}, {277, {4}}, {332, {1}}},
        greyBytes(4U * bits / 8));
}

TEST_F(PictureColours, F327_InksOfATiffAreNotedAndNotConvertedWithoutAWord)
{
    EXPECT_EQ(notesOf(cmykTiff(8)), PictureNotes{.cmyk = true});
}

TEST_F(PictureColours, F328_ASoundTiffThatOpenCvDoesNotKnowIsNotCalledDamaged)
{
    const auto picture = read(cmykTiff(16));
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().message,
        "picture: OpenCV cannot decode the CMYK of this TIFF (save it as RGB)");
}

TEST_F(PictureColours, F327_AlphaThatIsNotReadIsNoted)
{
    const std::string greyAndAlpha = tiffFile(kPixelsASide,
        kPixelsASide,
        {{258, {8, 8}}, {259, {1}}, {262, {1}}, {277, {2}}, {338, {2}}},
        greyBytes(2));
    EXPECT_EQ(notesOf(greyAndAlpha), PictureNotes{.alphaDropped = true});
    const std::string grey = encodedAs(".png", testPicture({kPixelsASide, kPixelsASide}, 1));
    EXPECT_EQ(notesOf(pngWith(grey, "tRNS", "\0\x40"s)), PictureNotes{.alphaDropped = true});
    EXPECT_EQ(notesOf(grey), PictureNotes{});
    EXPECT_EQ(
        notesOf(encodedAs(".png", testPicture({kPixelsASide, kPixelsASide}, 4))), PictureNotes{});
    EXPECT_EQ(
        notesOf(encodedAs(".tiff", testPicture({kPixelsASide, kPixelsASide}, 4))), PictureNotes{});
}

TEST_F(PictureColours, F327_AProfileThatIsLostIsNotedUnlessItIsTheUsualOne)
{
    const std::string jpeg = encodedAs(".jpg", testPicture({kPixelsASide, kPixelsASide}, 3));
    EXPECT_EQ(
        notesOf(jpegWithProfile(jpeg, "desc Display P3")), PictureNotes{.profileDropped = true});
    EXPECT_EQ(notesOf(jpegWithProfile(jpeg, "desc sRGB IEC61966-2.1")), PictureNotes{});
    EXPECT_EQ(notesOf(jpegWithProfile(jpeg, "desc \0s\0R\0G\0B\0"s)), PictureNotes{});
    const auto tiff = [](const std::string& profile) {
        return tiffFile(kPixelsASide,
            kPixelsASide,
            {{258, {8, 8, 8}}, {259, {1}}, {262, {2}}, {277, {3}}, {34'675, {}, profile}},
            greyBytes(3));
    };
    EXPECT_EQ(notesOf(tiff("Adobe RGB (1998)")), PictureNotes{.profileDropped = true});
    EXPECT_EQ(notesOf(tiff("sRGB built-in")), PictureNotes{});
}

// No encoder here writes these; what is in the chunk nobody reads.
TEST(PictureFacts, F327_KnowTheProfilesOfPngAndWebp)
{
    const auto png = [](const std::string& name) {
        return pictureFacts(PictureFormat::Png,
            pngWith(encodedAs(".png", testPicture({3, 3}, 3)), "iCCP", name + "\0\0packed"s));
    };
    EXPECT_TRUE(png("Adobe RGB (1998)").profile);
    EXPECT_FALSE(png("sRGB").profile);
    const std::string webp = losslessWebp(testPicture({3, 3}, 3)) + "ICCP\x0A\0\0\0Display P3"s;
    EXPECT_TRUE(pictureFacts(PictureFormat::WebP, webp).profile);
}

} // namespace
} // namespace interleave
