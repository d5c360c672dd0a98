#include "core/base/failure.h"
#include "core/base/or_throw.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace interleave {
namespace {

enum class Kind { Broken };

TEST(OrThrow, MovesTheValueOut)
{
    Result<std::unique_ptr<int>, Kind> result = std::make_unique<int>(3);
    EXPECT_EQ(*orThrow(std::move(result)), 3);
    EXPECT_NO_THROW((orThrow(Result<void, Kind>())));
}

TEST(OrThrow, ThrowsTheFailuresSentence)
{
    try {
        orThrow(Result<void, Kind>(fail(Kind::Broken, "it is broken")));
        FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "it is broken");
    }
}

} // namespace
} // namespace interleave
