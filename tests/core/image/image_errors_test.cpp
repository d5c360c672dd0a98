#include "core/base/file.h"
#include "core/workload/image/image_loader.h"
#include "tests/core/image/chain.h"
#include "tests/core/image/child.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string_view>
#include <sys/resource.h>

namespace interleave {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

std::string bigEndian(std::uint32_t number)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(number >> shift & 0xFFU);
    return bytes;
}

std::uint32_t crc32(std::string_view bytes)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

std::string pngChunk(const std::string& type, const std::string& contents)
{
    return bigEndian(static_cast<std::uint32_t>(contents.size())) + type + contents
        + bigEndian(crc32(type + contents));
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
        EXPECT_TRUE(m_module->filterSample(1, 0, path("good.png"), chainOf("blur")));
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
    EXPECT_THAT(failure.message, StartsWith("photo.jpg: not a picture that OpenCV can decode"));
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

TEST_F(ImageErrors, FolderIsNoPicture)
{
    fs::create_directory(path("folder.png"));
    EXPECT_EQ(failureOf(path("folder.png")).kind, ImageError::NotAPicture);
}

TEST_F(ImageErrors, MissingOutputFolderIsNamed)
{
    const fs::path input = fileWith("in.png", goodPng());
    const auto failure = failureOf(input, path("gone") / "out.png");
    EXPECT_EQ(failure.kind, ImageError::Unwritable);
    EXPECT_THAT(failure.message, StartsWith("cannot write " + (path("gone") / "out.png").string()));
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
        const auto filtered = m_module->filterSample(1, 0, output, chainOf("blur"));
        return !filtered && filtered.error().kind == ImageError::Unwritable ? 0 : 1;
    });
    EXPECT_EQ(result, 0);
    EXPECT_EQ(readFile(output, 100).value_or(""), "old");
}

} // namespace
} // namespace interleave
