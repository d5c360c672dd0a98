// Runs by a real python3, where there is one.
#pragma once

#include "core/model/python_interpreter.h"
#include "tests/support/engine_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace interleave::test {

/// Debian's own where it is there: what comes first on PATH may be a script that looks for
/// versions.
inline std::string pythonOfTests()
{
    const auto found = findPython("/usr/bin/python3");
    return found ? *found : std::string();
}

template <class Base>
class WithPython : public Base
{
protected:
    void SetUp() override
    {
        if (const auto found = findPython(pythonOfTests()); !found)
            GTEST_SKIP() << found.error().message;
    }
};

using PythonTest = WithPython<testing::Test>;

inline bool hasJoblib()
{
    return hasPythonPackage(pythonOfTests(), "joblib");
}

class WithPythonExecutor : public WithPython<testing::TestWithParam<ExecutorKind>>
{
protected:
    void SetUp() override
    {
        WithPython::SetUp();
        if (GetParam() == ExecutorKind::PythonJoblib && !hasJoblib())
            GTEST_SKIP() << "joblib is not installed";
    }
};

/// Those of more than one workload; what each is called in a parameterised test's name.
inline auto ofSeveralWorkloads()
{
    return testing::Values(ExecutorKind::PythonPool,
        ExecutorKind::PythonProcess,
        ExecutorKind::PythonProcesses,
        ExecutorKind::PythonThreads,
        ExecutorKind::PythonSerial,
        ExecutorKind::PythonJoblib);
}

inline std::string executorName(const testing::TestParamInfo<ExecutorKind>& tested)
{
    std::string name(nameOf(tested.param));
    std::erase(name, '-');
    return name;
}

inline Experiment inPython(ExecutorKind executor, WorkloadKind workload, std::int64_t tasks)
{
    return {.workload = workload,
        .tasks = tasks,
        .workers = 2,
        .executor = executor,
        .python = pythonOfTests()};
}

/// A pool of two that sleeps so long in each task.
inline Experiment sleepingPool(std::int64_t tasks, double seconds)
{
    Experiment experiment = inPython(ExecutorKind::PythonPool, WorkloadKind::Sleep, tasks);
    experiment.params = {{"duration", seconds}};
    experiment.chunk = 1;
    return experiment;
}

/// What is said of a trial as a whole by Python's side.
inline std::string saidOfPython(const TrialResult& trial)
{
    std::string said;
    for (const TaskError& error : trial.errors) {
        if (!error.task)
            said += error.kind + ": " + error.message + "\n";
    }
    return said;
}

} // namespace interleave::test
