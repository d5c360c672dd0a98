#include "core/model/applicability.h"
#include "core/model/experiment.h"
#include "core/model/field_access.h"
#include "core/model/python_fields.h"
#include "core/model/shared_state_fields.h"
#include "core/model/worker_fields.h"

#include <algorithm>
#include <array>

namespace interleave {

namespace {

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

void writeTimeout(Experiment& experiment, const FieldValue& value)
{
    const auto* whole = std::get_if<std::int64_t>(&value);
    experiment.timeout = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
}

ExperimentField timeoutField()
{
    return {
        .spec = {
            .name = "timeout",
            .title = "task time-out",
            .unit = "s",
            .help = "How long one task may take, not counting what it waits for other tasks. Its worker is "
                    "killed then and replaced; only that task fails. 0 means no limit.",
            .type = ValueType::Real,
            .minimum = 0,
            .maximum = 86'400,
            .defaultValue = 0.0,
        },
        .read = readNumber<&Experiment::timeout>,
        .write = writeTimeout,
    };
}

ExperimentField injectField()
{
    return {
        .spec = {
            .name = "inject",
            .title = "faults",
            .unit = {},
            .help = "Real faults: in task 5 an exception (raise@5), a crash (crash@5), an exit (exit@5) or an endless "
                    "loop (hang@5, with a time-out); a worker killed at a random moment (kill-worker) or inside the "
                    "primitive (kill-lock-holder). Several with commas between them. Only the task that is hit "
                    "may fail.",
            .type = ValueType::Text,
            .textForm = "a text such as raise@5, or several with commas between them",
            .textProblem = findFaultProblem,
            .automaticMeans = "none",
            .defaultValue = std::string(),
        },
        .read = [](const Experiment& experiment) { return FieldValue(toText(experiment.inject)); },
        .write =
            [](Experiment& experiment, const FieldValue& value) {
                experiment.inject = faultsFromText(std::get<std::string>(value)).value_or(experiment.inject);
            },
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
        .applies = drawsAtRandom,
    };
}

const std::array kFields{
    choiceField<WorkloadKind, &Experiment::workload>(
        "workload", "workload", "What every task does."),
    tasksField(),
    workersField(),
    executorField(),
    allAtOnceField(),
    startMethodField(),
    scheduleField(),
    chunkField(),
    pythonCallField(),
    withoutJoinField(),
    handBackField(),
    joblibBackendField(),
    joblibMemoryField(),
    pythonField(),
    syncField(),
    permitsField(),
    compareField(),
    varyWorkersField(),
    varyParamField(),
    evidenceField(),
    probeField(),
    trialsField(),
    timeoutField(),
    choiceField<OnError, &Experiment::onError>(
        "on_error", "after an error", "What a failed task does to the run."),
    injectField(),
    seedField(),
    pinField(),
};

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

} // namespace interleave
