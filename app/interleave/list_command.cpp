#include "app/interleave/list_command.h"

#include "app/interleave/output_file.h"
#include "core/base/json.h"
#include "core/engine/run/exit_status.h"
#include "core/model/filter_chain.h"
#include "core/model/run_result_json.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace interleave {

namespace {

Json describe(const Choice& choice)
{
    return {{"name", choice.name}, {"title", choice.title}, {"description", choice.help}};
}

Json describe(const ValueSpec& spec)
{
    Json json{{"name", spec.name},
        {"title", spec.title},
        {"description", spec.help},
        {"unit", spec.unit}};
    if (spec.type == ValueType::Integer || spec.type == ValueType::Real) {
        json["minimum"] = spec.minimum;
        json["maximum"] = spec.maximum;
    }
    for (const Choice& choice : spec.choices)
        json["choices"].push_back(choice.name);
    json["default"] = toJson(spec.defaultValue);
    return json;
}

Json listWorkloads()
{
    Json list = Json::array();
    for (const Choice& choice : choicesOf<WorkloadKind>()) {
        const WorkloadInfo& info = workloadInfo(*fromName<WorkloadKind>(choice.name));
        Json json = describe(choice);
        json["default_tasks"] = info.defaultTasks;
        json["parameters"] = Json::array();
        for (const ValueSpec& parameter : info.parameters)
            json["parameters"].push_back(describe(parameter));
        list.push_back(json);
    }
    return list;
}

Json listPrimitives()
{
    Json list = Json::array();
    for (const Choice& choice : choicesOf<Primitive>()) {
        Json json = describe(choice);
        json["guards"] = guardsCriticalSection(*fromName<Primitive>(choice.name));
        list.push_back(json);
    }
    return list;
}

Json listExecutors()
{
    Json list = Json::array();
    for (const Choice& choice : choicesOf<ExecutorKind>())
        list.push_back(describe(choice));
    return list;
}

std::string_view nameOf(DivisionKind kind)
{
    switch (kind) {
    case DivisionKind::Local:
        return "local";
    case DivisionKind::TwoPhases:
        return "two-phases";
    case DivisionKind::Whole:
        break;
    }
    return "whole";
}

Json listFilters()
{
    Json list = Json::array();
    for (const FilterInfo& info : filterInfos()) {
        Json json = describe(choiceOf(info.kind));
        const FilterChain usual = filterChainFromText(nameOf(info.kind)).value();
        const Division division = divisionOf(usual.front());
        json["division"] = nameOf(division.kind);
        if (division.kind == DivisionKind::Local)
            json["halo"] = division.halo;
        json["parameters"] = Json::array();
        for (const ValueSpec& parameter : info.parameters)
            json["parameters"].push_back(describe(parameter));
        list.push_back(json);
    }
    return list;
}

std::string rangeText(const Json& parameter)
{
    if (parameter.contains("choices"))
        return fmt::format("one of {}, default {}",
            dumpJson(parameter["choices"]),
            dumpJson(parameter["default"]));
    const auto unit = parameter["unit"].get<std::string>();
    if (parameter.contains("minimum"))
        return fmt::format("{} to {}{}{}, default {}",
            parameter["minimum"].get<double>(),
            parameter["maximum"].get<double>(),
            unit.empty() ? "" : " ",
            unit,
            dumpJson(parameter["default"]));
    return fmt::format("default {}", dumpJson(parameter["default"]));
}

// Of a filter with its defaults.
std::string divisionText(const Json& filter)
{
    return fmt::format("  {:<14} {}{}\n",
        "division",
        filter["division"].get<std::string>(),
        filter.contains("halo") ? fmt::format(", halo {} px", filter["halo"].get<int>()) : "");
}

std::string asText(const Json& list)
{
    std::string text;
    for (const Json& entry : list) {
        text += fmt::format("{:<14} {}\n",
            entry["name"].get<std::string>(),
            entry["description"].get<std::string>());
        if (entry.contains("division"))
            text += divisionText(entry);
        if (!entry.contains("parameters"))
            continue;
        for (const Json& parameter : entry["parameters"])
            text += fmt::format("  {:<14} {} ({})\n",
                parameter["name"].get<std::string>(),
                parameter["description"].get<std::string>(),
                rangeText(parameter));
    }
    return text;
}

} // namespace

ListCommand::ListCommand(CLI::App& app, Messages& messages, int& status)
    : m_messages(messages)
{
    CLI::App* command = app.add_subcommand("list", "Lists what there is");
    command->add_option("what", m_what, "workloads, primitives, executors or filters")
        ->required()
        ->check(CLI::IsMember({"workloads", "primitives", "executors", "filters"}));
    command->add_flag("--json", m_json, "As a JSON array");
    command->callback([this, &status] { status = execute(); });
}

int ListCommand::execute() const
{
    const Json list = m_what == "workloads" ? listWorkloads()
        : m_what == "primitives"            ? listPrimitives()
        : m_what == "filters"               ? listFilters()
                                            : listExecutors();
    return print(m_json ? dumpJson(list, 2) + "\n" : asText(list), kExitSuccess, m_messages);
}

} // namespace interleave
