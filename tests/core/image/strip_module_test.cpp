// The module's steps for pictures in strips: where decoders write, and what is refused.
#include "core/base/file.h"
#include "core/workload/image/image_loader.h"
#include "tests/core/image/chain.h"
#include "tests/core/image/encoded_pictures.h"
#include "tests/core/image/test_picture.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>

#include <cstring>
#include <vector>

namespace interleave {
namespace {

class StripModuleTest : public testing::Test
{
protected:
    void SetUp() override
    {
        auto loaded = loadImageModule(imageModulePlaces());
        ASSERT_TRUE(loaded) << loaded.error().message;
        m_module = std::move(*loaded);
    }
    /// Into m_room, which counts in m_asked how often it is asked for.
    Result<PixelShape, ImageError> decode(
        const std::filesystem::path& file, const std::string& filters = "blur")
    {
        m_asked = 0;
        const MakeRoom room = [this](std::size_t bytes) {
            ++m_asked;
            m_room.assign(bytes, std::byte{7});
            return m_room.data();
        };
        PictureNotes notes;
        return m_module->strips().decode(
            {.file = file}, m_folder.path() / "out.png", chainOf(filters), room, notes);
    }
    void expectInRoom(const PixelShape& shape, const cv::Mat& picture)
    {
        const int depth = shape.bits == 16 ? CV_16U : CV_8U;
        const cv::Mat decoded(
            shape.rows, shape.columns, CV_MAKETYPE(depth, shape.channels), m_room.data());
        expectEqual(decoded, picture);
    }

    TemporaryFolder m_folder;
    std::unique_ptr<ImageModule> m_module;
    std::vector<std::byte> m_room;
    int m_asked = 0;
};

// Or a large picture would be there twice.
TEST_F(StripModuleTest, DecodersWriteIntoTheRoomThemselves)
{
    for (const char* name : {"a.jpg", "a.png", "a.tif", "a.webp", "a.bmp", "a.ppm"}) {
        SCOPED_TRACE(name);
        const auto file = m_folder.path() / name;
        ASSERT_TRUE(cv::imwrite(file.string(), testPicture({131, 97}, 3)));
        const auto shape = decode(file);
        ASSERT_TRUE(shape) << shape.error().message;
        EXPECT_EQ(m_asked, 1);
        EXPECT_EQ(m_room.size(), shape->bytes());
        expectInRoom(*shape, cv::imread(file.string(), cv::IMREAD_UNCHANGED));
    }
}

TEST_F(StripModuleTest, WhatMustBeReducedIsMovedIntoTheRoom)
{
    cv::Mat deep(97, 131, CV_16UC3);
    cv::RNG(7).fill(deep, cv::RNG::UNIFORM, 0, 65'536);
    const auto file = m_folder.path() / "deep.png";
    ASSERT_TRUE(cv::imwrite(file.string(), deep));
    const auto kept = decode(file);
    ASSERT_TRUE(kept);
    EXPECT_EQ(*kept, (PixelShape{97, 131, 3, 16}));
    expectInRoom(*kept, deep);
    const auto reduced = decode(file, "median");
    ASSERT_TRUE(reduced);
    EXPECT_EQ(*reduced, (PixelShape{97, 131, 3, 8}));
    expectInRoom(*reduced, cv::imread(file.string(), cv::IMREAD_COLOR));
}

TEST_F(StripModuleTest, WithoutRoomIsNoMemory)
{
    const auto file = m_folder.path() / "a.png";
    ASSERT_TRUE(cv::imwrite(file.string(), testPicture({131, 97}, 3)));
    PictureNotes notes;
    const auto shape = m_module->strips().decode(
        {.file = file},
        {},
        chainOf("blur"),
        [](std::size_t) { return static_cast<std::byte*>(nullptr); },
        notes);
    ASSERT_FALSE(shape);
    EXPECT_EQ(shape.error().kind, ImageError::OutOfMemory);
    EXPECT_TRUE(shape.error().message.starts_with("a.png: ")) << shape.error().message;
}

// A result is as large as the chain makes the picture.
TEST_F(StripModuleTest, TellsTheShapeOfAResult)
{
    for (const char* text : {"blur",
             "grayscale",
             "canny",
             "sepia",
             "resize scale=0.3",
             "rotate",
             "rotate angle=180",
             "grayscale, sepia, resize height=7",
             "canny, equalise"}) {
        for (const int channels : {1, 3, 4}) {
            const cv::Mat result = filteredBy(chainOf(text), testPicture({13, 31}, channels));
            const auto shape = m_module->strips().shapeAfter(chainOf(text), {31, 13, channels, 8});
            ASSERT_TRUE(shape);
            EXPECT_EQ(*shape, (PixelShape{result.rows, result.cols, result.channels(), 8}))
                << text << " of " << channels;
        }
    }
    EXPECT_FALSE(
        m_module->strips().shapeAfter(chainOf("resize width=20000"), {120'000, 1'000, 3, 8}));
}

} // namespace
} // namespace interleave
