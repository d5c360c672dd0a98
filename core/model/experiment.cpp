#include "core/model/experiment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace interleave {

namespace {

template <auto Member>
FieldValue readNumber(const Experiment& experiment)
{
    return experiment.*Member;
}

template <auto Member>
void writeInteger(Experiment& experiment, const FieldValue& value)
{
    experiment.*Member = std::get<std::int64_t>(value);
}

void writeTimeout(Experiment& experiment, const FieldValue& value)
{
    const auto* whole = std::get_if<std::int64_t>(&value);
    experiment.timeout = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
}

template <auto Member>
FieldValue readOptional(const Experiment& experiment)
{
    const std::optional<std::int64_t>& number = experiment.*Member;
    return number ? FieldValue(*number) : FieldValue(std::string(kAutomatic));
}

template <auto Member>
void writeOptional(Experiment& experiment, const FieldValue& value)
{
    const auto* number = std::get_if<std::int64_t>(&value);
    experiment.*Member = number != nullptr ? std::optional(*number) : std::nullopt;
}

template <class Enum, Enum Experiment::*Member>
FieldValue readChoice(const Experiment& experiment)
{
    return std::string(nameOf(experiment.*Member));
}

template <class Enum, Enum Experiment::*Member>
void writeChoice(Experiment& experiment, const FieldValue& value)
{
    experiment.*Member = fromName<Enum>(std::get<std::string>(value)).value_or(experiment.*Member);
}

template <class Enum, Enum Experiment::*Member>
ExperimentField choiceField(std::string_view name, std::string_view title, std::string_view help)
{
    return {
        .spec = {
            .name = name,
            .title = title,
            .unit = {},
            .help = help,
            .type = ValueType::Choice,
            .choices = choicesOf<Enum>(),
            .defaultValue = readChoice<Enum, Member>(Experiment{}),
        },
        .read = readChoice<Enum, Member>,
        .write = writeChoice<Enum, Member>,
    };
}

ExperimentField tasksField()
{
    return {
        .spec = {
            .name = "tasks",
            .title = "tasks",
            .unit = {},
            .help = "How many items of work there are. Each one is timed and recorded.",
            .minimum = 1,
            .maximum = static_cast<double>(kMaxTasks),
            .automaticMeans = "as the workload suggests",
            .defaultValue = std::string(kAutomatic),
        },
        .read = readOptional<&Experiment::tasks>,
        .write = writeOptional<&Experiment::tasks>,
    };
}

ExperimentField workersField()
{
    return {
        .spec = {
            .name = "workers",
            .title = "pool size",
            .unit = "workers",
            .help = "How many processes work. More than cores help only when tasks wait; each costs about 0.2 ms "
                    "to start.",
            .minimum = 1,
            .maximum = static_cast<double>(kMaxWorkers),
            .automaticMeans = "one per core",
            .defaultValue = std::string(kAutomatic),
        },
        .read = readOptional<&Experiment::workers>,
        .write = writeOptional<&Experiment::workers>,
    };
}

ExperimentField chunkField()
{
    return {
        .spec = {
            .name = "chunk",
            .title = "chunk",
            .unit = "tasks",
            .help = "How many tasks a worker claims at once: exactly (dynamic), at most (auto), at least (guided), "
                    "or in which pieces it takes its own share (static). 1 balances best and costs most; large "
                    "chunks cost little and may leave one worker with the last of them.",
            .minimum = 1,
            .maximum = static_cast<double>(kMaxTasks),
            .automaticMeans = "as fits the schedule",
            .defaultValue = std::string(kAutomatic),
        },
        .read = readOptional<&Experiment::chunk>,
        .write = writeOptional<&Experiment::chunk>,
    };
}

ExperimentField trialsField()
{
    return {
        .spec = {
            .name = "trials",
            .title = "trials",
            .unit = {},
            .help = "How often the experiment is repeated, each time with new workers. One run proves little: "
                    "races and timings differ from trial to trial.",
            .minimum = 1,
            .maximum = 10'000,
            .defaultValue = std::int64_t{1},
        },
        .read = readNumber<&Experiment::trials>,
        .write = writeInteger<&Experiment::trials>,
    };
}

ExperimentField timeoutField()
{
    return {
        .spec = {
            .name = "timeout",
            .title = "task time-out",
            .unit = "s",
            .help = "How long one task may take. Its worker is killed then and replaced; only that task fails. 0 "
                    "means no limit.",
            .type = ValueType::Real,
            .minimum = 0,
            .maximum = 86'400,
            .defaultValue = 0.0,
        },
        .read = readNumber<&Experiment::timeout>,
        .write = writeTimeout,
    };
}

ExperimentField seedField()
{
    return {
        .spec = {
            .name = "seed",
            .title = "seed",
            .unit = {},
            .help = "Fixes what is random in the workload (sleep durations, sample pictures). The order in which "
                    "real processes meet stays free.",
            .minimum = 0,
            .maximum = 9e15,
            .defaultValue = std::int64_t{1},
        },
        .read = readNumber<&Experiment::seed>,
        .write = writeInteger<&Experiment::seed>,
    };
}

ExperimentField pinField()
{
    return {
        .spec = {
            .name = "pin",
            .title = "pin workers to cores",
            .unit = {},
            .help = "Worker k stays on core k (modulo the usable cores). Steadier timings; the kernel can no "
                    "longer balance.",
            .type = ValueType::Flag,
            .defaultValue = false,
        },
        .read = [](const Experiment& experiment) { return FieldValue(experiment.pin); },
        .write = [](Experiment& experiment, const FieldValue& value) { experiment.pin = std::get<bool>(value); },
    };
}

const std::array kFields{
    choiceField<WorkloadKind, &Experiment::workload>(
        "workload", "workload", "What every task does."),
    tasksField(),
    workersField(),
    choiceField<ExecutorKind, &Experiment::executor>(
        "executor", "executor", "How tasks reach their workers."),
    choiceField<StartMethod, &Experiment::startMethod>(
        "start_method", "start", "How a worker process begins."),
    choiceField<Schedule, &Experiment::schedule>(
        "schedule", "schedule", "Which worker gets which tasks, and how many at once."),
    chunkField(),
    choiceField<Primitive, &Experiment::sync>(
        "sync", "primitive", "What guards the shared state that all tasks update."),
    trialsField(),
    timeoutField(),
    choiceField<OnError, &Experiment::onError>(
        "on_error", "after an error", "What a failed task does to the run."),
    seedField(),
    pinField(),
};

void findParameterProblems(const Experiment& experiment, std::vector<ExperimentProblem>& problems)
{
    for (const auto& [name, value] : experiment.params) {
        const std::string field = "params." + name;
        const ValueSpec* spec = findParameter(experiment.workload, name);
        if (spec == nullptr) {
            std::string known;
            for (const ValueSpec& parameter : workloadInfo(experiment.workload).parameters)
                known += fmt::format("{}{}", known.empty() ? "" : ", ", parameter.name);
            problems.push_back({field,
                fmt::format("field '{}': workload {} has no such parameter; it has {}",
                    field,
                    nameOf(experiment.workload),
                    known)});
        } else if (const auto problem = findProblem(*spec, value)) {
            problems.push_back({field, *problem});
        }
    }
}

} // namespace

std::span<const ExperimentField> experimentFields()
{
    return kFields;
}

const ExperimentField* findField(std::string_view name)
{
    const auto found = std::find_if(kFields.begin(),
        kFields.end(),
        [&](const ExperimentField& field) { return field.spec.name == name; });
    return found == kFields.end() ? nullptr : &*found;
}

std::vector<ExperimentProblem> findProblems(const Experiment& experiment)
{
    std::vector<ExperimentProblem> problems;
    for (const ExperimentField& field : kFields) {
        if (const auto problem = findProblem(field.spec, field.read(experiment)))
            problems.push_back({std::string(field.spec.name), *problem});
    }
    findParameterProblems(experiment, problems);
    return problems;
}

} // namespace interleave
