#include "core/model/experiment_schema.h"

#include "core/base/json.h"
#include "core/model/experiment.h"
#include "core/model/experiment_json.h"

#include <cmath>

namespace interleave {

namespace {

Json numberSchema(const ValueSpec& spec)
{
    if (spec.type == ValueType::Integer)
        return {{"type", "integer"},
            {"minimum", std::llround(spec.minimum)},
            {"maximum", std::llround(spec.maximum)}};
    return {{"type", "number"}, {"minimum", spec.minimum}, {"maximum", spec.maximum}};
}

Json choiceSchema(const ValueSpec& spec)
{
    Json names = Json::array();
    for (const Choice& choice : spec.choices)
        names.push_back(choice.name);
    return {{"enum", std::move(names)}};
}

// What has commas between its parts may be a list.
Json textSchema()
{
    return {
        {"anyOf", {{{"type", "string"}}, {{"type", "array"}, {"items", {{"type", "string"}}}}}}};
}

Json valueSchema(const ValueSpec& spec)
{
    switch (spec.type) {
    case ValueType::Flag:
        return {{"type", "boolean"}};
    case ValueType::Choice:
        return choiceSchema(spec);
    case ValueType::Folder:
        return {{"type", "string"}};
    case ValueType::Text:
        return textSchema();
    case ValueType::Integer:
    case ValueType::Real:
        break;
    }
    return spec.automaticMeans.empty()
        ? numberSchema(spec)
        : Json{{"anyOf", {numberSchema(spec), {{"const", kAutomatic}}}}};
}

Json described(const ValueSpec& spec)
{
    Json schema{{"description", spec.help}};
    schema.update(valueSchema(spec));
    return schema;
}

// Of the usual workload where none is named.
Json ofWorkload(const WorkloadInfo& workload)
{
    Json parameters = Json::object();
    for (const ValueSpec& spec : workload.parameters)
        parameters[std::string(spec.name)] = described(spec);
    Json condition{{"properties", {{"workload", {{"const", nameOf(workload.kind)}}}}}};
    if (workload.kind != Experiment().workload)
        condition["required"] = {"workload"};
    return {{"if", std::move(condition)},
        {"then",
            {{"properties",
                {{"params",
                    {{"properties", std::move(parameters)}, {"additionalProperties", false}}}}}}}};
}

} // namespace

Json experimentSchema()
{
    Json properties{{"schema", {{"const", toJson(Experiment()).at("schema")}}},
        {"params", {{"type", "object"}, {"description", "The parameters of the workload"}}}};
    for (const ExperimentField& field : experimentFields())
        properties[std::string(field.spec.name)] = described(field.spec);
    Json workloads = Json::array();
    for (const WorkloadInfo& workload : workloadInfos())
        workloads.push_back(ofWorkload(workload));
    return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"title", "An experiment of Interleave"},
        {"type", "object"},
        {"properties", std::move(properties)},
        {"additionalProperties", false},
        {"allOf", std::move(workloads)}};
}

} // namespace interleave
