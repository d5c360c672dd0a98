// What is told about what somebody else has written: safe to print, short, with its place and its
// reason.

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace interleave::test {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Messages : public testing::Test
{
protected:
    std::string write(const std::string& name, const std::string& text)
    {
        const auto path = m_folder.path() / name;
        std::ofstream(path) << text;
        return path;
    }
    // What is said of an experiment that is refused; in no more than a page.
    std::string refusalOf(const std::string& text)
    {
        const Printed printed = runProgram(INTERLEAVE_PROGRAM, "validate " + write("e.json", text));
        EXPECT_EQ(printed.status, 2) << printed.out;
        EXPECT_EQ(printed.out, "");
        expectSafe(printed.err);
        return printed.err;
    }
    static void expectSafe(const std::string& message)
    {
        EXPECT_LT(message.size(), 4'000U);
        EXPECT_TRUE(std::ranges::none_of(message, [](char c) {
            return c != '\n' && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f);
        })) << message;
        EXPECT_NO_THROW(static_cast<void>(Json(message).dump())) << "no UTF-8";
    }

    TemporaryFolder m_folder;
};

} // namespace

TEST_F(Messages, F74_WhatATerminalWouldObeyIsShown)
{
    const std::string escape = "\x1b[2J\x1b]0;title\x07\xff\xc2\x9b";
    for (const std::string& arguments : {
             "run --workload '" + escape + "'",
             "run --param '" + escape + "=1'",
             "run --param '" + escape + "'",
             "run --inject '" + escape + "'",
             "run --workers '" + escape + "'",
             "run --json '/no/such/folder/" + escape + "'",
             "run '/no/such/folder/" + escape + "'",
             "run --workload image-filter --param 'input=/no/" + escape + "'",
             "validate '/no/such/folder/" + escape + "'",
             "run one '" + escape + "'",
             "'" + escape + "'",
             "list '" + escape + "'",
         }) {
        const Printed printed = runProgram(INTERLEAVE_PROGRAM, arguments);
        EXPECT_EQ(printed.status, 2) << printed.err;
        EXPECT_EQ(printed.out, "");
        expectSafe(printed.err);
        EXPECT_THAT(printed.err, HasSubstr("\\x1b[2J"));
    }
}

TEST_F(Messages, F74_KeysAndValuesOfAnyLengthAreCutAndTheReasonStays)
{
    const std::string large(200'000, 'k');
    EXPECT_THAT(refusalOf("{\"" + large + "\": 1}"), HasSubstr("unknown; an experiment has"));
    EXPECT_THAT(refusalOf("{\"params\": {\"" + large + "\": 1}}"), HasSubstr("no such parameter"));
    EXPECT_THAT(refusalOf("{\"workers\": \"" + large + "\"}"), HasSubstr("1 to 1024"));
    EXPECT_THAT(refusalOf("{\"schema\": \"" + large + "\"}"), HasSubstr("interleave-experiment-1"));
    EXPECT_THAT(refusalOf("{\"sync\": [[\"" + large + "\"]]}"), HasSubstr("spinlock"));
    EXPECT_THAT(refusalOf("{\"tasks\" \"" + large + "\"}"), HasSubstr("expected ':'"));
    EXPECT_THAT(
        refusalOf("{\"workers\": " + std::string(200'000, '9') + "}"), HasSubstr("workers"));
    const Printed printed
        = runProgram(INTERLEAVE_PROGRAM, "run /no/" + std::string(50'000, 'p') + ".json");
    expectSafe(printed.err);
    EXPECT_THAT(printed.err, HasSubstr("File name too long"));
}

TEST_F(Messages, F74_ARefusedValueNamesItsFieldAsItStandsInTheFile)
{
    const auto tickets = [](const std::string& seats) {
        return R"({"workload": "tickets", "params": {"seats": )" + seats + "}}";
    };
    EXPECT_THAT(refusalOf(tickets("-1")), HasSubstr("field 'params.seats': -1 is not allowed"));
    EXPECT_THAT(refusalOf(tickets("\"many\"")), HasSubstr("field 'params.seats': 'many'"));
    EXPECT_THAT(refusalOf(tickets("[1]")), HasSubstr("field 'params.seats': [1]"));
    EXPECT_THAT(refusalOf(tickets("1e400")),
        AllOf(HasSubstr("line 1, column "), HasSubstr("field 'params.seats': 1e400")));
    EXPECT_THAT(refusalOf(R"({"timeout": -1e999})"), HasSubstr("field 'timeout': -1e999"));
    const Printed printed
        = runProgram(INTERLEAVE_PROGRAM, "run --workload tickets --param seats=1e400");
    EXPECT_EQ(printed.status, 2);
    EXPECT_THAT(printed.err, HasSubstr("field 'params.seats': '1e400'"));
}

TEST_F(Messages, F74_AFieldThatIsThereTwiceIsRefused)
{
    EXPECT_THAT(refusalOf(R"({"workers": 2, "tasks": 5, "workers": 3})"),
        HasSubstr("'workers' is there twice"));
    EXPECT_THAT(refusalOf(R"({"params": {"work": 1, "work": 2}})"),
        HasSubstr("'params.work' is there twice"));
    EXPECT_THAT(refusalOf(R"({"params": {}, "params": {"work": 2}})"),
        HasSubstr("'params' is there twice"));
    EXPECT_THAT(refusalOf(R"({"tasks": 1, "t\u0061sks": 2})"), HasSubstr("'tasks' is there twice"));
}

TEST_F(Messages, F74_EveryFailureIsNamedInTheResultsAlsoBeyondTheFirst)
{
    constexpr int kPictures = 600;
    const auto pictures = m_folder.path() / "in";
    std::filesystem::create_directory(pictures);
    for (int picture = 0; picture < kPictures; ++picture)
        std::ofstream(pictures / ("broken-" + std::to_string(picture) + ".png")) << "no picture";
    const std::string csv = m_folder.path() / "results.csv";
    const Printed printed = runProgram(INTERLEAVE_PROGRAM,
        "run --quiet --workload image-filter --workers 2 --param input=" + pictures.string()
            + " --results " + csv);
    EXPECT_EQ(printed.status, 1) << printed.err;
    const std::string text = readFile(csv, 1U << 24U).value_or("");
    EXPECT_THAT(text, testing::StartsWith("trial,task,outcome,result,picture\n"));
    for (int picture = 0; picture < kPictures; ++picture)
        EXPECT_THAT(text, HasSubstr("broken-" + std::to_string(picture) + ".png"));
}

// Of pictures that cannot be read, each of which takes its 257 tasks with it.
TEST_F(Messages, F428_AFailureWhoseReasonWasNotKeptIsNoNumberInTheResults)
{
    const auto pictures = m_folder.path() / "in";
    std::filesystem::create_directory(pictures);
    for (int picture = 0; picture < 1'022; ++picture)
        std::ofstream(pictures / (std::to_string(picture) + ".png")) << "no picture";
    const std::string csv = m_folder.path() / "results.csv";
    const Printed printed = runProgram(INTERLEAVE_PROGRAM,
        "run --quiet --workload image-filter --param division=strip --param strips=256 --workers 2 "
        "--param input="
            + pictures.string() + " --results " + csv);
    EXPECT_EQ(printed.status, 1) << printed.err;
    const std::string text = readFile(csv, 1U << 26U).value_or("");
    const auto has = [&](const char* part) { return text.find(part) != std::string::npos; };
    EXPECT_TRUE(has(",failed,\"not kept: only the first 262,400 failures are in words\","));
    EXPECT_FALSE(has(",failed,0"));
}

TEST_F(Messages, F74_WhatAFileNameDoesInAResultIsSafeEverywhere)
{
    const auto pictures = m_folder.path() / "in";
    std::filesystem::create_directory(pictures);
    const std::string name = "\x1b[31m\"quoted\",\n" + std::string(200, 'n') + ".png";
    std::ofstream(pictures / name) << "no picture";
    const std::string arguments
        = "run --workload image-filter --workers 1 --param input=" + pictures.string();
    const Printed summary = runProgram(INTERLEAVE_PROGRAM, arguments);
    EXPECT_EQ(summary.status, 1);
    expectSafe(summary.out);
    expectSafe(summary.err);
    EXPECT_THAT(summary.err, HasSubstr("not a picture")) << "the reason stays";
    const Printed csv = runProgram(INTERLEAVE_PROGRAM, arguments + " --quiet --results -");
    EXPECT_EQ(std::ranges::count(csv.out, '\n'), 2) << csv.out;
    EXPECT_THAT(csv.out, AllOf(HasSubstr("\"\"quoted\"\""), Not(HasSubstr("\x1b"))));
}

TEST_F(Messages, F132_AFileThatIsNoExperimentIsNamed)
{
    for (const char* text : {"[1, 2]", "null", "7"})
        EXPECT_THAT(refusalOf(text), AllOf(HasSubstr("e.json: "), HasSubstr("a JSON object")));
    for (const char* text : {"", " \n"})
        EXPECT_THAT(refusalOf(text), HasSubstr("e.json: the file is empty"));
}

TEST_F(Messages, F132_EveryLineSaysWhoseItIs)
{
    for (const std::string& arguments : {std::string("run --workers 0 --trials 0 --timeout -1"),
             std::string("run --bogus"),
             std::string("bogus"),
             "validate " + write("e.json", R"({"workers": 0, "tasks": 0})")}) {
        const std::string err = runProgram(INTERLEAVE_PROGRAM, arguments).err;
        std::istringstream lines(err);
        int number = 0;
        for (std::string line; std::getline(lines, line); ++number)
            EXPECT_THAT(line, StartsWith("interleave: ")) << err;
        EXPECT_GT(number, 0) << arguments;
    }
}

TEST_F(Messages, F132_AMistypedNameHasItsNeighbour)
{
    EXPECT_THAT(refusalOf(R"({"worker": 2})"), HasSubstr("did you mean 'workers'?"));
    EXPECT_THAT(
        refusalOf(R"({"params": {"incremnts": 2}})"), HasSubstr("did you mean 'increments'?"));
    EXPECT_THAT(refusalOf(R"({"colour": 2})"), Not(HasSubstr("did you mean")));
}

TEST_F(Messages, F132_AParameterIsJudgedBesideAFieldThatIsRefused)
{
    const std::string err = runProgram(INTERLEAVE_PROGRAM,
        "run --workload counter --workers 0 --param bogus=1 --param increments=-3")
                                .err;
    for (const char* field : {"'workers'", "'params.bogus'", "'params.increments'"})
        EXPECT_THAT(err, HasSubstr(field));
}

TEST_F(Messages, F148_AControlDescriptorThatIsNoWindowsIsRefusedByItsOption)
{
    for (const std::string value :
        {"-1", "0", "2", "3", "99999", "99999999999", "text", "4x", "''"}) {
        const Printed printed = runProgram(INTERLEAVE_PROGRAM, "engine --control-fd " + value);
        EXPECT_EQ(printed.status, 2) << value;
        EXPECT_EQ(std::ranges::count(printed.err, '\n'), 1) << printed.err;
        EXPECT_THAT(
            printed.err, HasSubstr("option --control-fd: '" + (value == "''" ? "" : value)));
        EXPECT_THAT(printed.err, HasSubstr("interleave run"));
    }
}

} // namespace interleave::test
