#include "core/workload/image/write_picture.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

} // namespace
} // namespace interleave
