#include "core/base/file.h"
#include "core/workload/image/image_loader.h"
#include "tests/core/image/chain.h"
#include "tests/core/image/child.h"
#include "tests/core/image/png_checksum.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string_view>
#include <sys/resource.h>
#include <sys/stat.h>

namespace interleave {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string bigEndian(std::uint32_t number)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(number >> shift & 0xFFU);
    return bytes;
}

std::string pngChunk(const std::string& type, const std::string& contents)
{
    return bigEndian(static_cast<std::uint32_t>(contents.size())) + type + contents
        + bigEndian(pngChecksum(type + contents));
}

/// A sound header of a picture of that size, and next to nothing after it.
std::string pngHeader(std::uint32_t width, std::uint32_t height)
{
    const std::string trueColour("\x08\x02\x00\x00\x00", 5);
    return "\x89PNG\r\n\x1A\n" + pngChunk("IHDR", bigEndian(width) + bigEndian(height) + trueColour)
        + pngChunk("IDAT", "x");
}

class ImageErrors : public testing::Test
{
protected:
    void SetUp() override
    {
        auto loaded = loadImageModule(imageModulePlaces());
        ASSERT_TRUE(loaded) << loaded.error().message;
        m_module = std::move(*loaded);
    }

    fs::path fileWith(const std::string& name, const std::string& contents)
    {
        EXPECT_TRUE(writeFileAtomically(path(name), contents));
        return path(name);
    }
    fs::path path(const std::string& name) const { return m_folder.path() / name; }

    /// The bytes of a good PNG.
    std::string goodPng()
    {
        EXPECT_TRUE(m_module->filterSample({.seed = 1}, 0, path("good.png"), chainOf("blur")));
        return readFile(path("good.png"), 1U << 24U).value_or("");
    }

    Failure<ImageError> failureOf(const fs::path& input, const fs::path& output = {})
    {
        const auto filtered = m_module->filterFile(input, output, chainOf("blur"));
        EXPECT_FALSE(filtered) << "filtered without an error";
        return filtered ? Failure<ImageError>{} : filtered.error();
    }

    TemporaryFolder m_folder;
    std::unique_ptr<ImageModule> m_module;
};

TEST_F(ImageErrors, MissingFileIsNamedWithTheReason)
{
    const auto failure = failureOf(path("gone.png"));
    EXPECT_EQ(failure.kind, ImageError::Unreadable);
    EXPECT_THAT(failure.message, StartsWith("gone.png: "));
    EXPECT_THAT(failure.message, HasSubstr("No such file"));
}

TEST_F(ImageErrors, TextFileIsNoPicture)
{
    const auto failure = failureOf(fileWith("photo.jpg", "just words\n"));
    EXPECT_EQ(failure.kind, ImageError::NotAPicture);
    EXPECT_THAT(failure.message, StartsWith("photo.jpg: not a picture of a format that is known"));
}

TEST_F(ImageErrors, EmptyFileIsNoPicture)
{
    EXPECT_EQ(failureOf(fileWith("empty.png", "")).kind, ImageError::NotAPicture);
}

TEST_F(ImageErrors, CorruptPngIsNoPicture)
{
    std::string bytes = goodPng();
    bytes.replace(bytes.size() / 2, 64, 64, '\x55');
    EXPECT_EQ(failureOf(fileWith("corrupt.png", bytes)).kind, ImageError::NotAPicture);
}

TEST_F(ImageErrors, TruncatedPngIsNoPicture)
{
    const std::string bytes = goodPng();
    EXPECT_EQ(failureOf(fileWith("half.png", bytes.substr(0, bytes.size() / 2))).kind,
        ImageError::NotAPicture);
}

TEST_F(ImageErrors, HugeSizeInAPngHeaderIsTooLarge)
{
    const auto failure = failureOf(fileWith("bomb.png", pngHeader(20'000, 20'000)));
    EXPECT_EQ(failure.kind, ImageError::TooLarge);
    EXPECT_THAT(failure.message, StartsWith("bomb.png: has too many pixels"));
    EXPECT_THAT(failure.message, HasSubstr("OPENCV_IO_MAX_IMAGE_PIXELS"));
}

TEST_F(ImageErrors, HugeSizeInAPpmHeaderIsTooLarge)
{
    EXPECT_EQ(failureOf(fileWith("bomb.ppm", "P6\n60000 60000\n255\n")).kind, ImageError::TooLarge);
}

TEST_F(ImageErrors, HugeSizesInOtherHeadersAreTooLarge)
{
    using namespace std::string_literals;
    const std::string gif = "GIF89a\xFF\xFF\xFF\xFF\x80\0\0\xFF\xFF\xFF\xFF\xFF\xFF"s
                            ",\0\0\0\0\xFF\xFF\xFF\xFF\0\2"s;
    EXPECT_EQ(failureOf(fileWith("bomb.gif", gif)).kind, ImageError::TooLarge);
    const std::string jpeg = "\xFF\xD8\xFF\xC0\0\x0B\x08\xFF\xDC\xFF\xDC\1\1\x11\0"
                             "\xFF\xDA\0\x08\1\1\0\0\x3F\0"s;
    const auto failure = failureOf(fileWith("bomb.jpg", jpeg));
    EXPECT_EQ(failure.kind, ImageError::TooLarge);
    EXPECT_THAT(failure.message, StartsWith("bomb.jpg: has too many pixels"));
}

TEST_F(ImageErrors, F214_AHundredThousandPixelsASideInAKilobyteAreTooLarge)
{
    const std::string header = pngHeader(100'000, 100'000);
    EXPECT_EQ(failureOf(fileWith("bomb.png", header)).kind, ImageError::TooLarge);
    EXPECT_EQ(
        failureOf(fileWith("bomb.ppm", "P6\n100000 100000\n255\n")).kind, ImageError::TooLarge);
}

TEST_F(ImageErrors, F214_APictureWithoutPixelsIsNone)
{
    EXPECT_EQ(failureOf(fileWith("none.png", pngHeader(0, 0))).kind, ImageError::NotAPicture);
    EXPECT_EQ(failureOf(fileWith("none.ppm", "P6\n0 0\n255\n")).kind, ImageError::NotAPicture);
    const std::string gif("GIF89a\0\0\0\0\0\0\0;", 14);
    EXPECT_EQ(failureOf(fileWith("none.gif", gif)).kind, ImageError::NotAPicture);
}

// Whatever came in its place since the folder was listed.
TEST_F(ImageErrors, F210_WhatIsNoFileIsRefusedByWhatItIsAndNotWaitedFor)
{
    fs::create_directory(path("folder.png"));
    ASSERT_EQ(::mkfifo(path("pipe.png").c_str(), 0600), 0);
    fs::create_symlink("/dev/zero", path("zero.png"));
    fs::create_symlink("circle.png", path("circle.png"));
    const auto expectUnreadable = [this](const std::string& name, const std::string& words) {
        const auto failure = failureOf(path(name));
        EXPECT_EQ(failure.kind, ImageError::Unreadable) << name;
        EXPECT_THAT(failure.message,
            StartsWith(name + ": cannot read it in " + path("").parent_path().string() + ": "));
        EXPECT_THAT(failure.message, HasSubstr(words));
        EXPECT_THAT(failure.message, Not(HasSubstr(path(name).string()))) << "said twice";
    };
    expectUnreadable("folder.png", "it is a folder");
    expectUnreadable("pipe.png", "it is a pipe");
    expectUnreadable("zero.png", "it is a device");
    expectUnreadable("circle.png", "symbolic links");
}

TEST_F(ImageErrors, F215_AResultThatItsFormatCannotHoldIsAnErrorThatNamesBoth)
{
    const auto filtered = m_module->filterSample(
        {.seed = 1}, 0, path("wide.webp"), chainOf("resize width=17000 height=2"));
    ASSERT_FALSE(filtered);
    EXPECT_EQ(filtered.error().kind, ImageError::Unwritable);
    EXPECT_THAT(filtered.error().message, HasSubstr("17000 x 2 pixels are more than a webp file"));
    EXPECT_FALSE(fs::exists(path("wide.webp")));
}

TEST_F(ImageErrors, OutputFolderThatCannotBeMadeIsNamed)
{
    const fs::path input = fileWith("in.png", goodPng());
    fileWith("taken", "a file");
    const auto failure = failureOf(input, path("taken") / "out.png");
    EXPECT_EQ(failure.kind, ImageError::Unwritable);
    EXPECT_THAT(
        failure.message, StartsWith("cannot write " + (path("taken") / "out.png").string()));
}

TEST_F(ImageErrors, UnfinishedFileIsRemovedWhenItCannotBeRenamed)
{
    fs::create_directories(path("out") / "taken.png");
    const fs::path input = fileWith("in.png", goodPng());
    EXPECT_EQ(failureOf(input, path("out") / "taken.png").kind, ImageError::Unwritable);
    EXPECT_EQ(std::distance(fs::directory_iterator(path("out")), fs::directory_iterator()),
        1); // the folder
}

TEST_F(ImageErrors, FullDiskLeavesTheOldResult)
{
    const fs::path output = fileWith("out.png", "old");
    const int result = resultInChild([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit tenKilobytes{.rlim_cur = 10'240, .rlim_max = 10'240};
        ::setrlimit(RLIMIT_FSIZE, &tenKilobytes);
        const auto filtered = m_module->filterSample({.seed = 1}, 0, output, chainOf("blur"));
        return !filtered && filtered.error().kind == ImageError::Unwritable ? 0 : 1;
    });
    EXPECT_EQ(result, 0);
    EXPECT_EQ(readFile(output, 100).value_or(""), "old");
}

} // namespace
} // namespace interleave
