#include "core/code/code_subject.h"

#include "core/base/grouped_digits.h"
#include "core/base/machine.h"
#include "core/model/applicability.h"
#include "core/model/pool_size.h"
#include "core/model/python_executor.h"

#include <algorithm>
#include <cmath>

namespace interleave {

Experiment firstOfCompared(const Experiment& experiment)
{
    Experiment first = variantsOf(experiment).front();
    first.varyParam = {};
    first.sync = primitivesOf(experiment).front();
    first.compare.clear();
    if (!experiment.varyWorkers.empty())
        first.workers = experiment.varyWorkers.front();
    first.varyWorkers.clear();
    first.tasks = first.tasks.value_or(usualTasks(first));
    first.workers = first.workers.value_or(automaticWorkers(first, usableCores()));
    return first;
}

CodeSystem systemFor(const Experiment& experiment, CodeLanguage language)
{
    if (workloadInfo(experiment.workload).minWorkers > 1)
        return experiment.executor == ExecutorKind::Threads ? CodeSystem::WorkerThreads
                                                            : CodeSystem::WorkerProcesses;
    switch (experiment.executor) {
    case ExecutorKind::ProcessPerTask:
    case ExecutorKind::PythonProcess:
        return CodeSystem::Process;
    case ExecutorKind::PythonProcesses:
        return CodeSystem::ProcessExecutor;
    case ExecutorKind::Threads:
    case ExecutorKind::PythonThreads:
        return CodeSystem::ThreadExecutor;
    case ExecutorKind::Serial:
    case ExecutorKind::PythonSerial:
        return CodeSystem::Serial;
    case ExecutorKind::PythonAsyncio:
        return language == CodeLanguage::Python ? CodeSystem::Asyncio : CodeSystem::ThreadExecutor;
    case ExecutorKind::PythonJoblib:
        return language == CodeLanguage::Python ? CodeSystem::Joblib : CodeSystem::Pool;
    case ExecutorKind::Processes:
    case ExecutorKind::PythonPool:
        break;
    }
    return CodeSystem::Pool;
}

bool hasProcesses(CodeSystem system)
{
    return system == CodeSystem::Pool || system == CodeSystem::ProcessExecutor
        || system == CodeSystem::Process || system == CodeSystem::WorkerProcesses;
}

bool sharesState(const Experiment& experiment)
{
    return !isPython(experiment.executor) || experiment.workload == WorkloadKind::Counter;
}

bool waitsForCondition(const Experiment& experiment)
{
    switch (experiment.workload) {
    case WorkloadKind::Phases:
        return parameter<std::string>(experiment, "meeting") == "condition";
    case WorkloadKind::BoundedBuffer:
        return parameter<std::string>(experiment, "channel") == "condition";
    default:
        return false;
    }
}

bool usesGuard(const Experiment& experiment)
{
    return sharesState(experiment) && usesPrimitive(experiment) && !waitsForCondition(experiment);
}

const char* taskTemplateOf(WorkloadKind workload)
{
    switch (workload) {
    case WorkloadKind::Counter:
        return "counter";
    case WorkloadKind::Squares:
    case WorkloadKind::Cubes:
        return "powers";
    case WorkloadKind::Sleep:
        return "sleep";
    case WorkloadKind::Histogram:
        return "histogram";
    case WorkloadKind::Bank:
        return "bank";
    case WorkloadKind::Tickets:
        return "tickets";
    case WorkloadKind::ReadersWriters:
        return "readers_writers";
    case WorkloadKind::BoundedBuffer:
        return "bounded_buffer";
    case WorkloadKind::Philosophers:
        return "philosophers";
    case WorkloadKind::Phases:
        return "phases";
    case WorkloadKind::Function:
        return "function";
    default:
        return nullptr;
    }
}

const char* systemTemplateOf(CodeSystem system)
{
    switch (system) {
    case CodeSystem::ProcessExecutor:
    case CodeSystem::ThreadExecutor:
        return "executor";
    case CodeSystem::Process:
        return "process";
    case CodeSystem::Joblib:
        return "joblib";
    case CodeSystem::Asyncio:
        return "asyncio";
    case CodeSystem::Serial:
        return "serial";
    case CodeSystem::WorkerProcesses:
    case CodeSystem::WorkerThreads:
        return "workers";
    case CodeSystem::Pool:
        break;
    }
    return "pool";
}

std::vector<SharedThing> sharedThings(std::string_view lines)
{
    constexpr std::string_view kBetween = " | ";
    std::vector<SharedThing> things;
    while (!lines.empty()) {
        std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        const auto next = [&] {
            const std::size_t end = std::min(line.find(kBetween), line.size());
            std::string word(line.substr(0, end));
            line.remove_prefix(std::min(end + kBetween.size(), line.size()));
            return word;
        };
        things.push_back({next(), next(), next()});
    }
    return things;
}

std::string grouped(std::int64_t number, char separator)
{
    std::string text = groupedDigits(static_cast<std::uint64_t>(number));
    std::ranges::replace(text, ',', separator);
    return text;
}

namespace {

// A gap for each parameter, and a flag for its value: "increments", "increments=10000".
void addParameters(const Experiment& experiment, char separator, CodeWords& words)
{
    for (const ValueSpec& spec : workloadInfo(experiment.workload).parameters) {
        const auto set = experiment.params.find(spec.name);
        const FieldValue& value = set != experiment.params.end() ? set->second : spec.defaultValue;
        const auto* whole = std::get_if<std::int64_t>(&value);
        const std::string name(spec.name);
        words.gaps[name] = whole != nullptr ? grouped(*whole, separator) : toText(value);
        words.flags.insert(name + "=" + toText(value));
    }
}

// Whether the sum of the tasks' powers is larger than the word that it is kept in.
bool wraps(const Experiment& experiment)
{
    const auto tasks = static_cast<double>(*experiment.tasks);
    const double sum = experiment.workload == WorkloadKind::Squares ? std::pow(tasks, 3) / 3
                                                                    : std::pow(tasks, 4) / 4;
    return sum >= 0x1p64;
}

void addPowers(const Experiment& experiment, CodeWords& words)
{
    const bool squares = experiment.workload == WorkloadKind::Squares;
    words.gaps["power"] = squares ? "n * n" : "n * n * n";
    words.gaps["power_name"] = squares ? "square" : "cube";
    if (wraps(experiment))
        words.gaps["wraps"] = " % 2**64";
}

void addFlags(const Experiment& experiment, CodeLanguage language, CodeWords& words)
{
    const CodeSystem system = systemFor(experiment, language);
    const bool shared = sharesState(experiment);
    words.flags.insert("workload=" + std::string(nameOf(experiment.workload)));
    words.flags.insert(shared ? "shared" : "returned");
    if (shared && windowDelayNs(experiment) != 0 && !addsInOneStep(experiment.sync))
        words.flags.insert("delay");
    if (hasProcesses(system))
        words.flags.insert("processes");
    if (system != CodeSystem::Serial)
        words.flags.insert("workers");
    if (system == CodeSystem::Asyncio)
        words.flags.insert("asyncio");
    if (words.flags.contains("channel=semaphores") || words.flags.contains("channel=condition")
        || words.flags.contains("channel=spin"))
        words.flags.insert("ring");
    const PythonCall call = isPython(experiment.executor) ? experiment.call : PythonCall::Map;
    words.flags.insert("call=" + std::string(nameOf(call)));
}

} // namespace

CodeWords commonWords(const Experiment& experiment, CodeLanguage language, char separator)
{
    CodeWords words;
    addParameters(experiment, separator, words);
    addFlags(experiment, language, words);
    words.gaps["tasks"] = grouped(*experiment.tasks, separator);
    words.gaps["workers"] = grouped(*experiment.workers, separator);
    words.gaps["seed"] = grouped(experiment.seed, separator);
    addPowers(experiment, words);
    return words;
}

} // namespace interleave
