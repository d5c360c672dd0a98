#include "core/model/applicability.h"
#include "core/model/experiment.h"
#include "core/model/image_parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::HasSubstr;

Experiment imagesWith(std::map<std::string, FieldValue> params)
{
    Experiment experiment{.workload = WorkloadKind::ImageFilter};
    for (auto& [name, value] : params)
        experiment.params[name] = std::move(value);
    return experiment;
}

std::string problemOf(const std::string& name, FieldValue value)
{
    const auto problems = findProblems(imagesWith({{name, std::move(value)}}));
    return problems.empty() ? "" : problems.front().message;
}

TEST(ImageParameters, NamesOfResultsMustDifferAndStayInTheirFolder)
{
    EXPECT_EQ(problemOf("names", std::string("{name}")), "");
    EXPECT_EQ(problemOf("names", std::string("small {name} no {number}")), "");
    EXPECT_THAT(
        problemOf("names", std::string("result")), HasSubstr("neither {name} nor {number}"));
    EXPECT_THAT(problemOf("names", std::string("../{name}")), HasSubstr("has no / in it"));
    EXPECT_THAT(problemOf("names", std::string("{name}{date}")), HasSubstr("only {name} and"));
}

TEST(ImageParameters, APatternIsOfNamesAndNotOfPaths)
{
    EXPECT_EQ(problemOf("pattern", std::string()), "");
    EXPECT_EQ(problemOf("pattern", std::string("IMG_*.jp?g")), "");
    EXPECT_THAT(problemOf("pattern", std::string("a/*.jpg")), HasSubstr("has no / in it"));
}

TEST(ImageParameters, QualityIsAPercentage)
{
    EXPECT_EQ(problemOf("quality", std::int64_t{1}), "");
    EXPECT_THAT(problemOf("quality", std::int64_t{0}), HasSubstr("from 1 to 100"));
    EXPECT_THAT(problemOf("quality", std::int64_t{101}), HasSubstr("from 1 to 100"));
}

TEST(ImageParameters, FormatsAreFoundByTheirNames)
{
    EXPECT_EQ(resultFormatFromName("same"), ResultFormat::Same);
    EXPECT_EQ(resultFormatFromName("bmp"), ResultFormat::Bmp);
    EXPECT_EQ(resultFormatFromName("heic"), std::nullopt);
}

TEST(ImageParameters, ApplyWhereThereIsSuchAFolder)
{
    const Experiment samples = imagesWith({});
    for (const char* name :
        {"pattern", "recursive", "damaged", "format", "names", "overwrite", "resume"})
        EXPECT_FALSE(parameterApplies(samples, name)) << name;
    const Experiment input = imagesWith({{"input", std::string("/in")}});
    for (const char* name : {"pattern", "recursive", "damaged"})
        EXPECT_TRUE(parameterApplies(input, name)) << name;
    EXPECT_FALSE(parameterApplies(input, "quality"));
    const Experiment output = imagesWith({{"output", std::string("/out")}});
    for (const char* name : {"format", "names", "overwrite", "resume", "quality"})
        EXPECT_TRUE(parameterApplies(output, name)) << name;
}

TEST(ImageParameters, QualityAppliesToFormatsThatHaveOne)
{
    const auto applies = [](const char* format) {
        return parameterApplies(
            imagesWith({{"output", std::string("/out")}, {"format", std::string(format)}}),
            "quality");
    };
    for (const char* format : {"same", "jpeg", "webp"})
        EXPECT_TRUE(applies(format)) << format;
    for (const char* format : {"png", "tiff", "bmp"})
        EXPECT_FALSE(applies(format)) << format;
}

} // namespace
} // namespace interleave
