#include "core/model/python_fields.h"

#include "core/model/field_access.h"
#include "core/model/python_executor.h"

namespace interleave {

namespace {

bool hasCalls(const Experiment& experiment)
{
    return experiment.executor == ExecutorKind::PythonPool
        || experiment.executor == ExecutorKind::PythonProcesses
        || experiment.executor == ExecutorKind::PythonThreads;
}

bool startsEach(const Experiment& experiment)
{
    return experiment.executor == ExecutorKind::PythonProcess && startsAProcessPerTask(experiment);
}

bool usesJoblib(const Experiment& experiment)
{
    return experiment.executor == ExecutorKind::PythonJoblib;
}

bool runsInPython(const Experiment& experiment)
{
    return isPython(experiment.executor);
}

// Which program that is, or that there is none, is found when a run is planned.
std::optional<std::string> findNameProblem(std::string_view text)
{
    constexpr std::size_t kMost = 4096;
    if (text.size() < kMost && text.find_first_of(std::string_view("\0\n", 2)) == text.npos)
        return std::nullopt;
    return "no program has such a name";
}

} // namespace

ExperimentField pythonCallField()
{
    return choiceField<PythonCall, &Experiment::call>(
        "call", "call", "By which of its calls the Python system gets the tasks.", hasCalls);
}

ExperimentField withoutJoinField()
{
    return {
        .spec = {
            .name = "without_join",
            .title = "without join",
            .unit = {},
            .help = "The program starts its processes and goes on at once, instead of waiting for them (join): the wall "
                    "time is what it would print, although the work is not done yet.",
            .type = ValueType::Flag,
            .defaultValue = false,
        },
        .read = readNumber<&Experiment::withoutJoin>,
        .write = writeFlag<&Experiment::withoutJoin>,
        .applies = startsEach,
    };
}

ExperimentField handBackField()
{
    return choiceField<HandBack, &Experiment::handBack>("hand_back",
        "results come by",
        "How a task's result comes from a Python worker to its parent.",
        handsBack);
}

ExperimentField joblibBackendField()
{
    return choiceField<JoblibBackend, &Experiment::joblibBackend>(
        "joblib_backend", "joblib's workers", "What joblib's Parallel runs tasks in.", usesJoblib);
}

ExperimentField joblibMemoryField()
{
    return {
        .spec = {
            .name = "joblib_memory",
            .title = "keep results (Memory)",
            .unit = {},
            .help = "joblib.Memory stores what each task gave on the disk, in a folder that the run removes at its end. "
                    "In every trial after the first the same tasks are looked up there instead of done.",
            .type = ValueType::Flag,
            .defaultValue = false,
        },
        .read = readNumber<&Experiment::joblibMemory>,
        .write = writeFlag<&Experiment::joblibMemory>,
        .applies = usesJoblib,
    };
}

ExperimentField pythonField()
{
    return {
        .spec = {
            .name = "python",
            .title = "Python",
            .unit = {},
            .help = "The interpreter that Python's executors run in: a path, such as the bin/python3 of a virtual "
                    "environment, or a name that is looked for on PATH.",
            .type = ValueType::Text,
            .textForm = "the path or the name of a Python 3 interpreter",
            .textProblem = findNameProblem,
            .automaticMeans = "python3 on PATH",
            .defaultValue = std::string(),
        },
        .read = [](const Experiment& experiment) { return FieldValue(experiment.python); },
        .write = [](Experiment& experiment,
                     const FieldValue& value) { experiment.python = std::get<std::string>(value); },
        .applies = runsInPython,
    };
}

} // namespace interleave
