#include "core/model/experiment_json.h"

#include "core/base/json.h"
#include "core/base/printable.h"
#include "core/model/nearest_name.h"
#include "core/model/path_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::string_view kSchema = "interleave-experiment-1";

using Problems = std::vector<ExperimentProblem>;

void addProblem(Problems& problems, std::string field, std::string message)
{
    problems.push_back({std::move(field), std::move(message)});
}

std::vector<std::string_view> fieldNames()
{
    std::vector<std::string_view> names{"params"};
    for (const ExperimentField& field : experimentFields())
        names.push_back(field.spec.name);
    return names;
}

// What stands on the command line with commas between may be a list here.
std::optional<FieldValue> valueFor(const ValueSpec& spec, const Json& json)
{
    if (spec.type != ValueType::Text || !json.is_array())
        return valueFromJson(json);
    std::string text;
    for (const Json& part : json) {
        if (!part.is_string())
            return std::nullopt;
        text += (text.empty() ? "" : ", ") + part.get<std::string>();
    }
    return text;
}

void readField(
    const std::string& name, const Json& json, Experiment& experiment, Problems& problems)
{
    const ExperimentField* field = findField(name);
    if (field == nullptr) {
        addProblem(problems,
            name,
            fmt::format("field '{}': unknown{}; an experiment has {}",
                shown(name),
                didYouMean(name, fieldNames()),
                fmt::join(fieldNames(), ", ")));
        return;
    }
    const auto value = valueFor(field->spec, json);
    if (!value) {
        addProblem(problems,
            name,
            fmt::format("field '{}': {} is not allowed; use {}",
                name,
                shown(json.dump()),
                allowedText(field->spec)));
        return;
    }
    const FieldValue converted = convertedFor(field->spec, *value);
    if (const auto problem = findProblem(field->spec, converted))
        addProblem(problems, name, *problem);
    else
        field->write(experiment, converted);
}

bool isFolder(const ValueSpec* spec)
{
    return spec != nullptr && spec->type == ValueType::Folder;
}

Json parameterToJson(const ValueSpec* spec, const FieldValue& value)
{
    const auto* path = std::get_if<std::string>(&value);
    return path != nullptr && isFolder(spec) ? Json(textOfPath(*path)) : toJson(value);
}

std::optional<FieldValue> parameterFromJson(const ValueSpec* spec, const Json& json)
{
    auto value = spec != nullptr ? valueFor(*spec, json) : valueFromJson(json);
    if (!value || !isFolder(spec) || !json.is_string())
        return spec && value ? convertedFor(*spec, *value) : value;
    if (auto path = pathFromText(json.get<std::string>()))
        return FieldValue(*std::move(path));
    return std::nullopt;
}

// After the fields, because the parameters that are known depend on the workload.
void readParameters(const Json& params, Experiment& experiment, Problems& problems)
{
    if (!params.is_object()) {
        addProblem(problems, "params", "field 'params': must be an object of parameters");
        return;
    }
    for (const auto& [name, json] : params.items()) {
        const ValueSpec* spec = findParameter(experiment.workload, name);
        if (const auto value = parameterFromJson(spec, json))
            experiment.params.insert_or_assign(name, *value);
        else
            addProblem(problems,
                "params." + name,
                fmt::format("field 'params.{}': {} is not allowed; use {}",
                    shown(name),
                    shown(json.dump()),
                    isFolder(spec) ? "a folder, or file: and its bytes, as in file:/p%FF"
                                   : "a number or a text"));
    }
}

} // namespace

Json toJson(const Experiment& experiment)
{
    Json json{{"schema", kSchema}};
    for (const ExperimentField& field : experimentFields()) {
        json[std::string(field.spec.name)] = toJson(field.read(experiment));
        if (field.spec.name == "workload") {
            json["params"] = Json::object();
            for (const auto& [name, value] : experiment.params)
                json["params"][name]
                    = parameterToJson(findParameter(experiment.workload, name), value);
        }
    }
    return json;
}

ExperimentOrProblems experimentFromJson(const Json& json)
{
    Problems problems;
    if (!json.is_object()) {
        addProblem(problems, "", "an experiment must be a JSON object");
        return tl::unexpected(problems);
    }
    Experiment experiment;
    for (const auto& [name, value] : json.items()) {
        if (name == "schema") {
            if (value != kSchema)
                addProblem(problems,
                    name,
                    fmt::format(
                        "field 'schema': {} is not allowed; use {}", shown(value.dump()), kSchema));
        } else if (name != "params") {
            readField(name, value, experiment, problems);
        }
    }
    const bool workloadKnown = std::none_of(problems.begin(),
        problems.end(),
        [](const auto& problem) { return problem.field == "workload"; });
    if (workloadKnown && json.contains("params"))
        readParameters(json["params"], experiment, problems);
    if (workloadKnown) {
        const Problems found = findProblems(experiment);
        problems.insert(problems.end(), found.begin(), found.end());
    }
    if (!problems.empty())
        return tl::unexpected(problems);
    return experiment;
}

ExperimentOrProblems experimentFromText(std::string_view text, std::string_view source)
{
    const Result<Json, JsonError> json = parseJson(text, source);
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return tl::unexpected(Problems{
            {"", fmt::format("{}: the file is empty; an experiment is a JSON object", source)}});
    if (!json)
        return tl::unexpected(Problems{{"", json.error().message}});
    if (!json->is_object())
        return tl::unexpected(
            Problems{{"", fmt::format("{}: an experiment must be a JSON object", source)}});
    return experimentFromJson(*json);
}

std::string joinMessages(const std::vector<ExperimentProblem>& problems)
{
    std::string text;
    for (const ExperimentProblem& problem : problems)
        text += fmt::format("{}{}", text.empty() ? "" : "\n", problem.message);
    return text;
}

} // namespace interleave
