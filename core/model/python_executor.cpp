#include "core/model/python_executor.h"

#include "core/model/applicability.h"
#include "core/model/image_parameters.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::int64_t kPartsPerWorker = 4; // of multiprocessing.Pool, where no chunk is given

using Problems = std::vector<ExperimentProblem>;

void add(Problems& problems, std::string field, const std::string& message)
{
    problems.push_back({field, fmt::format("field '{}': {}", field, message)});
}

// By name or title, with commas between.
template <class Enum, class Allows>
std::string namesOf(Allows allows, Wording wording)
{
    std::string names;
    for (std::size_t i = 0; i < choicesOf<Enum>().size(); ++i) {
        if (const auto value = static_cast<Enum>(i); allows(value))
            names += fmt::format("{}{}", names.empty() ? "" : ", ", called(value, wording));
    }
    return names;
}

void findWorkloadProblem(const Experiment& experiment, Wording wording, Problems& problems)
{
    if (canRunInPython(experiment.executor, experiment.workload))
        return;
    const auto allows
        = [&](WorkloadKind kind) { return canRunInPython(experiment.executor, kind); };
    add(problems,
        "executor",
        fmt::format("{} has no tasks of {}; use it with {}, or {}",
            called(experiment.executor, wording),
            calledWorkload(experiment.workload, wording),
            namesOf<WorkloadKind>(allows, wording),
            called(ExecutorKind::Processes, wording)));
}

void findPrimitiveProblems(const Experiment& experiment, Wording wording, Problems& problems)
{
    if (experiment.workload != WorkloadKind::Counter)
        return;
    for (const Primitive primitive : primitivesOf(experiment)) {
        if (!guardsInPython(primitive))
            add(problems,
                experiment.compare.empty() ? "sync" : "compare",
                fmt::format("Python has no {}; use one of {}",
                    called(primitive, wording),
                    namesOf<Primitive>(guardsInPython, wording)));
    }
}

// Neither strips nor a journal, and no reader that says what is damaged.
void findPictureProblems(const Experiment& experiment, Wording wording, Problems& problems)
{
    const auto refuse = [&](const char* field, bool isSet, const std::string& why) {
        if (isSet)
            add(problems,
                field,
                fmt::format("{}; leave the default, or use {}",
                    why,
                    called(ExecutorKind::Processes, wording)));
    };
    refuse("params.division", inStrips(experiment), "Python's tasks are whole pictures");
    refuse("params.damaged",
        parameter<std::string>(experiment, "damaged") == "salvage",
        "Python's OpenCV does not say what a damaged picture lacks");
    refuse("params.resume", goesOn(experiment), "Python's workers keep no journal of a batch");
    const bool repeats = experiment.trials > 1 || comparesSeveral(experiment);
    if (repeats && !parameter<std::string>(experiment, "output").empty()
        && !parameter<bool>(experiment, "overwrite"))
        add(problems,
            "params.overwrite",
            "in Python each trial replaces the results of the one before; allow that, or use one "
            "trial");
}

void findChannelProblem(const Experiment& experiment, Problems& problems)
{
    const auto channel = parameter<std::string>(experiment, "channel");
    if (channel != "queue" && channel != "pipe")
        add(problems,
            "params.channel",
            fmt::format("Python has no {}; use queue or pipe", channel));
}

void findOtherProblems(const Experiment& experiment, Wording wording, Problems& problems)
{
    for (const auto& [field, on] :
        {std::pair("evidence", experiment.evidence), std::pair("probe", experiment.probe)}) {
        if (on)
            add(problems,
                field,
                fmt::format("Python's updates carry no names; use {}",
                    called(ExecutorKind::Processes, wording)));
    }
    if (experiment.handBack == HandBack::Pipe && handsBack(experiment)
        && experiment.executor != ExecutorKind::PythonProcess)
        add(problems,
            "hand_back",
            fmt::format("pipe is not allowed with {}: its two ends are for two processes, and a "
                        "pool's workers would write into each other's results; use {}, or {}",
                called(experiment.executor, wording),
                called(ExecutorKind::PythonProcess, wording),
                called(HandBack::Queue, wording)));
    if (experiment.joblibMemory && experiment.executor == ExecutorKind::PythonJoblib
        && experiment.workload == WorkloadKind::ImageFilter)
        add(problems,
            "joblib_memory",
            "pictures are not kept: a result that is looked up would not be written again; switch "
            "it off");
    if (experiment.tasks.value_or(0) > kMaxPythonTasks)
        add(problems,
            "tasks",
            fmt::format("{} is not allowed with {}; use {} at most",
                *experiment.tasks,
                called(experiment.executor, wording),
                kMaxPythonTasks));
    if (std::ranges::find(experiment.inject, FaultKind::KillLockHolder, &Fault::kind)
        != experiment.inject.end())
        add(problems,
            "inject",
            fmt::format(
                "kill-lock-holder is not allowed with {}: a lock of Python's is lost with its "
                "holder, and all others wait for ever; use {}",
                called(experiment.executor, wording),
                called(ExecutorKind::Processes, wording)));
}

} // namespace

bool isPython(ExecutorKind executor)
{
    return executor >= ExecutorKind::PythonPool;
}

bool isSerial(ExecutorKind executor)
{
    return executor == ExecutorKind::Serial || executor == ExecutorKind::PythonSerial;
}

bool startsAProcessPerTask(const Experiment& experiment)
{
    return (experiment.executor == ExecutorKind::ProcessPerTask
               || experiment.executor == ExecutorKind::PythonProcess)
        && !workloadInfo(experiment.workload).together;
}

bool sharesOneProcess(const Experiment& experiment)
{
    switch (experiment.executor) {
    case ExecutorKind::Threads:
    case ExecutorKind::PythonThreads:
    case ExecutorKind::PythonAsyncio:
    case ExecutorKind::PythonSerial:
        return true;
    case ExecutorKind::PythonJoblib:
        return experiment.joblibBackend == JoblibBackend::Threading;
    default:
        return false;
    }
}

bool handsBack(const Experiment& experiment)
{
    const bool powers = experiment.workload == WorkloadKind::Squares
        || experiment.workload == WorkloadKind::Cubes;
    switch (experiment.executor) {
    case ExecutorKind::PythonPool:
    case ExecutorKind::PythonProcess:
    case ExecutorKind::PythonProcesses:
    case ExecutorKind::PythonThreads:
        return powers;
    default:
        return false;
    }
}

std::int64_t usualPythonTasks(WorkloadKind workload)
{
    constexpr std::int64_t kSmall = 10'000;
    constexpr std::int64_t kLarge = 100; // of 10,000 increments, or 100 items, each
    return workload == WorkloadKind::Counter || workload == WorkloadKind::BoundedBuffer ? kLarge
                                                                                        : kSmall;
}

bool takesChunks(const Experiment& experiment)
{
    switch (experiment.executor) {
    case ExecutorKind::PythonPool:
        return experiment.call != PythonCall::Each;
    case ExecutorKind::PythonProcesses:
        return experiment.call == PythonCall::Map;
    case ExecutorKind::PythonJoblib:
        return true;
    default:
        return false;
    }
}

std::optional<std::int64_t> pythonChunk(
    const Experiment& experiment, std::uint64_t tasks, std::uint32_t workers)
{
    if (!takesChunks(experiment))
        return 1;
    if (experiment.chunk || experiment.executor == ExecutorKind::PythonJoblib)
        return experiment.chunk;
    if (experiment.executor != ExecutorKind::PythonPool || experiment.call != PythonCall::Map)
        return 1;
    const std::int64_t parts = std::int64_t{workers} * kPartsPerWorker;
    return std::max<std::int64_t>((static_cast<std::int64_t>(tasks) + parts - 1) / parts, 1);
}

bool canRunInPython(ExecutorKind executor, WorkloadKind workload)
{
    switch (workload) {
    case WorkloadKind::Sleep:
        return true;
    case WorkloadKind::Counter:
        return executor != ExecutorKind::PythonAsyncio // it would have nothing to wait for
            && executor != ExecutorKind::PythonJoblib; // no Value reaches its workers
    case WorkloadKind::Squares:
    case WorkloadKind::Cubes:
    case WorkloadKind::ImageFilter:
    case WorkloadKind::Function:
        return executor != ExecutorKind::PythonAsyncio;
    case WorkloadKind::BoundedBuffer:
        return executor == ExecutorKind::PythonProcess;
    default:
        return false;
    }
}

bool needsPython(WorkloadKind workload)
{
    return workload == WorkloadKind::Function;
}

bool guardsInPython(Primitive primitive)
{
    switch (primitive) {
    case Primitive::None:
    case Primitive::Lock:
    case Primitive::RecursiveLock:
    case Primitive::Semaphore:
    case Primitive::BoundedSemaphore:
        return true;
    default:
        return false;
    }
}

std::vector<ExperimentProblem> findPythonConflicts(const Experiment& experiment, Wording wording)
{
    Problems problems;
    if (!isPython(experiment.executor))
        return problems;
    findWorkloadProblem(experiment, wording, problems);
    findPrimitiveProblems(experiment, wording, problems);
    if (experiment.workload == WorkloadKind::ImageFilter)
        findPictureProblems(experiment, wording, problems);
    if (experiment.workload == WorkloadKind::BoundedBuffer)
        findChannelProblem(experiment, problems);
    findOtherProblems(experiment, wording, problems);
    return problems;
}

} // namespace interleave
