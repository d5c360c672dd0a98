#include "core/model/brought_programs.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TEST(BroughtPrograms, WhatTheProgramSuggestsItselfNobodyHasBrought)
{
    Experiment experiment{.workload = WorkloadKind::Function, .executor = ExecutorKind::PythonPool};
    EXPECT_TRUE(programsBroughtBy(experiment).empty());
    experiment.params["code"] = std::string("def task(n): pass");
    EXPECT_EQ(programsBroughtBy(experiment), BroughtPrograms{.code = "def task(n): pass"});
    experiment.workload = WorkloadKind::Squares;
    experiment.params.clear();
    EXPECT_TRUE(programsBroughtBy(experiment).empty());
}

TEST(BroughtPrograms, AnInterpreterIsOneWhereOneOfTheExecutorsNeedsIt)
{
    Experiment experiment{.workload = WorkloadKind::Squares, .python = "/tmp/python"};
    EXPECT_TRUE(programsBroughtBy(experiment).empty());
    experiment.varyParam = {.name = "executor", .values = {"processes", "python-pool"}};
    EXPECT_EQ(programsBroughtBy(experiment), BroughtPrograms{.python = "/tmp/python"});
    experiment.varyParam = {};
    experiment.executor = ExecutorKind::PythonThreads;
    EXPECT_EQ(programsBroughtBy(experiment), BroughtPrograms{.python = "/tmp/python"});
}

} // namespace
} // namespace interleave
