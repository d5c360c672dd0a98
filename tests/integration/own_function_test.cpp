// A function of one's own on the command line: whose it is decides whether it runs at once.
#include "core/model/python_interpreter.h"
#include "tests/integration/command_line.h"

#include <sys/stat.h>

namespace interleave::test {

using testing::AllOf;
using testing::HasSubstr;

namespace {

// Debian's own: what comes first on PATH may be a script that looks for versions.
constexpr const char* kPython = "/usr/bin/python3";

class OwnFunctionOfACommand : public CommandLine
{
protected:
    void SetUp() override
    {
        if (const auto found = findPython(kPython); !found)
            GTEST_SKIP() << found.error().message;
    }
    const std::string m_options = std::string(" --tasks 6 --workers 2 --python ") + kPython;
};

} // namespace

TEST_F(OwnFunctionOfACommand, AFileOfPythonIsRunByAPoolOfPythons)
{
    const std::string file = write("task.py", "def task(n):\r\n    return n + 10\r\n");
    const Json result = jsonOf("--function " + file + m_options);
    EXPECT_EQ(result["experiment"]["workload"], "function");
    EXPECT_EQ(result["experiment"]["executor"], "python-pool");
    EXPECT_EQ(result["trials"][0]["tasks"]["succeeded"], 6);
    const Printed summary = interleave("run --function " + file + m_options);
    EXPECT_THAT(summary.out, HasSubstr("6 of 6 results came back."));
    const Printed csv = interleave("run --quiet --results - --function " + file + m_options);
    EXPECT_THAT(csv.out, HasSubstr("\n0,5,succeeded,15\n"));
}

TEST_F(OwnFunctionOfACommand, OneThatAnExperimentBringsIsShownAndNotRun)
{
    const std::string beats = m_folder.path() / "ran";
    const std::string file = write("own.json",
        R"({"workload": "function", "executor": "python-pool", "tasks": 2, "workers": 2, "params": )"
        R"({"code": "def task(n):\n    open(')"
            + beats + R"(', 'w')\n"}})");
    const Printed refused = interleave("run " + file + " --python " + kPython);
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, AllOf(HasSubstr("def task(n):"), HasSubstr("--allow-function")));
    EXPECT_FALSE(std::filesystem::exists(beats));
    const Printed allowed = interleave("run --allow-function " + file + " --python " + kPython);
    EXPECT_EQ(allowed.status, 0) << allowed.err;
    EXPECT_TRUE(std::filesystem::exists(beats));
}

TEST_F(OwnFunctionOfACommand, AnInterpreterThatAnExperimentNamesIsNotStarted)
{
    const std::string ran = m_folder.path() / "ran";
    const std::string program
        = write("python", "#!/bin/sh\necho >'" + ran + "'\nexec " + kPython + " \"$@\"\n");
    ASSERT_EQ(::chmod(program.c_str(), 0755), 0);
    const std::string file = write("named.json",
        R"({"workload": "squares", "executor": "python-serial", "tasks": 2, "python": ")" + program
            + R"("})");
    const Printed refused = interleave("run " + file);
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, AllOf(HasSubstr(program), HasSubstr("--python")));
    EXPECT_FALSE(std::filesystem::exists(ran));
    interleave("run " + file + " --python " + program);
    EXPECT_TRUE(std::filesystem::exists(ran)) << "whoever names it himself knows it";
}

TEST_F(OwnFunctionOfACommand, AFileThatIsNoFunctionIsRefused)
{
    expectRefused("run --function " + write("a.py", "def square(n): return n"),
        {"params.code", "def task(n)"});
    expectRefused("run --function /no/such/file.py", {"/no/such/file.py"});
    expectRefused("run --workload squares --function " + write("b.py", "def task(n): return n"),
        {"--function", "squares"});
    expectRefused("run --executor processes --function " + write("c.py", "def task(n): return n"),
        {"executor", "python-pool"});
}

TEST_F(OwnFunctionOfACommand, AllOfWhatAnExperimentBringsIsShown)
{
    std::string code = "def task(n):\\n";
    for (int line = 0; line < 600; ++line)
        code += "    x = " + std::to_string(10'000 + line) + "\\n";
    const std::string file = write("long.json",
        R"({"workload": "function", "executor": "python-pool", "params": {"code": ")" + code
            + "\"}}");
    const Printed refused = interleave("run " + file);
    EXPECT_EQ(refused.status, 2);
    for (int line = 0; line < 600; ++line)
        EXPECT_THAT(refused.err, HasSubstr("x = " + std::to_string(10'000 + line)));
}

TEST_F(OwnFunctionOfACommand, ItsFileIsNoOutput)
{
    const std::string file = write("task.py", "def task(n): return n\n");
    expectRefused("run --json " + file + " --function " + file, {"the function"});
    expectRefused("run - --function -", {"--function"});
}

} // namespace interleave::test
