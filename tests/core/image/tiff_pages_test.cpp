// TIFF files of several pages: all are filtered, where the result has pages, too.
#include "core/base/file.h"
#include "core/workload/image/image_loader.h"
#include "core/workload/image/read_picture.h"
#include "core/workload/image/tiff_directory.h"
#include "core/workload/image/tiff_join.h"
#include "tests/core/image/chain.h"
#include "tests/core/image/child.h"
#include "tests/core/image/encoded_pictures.h"
#include "tests/core/image/test_picture.h"
#include "tests/core/image/tiff_file.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>

#include <numeric>
#include <sys/resource.h>

namespace interleave {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

/// Grey, with the directories of all pages before the pixels that they share.
std::string manyPages(std::uint32_t pages, std::uint32_t columns, std::uint32_t rows)
{
    constexpr std::uint32_t kEntries = 9;
    constexpr std::uint32_t kPageBytes = 2 + kEntries * 12 + 4;
    const auto entry = [](std::uint64_t tag, std::uint64_t value) {
        constexpr std::uint64_t kLong = 4;
        return littleEndian(tag, 2) + littleEndian(kLong, 2) + littleEndian(1, 4)
            + littleEndian(value, 4);
    };
    const std::uint32_t pixels = 8 + pages * kPageBytes;
    std::string bytes = "II" + littleEndian(42, 2) + littleEndian(8, 4);
    for (std::uint32_t page = 1; page <= pages; ++page)
        bytes += littleEndian(kEntries, 2) + entry(256, columns) + entry(257, rows) + entry(258, 8)
            + entry(259, 1) + entry(262, 1) + entry(273, pixels) + entry(277, 1) + entry(278, rows)
            + entry(279, 64) + littleEndian(page < pages ? 8 + page * kPageBytes : 0, 4);
    return bytes + std::string(64, '\x40');
}

class TiffPagesTest : public testing::Test
{
protected:
    void SetUp() override
    {
        auto loaded = loadImageModule(imageModulePlaces());
        ASSERT_TRUE(loaded) << loaded.error().message;
        m_module = *std::move(loaded);
    }
    [[nodiscard]] fs::path path(const std::string& name) const { return m_folder.path() / name; }
    [[nodiscard]] fs::path fileWith(const std::string& bytes) const
    {
        EXPECT_TRUE(writeFileAtomically(path("a.tif"), bytes));
        return path("a.tif");
    }
    [[nodiscard]] fs::path fileOf(const std::vector<cv::Mat>& pages) const
    {
        EXPECT_TRUE(cv::imwrite(path("a.tif").string(), pages));
        return path("a.tif");
    }
    [[nodiscard]] FilteredPicture filter(const fs::path& input, const fs::path& output) const
    {
        auto filtered = m_module->filterFile(input, output, chainOf("blur"));
        EXPECT_TRUE(filtered) << filtered.error().message;
        return filtered.value_or(FilteredPicture{});
    }
    [[nodiscard]] Failure<ImageError> failureOf(const fs::path& input) const
    {
        const auto filtered = m_module->filterFile(input, path("b.tif"), chainOf("blur"));
        EXPECT_FALSE(filtered);
        EXPECT_FALSE(fs::exists(path("b.tif")));
        return filtered ? Failure<ImageError>{} : filtered.error();
    }
    /// What each page becomes when it is a file.
    [[nodiscard]] cv::Mat alone(const cv::Mat& page) const
    {
        EXPECT_TRUE(cv::imwrite(path("one.tif").string(), page));
        static_cast<void>(filter(path("one.tif"), path("one-result.tif")));
        return cv::imread(path("one-result.tif").string(), cv::IMREAD_UNCHANGED);
    }
    [[nodiscard]] static std::vector<cv::Mat> pagesIn(const fs::path& file)
    {
        std::vector<cv::Mat> pages;
        EXPECT_TRUE(cv::imreadmulti(file.string(), pages, cv::IMREAD_UNCHANGED));
        return pages;
    }

    TemporaryFolder m_folder;
    std::unique_ptr<ImageModule> m_module;
};

cv::Mat deepPicture()
{
    cv::Mat deep(13, 29, CV_16UC4);
    cv::RNG(7).fill(deep, cv::RNG::UNIFORM, 0, 65'536);
    return deep;
}

// Sizes, depths and channels may be others on each page; 1,300 rows need several strips.
TEST_F(TiffPagesTest, AllAreFilteredAsEachIsAlone)
{
    const std::vector<cv::Mat> pages{testPicture({67, 41}, 3),
        testPicture({5, 7}, 1),
        deepPicture(),
        testPicture({211, 1'300}, 3)};
    const fs::path input = fileOf(pages);
    const FilteredPicture filtered = filter(input, path("b.tif"));
    EXPECT_EQ(filtered.notes, PictureNotes{});
    const std::vector<cv::Mat> results = pagesIn(path("b.tif"));
    ASSERT_EQ(results.size(), pages.size());
    std::size_t pixels = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        expectEqual(results[i], alone(pages[i]));
        pixels += pages[i].total();
    }
    EXPECT_EQ(
        std::accumulate(filtered.bins.begin(), filtered.bins.end(), std::uint64_t{0}), pixels);
}

TEST_F(TiffPagesTest, AreAllFilteredWhereTheResultIsDropped)
{
    const fs::path input = fileOf({testPicture({67, 41}, 3), testPicture({5, 7}, 1)});
    const FilteredPicture filtered = filter(input, {});
    EXPECT_EQ(filtered.notes.furtherPages, 0U);
    EXPECT_EQ(std::accumulate(filtered.bins.begin(), filtered.bins.end(), std::uint64_t{0}),
        std::uint64_t{67 * 41 + 5 * 7});
}

TEST_F(TiffPagesTest, ButTheFirstAreLeftOutWhereTheResultHasNoneAndThatIsCounted)
{
    const cv::Mat first = testPicture({67, 41}, 3);
    const fs::path input = fileOf({first, testPicture({5, 7}, 1), testPicture({5, 7}, 1)});
    const FilteredPicture filtered = filter(input, path("b.png"));
    EXPECT_EQ(filtered.notes.furtherPages, 2U);
    expectEqual(cv::imread(path("b.png").string(), cv::IMREAD_UNCHANGED), alone(first));
}

TEST_F(TiffPagesTest, AreNotDividedIntoStripsButForTheFirst)
{
    const cv::Mat first = testPicture({67, 41}, 3);
    const fs::path input = fileOf({first, testPicture({5, 7}, 1)});
    std::vector<std::byte> room;
    PictureNotes notes;
    const auto shape = m_module->strips().decode(
        {.file = input},
        path("b.tif"),
        chainOf("blur"),
        [&](std::size_t bytes) {
            room.resize(bytes);
            return room.data();
        },
        notes);
    ASSERT_TRUE(shape) << shape.error().message;
    EXPECT_EQ(shape->rows, first.rows);
    EXPECT_EQ(notes.furtherPages, 1U);
}

TEST_F(TiffPagesTest, OfTheOtherByteOrderAndOfBigTiffArePutFirst)
{
    std::string big = "MM" + std::string("\0\x2B\0\x8\0\0\0\0\0\0\0\0\0\x10", 14);
    big[1] = 'M';
    putFirst(big, {.directory = 0x0102030405060708});
    EXPECT_EQ(big.substr(8), "\1\2\3\4\5\6\7\x8");
    std::string classic = "MM" + std::string("\0*\0\0\0\x8", 6);
    putFirst(classic, {.directory = 0x01020304});
    EXPECT_EQ(classic.substr(4), "\1\2\3\4");
}

TEST_F(TiffPagesTest, ADamagedOneIsTheTasksErrorByItsNumber)
{
    std::string bytes = manyPages(3, 8, 8);
    constexpr std::size_t kSecond = 8 + (2 + 9 * 12 + 4);
    bytes[kSecond + 2 + 3 * 12 + 8] = 7; // compressed as a JPEG, which it is not
    const auto failure = failureOf(fileWith(bytes));
    EXPECT_EQ(failure.kind, ImageError::NotAPicture);
    EXPECT_THAT(failure.message, StartsWith("a.tif: page 2: "));
}

TEST_F(TiffPagesTest, F346_MoreThanAreReadAreTheTasksError)
{
    const auto failure = failureOf(fileWith(manyPages(10'001, 8, 8)));
    EXPECT_EQ(failure.kind, ImageError::TooLarge);
    EXPECT_THAT(failure.message, StartsWith("a.tif: has 10001 pages, and 10000 are read at most"));
    EXPECT_EQ(filter(path("a.tif"), path("b.png")).notes.furtherPages, 10'000U);
}

TEST_F(TiffPagesTest, F346_SoAreSizesThatAddUpToDaysOfWork)
{
    const auto failure = failureOf(fileWith(manyPages(44, 10'000, 10'000)));
    EXPECT_EQ(failure.kind, ImageError::TooLarge);
    EXPECT_THAT(failure.message,
        StartsWith("a.tif: has 44 pages with more than 4294967296 pixels together"));
}

TEST_F(TiffPagesTest, F346_AListThatGoesInACircleIsDamage)
{
    std::string bytes = manyPages(2, 8, 8);
    constexpr std::size_t kPageBytes = 2 + 9 * 12 + 4;
    bytes.replace(8 + 2 * kPageBytes - 4, 4, littleEndian(8, 4));
    EXPECT_THAT(failureOf(fileWith(bytes)).message, HasSubstr("its list of pages leads nowhere"));
}

// A sanitizer takes memory of its own, and ends the process where there is none.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_F(TiffPagesTest, F346_ResultsThatHaveNotTheMemoryAreTheTasksError)
{
    cv::Mat noise(1'000, 1'000, CV_8UC3);
    cv::RNG(7).fill(noise, cv::RNG::UNIFORM, 0, 256);
    const fs::path input = fileOf(std::vector<cv::Mat>(12, noise));
    const int result = resultInChild([&] {
        const rlimit bytes{.rlim_cur = 90U << 20U, .rlim_max = 90U << 20U};
        ::setrlimit(RLIMIT_DATA, &bytes);
        const auto filtered = m_module->filterFile(input, path("b.tif"), chainOf("sharpen"));
        return !filtered && filtered.error().kind == ImageError::OutOfMemory ? 0 : 1;
    });
    EXPECT_EQ(result, 0);
    EXPECT_FALSE(fs::exists(path("b.tif")));
    EXPECT_EQ(pagesIn(input).size(), 12U);
}
#endif

TEST(TiffJoin, WhatItDidNotMakeIsNotMoved)
{
    std::vector<unsigned char> file;
    std::vector<unsigned char> page;
    ASSERT_TRUE(cv::imencode(".tiff", testPicture({5, 7}, 1), file));
    const std::string shorts
        = tiffFile(5, 7, {{258, {8}}, {259, {1}}, {262, {1}}}, std::string(35, 'x'));
    page.assign(shorts.begin(), shorts.end());
    std::size_t link = 0;
    EXPECT_FALSE(addTiffPage(file, link, page)) << "its places have two bytes";
}

} // namespace
} // namespace interleave
