// A function of the user's own, run by a real Python: what it gives, and what is said when it goes
// wrong.

#include "core/model/python_executor.h"
#include "core/model/run_verdict.h"
#include "tests/core/python/python_test.h"

namespace interleave::test {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

Experiment calling(std::string code, ExecutorKind executor = ExecutorKind::PythonPool)
{
    Experiment experiment = inPython(executor, WorkloadKind::Function, 8);
    experiment.params = {{"code", std::move(code)}};
    experiment.chunk
        = executor == ExecutorKind::PythonPool ? std::optional<std::int64_t>(1) : std::nullopt;
    return experiment;
}

TrialResult trialOf(const Experiment& experiment)
{
    return runExperiment(experiment).trials.at(0);
}

std::string errorOfTask(const TrialResult& trial, std::uint64_t task)
{
    for (const TaskError& error : trial.errors) {
        if (error.task == task)
            return error.message;
    }
    return {};
}

class OwnFunctionIn : public WithPythonExecutor
{
};

} // namespace

TEST_P(OwnFunctionIn, EveryTaskIsCalledAndGivesBack)
{
    const TrialResult trial = trialOf(calling("import math\n\nfactor = 3\n\ndef task(n):\n"
                                              "    return factor * math.floor(n + 0.5)\n",
        GetParam()));
    EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
    EXPECT_EQ(trial.tasks.succeeded, 8U);
    EXPECT_EQ(trial.race.lost, 0U);
    EXPECT_EQ(trial.race.actual, 8U) << "so many results came back";
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
}

TEST_P(OwnFunctionIn, AnExceptionNamesTheLinesThatLedToIt)
{
    const TrialResult trial = trialOf(calling("def third(n):\n    return 1 / (n - 5)\n\n"
                                              "def task(n):\n    return third(n)\n",
        GetParam()));
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_THAT(errorOfTask(trial, 5),
        AllOf(HasSubstr("ZeroDivisionError: division by zero"),
            HasSubstr("line 5 in task: return third(n)"),
            HasSubstr("line 2 in third: return 1 / (n - 5)")));
}

INSTANTIATE_TEST_SUITE_P(Systems, OwnFunctionIn, ofSeveralWorkloads(), executorName);

TEST_F(PythonTest, F514_OwnFunction_ItsNumbersAreTheTasksResults)
{
    std::vector<std::uint64_t> results;
    WatchedRun run;
    run.onTrialEnded([&](RunningTrial& ended) {
        for (std::uint64_t task = 0; task < 8; ++task)
            results.push_back(ended.ledger().result(task));
    });
    run.run(calling(
        "def task(n):\n    return [n + 5, None, 'x', -1, 2**64, 2**64 - 1, 2.5, True][n]\n"));
    EXPECT_THAT(results, testing::ElementsAre(5, 0, 0, 0, 0, ~std::uint64_t{0}, 0, 1));
}

TEST_F(PythonTest, F515_OwnFunction_MayGiveAnythingOrNothing)
{
    for (const char* code : {"def task(n):\n    pass\n",
             "def task(n):\n    return [n, {'n': 'text'}]\n",
             "class Point:\n    def __init__(self, x):\n        self.x = x\n\n"
             "def task(n):\n    return Point(n)\n"}) {
        const TrialResult trial = trialOf(calling(code));
        EXPECT_EQ(trial.end, TrialEnd::Finished) << code << saidOfPython(trial);
        EXPECT_EQ(trial.race.actual, 8U) << code;
    }
}

TEST_F(PythonTest, F516_OwnFunction_ASpawnedWorkerHasItsModuleToo)
{
    Experiment experiment = calling("class Point:\n    pass\n\ndef task(n):\n    return Point()\n");
    for (const StartMethod method : {StartMethod::Spawn, StartMethod::ForkServer}) {
        experiment.startMethod = method;
        const TrialResult trial = trialOf(experiment);
        EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
        EXPECT_EQ(trial.race.actual, 8U);
    }
}

TEST_F(PythonTest, F517_OwnFunction_AMistakeInItIsSaidWithItsLineAndNothingStarts)
{
    const TrialResult trial = trialOf(calling("x = 1\ndef task(n)\n    return n\n"));
    EXPECT_EQ(trial.end, TrialEnd::Failed);
    EXPECT_EQ(trial.tasks.succeeded, 0U);
    EXPECT_THAT(saidOfPython(trial), AllOf(HasSubstr("SyntaxError"), HasSubstr("task.py, line 2")));
}

TEST_F(PythonTest, F517_OwnFunction_WhatStandsBesideItMayFailToo)
{
    EXPECT_THAT(saidOfPython(trialOf(calling("limit = 1 / 0\n\ndef task(n):\n    return n\n"))),
        AllOf(HasSubstr("ZeroDivisionError"), HasSubstr("line 1 in <module>: limit = 1 / 0")));
    EXPECT_THAT(
        saidOfPython(trialOf(calling("task = 5\n"))), HasSubstr("defines no function task(n)"));
    EXPECT_THAT(saidOfPython(trialOf(calling("import sys\nsys.exit(3)\n\ndef task(n): pass\n"))),
        HasSubstr("SystemExit: 3"));
}

TEST_F(PythonTest, F518_OwnFunction_AMissingModuleIsNamedWithWhatToInstall)
{
    EXPECT_THAT(saidOfPython(trialOf(calling("import nosuchmodule\n\ndef task(n): pass\n"))),
        AllOf(HasSubstr("has no module nosuchmodule"),
            HasSubstr("install the package python3-nosuchmodule")));
}

TEST_F(PythonTest, F518_OwnFunction_AModuleThatIsMissingInATaskFailsItsTaskAlone)
{
    const TrialResult trial
        = trialOf(calling("def task(n):\n    if n == 3:\n        import nosuchmodule\n"
                          "    return n\n"));
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_EQ(trial.tasks.succeeded, 7U);
}

TEST_F(PythonTest, F519_OwnFunction_AnExceptionThatNobodyCanReadHangsAPoolAndTheRunEnds)
{
    const std::string code
        = "class Odd(Exception):\n    def __init__(self, one, two):\n"
          "        super().__init__(one)\n\n"
          "def task(n):\n    if n == 3:\n        raise Odd(1, 2)\n    return n\n";
    const TrialResult hung = trialOf(calling(code));
    EXPECT_EQ(hung.end, TrialEnd::Cancelled);
    EXPECT_THAT(
        saidOfPython(hung), AllOf(HasSubstr("class Odd"), HasSubstr("waits for it for ever")));
    const TrialResult broken = trialOf(calling(code, ExecutorKind::PythonProcesses));
    EXPECT_THAT(saidOfPython(broken),
        AllOf(HasSubstr("pickle can write but not read again"), HasSubstr("BrokenProcessPool")));
    const TrialResult threads = trialOf(calling(code, ExecutorKind::PythonThreads));
    EXPECT_THAT(saidOfPython(threads), Not(HasSubstr("pickle"))) << "nothing is sent there";
}

TEST_P(OwnFunctionIn, WhatCannotBeSentIsSaidAndIsNoSuccess)
{
    const RunResult result = runExperiment(
        calling("import threading\n\ndef task(n):\n    return threading.Lock()\n", GetParam()));
    const TrialResult& trial = result.trials.at(0);
    EXPECT_EQ(trial.tasks.failed, 0U) << "the tasks themselves did what they should";
    if (sharesOneProcess(result.experiment)) {
        EXPECT_EQ(verdictOf(result), RunVerdict::Succeeded) << saidOfPython(trial);
        return;
    }
    EXPECT_NE(verdictOf(result), RunVerdict::Succeeded);
    EXPECT_THAT(saidOfPython(trial), HasSubstr("something of class lock that pickle cannot write"));
    EXPECT_THAT(saidOfPython(trial), Not(HasSubstr("never began")));
}

TEST_P(OwnFunctionIn, F528_AnExceptionThatCannotBeSentIsSaidToBeThat)
{
    const RunResult result = runExperiment(
        calling("import threading\n\nclass Full(Exception):\n    pass\n\ndef task(n):\n"
                "    if n == 3:\n        full = Full('x')\n"
                "        full.lock = threading.Lock()\n        raise full\n"
                "    return n\n",
            GetParam()));
    EXPECT_EQ(result.trials.at(0).tasks.failed, 1U);
    if (!sharesOneProcess(result.experiment))
        EXPECT_THAT(saidOfPython(result.trials.at(0)),
            HasSubstr("something of class Full that pickle cannot write"));
}

TEST_F(PythonTest, F528_OwnFunction_WhatJoblibCanSendThoughPickleCannotIsNotBlamed)
{
    if (!hasJoblib())
        GTEST_SKIP() << "joblib is not installed";
    const RunResult result = runExperiment(
        calling("def task(n):\n    return lambda: n\n", ExecutorKind::PythonJoblib));
    EXPECT_EQ(verdictOf(result), RunVerdict::Succeeded) << saidOfPython(result.trials.at(0));
}

TEST_P(OwnFunctionIn, WhoeverRaisesSystemExitFailsItsTask)
{
    const TrialResult trial = trialOf(
        calling("import sys\n\ndef task(n):\n    if n == 3:\n        sys.exit(2)\n    return n\n",
            GetParam()));
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_NE(trial.end, TrialEnd::Failed) << saidOfPython(trial);
}

TEST_F(PythonTest, F521_OwnFunction_WhoeverLeavesTheProcessFailsItsTaskAlone)
{
    const TrialResult trial = trialOf(
        calling("import os\n\ndef task(n):\n    if n == 3:\n        os._exit(2)\n    return n\n"));
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_THAT(saidOfPython(trial), HasSubstr("waits for its result for ever"));
}

TEST_F(PythonTest, F524_OwnFunction_ACoroutineFunctionIsRefused)
{
    for (const char* code : {"async def task(n):\n    return n\n", "def task(n):\n    yield n\n"})
        EXPECT_THAT(saidOfPython(trialOf(calling(code))), HasSubstr("coroutine or a generator"));
}

TEST_F(PythonTest, F525_OwnFunction_WhatItLeavesBehindIsEndedAndTheRunToo)
{
    const TrialResult trial
        = trialOf(calling("import threading, time\n\ndef task(n):\n"
                          "    threading.Thread(target=time.sleep, args=(600,)).start()\n"
                          "    return n\n",
            ExecutorKind::PythonThreads));
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded, 8U);
    EXPECT_TRUE(noChildIsLeft());
}

TEST_F(PythonTest, F522_OwnFunction_AFloodOfWordsHoldsNobodyUp)
{
    const TrialResult trial
        = trialOf(calling("import sys\n\ndef task(n):\n    for _ in range(2000):\n"
                          "        print('x' * 200)\n        "
                          "print('y' * 200, file=sys.stderr)\n    return n\n"));
    EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
    EXPECT_EQ(trial.tasks.succeeded, 8U);
}

TEST_F(PythonTest, F523_OwnFunction_WhatNeverReturnsEndsWithTheTimeOut)
{
    Experiment experiment
        = calling("def task(n):\n    while n == 3:\n        pass\n    return n\n");
    experiment.timeout = 1;
    const TrialResult trial = trialOf(experiment);
    EXPECT_EQ(trial.tasks.timedOut, 1U);
    EXPECT_THAT(saidOfPython(trial), HasSubstr("Python's systems cannot end one task"));
}

} // namespace interleave::test
