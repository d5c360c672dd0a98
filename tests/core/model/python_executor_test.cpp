#include "core/model/python_executor.h"
#include "core/model/python_interpreter.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace interleave {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

Experiment pool(WorkloadKind workload)
{
    return {.workload = workload, .executor = ExecutorKind::PythonPool};
}

TEST(PythonExecutor, TasksThatPythonDoesNotHaveAreRefusedWithThoseThatItHas)
{
    const auto problems = findProblems(pool(WorkloadKind::Bank));
    ASSERT_THAT(problems, ElementsAre(Field(&ExperimentProblem::field, "executor")));
    EXPECT_EQ(problems[0].message,
        "field 'executor': python-pool has no tasks of workload bank; use it with counter, "
        "squares, "
        "cubes, sleep, image-filter, function, or processes");
    EXPECT_THAT(
        findProblems({.workload = WorkloadKind::Squares, .executor = ExecutorKind::PythonAsyncio}),
        ElementsAre(
            Field(&ExperimentProblem::message, HasSubstr("use it with sleep, or processes"))));
}

TEST(PythonExecutor, ACounterIsGuardedByWhatPythonHas)
{
    Experiment experiment = pool(WorkloadKind::Counter);
    EXPECT_THAT(findProblems(experiment), IsEmpty());
    experiment.sync = Primitive::TicketLock;
    EXPECT_THAT(findProblems(experiment), ElementsAre(Field(&ExperimentProblem::field, "sync")));
    experiment.workload = WorkloadKind::Sleep;
    EXPECT_THAT(findProblems(experiment), IsEmpty()) << "nothing is guarded there";
}

TEST(PythonExecutor, WhatOursAloneCanIsRefusedByItsField)
{
    Experiment experiment = pool(WorkloadKind::Counter);
    experiment.evidence = true;
    experiment.tasks = kMaxPythonTasks + 1;
    experiment.inject = {{FaultKind::KillLockHolder}};
    EXPECT_THAT(findProblems(experiment),
        ElementsAre(Field(&ExperimentProblem::field, "evidence"),
            Field(&ExperimentProblem::field, "tasks"),
            Field(&ExperimentProblem::field, "inject")));
}

TEST(PythonExecutor, WhatPicturesHaveInOursAloneIsRefusedByItsField)
{
    Experiment experiment = pool(WorkloadKind::ImageFilter);
    EXPECT_THAT(findProblems(experiment), IsEmpty());
    experiment.trials = 2;
    experiment.params = {{"division", std::string("strip")},
        {"damaged", std::string("salvage")},
        {"resume", true},
        {"output", std::string("out")}};
    EXPECT_THAT(findProblems(experiment),
        ElementsAre(Field(&ExperimentProblem::field, "params.division"),
            Field(&ExperimentProblem::field, "params.damaged"),
            Field(&ExperimentProblem::field, "params.resume"),
            Field(&ExperimentProblem::field, "params.overwrite")));
}

TEST(PythonExecutor, AChunkIsPythonsOwnWhereNoneIsGiven)
{
    Experiment experiment = pool(WorkloadKind::Squares);
    EXPECT_EQ(pythonChunk(experiment, 100, 4), 7) << "as in Pool.map: n / (4 workers), rounded up";
    experiment.call = PythonCall::AsCompleted;
    EXPECT_EQ(pythonChunk(experiment, 100, 4), 1);
    experiment.chunk = 5;
    EXPECT_EQ(pythonChunk(experiment, 100, 4), 5);
    experiment.executor = ExecutorKind::PythonThreads;
    EXPECT_EQ(pythonChunk(experiment, 100, 4), 1) << "it has none";
    experiment = {.workload = WorkloadKind::Squares, .executor = ExecutorKind::PythonJoblib};
    EXPECT_EQ(pythonChunk(experiment, 100, 4), std::nullopt) << "it changes its batches";
}

TEST(PythonExecutor, ItemsGoThroughAQueueOrAPipe)
{
    Experiment experiment{
        .workload = WorkloadKind::BoundedBuffer, .executor = ExecutorKind::PythonProcess};
    EXPECT_THAT(findProblems(experiment),
        ElementsAre(Field(&ExperimentProblem::message, HasSubstr("use queue or pipe"))));
    experiment.params = {{"channel", std::string("pipe")}};
    EXPECT_THAT(findProblems(experiment), IsEmpty());
    experiment.workers = 3;
    EXPECT_THAT(findProblems(experiment), ElementsAre(Field(&ExperimentProblem::field, "workers")));
    EXPECT_FALSE(startsAProcessPerTask(experiment));
}

TEST(PythonExecutor, APipeIsForAProcessPerTask)
{
    Experiment experiment = pool(WorkloadKind::Squares);
    experiment.handBack = HandBack::Pipe;
    EXPECT_THAT(findProblems(experiment),
        ElementsAre(Field(&ExperimentProblem::message, HasSubstr("use python-process, or queue"))));
    experiment.executor = ExecutorKind::PythonProcess;
    EXPECT_THAT(findProblems(experiment), IsEmpty());
}

TEST(PythonExecutor, PicturesAreNotKeptByJoblib)
{
    Experiment experiment
        = {.workload = WorkloadKind::ImageFilter, .executor = ExecutorKind::PythonJoblib};
    experiment.joblibMemory = true;
    EXPECT_THAT(
        findProblems(experiment), ElementsAre(Field(&ExperimentProblem::field, "joblib_memory")));
}

TEST(PythonExecutor, FieldsOfPythonApplyToItAlone)
{
    const auto applies = [](const char* field, ExecutorKind executor) {
        return findField(field)->applies({.workload = WorkloadKind::Squares, .executor = executor});
    };
    EXPECT_TRUE(applies("python", ExecutorKind::PythonSerial));
    EXPECT_FALSE(applies("python", ExecutorKind::Processes));
    EXPECT_TRUE(applies("call", ExecutorKind::PythonThreads));
    EXPECT_TRUE(applies("hand_back", ExecutorKind::PythonProcess));
    EXPECT_FALSE(applies("hand_back", ExecutorKind::PythonSerial));
    EXPECT_TRUE(applies("joblib_memory", ExecutorKind::PythonJoblib));
    EXPECT_FALSE(applies("joblib_backend", ExecutorKind::PythonPool));
    EXPECT_FALSE(applies("call", ExecutorKind::PythonProcess));
    EXPECT_TRUE(applies("start_method", ExecutorKind::PythonPool));
    EXPECT_FALSE(applies("start_method", ExecutorKind::PythonThreads));
    EXPECT_FALSE(applies("schedule", ExecutorKind::PythonPool));
    EXPECT_TRUE(applies("chunk", ExecutorKind::PythonPool));
    EXPECT_FALSE(applies("sync", ExecutorKind::PythonPool));
    EXPECT_TRUE(applies("all_at_once", ExecutorKind::PythonProcess));
    EXPECT_FALSE(applies("workers", ExecutorKind::PythonSerial));
}

TEST(PythonInterpreter, IsFoundInUsrBinWhereThePathHasNone)
{
    const char* path = std::getenv("PATH");
    const std::string before = path != nullptr ? path : "";
    ::setenv("PATH", "", 1);
    const auto found = findPython("sh"); // as any name
    ::setenv("PATH", before.c_str(), 1);
    EXPECT_EQ(found.value_or(""), "/usr/bin/sh");
}

TEST(PythonInterpreter, HasThePackagesBelowItsOwnFolder)
{
    const TemporaryFolder environment;
    const std::string python = (environment.path() / "bin/python3").string();
    EXPECT_FALSE(hasPythonPackage(python, "interleave_sample"));
    std::filesystem::create_directories(
        environment.path() / "lib/python3.9/site-packages/interleave_sample");
    EXPECT_TRUE(hasPythonPackage(python, "interleave_sample"));
    EXPECT_FALSE(hasPythonPackage(python, "interleave_other"));
}

namespace {

// An environment of the system's Python, with a link in the place of a program.
std::string environmentIn(const std::filesystem::path& folder, const std::string& settings)
{
    std::filesystem::create_directories(folder / "bin");
    std::filesystem::create_symlink("/usr/bin/python3", folder / "bin/python3");
    std::ofstream(folder / "pyvenv.cfg") << settings;
    return (folder / "bin/python3").string();
}

} // namespace

TEST(PythonInterpreter, OfAVirtualEnvironmentReadsTheSystemsPackagesOnlyWhereItIsToldTo)
{
    const TemporaryFolder apart;
    const TemporaryFolder open;
    const std::string closed = environmentIn(apart.path(), "include-system-site-packages = false");
    const std::string seeing = environmentIn(open.path(), "Include-System-Site-Packages=True\n");
    EXPECT_FALSE(hasPythonPackage(closed, "joblib"));
    EXPECT_EQ(hasPythonPackage(seeing, "joblib"), hasPythonPackage("/usr/bin/python3", "joblib"));
    std::filesystem::create_directories(apart.path() / "lib/python3.9/site-packages/joblib");
    EXPECT_TRUE(hasPythonPackage(closed, "joblib"));
}

TEST(PythonInterpreter, AnotherVersionsPackagesAreNotItsOwn)
{
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "bin");
    const std::string python = (folder.path() / "bin/python3.13t").string();
    std::ofstream(python) << "\x7f"
                             "ELF";
    std::filesystem::create_directories(folder.path() / "lib/python3.9/site-packages/joblib");
    EXPECT_FALSE(hasPythonPackage(python, "joblib"));
    std::filesystem::create_directories(folder.path() / "lib/python3.13t/site-packages/joblib");
    EXPECT_TRUE(hasPythonPackage(python, "joblib"));
}

TEST(PythonInterpreter, OfAScriptThatLeadsToOneNothingIsSaidToBeMissing)
{
    const TemporaryFolder folder;
    const std::string script = (folder.path() / "python3").string();
    std::ofstream(script) << "#!/bin/sh\n";
    EXPECT_TRUE(hasPythonPackage(script, "joblib"));
}

TEST(PythonInterpreter, HowToGetAPackageIsSaidForItself)
{
    const TemporaryFolder folder;
    const std::string own = environmentIn(folder.path(), "home = /usr/bin\n");
    EXPECT_EQ(
        howToGetPythonPackage("/usr/bin/python3", "cv2"), "install the package python3-opencv");
    EXPECT_EQ(howToGetPythonPackage(own, "cv2"), "run " + own + " -m pip install opencv-python");
}

TEST(PythonInterpreter, OneThatIsMissingIsNamedWithTheRemedy)
{
    EXPECT_THAT(findPython("/etc/passwd").error().message, HasSubstr("/etc/passwd is no program"));
    EXPECT_THAT(findPython("python0").error().message, HasSubstr("there is no python0 on PATH"));
}

} // namespace
} // namespace interleave
