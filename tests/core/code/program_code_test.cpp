// What a program says; that it does the same as the run tests/programs tries.

#include "core/code/program_code.h"
#include "core/model/python_executor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace interleave {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr CodeLanguage kBoth[]{CodeLanguage::Python, CodeLanguage::Cpp};

std::string programFor(const Experiment& experiment, CodeLanguage language)
{
    const auto program = programOf(experiment, language);
    return program ? *program : "none: " + std::string(program.error());
}

// Calls `look` with each experiment that has a program, of a workload and an executor.
template <class Look>
void forEachExperiment(Look look)
{
    for (const Choice& workload : choicesOf<WorkloadKind>()) {
        for (const Choice& executor : choicesOf<ExecutorKind>()) {
            const Experiment experiment{.workload = *fromName<WorkloadKind>(workload.name),
                .tasks = 1'000,
                .workers = 2,
                .executor = *fromName<ExecutorKind>(executor.name)};
            if (findProblems(experiment).empty())
                look(experiment);
        }
    }
}

TEST(ProgramCode, LeavesNoGapAndNoOrderOfATemplateAndHasNoLongLine)
{
    const std::regex left("@[a-z_]+@|\\(\"\"\\)|(^|\n)%|\n\n\n\n| \n|[^\n]{101}");
    forEachExperiment([&](const Experiment& experiment) {
        for (const CodeLanguage language : kBoth) {
            const std::string program = programOf(experiment, language).value_or("");
            EXPECT_FALSE(std::regex_search(program, left)) << program;
        }
    });
}

TEST(ProgramCode, WhereThereIsNoneASentenceSaysWhy)
{
    forEachExperiment([&](const Experiment& experiment) {
        for (const CodeLanguage language : kBoth) {
            const auto program = programOf(experiment, language);
            if (!program) {
                EXPECT_THAT(program.error(), testing::StartsWith("There is no such program"));
                EXPECT_TRUE(program.error().ends_with('.'));
            }
        }
    });
}

TEST(ProgramCode, HasTheNumbersOfTheExperiment)
{
    const Experiment experiment{.workload = WorkloadKind::Counter,
        .params = {{"increments", std::int64_t{12'345}}},
        .tasks = 5'000,
        .workers = 3};
    const std::string python = programFor(experiment, CodeLanguage::Python);
    EXPECT_THAT(python, HasSubstr("TASKS = 5_000\nWORKERS = 3\nINCREMENTS = 12_345\n"));
    const std::string cpp = programFor(experiment, CodeLanguage::Cpp);
    EXPECT_THAT(cpp, HasSubstr("kTasks = 5'000;"));
    EXPECT_THAT(cpp, HasSubstr("kIncrements = 12'345;"));
}

TEST(ProgramCode, OnlyTheGuardedOneHasALock)
{
    Experiment experiment{.workload = WorkloadKind::Counter, .tasks = 10, .workers = 2};
    EXPECT_THAT(programFor(experiment, CodeLanguage::Python), HasSubstr("with guard:"));
    EXPECT_THAT(programFor(experiment, CodeLanguage::Cpp), HasSubstr("lock_guard"));
    experiment.sync = Primitive::None;
    EXPECT_THAT(programFor(experiment, CodeLanguage::Python), Not(HasSubstr("guard")));
    EXPECT_THAT(programFor(experiment, CodeLanguage::Cpp), Not(HasSubstr("guard")));
}

TEST(ProgramCode, SaysWhatStandsForAPrimitiveThatALanguageLacks)
{
    const Experiment experiment{.tasks = 10, .workers = 2, .sync = Primitive::TicketLock};
    EXPECT_THAT(
        programFor(experiment, CodeLanguage::Python), HasSubstr("Python has no ticket lock"));
    EXPECT_THAT(
        programFor(experiment, CodeLanguage::Cpp), HasSubstr("The library has no ticket lock"));
}

TEST(ProgramCode, SaysWhatItLeavesOut)
{
    const Experiment experiment{
        .tasks = 10, .workers = 2, .timeout = 1, .inject = {{FaultKind::Raise, 5}}, .pin = true};
    for (const CodeLanguage language : kBoth)
        EXPECT_THAT(programFor(experiment, language),
            HasSubstr("Left out: the injected faults, the time-out of a task, the pinning of "
                      "workers to cores."));
}

TEST(ProgramCode, HasJoblibsBackEndAndSaysThatItHasNoMemory)
{
    const std::string program = programFor({.tasks = 10,
                                               .workers = 2,
                                               .executor = ExecutorKind::PythonJoblib,
                                               .joblibBackend = JoblibBackend::Threading,
                                               .joblibMemory = true},
        CodeLanguage::Python);
    EXPECT_THAT(program, HasSubstr("backend=\"threading\""));
    EXPECT_THAT(program, HasSubstr("Left out: joblib's Memory."));
}

TEST(ProgramCode, SaysThatItDoesNotHandResultsBackBySomethingElse)
{
    const Experiment experiment{.workload = WorkloadKind::Squares,
        .tasks = 10,
        .workers = 2,
        .executor = ExecutorKind::PythonPool,
        .handBack = HandBack::Queue};
    EXPECT_THAT(programFor(experiment, CodeLanguage::Python),
        HasSubstr("Left out: the way in which results come back (queue)."));
}

TEST(ProgramCode, AFunctionOfOnesOwnIsInItAsItIs)
{
    const std::string code = "import functools\n\n@functools.cache\ndef task(n):\n"
                             "    '''%if @code@\n\t'''\n    return n % 2";
    const Experiment experiment{.workload = WorkloadKind::Function,
        .params = {{"code", code + "\n\n"}},
        .tasks = 10,
        .workers = 2,
        .executor = ExecutorKind::PythonPool};
    EXPECT_THAT(programFor(experiment, CodeLanguage::Python), HasSubstr("\n" + code + "\n\n\n"));
    EXPECT_THAT(
        programFor(experiment, CodeLanguage::Cpp), HasSubstr("none: There is no such program"));
}

TEST(ProgramCode, WhatAFunctionImportsFromTheFutureStandsFirst)
{
    const Experiment experiment{.workload = WorkloadKind::Function,
        .params = {{"code",
            std::string("from __future__ import annotations\n\ndef task(n):\n    return n\n\n"
                        "if __name__ == '__main__':\n    task(1)\n")}},
        .tasks = 10,
        .workers = 2,
        .executor = ExecutorKind::PythonPool};
    const std::string program = programFor(experiment, CodeLanguage::Python);
    EXPECT_THAT(program,
        HasSubstr("\"\"\"\n\nfrom __future__ import annotations\n\nimport multiprocessing\n"));
    EXPECT_THAT(program, HasSubstr("a main part of its own"));
}

TEST(ProgramCode, SaysThatAnExecutorOfThreadsHasNoSchedule)
{
    Experiment experiment{.tasks = 10, .workers = 2, .executor = ExecutorKind::Threads};
    for (const CodeLanguage language : kBoth) {
        experiment.schedule = Schedule::Auto;
        EXPECT_THAT(programFor(experiment, language), Not(HasSubstr("schedule")));
        experiment.schedule = Schedule::Static;
        EXPECT_THAT(
            programFor(experiment, language), HasSubstr("the schedule and its chunk are left"));
    }
}

TEST(ProgramCode, OfWhatIsComparedItIsTheFirst)
{
    const Experiment experiment{
        .tasks = 10, .varyWorkers = {3, 4}, .compare = {Primitive::None, Primitive::Lock}};
    const std::string program = programFor(experiment, CodeLanguage::Python);
    EXPECT_THAT(program, HasSubstr("WORKERS = 3"));
    EXPECT_THAT(program, Not(HasSubstr("guard")));
    EXPECT_THAT(program, HasSubstr("The first of those that the experiment compares."));
}

TEST(ProgramCode, SpawnedWorkersFindTheirWayInCpp)
{
    Experiment experiment{.tasks = 10, .workers = 2, .startMethod = StartMethod::Spawn};
    EXPECT_THAT(programFor(experiment, CodeLanguage::Cpp), HasSubstr("childMain(argc, argv);"));
    experiment.startMethod = StartMethod::Fork;
    EXPECT_THAT(programFor(experiment, CodeLanguage::Cpp), Not(HasSubstr("childMain")));
}

} // namespace
} // namespace interleave
