#include "core/model/filter_stages.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

std::vector<FilterStage> stagesOfText(std::string_view text)
{
    return stagesOf(filterChainFromText(text).value());
}

using Stages = std::vector<FilterStage>;

TEST(FilterStages, FiltersThatLookAtNearRowsShareOne)
{
    EXPECT_EQ(stagesOfText("blur, median, sepia"), Stages({{StageKind::Strips, 0, 3}}));
}

TEST(FilterStages, EqualiseIsCountedBeforeItsOwn)
{
    EXPECT_EQ(stagesOfText("equalise"), Stages({{StageKind::Count, 0}, {StageKind::Strips, 0}}));
    EXPECT_EQ(stagesOfText("blur, equalise, sobel"),
        Stages({{StageKind::Strips, 0}, {StageKind::Count, 1}, {StageKind::Strips, 1, 2}}));
}

TEST(FilterStages, CannyEndsOneAndIsThenFollowedOverTheWhole)
{
    EXPECT_EQ(stagesOfText("blur, canny, sobel"),
        Stages({{StageKind::Strips, 0, 2}, {StageKind::Trace, 1}, {StageKind::Strips, 2}}));
}

TEST(FilterStages, WhatNeedsTheWholeIsOneOfItsOwn)
{
    EXPECT_EQ(stagesOfText("rotate, blur, resize"),
        Stages({{StageKind::Whole, 0}, {StageKind::Strips, 1}, {StageKind::Whole, 2}}));
}

TEST(FilterStages, HalosAddUp)
{
    const FilterChain chain = filterChainFromText("blur sigma=3, median size=5, canny").value();
    EXPECT_EQ(haloOf(chain, 8), 9 + 2 + 2);
    EXPECT_EQ(haloOf(chain, 16), 12 + 2 + 2);
}

} // namespace
} // namespace interleave
