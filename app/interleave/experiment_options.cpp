#include "app/interleave/experiment_options.h"

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/printable.h"
#include "core/model/own_function.h"
#include "core/model/python_executor.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unistd.h>

namespace interleave {

namespace {

using Problems = std::vector<ExperimentProblem>;

std::string sourceOf(const std::string& path)
{
    return path == "-" ? "standard input" : shownBothEnds(path);
}

Result<std::string, SystemError> readText(const std::string& path, std::size_t limit)
{
    return path == "-" ? readDescriptor(STDIN_FILENO, sourceOf(path), limit)
                       : readFile(path, limit);
}

std::string optionName(const ValueSpec& spec)
{
    std::string name = "--" + std::string(spec.name);
    std::ranges::replace(name, '_', '-');
    return name;
}

std::string helpText(const ValueSpec& spec)
{
    return fmt::format(
        "{} Use {}; default {}.", spec.help, allowedText(spec), toText(spec.defaultValue));
}

void writeField(
    Experiment& experiment, std::string_view name, const std::string& text, Problems& problems)
{
    const ExperimentField& field = *findField(name);
    const FieldValue value = valueFromText(field.spec, text);
    if (const auto problem = findProblem(field.spec, value))
        problems.push_back({std::string(name), *problem});
    else
        field.write(experiment, value);
}

void writeParameter(Experiment& experiment,
    const std::string& assignment,
    std::set<std::string>& given,
    Problems& problems)
{
    const std::size_t equals = assignment.find('=');
    const std::string name = assignment.substr(0, equals);
    if (equals == std::string::npos || name.empty()) {
        problems.push_back(
            {"params", fmt::format("--param '{}': write it as name=value", shown(assignment))});
        return;
    }
    if (!given.insert(name).second) {
        problems.push_back({"params." + shown(name),
            fmt::format("field 'params.{}': given twice by --param; give it once", shown(name))});
        return;
    }
    const std::string text = assignment.substr(equals + 1);
    const ValueSpec* spec = findParameter(experiment.workload, name);
    experiment.params.insert_or_assign(
        name, spec != nullptr ? valueFromText(*spec, text) : FieldValue(text));
}

// Primitives and pool sizes have fields of their own.
void writeVaried(Experiment& experiment, const std::string& text, Problems& problems)
{
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string name = text.substr(0, equals);
    const std::string values = text.substr(std::min(equals + 1, text.size()));
    if (values.find_first_not_of(' ') == values.npos) {
        problems.push_back({"vary",
            fmt::format("option --vary: '{}' has no values to compare; give two or more, as in "
                        "sync=none,lock",
                shown(text))});
        return;
    }
    if (name == "sync")
        writeField(experiment, "compare", values, problems);
    else if (name == "workers")
        writeField(experiment, "vary_workers", values, problems);
    else
        writeField(experiment, "vary_param", text, problems);
}

} // namespace

CLI::Validator notEmpty()
{
    return {[](const std::string& text) {
                return std::string(text.empty() ? "the name is empty; give a file, or -" : "");
            },
        ""};
}

ExperimentOptions::ExperimentOptions(CLI::App& command)
{
    command
        .add_option(
            "experiment", m_file, "An experiment as JSON; the options below change single fields")
        ->check(notEmpty());
    for (const ExperimentField& field : experimentFields()) {
        const std::string name(field.spec.name);
        if (field.spec.type == ValueType::Flag)
            command.add_flag_callback(
                optionName(field.spec),
                [this, name] { m_fields[name] = "true"; },
                helpText(field.spec));
        else
            addOption(command, field.spec);
    }
    command
        .add_option("--param",
            m_parameters,
            "A parameter of the workload, name=value; see interleave list workloads")
        ->allow_extra_args(false);
    command
        .add_option("--function",
            m_function,
            "A Python file that defines task(n), for the workload function; - is standard input")
        ->check(notEmpty());
}

void ExperimentOptions::addVary(CLI::App& command)
{
    command.add_option_function<std::string>(
        "--vary",
        [this](const std::string& text) {
            m_varies = true;
            m_vary = text;
        },
        "What is compared, with its values: sync=none,lock, workers=1..4, executor=processes,"
        "python-pool, or a parameter of the workload");
}

bool ExperimentOptions::hasSettings() const
{
    return !m_fields.empty() || !m_parameters.empty() || !m_function.empty();
}

void ExperimentOptions::addOption(CLI::App& command, const ValueSpec& spec)
{
    const std::string name(spec.name);
    CLI::Option* option = command.add_option_function<std::string>(
        optionName(spec),
        [this, name](const std::string& text) { m_fields[name] = text; },
        helpText(spec));
    if (spec.type == ValueType::Text)
        option->join(','); // given several times it is a list
}

void ExperimentOptions::takeFunction(Experiment& experiment, Problems& problems) const
{
    if (m_function.empty())
        return;
    const auto refuse = [&](std::string field, const std::string& why) {
        problems.push_back({std::move(field), why});
    };
    if (m_fields.contains("workload") && experiment.workload != WorkloadKind::Function)
        return refuse("workload",
            fmt::format(
                "option --function: the workload {} calls no function; leave --workload out",
                nameOf(experiment.workload)));
    const auto text = readText(m_function, kMostFunctionFileBytes);
    if (!text)
        return refuse("", text.error().message);
    if (experiment.workload != WorkloadKind::Function)
        experiment.params.clear();
    experiment.workload = WorkloadKind::Function;
    experiment.params.insert_or_assign("code", withPlainLines(*text));
}

// Where no executor was named.
void ExperimentOptions::choosePython(Experiment& experiment) const
{
    const bool isOpen
        = m_file.empty() && !m_fields.contains("executor") && !m_vary.starts_with("executor=");
    if (isOpen && needsPython(experiment.workload))
        experiment.executor = ExecutorKind::PythonPool;
}

BroughtPrograms ExperimentOptions::programsOfFile(const Experiment& experiment) const
{
    if (m_file.empty())
        return {};
    BroughtPrograms brought = programsBroughtBy(experiment);
    if (m_fields.contains("python"))
        brought.python.clear();
    const bool hasFunction = !m_function.empty()
        || std::ranges::any_of(
            m_parameters, [](const std::string& each) { return each.starts_with("code="); });
    if (hasFunction)
        brought.code.clear();
    return brought;
}

ExperimentOrProblems ExperimentOptions::read() const
{
    if (m_function == "-" && m_file == "-")
        return tl::unexpected(
            Problems{{"", "option --function: - is the experiment; give the function by a file"}});
    ExperimentOrProblems base
        = m_file.empty() ? ExperimentOrProblems(Experiment{}) : readExperimentFile(m_file);
    if (!base)
        return base;
    Problems problems;
    // The workload first: it decides which parameters there are.
    if (const auto workload = m_fields.find("workload"); workload != m_fields.end()) {
        const WorkloadKind before = base->workload;
        writeField(*base, "workload", workload->second, problems);
        if (base->workload != before)
            base->params.clear();
    }
    for (const auto& [name, text] : m_fields) {
        if (name != "workload")
            writeField(*base, name, text, problems);
    }
    takeFunction(*base, problems);
    choosePython(*base);
    if (m_varies)
        writeVaried(*base, m_vary, problems);
    std::set<std::string> given;
    for (const std::string& assignment : m_parameters)
        writeParameter(*base, assignment, given, problems);
    const bool fieldsAreRight = problems.empty();
    for (const ExperimentProblem& problem : findProblems(*base)) {
        // A refused field is not in it, so that only parameters can be judged.
        if (fieldsAreRight || problem.field.starts_with("params."))
            problems.push_back(problem);
    }
    if (!problems.empty())
        return tl::unexpected(problems);
    return base;
}

ExperimentOrProblems readExperimentFile(const std::string& path)
{
    const std::string source = sourceOf(path);
    const auto text = readText(path, kMaxJsonBytes);
    if (!text)
        return tl::unexpected(Problems{{"", text.error().message}});
    auto experiment = experimentFromText(*text, source);
    if (!experiment) {
        for (ExperimentProblem& problem : experiment.error()) {
            if (!problem.field.empty())
                problem.message = fmt::format("{}: {}", source, problem.message);
        }
    }
    return experiment;
}

} // namespace interleave
