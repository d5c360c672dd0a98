// A picture that is cut off anywhere is an error by its name, or the whole picture all the same:
// never one of which a part is made up.
#include "core/base/file.h"
#include "core/base/grouped_digits.h"
#include "core/workload/image/read_picture.h"
#include "tests/core/image/encoded_pictures.h"
#include "tests/core/image/test_picture.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>

#include <fstream>

namespace interleave {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const cv::Size kCutSize(97, 61);

struct CutCase
{
    std::string name;
    std::string (*bytes)();
};

cv::Mat sixteenBits(int channels)
{
    cv::Mat picture(kCutSize, CV_16UC(channels));
    cv::RNG(7).fill(picture, cv::RNG::UNIFORM, 0, 65'536);
    return picture;
}

std::string twoPages()
{
    std::vector<uchar> bytes;
    const TemporaryFolder folder;
    const std::string file = (folder.path() / "two.tiff").string();
    EXPECT_TRUE(cv::imwrite(file, std::vector{testPicture(kCutSize, 3), testPicture(kCutSize, 1)}));
    return readFile(file, 1U << 24U).value_or("");
}

std::string textPgm()
{
    std::string text = "P2\n9 9\n255\n";
    for (int i = 0; i < 81; ++i)
        text += std::to_string(100 + i) + (i % 9 == 8 ? "\n" : " ");
    return text;
}

// Compressed by run lengths: a row of nines and one of greys in each pair.
std::string runLengthBmp()
{
    constexpr int kSide = 8;
    const auto number = [](unsigned value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i, value >>= 8U)
            text += static_cast<char>(value & 0xFFU);
        return text;
    };
    std::string colours;
    for (unsigned i = 0; i < 256; ++i)
        colours += number(i * 0x010101U, 4);
    std::string pixels;
    for (int y = 0; y < kSide; ++y)
        pixels += y % 2 == 0 ? std::string("\b\t\0\0", 4) : std::string("\0\bABCDEFGH\0\0", 12);
    pixels += std::string("\0\1", 2);
    const unsigned begin = 54 + 1024;
    return "BM" + number(begin + static_cast<unsigned>(pixels.size()), 4) + number(0, 4)
        + number(begin, 4) + number(40, 4) + number(kSide, 4) + number(kSide, 4) + number(1, 2)
        + number(8, 2) + number(1, 4) + number(static_cast<unsigned>(pixels.size()), 4)
        + number(0, 16) + colours + pixels;
}

const std::vector<CutCase> kCases{
    {"jpeg", [] { return encodedAs(".jpg", testPicture(kCutSize, 3)); }},
    {"greyJpeg", [] { return encodedAs(".jpg", testPicture(kCutSize, 1)); }},
    {"progressiveJpeg", [] { return progressiveJpeg(testPicture(kCutSize, 3)); }},
    {"cmykJpeg", [] { return cmykJpeg(testPicture(kCutSize, 4)); }},
    {"png", [] { return encodedAs(".png", testPicture(kCutSize, 3)); }},
    {"pngWithAlpha", [] { return encodedAs(".png", testPicture(kCutSize, 4)); }},
    {"png16", [] { return encodedAs(".png", sixteenBits(3)); }},
    {"webp", [] { return encodedAs(".webp", testPicture(kCutSize, 3)); }},
    {"webpWithAlpha", [] { return encodedAs(".webp", testPicture(kCutSize, 4)); }},
    {"tiff", [] { return encodedAs(".tiff", testPicture(kCutSize, 3)); }},
    {"tiff16", [] { return encodedAs(".tiff", sixteenBits(3)); }},
    {"tiffWithPixelsLast", [] { return tiffWithPixelsLast(testPicture(kCutSize, 1)); }},
    {"tiffWithTwoPages", twoPages},
    {"bmp", [] { return encodedAs(".bmp", testPicture(kCutSize, 3)); }},
    {"greyBmp", [] { return encodedAs(".bmp", testPicture(kCutSize, 1)); }},
    {"runLengthBmp", runLengthBmp},
    {"gif", [] { return gifOf({testPicture(kCutSize, 1)}); }},
    {"animatedGif",
        [] {
            return gifOf({testPicture(kCutSize, 1), testPicture(kCutSize, 1)}, true);
        }},
    {"jpeg2000", [] { return encodedAs(".jp2", testPicture(kCutSize, 3)); }},
    {"ppm", [] { return encodedAs(".ppm", testPicture(kCutSize, 3)); }},
    {"textPgm", textPgm},
};

class CutFile : public testing::Test
{
protected:
    Result<ReadPicture, ImageError> read(const std::string& bytes, bool salvage = false) const
    {
        std::ofstream(m_file, std::ios::binary) << bytes; // without waiting for the disk
        return readPicture(m_file, salvage);
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_file = m_folder.path() / "cut.bin";
};

class CutPictures : public CutFile, public testing::WithParamInterface<CutCase>
{
};

TEST_P(CutPictures, F213_EachCutIsAnErrorByNameOrEqualToTheWhole)
{
    const std::string bytes = GetParam().bytes();
    const auto whole = read(bytes);
    ASSERT_TRUE(whole) << whole.error().message;
    for (std::size_t percent = 0; percent < 100; ++percent) {
        SCOPED_TRACE(percent);
        const auto cut = read(bytes.substr(0, bytes.size() * percent / 100));
        if (cut)
            expectEqual(cut->pixels, whole->pixels);
        else
            EXPECT_THAT(cut.error().message, StartsWith("cut.bin: "));
    }
}

TEST_P(CutPictures, F213_SoIsEachOfTheLastBytes)
{
    const std::string bytes = GetParam().bytes();
    const auto whole = read(bytes);
    ASSERT_TRUE(whole);
    for (std::size_t missing = 1; missing < 40; ++missing) {
        SCOPED_TRACE(missing);
        if (const auto cut = read(bytes.substr(0, bytes.size() - missing)))
            expectEqual(cut->pixels, whole->pixels);
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, CutPictures, testing::ValuesIn(kCases), [](const auto& each) {
    return each.param.name;
});

class CutJpeg : public CutPictures
{
};

TEST_P(CutJpeg, F213_IsSalvagedAndMarkedWhereThatIsAskedFor)
{
    const std::string bytes = GetParam().bytes();
    const std::string half = bytes.substr(0, bytes.size() / 2);
    const auto strict = read(half);
    ASSERT_FALSE(strict);
    EXPECT_EQ(strict.error().kind, ImageError::NotAPicture);
    EXPECT_THAT(strict.error().message, HasSubstr("Premature end of JPEG file"));
    EXPECT_THAT(strict.error().message, HasSubstr("damaged=salvage"));
    const auto salvaged = read(half, true);
    ASSERT_TRUE(salvaged);
    EXPECT_TRUE(salvaged->notes.salvaged);
    EXPECT_EQ(salvaged->pixels.size(), kCutSize);
    EXPECT_FALSE(read(bytes, true)->notes.salvaged) << "nothing is missing";
}

class CutReason : public CutPictures
{
};

TEST_P(CutReason, F213_SaysHowMuchIsThereAndHowMuchIsMissing)
{
    const std::string bytes = GetParam().bytes();
    const auto cut = read(bytes.substr(0, bytes.size() / 2));
    ASSERT_FALSE(cut);
    EXPECT_THAT(cut.error().message,
        HasSubstr("it has " + groupedDigits(bytes.size() / 2) + " bytes and should have "));
}

INSTANTIATE_TEST_SUITE_P(
    Lengths, CutReason, testing::Values(kCases[4], kCases[7], kCases[11]), [](const auto& each) {
        return each.param.name;
    });

class CutTiff : public CutFile
{
};

// The first page is whole, and how many there are would not be known.
TEST_F(CutTiff, F213_ATiffWhoseSecondPageIsCutIsAnError)
{
    const std::string bytes = twoPages();
    EXPECT_TRUE(read(bytes));
    const auto cut = read(bytes.substr(0, bytes.size() - 100));
    ASSERT_FALSE(cut);
    EXPECT_THAT(cut.error().message, StartsWith("cut.bin: the picture is damaged or cut off"));
}

INSTANTIATE_TEST_SUITE_P(Kinds,
    CutJpeg,
    testing::Values(kCases[0], kCases[1], kCases[2], kCases[3]),
    [](const auto& each) { return each.param.name; });

} // namespace
} // namespace interleave
