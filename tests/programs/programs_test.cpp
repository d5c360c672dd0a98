// Every generated program of a sample does what the run of the same experiment does.

#include "core/base/json.h"
#include "core/model/python_interpreter.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <regex>
#include <string>

#include "cpp_experiments.h"

namespace interleave::test {
namespace {

struct Sum
{
    std::string expected;
    std::string found;
    bool operator==(const Sum&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Sum& sum)
{
    return out << "expected " << sum.expected << ", found " << sum.found;
}

// What stands behind the name in a result; a large number is a text there.
std::string numberIn(const Json& object, const char* name)
{
    const Json& value = object.at(name);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

// Debian's own: what comes first on PATH may be a script that looks for versions.
constexpr const char* kPython = "/usr/bin/python3";

std::optional<Sum> sumOfRun(const std::string& experiment)
{
    const Printed printed = runProgram(INTERLEAVE_PROGRAM,
        std::string("run --quiet --json - --python ") + kPython + " " + experiment);
    const Json result = Json::parse(printed.out, nullptr, false);
    EXPECT_EQ(printed.status, 0) << printed.err;
    if (result.is_discarded())
        return std::nullopt;
    const Json& race = result.at("trials").at(0).at("race");
    if (numberIn(race, "updates") == "0")
        return std::nullopt; // it adds nothing up
    return Sum{numberIn(race, "expected"), numberIn(race, "actual")};
}

std::optional<Sum> sumSaidBy(const Printed& printed)
{
    EXPECT_EQ(printed.status, 0) << printed.err;
    std::smatch said;
    const std::regex line("expected (\\d+), found (\\d+), in [0-9.e+-]+ s\n(.*\n)?");
    if (!std::regex_match(printed.out, said, line))
        return std::nullopt;
    return Sum{said[1], said[2]};
}

// Nothing gets lost in any of the sample.
void expectTheSame(
    const Printed& printed, const std::string& experiment, const std::string& program)
{
    const auto said = sumSaidBy(printed);
    ASSERT_TRUE(said.has_value()) << program << printed.out << printed.err;
    EXPECT_EQ(said->found, said->expected) << program;
    if (const auto run = sumOfRun(experiment))
        EXPECT_EQ(*said, *run) << program;
}

class PythonProgram : public testing::TestWithParam<const char*>
{
protected:
    void SetUp() override
    {
        if (const auto found = findPython(kPython); !found)
            GTEST_SKIP() << found.error().message;
    }
    [[nodiscard]] std::string write(const std::string& text) const
    {
        std::string path = m_folder.path() / "program.py";
        std::ofstream(path) << text;
        return path;
    }
    [[nodiscard]] static bool hasModule(const std::string& name)
    {
        return runProgram(kPython, "-c 'import " + name + "'").status == 0;
    }

private:
    TemporaryFolder m_folder;
};

TEST_P(PythonProgram, DoesTheSameAsTheRun)
{
    const std::string experiment = GetParam();
    const bool needsJoblib = experiment.find("python-joblib") != experiment.npos;
    if (needsJoblib && !hasModule("joblib"))
        GTEST_SKIP() << "joblib is not installed";
    const Printed code = runProgram(INTERLEAVE_PROGRAM, "code " + experiment);
    ASSERT_EQ(code.status, 0) << code.err;
    expectTheSame(runProgram(kPython, write(code.out)), experiment, code.out);
}

// Workloads, executors, start methods and calls: each at least once, and where they meet in the
// text of a program.
INSTANTIATE_TEST_SUITE_P(Sample,
    PythonProgram,
    testing::Values("--workload counter --param increments=50 --tasks 40 --workers 2",
        "--workload function --tasks 20 --workers 2 --executor python-threads --call as-completed",
        "--param 'code=def task(n): return None' --workload function --tasks 20 --workers 2 "
        "--executor python-pool --start-method spawn",
        "--workload counter --param increments=50 --tasks 40 --workers 2 --start-method spawn "
        "--sync recursive-lock",
        "--workload counter --param increments=50 --tasks 40 --workers 2 --sync atomic --schedule "
        "dynamic --chunk 3 --start-method forkserver",
        "--workload counter --param increments=50 --tasks 8 --workers 2 --executor "
        "process-per-task --sync semaphore",
        "--workload counter --param increments=50 --param delay_ns=1000 --tasks 9 --workers 2 "
        "--executor threads --sync bounded-semaphore",
        "--workload counter --tasks 3 --executor serial --sync none",
        "--workload counter --param increments=50 --tasks 40 --workers 2 --executor python-pool "
        "--call as-completed --sync recursive-lock",
        "--workload counter --param increments=50 --tasks 8 --workers 2 --executor python-process "
        "--start-method forkserver",
        "--workload counter --param increments=50 --tasks 20 --workers 2 --executor "
        "python-processes --call each",
        "--workload squares --tasks 500 --workers 2 --schedule static",
        "--workload squares --param work=3 --tasks 50 --workers 2 --executor python-pool --call "
        "each",
        "--workload squares --tasks 50 --workers 2 --executor python-processes --start-method "
        "spawn --chunk 5",
        "--workload squares --tasks 8 --workers 3 --executor python-process",
        "--workload squares --tasks 50 --workers 2 --executor python-joblib",
        "--workload cubes --tasks 100000 --workers 2 --executor python-serial",
        "--workload cubes --param work=2 --tasks 100 --sync none --executor threads "
        "--workers 1",
        "--workload cubes --tasks 50 --workers 2 --executor python-threads --call as-completed",
        "--workload histogram --param samples=20 --tasks 20 --workers 2 --start-method spawn",
        "--workload bank --param transfers=20 --tasks 20 --workers 2 --executor threads",
        "--workload bank --param transfers=20 --param locking=ordered --tasks 20 --workers 2",
        "--workload bank --param transfers=20 --param locking=try-lock --tasks 6 --workers 2 "
        "--executor process-per-task",
        "--workload tickets --param customers=20 --tasks 20 --workers 2",
        "--workload readers-writers --param operations=20 --tasks 20 --workers 2",
        "--workload bounded-buffer --param items=20 --tasks 6 --workers 3",
        "--workload bounded-buffer --param items=20 --param channel=queue --tasks 4 --workers 2",
        "--workload bounded-buffer --param items=20 --param channel=pipe --tasks 4 --workers 2 "
        "--start-method spawn",
        "--workload bounded-buffer --param items=20 --param channel=condition --tasks 4 --workers "
        "2 "
        "--executor threads",
        "--workload bounded-buffer --param items=20 --param channel=spin --param producers=2 "
        "--tasks 6 --workers 3",
        "--workload philosophers --param strategy=ordered --tasks 20 --workers 3",
        "--workload philosophers --param strategy=waiter --tasks 20 --workers 3 --executor threads",
        "--workload philosophers --param strategy=try-lock --tasks 20 --workers 3",
        "--workload phases --param work=100 --tasks 20 --workers 2",
        "--workload phases --param work=100 --param meeting=condition --tasks 20 --workers 2 "
        "--executor threads",
        "--workload sleep --param duration=0.002 --tasks 10 --workers 2 --schedule guided",
        "--workload sleep --param duration=0.002 --param distribution=exponential --tasks 10 "
        "--workers 2 --executor python-asyncio",
        "--workload sleep --param duration=0.002 --param distribution=uniform --tasks 10 "
        "--workers 4 --executor python-threads"));

class CppProgram : public testing::TestWithParam<std::size_t>
{
};

TEST_P(CppProgram, DoesTheSameAsTheRun)
{
    const std::string experiment = kCppExperiments[GetParam()];
    expectTheSame(runProgram(CPP_PROGRAMS, std::to_string(GetParam() + 1)), experiment, experiment);
}

INSTANTIATE_TEST_SUITE_P(
    Sample, CppProgram, testing::Range(std::size_t{0}, std::size(kCppExperiments)));

} // namespace
} // namespace interleave::test
