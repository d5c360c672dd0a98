#include "core/model/filter_chain.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace interleave {
namespace {

std::string written(std::string_view text)
{
    const auto chain = filterChainFromText(text);
    return chain ? toText(*chain) : "refused: " + chain.error();
}

std::string problemOf(std::string_view text)
{
    return findFilterChainProblem(text).value_or("none");
}

constexpr const char* kAll = "grayscale, blur, median, bilateral, sharpen, sobel, canny, emboss, "
                             "sepia, equalise, resize, rotate";

class FilterNamed : public testing::TestWithParam<FilterKind>
{
};

TEST_P(FilterNamed, AloneHasItsDefaultsAndComesBackFromItsText)
{
    const std::string name(nameOf(GetParam()));
    const auto chain = filterChainFromText(name);
    ASSERT_TRUE(chain) << chain.error();
    ASSERT_EQ(chain->size(), 1U);
    EXPECT_EQ(chain->front().kind, GetParam());
    for (const ValueSpec& spec : filterInfo(GetParam()).parameters)
        EXPECT_EQ(valueOf(chain->front(), spec.name).has_value(),
            spec.defaultValue != FieldValue(std::string(kAutomatic)))
            << spec.name;
    EXPECT_EQ(filterChainFromText(toText(*chain)).value(), *chain);
}

TEST_P(FilterNamed, WithItsParameterOutsideItsRangeIsRefused)
{
    const std::string name(nameOf(GetParam()));
    for (const ValueSpec& spec : filterInfo(GetParam()).parameters) {
        for (const char* value : {"-1", "1e9", "x", "", "nan", "inf"}) {
            const std::string text = name + " " + std::string(spec.name) + "=" + value;
            EXPECT_EQ(problemOf(text),
                "step 1, '" + name + "': " + std::string(spec.name) + " "
                    + (*value == '\0' ? "''" : value) + " is not allowed; use "
                    + allowedText(spec));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All,
    FilterNamed,
    testing::ValuesIn([] {
        std::vector<FilterKind> kinds;
        for (const FilterInfo& each : filterInfos())
            kinds.push_back(each.kind);
        return kinds;
    }()),
    [](const auto& kind) { return std::string(nameOf(kind.param)); });

TEST(FilterChain, IsWrittenInOneWay)
{
    EXPECT_EQ(written("blur"), "blur sigma=3");
    EXPECT_EQ(written(" blur\tsigma = 3.50 ,canny high=120   low=7"),
        "blur sigma=3.5, canny low=7 high=120");
    EXPECT_EQ(written("median size=7.0, rotate"), "median size=7, rotate angle=90");
    EXPECT_EQ(written("resize"), "resize scale=0.5");
    EXPECT_EQ(written("resize width=auto"), "resize scale=0.5");
    EXPECT_EQ(written("resize height=600 width=800"), "resize width=800 height=600");
    EXPECT_EQ(written("resize height=600"), "resize height=600");
    EXPECT_EQ(written("sobel,sobel"), "sobel, sobel");
}

TEST(FilterChain, ReadsWhatItHasWritten)
{
    std::mt19937 random(11);
    const auto between = [&](double least, double most) {
        return std::uniform_real_distribution(least, most)(random);
    };
    for (int round = 0; round < 500; ++round) {
        FilterChain chain(1 + random() % kMaxFilters);
        for (FilterStep& step : chain) {
            step = filterChainFromText(nameOf(static_cast<FilterKind>(random() % 12)))->front();
            const auto parameters = filterInfo(step.kind).parameters;
            for (std::size_t i = 0; i < parameters.size(); ++i) {
                const ValueSpec& spec = parameters[i];
                if (step.values[i] && spec.type == ValueType::Real)
                    step.values[i] = between(spec.minimum, spec.maximum);
                else if (step.values[i] && spec.type == ValueType::Integer)
                    step.values[i] = std::floor(between(1, spec.maximum / 2)) * 2 + 1;
            }
            if (step.kind == FilterKind::Canny && step.values[0] > step.values[1])
                std::swap(step.values[0], step.values[1]);
        }
        const auto again = filterChainFromText(toText(chain));
        ASSERT_TRUE(again) << toText(chain) << ": " << again.error();
        EXPECT_EQ(*again, chain) << toText(chain);
    }
}

TEST(FilterChain, HasOneToSixteenSteps)
{
    const std::string none = std::string("no filter is named; use one of ") + kAll
        + ", or several with commas between them";
    EXPECT_EQ(problemOf(""), none);
    EXPECT_EQ(problemOf(" \t"), none);
    std::string text = "sobel";
    for (int step = 2; step <= 16; ++step)
        text += ", sobel";
    EXPECT_EQ(problemOf(text), "none");
    EXPECT_EQ(problemOf(text + ", sobel"), "17 filters are too many; use at most 16");
}

TEST(FilterChain, NamesTheStepThatIsWrong)
{
    EXPECT_EQ(
        problemOf("blur, canny low=300"), "step 2, 'canny': low 300 is not allowed; use 0 to 255");
    EXPECT_EQ(problemOf("blur,,sobel"), "step 2 is empty; name a filter between the commas");
    EXPECT_EQ(problemOf("blur,"), "step 2 is empty; name a filter between the commas");
}

TEST(FilterChain, SuggestsTheNearestName)
{
    EXPECT_EQ(problemOf("sepia, greyscale"),
        std::string("step 2: there is no filter 'greyscale' (did you mean 'grayscale'?); use one "
                    "of ")
            + kAll);
    EXPECT_EQ(
        problemOf("Blur").find("step 1: there is no filter 'Blur' (did you mean 'blur'?)"), 0U);
    EXPECT_EQ(problemOf("blur sigm=3"),
        "step 1, 'blur': there is no parameter 'sigm' (did you mean 'sigma'?); it has sigma");
    EXPECT_EQ(
        problemOf("sobel size=3"), "step 1, 'sobel': there is no parameter 'size'; it has none");
    EXPECT_EQ(problemOf("canny =3"), "step 1, 'canny': there is no parameter ''; it has low, high");
}

TEST(FilterChain, ShowsHowAValueIsWritten)
{
    EXPECT_EQ(
        problemOf("blur 3"), "step 1, 'blur': '3' has no value; write name=value, as in sigma=3");
    EXPECT_EQ(problemOf("blur sigma 3"),
        "step 1, 'blur': 'sigma' has no value; write name=value, as in sigma=3");
    EXPECT_EQ(problemOf("sepia 3"), "step 1, 'sepia': '3' is too much: it has no parameters");
    EXPECT_EQ(problemOf("blur sigma=2,5")
                  .find("step 2: there is no filter '5' (decimals have a point, as in sigma=2.5)"),
        0U);
    EXPECT_EQ(
        problemOf("blur sigma=3 sigma=4"), "step 1, 'blur': sigma is there twice; give it once");
}

TEST(FilterChain, RefusesValuesThatDoNotGoTogether)
{
    EXPECT_EQ(problemOf("median size=4"),
        "step 1, 'median': size 4 is not allowed; use an odd number, such as 5");
    EXPECT_EQ(problemOf("canny low=150 high=50"),
        "step 1, 'canny': low 150 is not allowed above high 50; use low=50 high=150, for "
        "instance");
    EXPECT_EQ(problemOf("canny low=50 high=50"), "none");
    EXPECT_EQ(problemOf("resize scale=2 height=5"),
        "step 1, 'resize': scale is not allowed beside width or height; use the one or the "
        "other");
    EXPECT_EQ(problemOf("rotate angle=45"),
        "step 1, 'rotate': angle 45 is not allowed; use one of 90, 180, 270");
}

TEST(FilterChain, ThatIsAnothersTextIsShownSafely)
{
    EXPECT_EQ(problemOf("\x1b[31m").find("step 1: there is no filter '\\x1b[31m'"), 0U);
    EXPECT_LT(problemOf("blur sigma=" + std::string(1'000'000, '9')).size(), 300U);
    EXPECT_LT(problemOf(std::string(1'000'000, 'x')).size(), 400U);
    EXPECT_EQ(
        problemOf(std::string(1'000'000, ',')), "1000001 filters are too many; use at most 16");
}

TEST(FilterChain, IsDescribedInTitlesAndUnits)
{
    EXPECT_EQ(describeFilters(filterChainFromText("blur sigma=2.5, sobel, canny").value()),
        "Gaussian blur (sigma 2.5 px), then Sobel, then Canny edges (low 50, high 150)");
    EXPECT_EQ(
        describeFilters(filterChainFromText("resize width=80").value()), "Resize (width 80 px)");
}

} // namespace
} // namespace interleave
