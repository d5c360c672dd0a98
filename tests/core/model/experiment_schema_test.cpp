// The JSON Schema of experiments says what the reader holds to.

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/experiment.h"
#include "core/model/experiment_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

// By itself: what it is beside other fields the schema does not say.
bool isRead(const std::string& field, const Json& value)
{
    const ValueSpec& spec = findField(field)->spec;
    return !findProblem(spec, convertedFor(spec, valueFromJson(value).value()));
}

// Both ends of a range are allowed, and what lies beyond is not.
void expectRange(const std::string& field, const Json& range)
{
    for (const char* end : {"minimum", "maximum"}) {
        const double value = range.at(end).get<double>();
        const double beyond = end == std::string("minimum") ? value - 1 : value + 1;
        EXPECT_TRUE(isRead(field, range.at(end))) << field;
        EXPECT_FALSE(isRead(field, beyond)) << field;
    }
}

TEST(ExperimentSchema, IsTheOneThatIsInstalled)
{
    const auto file
        = std::filesystem::path(SOURCE_FOLDER) / "resources/schemas/experiment.schema.json";
    const auto text = readFile(file, kMaxJsonBytes);
    ASSERT_TRUE(text) << text.error().message;
    EXPECT_EQ(*text, experimentSchema().dump(2) + "\n")
        << "write it anew: interleave validate --schema > resources/schemas/experiment.schema.json";
}

TEST(ExperimentSchema, HasEveryFieldAndNoOther)
{
    const Json properties = experimentSchema().at("properties");
    for (const ExperimentField& field : experimentFields())
        EXPECT_TRUE(properties.contains(std::string(field.spec.name))) << field.spec.name;
    EXPECT_EQ(properties.size(), experimentFields().size() + 2) << "schema and params";
}

TEST(ExperimentSchema, AllowsWhatIsRead)
{
    const Json schema = experimentSchema();
    for (const auto& [field, allowed] : schema.at("properties").items()) {
        if (allowed.contains("enum")) {
            for (const Json& choice : allowed.at("enum"))
                EXPECT_TRUE(isRead(field, choice)) << field << choice;
            EXPECT_FALSE(isRead(field, "no such choice")) << field;
        }
        if (allowed.contains("minimum"))
            expectRange(field, allowed);
        if (allowed.contains("anyOf") && allowed.at("anyOf").at(0).contains("minimum")) {
            expectRange(field, allowed.at("anyOf").at(0));
            EXPECT_TRUE(isRead(field, "auto")) << field;
        }
    }
}

TEST(ExperimentSchema, HasTheParametersOfEachWorkload)
{
    const Json schema = experimentSchema();
    ASSERT_EQ(schema.at("allOf").size(), workloadInfos().size());
    for (std::size_t i = 0; i < workloadInfos().size(); ++i) {
        const Json& params = schema.at("allOf").at(i).at("then").at("properties").at("params");
        EXPECT_EQ(params.at("properties").size(), workloadInfos()[i].parameters.size());
        EXPECT_EQ(params.at("additionalProperties"), false);
    }
}

} // namespace
} // namespace interleave
