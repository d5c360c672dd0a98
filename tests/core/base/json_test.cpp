#include "core/base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string messageOf(std::string_view text)
{
    const auto json = parseJson(text, "a.json");
    return json ? "no mistake" : json.error().message;
}

std::string nested(std::size_t levels)
{
    return std::string(levels, '[') + std::string(levels, ']');
}

TEST(ParseJson, FieldsKeepTheirOrder)
{
    const auto json = parseJson(R"({"z": 1, "a": [true, null], "m": "x"})", "a.json");
    ASSERT_TRUE(json);
    EXPECT_EQ(json->dump(), R"({"z":1,"a":[true,null],"m":"x"})");
}

TEST(ParseJson, AMistakeIsNamedByFileLineAndColumn)
{
    EXPECT_THAT(messageOf("{\n  \"workers\": ,\n}"),
        StartsWith("a.json: line 2, column 14: syntax error while parsing value - unexpected ','"));
}

TEST(ParseJson, AMistakeInTheFirstLineHasLineOne)
{
    EXPECT_THAT(messageOf("{}x"), StartsWith("a.json: line 1, column 3: syntax error"));
}

TEST(ParseJson, AMistakeRightAfterALineBreakHasColumnOne)
{
    EXPECT_THAT(messageOf("{\n\n]"), StartsWith("a.json: line 3, column 1: syntax error"));
}

TEST(ParseJson, AnEmptyTextIsAMistakeAtItsBeginning)
{
    EXPECT_THAT(messageOf(""), StartsWith("a.json: line 1, column 1: syntax error"));
}

TEST(ParseJson, ATextThatStopsEarlyIsAMistakeAtItsEnd)
{
    EXPECT_THAT(messageOf("[1,"), StartsWith("a.json: line 1, column 4: syntax error"));
}

TEST(ParseJson, BytesThatAreNotUtf8AreAMistake)
{
    EXPECT_THAT(messageOf("\"\xFF\""), HasSubstr("ill-formed UTF-8 byte"));
}

TEST(ParseJson, F159_ANulByteIsNotTheEnd)
{
    EXPECT_THAT(messageOf(std::string_view("{}\n\0 more", 9)),
        StartsWith("a.json: line 2, column 1: a NUL byte"));
}

TEST(ParseJson, ANumberTooLargeForADoubleIsAMistake)
{
    EXPECT_EQ(messageOf("1e400"), "a.json: number overflow parsing '1e400'");
}

TEST(ParseJson, AByteOrderMarkIsAccepted)
{
    EXPECT_TRUE(parseJson("\xEF\xBB\xBF{}", "a.json"));
}

TEST(ParseJson, ALongTokenIsCutInTheMessage)
{
    EXPECT_LT(messageOf('"' + std::string(1'000'000, 'x')).size(), 500U);
}

TEST(ParseJson, AHundredMegabytesAreRefused)
{
    const std::string text(100'000'000, ' ');
    const auto json = parseJson(text, "a.json");
    ASSERT_FALSE(json);
    EXPECT_EQ(json.error().kind, JsonError::TooLarge);
    EXPECT_EQ(
        json.error().message, "a.json: 100000000 bytes of JSON; at most 16777216 are allowed");
}

TEST(ParseJson, ATextOfExactlyTheLimitIsParsed)
{
    EXPECT_TRUE(parseJson("1" + std::string(kMaxJsonBytes - 1, ' '), "a.json"));
}

TEST(ParseJson, TheDeepestNestingAllowedIsParsed)
{
    EXPECT_TRUE(parseJson(nested(kMaxJsonDepth), "a.json"));
}

TEST(ParseJson, OneLevelMoreIsRefusedWithItsPlace)
{
    const auto json = parseJson(nested(kMaxJsonDepth + 1), "a.json");
    ASSERT_FALSE(json);
    EXPECT_EQ(json.error().kind, JsonError::TooDeep);
    EXPECT_EQ(json.error().message,
        "a.json: line 1, column 101: nested too deeply; at most 100 levels are allowed");
}

TEST(ParseJson, AHundredThousandOpenBracketsDoNotCrash)
{
    EXPECT_FALSE(parseJson(std::string(100'000, '['), "a.json"));
    EXPECT_FALSE(parseJson(nested(100'000), "a.json"));
}

TEST(ParseJson, BracketsInAStringAreNoNesting)
{
    EXPECT_TRUE(parseJson('"' + std::string(1000, '[') + R"(\"[[[")", "a.json"));
}

TEST(ParseJson, ManyShallowListsAreNoNesting)
{
    std::string text = "[[]";
    for (int i = 0; i < 1000; ++i)
        text += ",[{}]";
    EXPECT_TRUE(parseJson(text + "]", "a.json"));
}

} // namespace
} // namespace interleave
