#include "core/code/code_notes.h"

#include "core/base/grouped_digits.h"
#include "core/code/code_subject.h"
#include "core/model/applicability.h"
#include "core/model/python_executor.h"

#include <fmt/format.h>

namespace interleave {

namespace {

std::string counted(std::int64_t count, std::string_view what)
{
    return fmt::format(
        "{} {}{}", groupedDigits(static_cast<std::uint64_t>(count)), what, count == 1 ? "" : "s");
}

std::string summaryOf(const Experiment& experiment)
{
    std::string text = fmt::format("{}: {}, {}",
        choiceOf(experiment.workload).title,
        counted(*experiment.tasks, "task"),
        choiceOf(experiment.executor).title);
    if (hasPoolSize(experiment))
        text += ", " + counted(*experiment.workers, "worker");
    if (usesPrimitive(experiment))
        text += ", primitive: " + std::string(choiceOf(experiment.sync).title);
    return text + ".";
}

std::string leftOut(const Experiment& experiment)
{
    std::string list;
    const auto add = [&](bool is, std::string_view what) {
        if (is)
            list += fmt::format("{}{}", list.empty() ? "" : ", ", what);
    };
    add(!experiment.inject.empty(), "the injected faults");
    add(experiment.timeout > 0, "the time-out of a task");
    add(experiment.pin, "the pinning of workers to cores");
    add(experiment.evidence || experiment.probe, "the names of updates");
    const bool isJoblib = experiment.executor == ExecutorKind::PythonJoblib;
    add(isJoblib && experiment.joblibMemory, "joblib's Memory");
    add(handsBack(experiment) && experiment.handBack != HandBack::Return,
        fmt::format("the way in which results come back ({})", nameOf(experiment.handBack)));
    add(experiment.executor == ExecutorKind::PythonProcess && experiment.withoutJoin,
        "that nobody waits for the processes");
    return list.empty() ? list : "Left out: " + list + ".\n";
}

bool comparesSomething(const Experiment& experiment)
{
    return !experiment.compare.empty() || !experiment.varyWorkers.empty()
        || !experiment.varyParam.empty();
}

// Python has no others between processes, and the library's handles are the same and atomic words.
std::string primitiveNote(const Experiment& experiment, CodeLanguage language)
{
    const bool has = guardsInPython(experiment.sync)
        || (language == CodeLanguage::Cpp && addsInOneStep(experiment.sync));
    if (waitsForCondition(experiment))
        return "The condition has a lock of its own, which stands for the primitive.\n";
    if (has || !usesGuard(experiment))
        return {};
    const std::string_view whose = language == CodeLanguage::Python ? "Python" : "The library";
    return fmt::format(
        "{} has no {}; a lock stands for it, which guards the same at another price.\n",
        whose,
        choiceOf(experiment.sync).title);
}

std::string scheduleNote(const Experiment& experiment, CodeLanguage language)
{
    const bool pool = systemFor(experiment, language) == CodeSystem::Pool;
    if (language == CodeLanguage::Python && pool && experiment.executor == ExecutorKind::Processes
        && experiment.schedule == Schedule::Guided)
        return "Python has no guided schedule: its chunks are all of one size.\n";
    const bool threads = experiment.executor == ExecutorKind::Threads
        && systemFor(experiment, language) == CodeSystem::ThreadExecutor;
    if (threads && experiment.schedule != Schedule::Auto)
        return "An executor of threads hands out single tasks: the schedule and its chunk are left "
               "out.\n";
    return {};
}

std::string functionNote(const Experiment& experiment)
{
    const bool hasMain = experiment.workload == WorkloadKind::Function
        && parameter<std::string>(experiment, "code").find("__main__") != std::string::npos;
    return hasMain
        ? "The function brings a main part of its own, which runs here too: take it out.\n"
        : "";
}

std::string systemNote(const Experiment& experiment, CodeLanguage language)
{
    if (experiment.executor == ExecutorKind::ProcessPerTask
        && workloadInfo(experiment.workload).minWorkers > 1)
        return "One process does all tasks of its place.\n";
    if (language == CodeLanguage::Python)
        return experiment.executor == ExecutorKind::PythonJoblib
            ? "Needs joblib: the package python3-joblib, or pip install joblib.\n"
            : "";
    if (experiment.executor == ExecutorKind::PythonAsyncio)
        return "The library has no coroutines: as many threads sleep instead.\n";
    if (experiment.executor == ExecutorKind::PythonJoblib)
        return "The library has one kind of pool; it stands for joblib's.\n";
    return {};
}

std::string_view howToRun(CodeLanguage language)
{
    return language == CodeLanguage::Python ? "Run: python3 program.py"
                                            : "Build by CMake, after the library is installed:\n"
                                              "  find_package(Interleave REQUIRED)\n"
                                              "  add_executable(program program.cpp)\n"
                                              "  target_link_libraries(program PRIVATE "
                                              "Interleave::library)";
}

} // namespace

std::string aboutProgram(
    const Experiment& asked, const Experiment& experiment, CodeLanguage language)
{
    std::string notes = primitiveNote(experiment, language) + scheduleNote(experiment, language)
        + systemNote(experiment, language) + functionNote(experiment) + leftOut(experiment);
    if (comparesSomething(asked))
        notes = "The first of those that the experiment compares.\n" + notes;
    return fmt::format("{}\n\n{}{}", summaryOf(experiment), notes, howToRun(language));
}

} // namespace interleave
