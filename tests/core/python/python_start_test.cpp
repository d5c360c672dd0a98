// How Python starts: which interpreter, whatever stands in its way, and what is said where it
// cannot.

#include "core/engine/python/python_trial.h"
#include "tests/core/python/python_test.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <fstream>
#include <stdlib.h>

namespace interleave::test {

using testing::AllOf;
using testing::HasSubstr;

namespace {

Experiment oneSquare(const std::string& python = {})
{
    Experiment experiment = inPython(ExecutorKind::PythonSerial, WorkloadKind::Squares, 1);
    experiment.python = python;
    return experiment;
}

std::string whyItCannotBegin(const std::string& python)
{
    const auto planned = interleave::Run::plan(oneSquare(python));
    EXPECT_FALSE(planned.has_value());
    EXPECT_TRUE(planned || planned.error().kind == EngineError::Invalid);
    return planned ? std::string() : planned.error().message;
}

class Script
{
public:
    explicit Script(const std::string& text)
    {
        std::ofstream(path()) << text;
        std::filesystem::permissions(path(), std::filesystem::perms::owner_all);
    }
    [[nodiscard]] std::string path() const { return m_folder.path() / "script"; }

private:
    TemporaryFolder m_folder;
};

} // namespace

TEST(PythonStart, AnInterpreterThatIsNotThereIsNamedWithTheRemedy)
{
    EXPECT_THAT(whyItCannotBegin("/no/such/python"),
        AllOf(HasSubstr("field 'python'"), HasSubstr("/no/such/python is no program")));
    EXPECT_THAT(whyItCannotBegin("nopython9"), HasSubstr("there is no nopython9 on PATH"));
}

TEST(PythonStart, AProgramThatIsNoPythonIsSaidToBeNone)
{
    const Script script("#!/bin/sh\necho broken site >&2\nexit 7\n");
    const RunResult result = runExperiment(oneSquare(script.path()));
    EXPECT_EQ(result.trials.at(0).end, TrialEnd::Failed);
    EXPECT_THAT(result.errors.at(0),
        AllOf(HasSubstr("exited with status 7 before it was ready: broken site"),
            HasSubstr("-I -c pass")));
}

TEST_F(PythonTest, AScriptThatStartsAnotherPythonIsRefused)
{
    const Script script("#!/bin/sh\n" + findPython(pythonOfTests()).value() + " \"$@\"\n");
    const RunResult result = runExperiment(oneSquare(script.path()));
    EXPECT_EQ(result.trials.at(0).end, TrialEnd::Failed);
    EXPECT_THAT(result.errors.at(0), HasSubstr("give the interpreter itself"));
}

TEST(PythonStart, F510_APythonThatNeverGetsReadyIsGivenUp)
{
    const Script script("#!/bin/sh\nexec sleep 60\n");
    const RunPlan plan = makePlan(oneSquare(script.path())).value();
    const Clock clock;
    auto loop = EventLoop::create().value();
    CoreUsage cores = CoreUsage::open();
    WatchedRun observer;
    TrialTools tools{plan, clock, loop, cores, observer, nullptr};
    tools.pythonStartNs = 200'000'000;
    const auto trial
        = PythonTrial::start(tools, {.number = 0, .armNumber = 0, .arm = plan.arms[0]});
    ASSERT_TRUE(trial.has_value());
    EXPECT_TRUE(loop.runUntil([&] { return (*trial)->done(); }));
    const TrialResult result = (*trial)->finish();
    EXPECT_EQ(result.end, TrialEnd::Failed);
    EXPECT_THAT(result.errors.at(0).message,
        AllOf(HasSubstr("did not get ready: for 0.2 s nothing has happened, with 0 of 1 workers"),
            HasSubstr("-I -c pass")));
    EXPECT_TRUE(noChildIsLeft());
}

TEST_F(PythonTest, F511_AFloodOnStandardOutputHoldsNothingUp)
{
    const Script script("#!/bin/sh\nyes 'a flood' | head -c 4000000\nexec "
        + findPython(pythonOfTests()).value() + " \"$@\"\n");
    const TrialResult trial = runExperiment(oneSquare(script.path())).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
}

TEST_F(PythonTest, ABuildWithoutTheLockIsNamedInTheResult)
{
    const TemporaryFolder environment;
    const std::filesystem::path python = environment.path() / "bin/python3";
    const std::filesystem::path program = std::filesystem::canonical(pythonOfTests());
    const std::filesystem::path packages
        = environment.path() / "lib" / program.filename() / "site-packages";
    std::filesystem::create_directories(python.parent_path());
    std::filesystem::create_directories(packages);
    std::filesystem::create_symlink(program, python);
    std::ofstream(environment.path() / "pyvenv.cfg")
        << "home = " << program.parent_path().string() << "\n";
    std::ofstream(packages / "without_lock.pth")
        << "import sys; sys._is_gil_enabled = lambda: False\n";
    const TrialResult trial = runExperiment(oneSquare(python)).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
    EXPECT_TRUE(trial.python.value_or("").ends_with(", free-threaded"))
        << trial.python.value_or("");
}

namespace {

// Where modules of strangers lie in the folder, and the variables name another Python.
TrialResult trialAmongStrangers(const Experiment& experiment)
{
    const TemporaryFolder folder;
    for (const char* module : {"json.py", "multiprocessing.py", "interleave_runner.py", "start.py"})
        std::ofstream(folder.path() / module) << "raise SystemExit('a stranger')\n";
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    ::setenv("PYTHONHOME", "/nonexistent", 1);
    ::setenv("PYTHONPATH", folder.path().c_str(), 1);
    ::setenv("PYTHONSTARTUP", (folder.path() / "start.py").c_str(), 1);
    ::setenv("LC_ALL", "POSIX", 1); // whose encoding is ASCII
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    for (const char* variable : {"PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "LC_ALL"})
        ::unsetenv(variable);
    std::filesystem::current_path(before);
    return trial;
}

} // namespace

TEST_F(PythonTest, NeitherItsVariablesNorModulesInTheFolderChangeWhatRuns)
{
    Experiment experiment = inPython(ExecutorKind::PythonPool, WorkloadKind::Squares, 4);
    experiment.startMethod = StartMethod::Spawn;
    const TrialResult trial = trialAmongStrangers(experiment);
    EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
    EXPECT_EQ(trial.race.survived, 4U);
}

TEST_F(PythonTest, F527_JoblibsWorkersAreAsIsolated)
{
    if (!hasJoblib())
        GTEST_SKIP() << "joblib is not installed";
    const TrialResult trial
        = trialAmongStrangers(inPython(ExecutorKind::PythonJoblib, WorkloadKind::Squares, 4));
    EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
    EXPECT_EQ(trial.race.survived, 4U);
}

TEST_F(PythonTest, F527_AFunctionUnderJoblibFindsTheFolderAndTheVariablesOfItsUser)
{
    if (!hasJoblib())
        GTEST_SKIP() << "joblib is not installed";
    Experiment experiment = inPython(ExecutorKind::PythonJoblib, WorkloadKind::Function, 4);
    experiment.params = {{"code",
        std::string("import os\n\ndef task(n):\n    assert os.path.exists('json.py')\n"
                    "    assert os.environ['PYTHONHOME'] == '/nonexistent'\n"
                    "    assert 'PYTHONUTF8' not in os.environ\n    return n\n")}};
    const TrialResult trial = trialAmongStrangers(experiment);
    EXPECT_EQ(trial.tasks.succeeded, 4U)
        << (trial.errors.empty() ? "" : trial.errors.front().message);
}

} // namespace interleave::test
