// Runs of the command line are kept, and had again by `interleave history`.

#include "tests/integration/with_history.h"

#include <algorithm>
#include <filesystem>

namespace interleave::test {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class HistoryCommand : public WithHistory
{
};

TEST_F(HistoryCommand, ListsWhatWasRunWithTheNewestFirst)
{
    ASSERT_EQ(call(kBriefRun).status, 0);
    ASSERT_EQ(call(std::string(kBriefRun) + " --sync none --trials 2 --seed 7").status, 0);
    const Json runs = list();
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[0]["seed"], 7);
    EXPECT_EQ(runs[0]["trials"], 2);
    EXPECT_EQ(runs[0]["experiment"]["sync"], "none");
    EXPECT_EQ(runs[0]["outcome"], "succeeded");
    EXPECT_EQ(runs[1]["answer"], "No update of the shared counter was lost");
    EXPECT_THAT(call("history list").out,
        AllOf(StartsWith("    2  "), HasSubstr("\n    1  "), HasSubstr("Shared counter")));
}

TEST_F(HistoryCommand, F434_ANameOfTwoLinesIsOneLineOfTheList)
{
    const std::string named
        = write("two\nlines\033[31m.json", R"({"workload": "sleep", "tasks": 1})");
    ASSERT_EQ(call("run '" + named + "'").status, 0);
    const std::string text = call("history list").out;
    EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
    EXPECT_THAT(text, HasSubstr("two\\x0alines\\x1b[31m"));
    EXPECT_THAT(call("history show 1").out, StartsWith("Run 1: two\\x0alines\\x1b[31m\n"));
}

TEST_F(HistoryCommand, F435_ANumberThatIsTooLargeIsRefusedAndNotTakenForAnother)
{
    ASSERT_EQ(call(kBriefRun).status, 0);
    const std::string number = "99999999999999999999";
    for (const char* command : {"show ", "delete ", "export ", "list --limit "}) {
        const Printed refused = call("history " + (command + number));
        EXPECT_EQ(refused.status, 2);
        EXPECT_THAT(refused.err, HasSubstr(number)) << command;
    }
}

TEST_F(HistoryCommand, IsEmptyBeforeTheFirstRun)
{
    const Printed text = call("history list");
    EXPECT_EQ(text.status, 0);
    EXPECT_EQ(text.out + text.err, "");
    EXPECT_EQ(call("history list --json").out, "[]\n");
    EXPECT_FALSE(std::filesystem::exists(historyFolder()));
}

TEST_F(HistoryCommand, FiltersAndLimits)
{
    const std::string named = write("my-lesson.json", R"({"workload": "sleep", "tasks": 1})");
    ASSERT_EQ(call("run " + named).status, 0);
    ASSERT_EQ(call(kBriefRun).status, 0);
    ASSERT_EQ(list("--filter LESSON").size(), 1U);
    EXPECT_EQ(list("--filter LESSON")[0]["name"], "my-lesson");
    EXPECT_EQ(list("--filter 'lesson counter'").size(), 0U);
    EXPECT_EQ(list("--limit 1")[0]["id"], 2);
}

TEST_F(HistoryCommand, GivesARunBackAsItWasWritten)
{
    const std::string json = m_folder.path() / "run.json";
    ASSERT_EQ(call(std::string(kBriefRun) + " --json " + json).status, 0);
    const Printed exported = call("history export 1");
    EXPECT_EQ(exported.status, 0);
    EXPECT_EQ(exported.out, readFile(json, 1U << 20U).value());
}

TEST_F(HistoryCommand, GivesTheTrialsAsTable)
{
    ASSERT_EQ(call("compare --workload counter --param increments=10 --tasks 4 --workers 1 "
                   "--vary sync=none,lock --trials 2")
                  .status,
        0);
    const std::string table = call("history export 1 --format csv").out;
    EXPECT_EQ(std::ranges::count(table, '\n'), 5);
    EXPECT_THAT(table, StartsWith("trial,arm,sync,workers,value,end,wall_ns,"));
    EXPECT_THAT(table, AllOf(HasSubstr(",none,1,,finished,"), HasSubstr(",lock,1,,finished,")));
}

TEST_F(HistoryCommand, ShowsARunAsItWasShown)
{
    const std::string shown = call(kBriefRun).out;
    const Printed again = call("history show 1");
    EXPECT_EQ(again.status, 0);
    EXPECT_THAT(again.out, AllOf(StartsWith("Run 1: Shared counter\n"), HasSubstr(shown)));
}

TEST_F(HistoryCommand, DeletesAndBringsBack)
{
    ASSERT_EQ(call(kBriefRun).status, 0);
    EXPECT_EQ(call("history delete 1").status, 0);
    EXPECT_EQ(list().size(), 0U);
    EXPECT_THAT(call("history show 1").out, HasSubstr("--undo"));
    EXPECT_EQ(call("history delete 1 --undo").status, 0);
    EXPECT_EQ(list().size(), 1U);
}

TEST_F(HistoryCommand, NamesARunThatIsNotThere)
{
    ASSERT_EQ(call(kBriefRun).status, 0);
    for (const char* command : {"show 7", "delete 1 7", "export 7", "export 7 --format csv"}) {
        const Printed printed = call(std::string("history ") + command);
        EXPECT_EQ(printed.status, 2) << command;
        EXPECT_THAT(printed.err, HasSubstr("no run 7")) << command;
        EXPECT_EQ(printed.out, "") << command;
    }
    EXPECT_EQ(list().size(), 1U);
}

TEST_F(HistoryCommand, KeepsNoRunThatIsNotToBeKept)
{
    ASSERT_EQ(call(std::string(kBriefRun) + " --no-history").status, 0);
    ASSERT_EQ(interleave(kBriefRun).status, 0); // as all other tests call it
    EXPECT_FALSE(std::filesystem::exists(historyFolder()));
}

TEST_F(HistoryCommand, KeepsNoRunThatCouldNotBegin)
{
    EXPECT_EQ(call("run --workload image-filter --param input=/no/such/folder").status, 2);
    EXPECT_FALSE(std::filesystem::exists(historyFolder()));
}

TEST_F(HistoryCommand, F416_WhatCannotBeKeptIsToldAndTheRunStays)
{
    std::filesystem::create_directories(historyFolder());
    std::ofstream(historyFolder() / "history.db") << "not a database, but a text of some length";
    const Printed run = call(kBriefRun);
    EXPECT_EQ(run.status, 0);
    EXPECT_THAT(run.out, HasSubstr("No update of the shared counter was lost"));
    EXPECT_THAT(run.err,
        AllOf(HasSubstr("interleave: the run is not in the history: "), HasSubstr("move it away")));
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1);
    const Printed listed = call("history list");
    EXPECT_EQ(listed.status, 3);
    EXPECT_THAT(listed.err, HasSubstr("move it away"));
}

TEST_F(HistoryCommand, F417_ARunWhoseFileHasGoneIsTold)
{
    ASSERT_EQ(call(kBriefRun).status, 0);
    std::filesystem::remove_all(historyFolder() / "runs");
    for (const char* command : {"show 1", "export 1", "export 1 --format csv"}) {
        const Printed printed = call(std::string("history ") + command);
        EXPECT_EQ(printed.status, 3) << command;
        EXPECT_THAT(printed.err, HasSubstr("can be run again")) << command;
    }
    EXPECT_EQ(list().size(), 1U);
}

} // namespace

} // namespace interleave::test
