#include "core/model/experiment.h"

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

template <auto Member>
void writeFlag(Experiment& experiment, const FieldValue& value)
{
    experiment.*Member = std::get<bool>(value);
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
ExperimentField choiceField(std::string_view name,
    std::string_view title,
    std::string_view help,
    bool (*applies)(const Experiment&) = nullptr)
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
        .applies = applies,
    };
}

bool handsOutChunks(const Experiment& experiment)
{
    return experiment.executor == ExecutorKind::Processes
        || experiment.executor == ExecutorKind::Threads;
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
            .help = "How many processes or threads work at the same time. More than cores help only when tasks "
                    "wait; a process costs about 0.2 ms to start.",
            .minimum = 1,
            .maximum = static_cast<double>(kMaxWorkers),
            .automaticMeans = "one per core",
            .defaultValue = std::string(kAutomatic),
        },
        .read = readOptional<&Experiment::workers>,
        .write = writeOptional<&Experiment::workers>,
        .applies = hasPoolSize,
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
        .applies = hasPoolSize,
    };
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
            [](const Experiment& experiment) { return experiment.executor == ExecutorKind::ProcessPerTask; },
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
        .applies = handsOutChunks,
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

bool usesSemaphore(const Experiment& experiment)
{
    const auto counts = [](Primitive primitive) { return hasPermits(primitive); };
    return experiment.compare.empty() ? counts(experiment.sync)
                                      : std::ranges::any_of(experiment.compare, counts);
}

ExperimentField permitsField()
{
    return {
        .spec = {
            .name = "permits",
            .title = "permits",
            .unit = {},
            .help = "How many workers the semaphore lets in at a time. One guards like a lock; with more, updates can "
                    "be lost inside.",
            .minimum = 1,
            .maximum = kMaxPermits,
            .defaultValue = std::int64_t{1},
        },
        .read = readNumber<&Experiment::permits>,
        .write = writeInteger<&Experiment::permits>,
        .applies = usesSemaphore,
    };
}

ExperimentField compareField()
{
    return {
        .spec = {
            .name = "compare",
            .title = "compare primitives",
            .unit = {},
            .help = "Two or more primitives with commas between them, as in none, lock, atomic: each gets its trials, "
                    "by turns in random order, and the result sets them side by side.",
            .type = ValueType::Text,
            .textForm = "two or more primitives with commas between them, such as none, lock",
            .textProblem = findPrimitivesProblem,
            .automaticMeans = "only the one above",
            .defaultValue = std::string(),
        },
        .read = [](const Experiment& experiment) { return FieldValue(toText(experiment.compare)); },
        .write =
            [](Experiment& experiment, const FieldValue& value) {
                experiment.compare
                    = primitivesFromText(std::get<std::string>(value)).value_or(experiment.compare);
            },
    };
}

// Only a word that tasks update one at a time can carry a tag.
bool canBeWatched(const Experiment& experiment)
{
    return workloadInfo(experiment.workload).tagged;
}

ExperimentField evidenceField()
{
    return {
        .spec = {
            .name = "evidence",
            .title = "name every lost update",
            .unit = {},
            .help = "Every update is stored with the name of who made it and every worker logs what it has read. Then "
                    "each lost update is known by name, and which update overwrote it. Takes 8 bytes an update and "
                    "makes each a few nanoseconds slower.",
            .type = ValueType::Flag,
            .defaultValue = false,
        },
        .read = readNumber<&Experiment::evidence>,
        .write = writeFlag<&Experiment::evidence>,
        .applies = canBeWatched,
    };
}

ExperimentField probeField()
{
    return {
        .spec = {
            .name = "probe",
            .title = "measure what watching changes",
            .unit = {},
            .help = "Runs the trials three ways, by turns in random order: bare, with tagged updates, and with tags and "
                    "logs. If the losses differ, watching has changed the race.",
            .type = ValueType::Flag,
            .defaultValue = false,
        },
        .read = readNumber<&Experiment::probe>,
        .write = writeFlag<&Experiment::probe>,
        .applies = canBeWatched,
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
        .read = readNumber<&Experiment::pin>,
        .write = writeFlag<&Experiment::pin>,
    };
}

const std::array kFields{
    choiceField<WorkloadKind, &Experiment::workload>(
        "workload", "workload", "What every task does."),
    tasksField(),
    workersField(),
    choiceField<ExecutorKind, &Experiment::executor>(
        "executor", "executor", "How tasks reach their workers."),
    allAtOnceField(),
    choiceField<StartMethod, &Experiment::startMethod>(
        "start_method", "start method", "How a worker process begins."),
    choiceField<Schedule, &Experiment::schedule>("schedule",
        "schedule",
        "Which worker gets which tasks, and how many at once.",
        handsOutChunks),
    chunkField(),
    choiceField<Primitive, &Experiment::sync>(
        "sync", "primitive", "What guards the shared state that all tasks update."),
    permitsField(),
    compareField(),
    varyWorkersField(),
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
