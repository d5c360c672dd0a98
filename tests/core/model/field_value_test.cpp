#include "core/base/json.h"
#include "core/model/field_value.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace interleave {
namespace {

using namespace std::string_literals;

constexpr std::array kColours{Choice{"red", "red", ""}, Choice{"blue", "blue", ""}};

ValueSpec integerSpec()
{
    return {.name = "size", .unit = "px", .minimum = 1, .maximum = 1000};
}

ValueSpec realSpec()
{
    return {.name = "length", .unit = "s", .type = ValueType::Real, .minimum = 0.5, .maximum = 2.5};
}

ValueSpec choiceSpec()
{
    return {.name = "colour", .type = ValueType::Choice, .choices = kColours};
}

ValueSpec folderSpec(std::string_view automaticMeans)
{
    return {.name = "input", .type = ValueType::Folder, .automaticMeans = automaticMeans};
}

ValueSpec flagSpec()
{
    return {.name = "pin", .type = ValueType::Flag};
}

std::string problem(const ValueSpec& spec, const FieldValue& value)
{
    return findProblem(spec, value).value_or("none");
}

TEST(IntegerValue, IsAllowedFromMinimumToMaximum)
{
    EXPECT_EQ(problem(integerSpec(), std::int64_t{1}), "none");
    EXPECT_EQ(problem(integerSpec(), std::int64_t{1000}), "none");
}

TEST(IntegerValue, BelowTheMinimumIsNamedWithWhatIsAllowed)
{
    EXPECT_EQ(problem(integerSpec(), std::int64_t{0}),
        "field 'size': 0 is not allowed; use a whole number from 1 to 1000 px");
}

TEST(IntegerValue, AboveTheMaximumIsRefused)
{
    EXPECT_NE(problem(integerSpec(), std::int64_t{1001}), "none");
    EXPECT_NE(problem(integerSpec(), INT64_MAX), "none");
}

TEST(IntegerValue, AFractionIsRefused)
{
    EXPECT_EQ(problem(integerSpec(), 2.5),
        "field 'size': 2.5 is not allowed; use a whole number from 1 to 1000 px");
}

TEST(IntegerValue, TextAndFlagsAreRefused)
{
    EXPECT_NE(problem(integerSpec(), "two"s), "none");
    EXPECT_NE(problem(integerSpec(), true), "none");
}

TEST(IntegerValue, AutoIsAllowedOnlyWhereItMeansSomething)
{
    ValueSpec spec = integerSpec();
    EXPECT_NE(problem(spec, "auto"s), "none");
    spec.automaticMeans = "as many as fit";
    EXPECT_EQ(problem(spec, "auto"s), "none");
    EXPECT_NE(problem(spec, ""s), "none");
}

TEST(RealValue, IsAllowedFromMinimumToMaximum)
{
    EXPECT_EQ(problem(realSpec(), 0.5), "none");
    EXPECT_EQ(problem(realSpec(), 2.5), "none");
    EXPECT_EQ(problem(realSpec(), std::int64_t{2}), "none");
}

TEST(RealValue, OutsideIsNamedWithWhatIsAllowed)
{
    EXPECT_EQ(problem(realSpec(), 0.25), "field 'length': 0.25 is not allowed; use 0.5 to 2.5 s");
    EXPECT_EQ(
        problem(realSpec(), std::int64_t{3}), "field 'length': 3 is not allowed; use 0.5 to 2.5 s");
}

TEST(RealValue, NotANumberAndInfinityAreRefused)
{
    EXPECT_NE(problem(realSpec(), std::nan("")), "none");
    EXPECT_NE(problem(realSpec(), HUGE_VAL), "none");
    EXPECT_NE(problem(realSpec(), -HUGE_VAL), "none");
}

TEST(ChoiceValue, IsOneOfTheNames)
{
    EXPECT_EQ(problem(choiceSpec(), "blue"s), "none");
    EXPECT_EQ(problem(choiceSpec(), "green"s),
        "field 'colour': 'green' is not allowed; use one of red, blue");
    EXPECT_NE(problem(choiceSpec(), std::int64_t{0}), "none");
}

TEST(ChoiceValue, ALongTextIsCutInTheMessage)
{
    EXPECT_LT(problem(choiceSpec(), std::string(1'000'000, 'x')).size(), 300U);
}

TEST(FolderValue, IsAnyTextButAnEmptyOne)
{
    EXPECT_EQ(problem(folderSpec(""), "/some/where"s), "none");
    EXPECT_EQ(problem(folderSpec(""), ""s), "field 'input': '' is not allowed; use a folder");
}

TEST(FolderValue, EmptyIsAllowedWhereItMeansSomething)
{
    EXPECT_EQ(problem(folderSpec("samples"), ""s), "none");
}

TEST(FolderValue, WithAZeroByteIsRefused)
{
    EXPECT_NE(problem(folderSpec(""), "a\0b"s), "none");
}

TEST(FlagValue, IsTrueOrFalse)
{
    EXPECT_EQ(problem(flagSpec(), true), "none");
    EXPECT_EQ(
        problem(flagSpec(), std::int64_t{1}), "field 'pin': 1 is not allowed; use true or false");
}

TEST(AllowedText, NamesAutoWhereItIsAllowed)
{
    ValueSpec spec = integerSpec();
    spec.automaticMeans = "as many as fit";
    EXPECT_EQ(allowedText(spec), "a whole number from 1 to 1000 px, or auto");
}

TEST(AllowedText, OfASingleChoiceIsItsName)
{
    ValueSpec spec = choiceSpec();
    spec.choices = spec.choices.first(1);
    EXPECT_EQ(allowedText(spec), "red");
}

TEST(ValueFromText, ReadsTheTypeThatIsWanted)
{
    EXPECT_EQ(valueFromText(integerSpec(), "12"), FieldValue(std::int64_t{12}));
    EXPECT_EQ(valueFromText(integerSpec(), "-3"), FieldValue(std::int64_t{-3}));
    EXPECT_EQ(valueFromText(realSpec(), "0.75"), FieldValue(0.75));
    EXPECT_EQ(valueFromText(flagSpec(), "true"), FieldValue(true));
    EXPECT_EQ(valueFromText(flagSpec(), "false"), FieldValue(false));
}

TEST(ValueFromText, ADigitIsTextWhereTextIsWanted)
{
    EXPECT_EQ(valueFromText(folderSpec(""), "2024"), FieldValue("2024"s));
    EXPECT_EQ(valueFromText(choiceSpec(), "1"), FieldValue("1"s));
}

TEST(ValueFromText, AWholeNumberInScientificNotationIsAnInteger)
{
    EXPECT_EQ(valueFromText(integerSpec(), "1e3"), FieldValue(std::int64_t{1000}));
}

TEST(ValueFromText, WhatDoesNotParseStaysText)
{
    EXPECT_EQ(valueFromText(integerSpec(), "12x"), FieldValue("12x"s));
    EXPECT_EQ(valueFromText(integerSpec(), ""), FieldValue(""s));
    EXPECT_EQ(valueFromText(integerSpec(), " 12"), FieldValue(" 12"s));
    EXPECT_EQ(valueFromText(flagSpec(), "yes"), FieldValue("yes"s));
}

TEST(ValueFromText, NotANumberIsRefusedAfterwards)
{
    for (const char* text : {"nan", "inf", "-inf", "1e999"})
        EXPECT_NE(problem(realSpec(), valueFromText(realSpec(), text)), "none") << text;
}

TEST(ConvertedFor, AWholeRealBecomesAnInteger)
{
    EXPECT_EQ(convertedFor(integerSpec(), 1e6), FieldValue(std::int64_t{1'000'000}));
}

TEST(ConvertedFor, FractionsAndHugeRealsStayReal)
{
    EXPECT_EQ(convertedFor(integerSpec(), 0.5), FieldValue(0.5));
    EXPECT_EQ(convertedFor(integerSpec(), 1e300), FieldValue(1e300));
    EXPECT_TRUE(std::holds_alternative<double>(convertedFor(integerSpec(), std::nan(""))));
}

TEST(ConvertedFor, ARealThatIsWantedStaysReal)
{
    EXPECT_EQ(convertedFor(realSpec(), 2.0), FieldValue(2.0));
}

TEST(ValueFromJson, TakesEveryScalar)
{
    EXPECT_EQ(valueFromJson(Json(true)), FieldValue(true));
    EXPECT_EQ(valueFromJson(Json(-5)), FieldValue(std::int64_t{-5}));
    EXPECT_EQ(valueFromJson(Json(0.5)), FieldValue(0.5));
    EXPECT_EQ(valueFromJson(Json("text")), FieldValue("text"s));
}

TEST(ValueFromJson, NullArraysAndObjectsAreNoValues)
{
    EXPECT_EQ(valueFromJson(Json()), std::nullopt);
    EXPECT_EQ(valueFromJson(Json::array()), std::nullopt);
    EXPECT_EQ(valueFromJson(Json::object()), std::nullopt);
}

TEST(ValueFromJson, AnIntegerThatDoesNotFitBecomesReal)
{
    EXPECT_EQ(valueFromJson(Json(INT64_MAX)), FieldValue(INT64_MAX));
    EXPECT_EQ(valueFromJson(Json(UINT64_MAX)), FieldValue(0x1p64));
}

TEST(FieldValue, EveryTypeSurvivesJson)
{
    for (const FieldValue& value :
        {FieldValue(true), FieldValue(INT64_MIN), FieldValue(0.1), FieldValue("auto"s)})
        EXPECT_EQ(valueFromJson(toJson(value)), value);
}

TEST(ValueToText, IsWhatAUserWouldWrite)
{
    EXPECT_EQ(toText(FieldValue(true)), "true");
    EXPECT_EQ(toText(FieldValue(std::int64_t{-1000})), "-1000");
    EXPECT_EQ(toText(FieldValue(0.1)), "0.1");
    EXPECT_EQ(toText(FieldValue("lock"s)), "lock");
}

} // namespace
} // namespace interleave
