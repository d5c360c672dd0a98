#include "core/model/worker_fields.h"

#include "core/model/applicability.h"
#include "core/model/field_access.h"
#include "core/model/image_parameters.h"
#include "core/model/python_executor.h"

#include <algorithm>

namespace interleave {

namespace {

bool hasSchedule(const Experiment& experiment)
{
    const bool pool = experiment.executor == ExecutorKind::Processes
        || experiment.executor == ExecutorKind::Threads;
    // Those that meet have one share each, and strips are handed out one by one.
    return pool && !workloadInfo(experiment.workload).together && !inStrips(experiment);
}

bool handsOutChunks(const Experiment& experiment)
{
    return hasSchedule(experiment) || takesChunks(experiment);
}

bool startsProcesses(const Experiment& experiment)
{
    return !sharesOneProcess(experiment)
        && experiment.executor != ExecutorKind::PythonJoblib; // which has a way of its own
}

bool hasOnePoolSize(const Experiment& experiment)
{
    return hasPoolSizeToChoose(experiment) && experiment.varyWorkers.empty();
}

bool hasParameterToCompare(const Experiment& experiment)
{
    return std::ranges::any_of(
        workloadInfo(experiment.workload).parameters, [](const ValueSpec& spec) {
            return spec.type != ValueType::Folder && spec.type != ValueType::Text;
        });
}

} // namespace

ExperimentField workersField()
{
    return {
        .spec = {
            .name = "workers",
            .title = "pool size",
            .unit = "workers",
            .help = "How many processes or threads work at the same time. More than cores help only when tasks "
                    "wait; a process costs about 0.2 ms to start.",
            .minimum = 1,
            .maximum = static_cast<double>(kMaxWorkers),
            .automaticMeans = "one per core",
            .defaultValue = std::string(kAutomatic),
        },
        .read = readOptional<&Experiment::workers>,
        .write = writeOptional<&Experiment::workers>,
        .applies = hasOnePoolSize,
    };
}

ExperimentField varyWorkersField()
{
    return {
        .spec = {
            .name = "vary_workers",
            .title = "compare pool sizes",
            .unit = {},
            .help = "Two or more numbers of workers with commas between them, as in 1, 2, 4, or 1..8: each gets its "
                    "trials, by turns in random order, and the result shows losses and times against their number.",
            .type = ValueType::Text,
            .minimum = 1,
            .maximum = static_cast<double>(kMaxWorkers),
            .textForm = "two or more numbers of workers with commas between them, such as 1, 2, 4, or 1..8",
            .textProblem = findWorkerCountsProblem,
            .automaticMeans = "only the one above",
            .defaultValue = std::string(),
        },
        .read = [](const Experiment& experiment) { return FieldValue(toText(experiment.varyWorkers)); },
        .write =
            [](Experiment& experiment, const FieldValue& value) {
                experiment.varyWorkers
                    = workerCountsFromText(std::get<std::string>(value)).value_or(experiment.varyWorkers);
            },
        .applies = hasPoolSizeToChoose,
    };
}

ExperimentField varyParamField()
{
    return {
        .spec = {
            .name = "vary_param",
            .title = "compare values of a parameter",
            .unit = {},
            .help = "A parameter of the workload with two or more of its values, as in layout=packed,padded: each gets "
                    "its trials, by turns in random order, and the result sets them side by side.",
            .type = ValueType::Text,
            .textForm = "a parameter with two or more of its values, such as layout=packed,padded",
            .textProblem = findVariedParameterProblem,
            .automaticMeans = "only the one that is set",
            .defaultValue = std::string(),
        },
        .read = [](const Experiment& experiment) { return FieldValue(toText(experiment.varyParam)); },
        .write =
            [](Experiment& experiment, const FieldValue& value) {
                experiment.varyParam
                    = variedParameterFromText(std::get<std::string>(value)).value_or(experiment.varyParam);
            },
        .applies = hasParameterToCompare,
    };
}

ExperimentField executorField()
{
    return choiceField<ExecutorKind, &Experiment::executor>(
        "executor", "executor", "How tasks reach their workers.");
}

ExperimentField allAtOnceField()
{
    return {
        .spec = {
            .name = "all_at_once",
            .title = "start all at once",
            .unit = {},
            .help = "No limit: the processes of all tasks run at the same time (of the first 1,024, where there are "
                    "more), instead of as many as the pool size says.",
            .type = ValueType::Flag,
            .defaultValue = false,
        },
        .read = readNumber<&Experiment::allAtOnce>,
        .write = writeFlag<&Experiment::allAtOnce>,
        .applies =
            [](const Experiment& experiment) { return startsAProcessPerTask(experiment); },
    };
}

ExperimentField startMethodField()
{
    return choiceField<StartMethod, &Experiment::startMethod>(
        "start_method", "start method", "How a worker process begins.", startsProcesses);
}

ExperimentField scheduleField()
{
    return choiceField<Schedule, &Experiment::schedule>("schedule",
        "schedule",
        "Which worker gets which tasks, and how many at once.",
        hasSchedule);
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
        .applies = handsOutChunks,
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
        .read = readNumber<&Experiment::pin>,
        .write = writeFlag<&Experiment::pin>,
    };
}

} // namespace interleave
