// What of a JSON text its values do not tell any more: fields that were there twice, and where a
// number was that is too large.

#include "core/base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

std::string mistakeIn(std::string_view text)
{
    const auto json = parseJson(text, "a.json");
    return json ? "no mistake" : json.error().message;
}

TEST(JsonFields, OneThatIsThereTwiceIsAMistake)
{
    EXPECT_EQ(mistakeIn(R"({"a": 1, "b": 2, "a": 1})"),
        "a.json: field 'a' is there twice; leave one out");
    EXPECT_EQ(mistakeIn(R"({"b": [{"c": {"a": 1, "a": 2}}]})"),
        "a.json: field 'b.c.a' is there twice; leave one out");
}

TEST(JsonFields, OfSeveralObjectsMayHaveTheSameName)
{
    EXPECT_EQ(mistakeIn(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]})"), "no mistake");
}

TEST(JsonFields, ANumberThatIsTooLargeIsNamedWithItsFieldAndPlace)
{
    EXPECT_EQ(mistakeIn("{\"params\": {\n  \"seats\": 1e400}}"),
        "a.json: line 2, column 12: field 'params.seats': 1e400 is not allowed; no number is so "
        "large");
}

TEST(JsonFields, AMillionObjectsInAListAreReadAtOnce)
{
    std::string text = "[{}";
    for (int i = 0; i < 1'000'000; ++i)
        text += ",{}";
    EXPECT_EQ(mistakeIn(text + "]"), "no mistake");
}

} // namespace
} // namespace interleave
