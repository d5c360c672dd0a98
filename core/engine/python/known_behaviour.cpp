#include "core/engine/python/known_behaviour.h"

#include <fmt/format.h>

namespace interleave {

namespace {

std::string_view systemOf(ExecutorKind executor)
{
    switch (executor) {
    case ExecutorKind::PythonPool:
        return "multiprocessing.Pool";
    case ExecutorKind::PythonProcesses:
        return "ProcessPoolExecutor";
    case ExecutorKind::PythonJoblib:
        return "joblib";
    case ExecutorKind::PythonThreads:
        return "ThreadPoolExecutor";
    default:
        return "Python";
    }
}

std::string gaveUnreadable(std::string_view type)
{
    return fmt::format(
        "a task gave something of class {} that pickle can write but not read again", type);
}

} // namespace

std::string poolHangs()
{
    return "a worker of multiprocessing.Pool died, and the pool waits for its result for ever: "
           "that "
           "is Python's known behaviour, so the run was stopped; the executor processes fails the "
           "task of a worker that dies alone, and goes on";
}

std::string poolCannotRead(std::string_view type)
{
    return gaveUnreadable(type)
        + ", and multiprocessing.Pool waits for it for ever: that is Python's known behaviour, so "
          "the run "
          "was stopped; give the class a __reduce__ that fits its __init__";
}

std::string givesNothing(ExecutorKind executor)
{
    return fmt::format(
        "all tasks have ended, and for 30 s {} has given none of their results: it waits for "
        "ever for a process or thread that does not end, or for what it cannot read. That "
        "is Python's known behaviour, so the run was stopped",
        systemOf(executor));
}

std::string didNotCome(std::uint64_t results)
{
    return fmt::format(
        "{} {} that tasks gave did not come back, and Python does not say why (does the "
        "function close what is not its own?)",
        results,
        results == 1 ? "result" : "results");
}

std::string systemCannotRead(ExecutorKind executor, std::string_view type, std::string_view raised)
{
    return fmt::format("{}, and {} raised: {} (that is Python's known behaviour; give the class a "
                       "__reduce__ that fits its __init__)",
        gaveUnreadable(type),
        systemOf(executor),
        raised);
}

std::string cannotBeWritten(ExecutorKind executor, std::string_view type, std::string_view raised)
{
    return fmt::format("a task gave something of class {} that pickle cannot write, so that it did "
                       "not come back{}: that is Python's known behaviour; return and raise what "
                       "pickle can write",
        type,
        raised.empty() ? "" : fmt::format(" ({} raised: {})", systemOf(executor), raised));
}

std::string othersWait()
{
    return "a Process died, and the others wait for its items for ever: a Queue and a Pipe of "
           "Python's know of no deaths, so the run was stopped; the executor processes goes on "
           "with who takes its place";
}

std::string cannotEndOneTask(std::string_view task)
{
    return fmt::format(
        "{} took too long, and Python's systems cannot end one task: that is their "
        "known behaviour, so the run was stopped; the executor processes ends such a "
        "task alone",
        task);
}

std::string whatRaisingMeans(ExecutorKind executor, std::string_view raised)
{
    if (raised.starts_with("BrokenProcessPool") || raised.starts_with("TerminatedWorkerError"))
        return fmt::format(
            "{} (a worker of {} died, and it gives up all others and every task that is "
            "left: that is Python's known behaviour; the executor processes fails the "
            "task of a worker that dies alone, and goes on)",
            raised,
            systemOf(executor));
    return fmt::format(
        "{} raised instead of giving results: {} (a task's exception comes through, and "
        "what stood behind it in its chunk never began: that is Python's known behaviour)",
        systemOf(executor),
        raised);
}

} // namespace interleave
