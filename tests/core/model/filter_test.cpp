#include "core/model/filter_chain.h"

#include <gtest/gtest.h>

#include <set>

namespace interleave {
namespace {

Division divisionOfText(std::string_view text)
{
    return divisionOf(filterChainFromText(text).value().front());
}

constexpr Division local(int halo)
{
    return {DivisionKind::Local, halo};
}

TEST(Filters, StandInTheirPlaces)
{
    ASSERT_EQ(filterInfos().size(), choicesOf<FilterKind>().size());
    for (std::size_t i = 0; i < filterInfos().size(); ++i)
        EXPECT_EQ(filterInfos()[i].kind, static_cast<FilterKind>(i));
}

TEST(Filters, AreNamedAndExplained)
{
    std::set<std::string_view> names;
    for (const Choice& choice : choicesOf<FilterKind>()) {
        EXPECT_FALSE(choice.title.empty()) << choice.name;
        EXPECT_FALSE(choice.help.empty()) << choice.name;
        names.insert(choice.name);
    }
    EXPECT_EQ(names.size(), filterInfos().size());
}

TEST(Filters, HaveParametersThatAreExplainedAndWhoseDefaultsAreAllowed)
{
    for (const FilterInfo& info : filterInfos()) {
        EXPECT_LE(info.parameters.size(), kMostFilterParameters);
        for (const ValueSpec& spec : info.parameters) {
            EXPECT_FALSE(spec.title.empty()) << spec.name;
            EXPECT_FALSE(spec.help.empty()) << spec.name;
            EXPECT_EQ(findProblem(spec, spec.defaultValue), std::nullopt);
        }
    }
}

TEST(Filters, TellTheirValuesByName)
{
    const FilterStep step = filterChainFromText("resize width=80").value().front();
    EXPECT_EQ(valueOf(step, "width"), 80.0);
    EXPECT_EQ(valueOf(step, "height"), std::nullopt);
    EXPECT_EQ(valueOf(step, "sigma"), std::nullopt);
}

TEST(FilterDivision, OfALocalFilterHasTheHaloThatItsValuesGive)
{
    EXPECT_EQ(divisionOfText("grayscale"), local(0));
    EXPECT_EQ(divisionOfText("sepia"), local(0));
    EXPECT_EQ(divisionOfText("sobel"), local(1));
    EXPECT_EQ(divisionOfText("emboss"), local(1));
    EXPECT_EQ(divisionOfText("blur sigma=3"), local(9)); // a kernel of 19
    EXPECT_EQ(divisionOfText("blur sigma=0.1"), local(1));
    EXPECT_EQ(divisionOfText("blur sigma=200"), local(600));
    EXPECT_EQ(divisionOfText("sharpen amount=2 sigma=3"), local(9));
    EXPECT_EQ(divisionOfText("median size=7"), local(3));
    EXPECT_EQ(divisionOfText("bilateral diameter=8"), local(4));
}

TEST(FilterDivision, F240_ABlurOfSixteenBitsReachesFurther)
{
    const FilterStep blur = filterChainFromText("blur sigma=3").value().front();
    const FilterStep sharpen = filterChainFromText("sharpen sigma=1.3").value().front();
    EXPECT_EQ(divisionOf(blur, 16), local(12)); // a kernel of 25
    EXPECT_EQ(divisionOf(sharpen, 8), local(4));
    EXPECT_EQ(divisionOf(sharpen, 16), local(5));
}

TEST(FilterDivision, OfTheOthersIsTwoPhasesOrWhole)
{
    for (const char* text : {"canny", "equalise"})
        EXPECT_EQ(divisionOfText(text).kind, DivisionKind::TwoPhases) << text;
    for (const char* text : {"resize", "rotate"})
        EXPECT_EQ(divisionOfText(text).kind, DivisionKind::Whole) << text;
}

} // namespace
} // namespace interleave
