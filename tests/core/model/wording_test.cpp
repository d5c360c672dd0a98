#include "core/model/wording.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace interleave {
namespace {

std::string firstMessage(const Experiment& experiment)
{
    const auto problems = findProblems(experiment, Wording::Titles);
    return problems.empty() ? std::string() : problems.front().message;
}

TEST(Wording, AFormNamesFieldsAndChoicesByTheirTitles)
{
    EXPECT_EQ(calledField("vary_workers", Wording::Titles), "“Compare pool sizes”");
    EXPECT_EQ(called(Primitive::Atomic, Wording::Titles), "“atomic add”");
    EXPECT_EQ(calledWorkload(WorkloadKind::Bank, Wording::Titles), "“Bank transfers”");
    EXPECT_EQ(calledField("vary_workers", Wording::Names), "'vary_workers'");
    EXPECT_EQ(called(Primitive::Atomic, Wording::Names), "atomic");
}

TEST(Wording, WhatDoesNotGoTogetherIsSaidInTheWordsOfTheForm)
{
    EXPECT_EQ(firstMessage({.workload = WorkloadKind::Bank, .sync = Primitive::CompareAndSwap}),
        "field 'sync': “compare and swap” cannot guard “Bank transfers”: a transfer changes two "
        "accounts; choose another one");
    EXPECT_EQ(firstMessage({.varyWorkers = {1, 2}, .compare = {Primitive::None, Primitive::Lock}}),
        "field 'vary_workers': pool sizes are compared alone; leave “Compare primitives” and "
        "“Measure what watching changes” out, or “Compare pool sizes”");
    EXPECT_EQ(firstMessage({.inject = {{FaultKind::Hang, 5}}}),
        "field 'inject': hang@5 would never end; set “Task time-out” too");
    EXPECT_EQ(firstMessage({.sync = Primitive::Atomic, .inject = {{FaultKind::KillLockHolder}}}),
        "field 'inject': kill-lock-holder needs a primitive that somebody holds (“atomic add” has "
        "no holder); set “Primitive” to lock, semaphore or spinlock");
}

// Every pair of a workload with something that it may not go with.
TEST(Wording, NoMessageForTheFormHasANameOfTheCommandLine)
{
    for (const WorkloadInfo& info : workloadInfos()) {
        for (const ExecutorKind executor : {ExecutorKind::Serial, ExecutorKind::ProcessPerTask}) {
            const Experiment experiment{.workload = info.kind,
                .workers = 65,
                .executor = executor,
                .sync = Primitive::CompareAndSwap,
                .evidence = true};
            for (const ExperimentProblem& problem : findProblems(experiment, Wording::Titles)) {
                const std::string sentence = problem.message.substr(problem.message.find(": "));
                EXPECT_EQ(sentence.find('\''), std::string::npos) << sentence;
                EXPECT_EQ(sentence.find(" cas "), std::string::npos) << sentence;
                EXPECT_EQ(sentence.find("process-per-task"), std::string::npos) << sentence;
                EXPECT_EQ(sentence.find("workload "), std::string::npos) << sentence;
            }
        }
    }
}

} // namespace
} // namespace interleave
