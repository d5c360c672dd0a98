// What is kept can be had again, changed, found and taken away.

#include "core/base/json.h"
#include "core/history/machine_key.h"
#include "core/model/experiment_json.h"
#include "tests/core/history/sample_run.h"

namespace interleave::test {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using HistoryTest = InAHistory;

TEST_F(HistoryTest, ARunThatWasKeptIsThereAsItWas)
{
    const std::int64_t id = add(newRun("first"));
    const History history = open();
    const HistoryRun run = history.run(id).value();
    EXPECT_EQ(run.name, "first");
    EXPECT_EQ(run.startedMs, kBegan);
    EXPECT_EQ(run.answer, "4 were lost");
    EXPECT_EQ(run.words, "counter, 2 workers");
    EXPECT_EQ(run.version, "0.1");
    EXPECT_EQ(run.trials, 1);
    EXPECT_FALSE(run.star);
    EXPECT_THAT(run.file, testing::StartsWith("runs/2023-11/14-221320-"));
    EXPECT_EQ(run.bytes, std::filesystem::file_size(folder() / run.file));
    EXPECT_EQ(resultTextOf(folder(), run).value(), runResultText(sampleResult()));
}

TEST_F(HistoryTest, WhatWasAskedAndTheReadingsStandBesideIt)
{
    RunResult result = sampleResult();
    result.asked = result.experiment;
    result.asked->workers.reset();
    const std::int64_t id = add(newRunOf(result, {}));
    const HistoryDetails details = open().details(id).value();
    EXPECT_EQ(experimentFromText(details.experiment, "it").value(), *result.asked);
    EXPECT_TRUE(parseJson(details.readings, "they").value().is_object());
}

TEST_F(HistoryTest, WithoutARunThereIsNone)
{
    const auto none = History::open(folder(), NoHistory::IsMissing);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, HistoryError::Missing);
    EXPECT_FALSE(std::filesystem::exists(folder()));
}

TEST_F(HistoryTest, ChangesStay)
{
    const std::int64_t id = add(newRun("first"));
    {
        History history = open();
        ASSERT_TRUE(history.rename(id, "renamed"));
        ASSERT_TRUE(history.setStar(id, true));
        ASSERT_TRUE(history.setNote(id, "look at worker 2"));
        ASSERT_TRUE(history.setTags(id, {"race", "lecture"}));
        ASSERT_TRUE(history.setTags(id, {"race", "slides"}));
    }
    const HistoryRun run = open().run(id).value();
    EXPECT_EQ(run.name, "renamed");
    EXPECT_TRUE(run.star);
    EXPECT_EQ(run.note, "look at worker 2");
    EXPECT_THAT(run.tags, ElementsAre("race", "slides"));
}

TEST_F(HistoryTest, ARunThatIsNotThereIsNamed)
{
    add(newRun("first"));
    History history = open();
    for (const auto& changed : {history.rename(7, "x"),
             history.setStar(7, true),
             history.setTags(7, {"x"}),
             history.remove(std::array<std::int64_t, 1>{7})}) {
        ASSERT_FALSE(changed);
        EXPECT_EQ(changed.error().kind, HistoryError::NoSuchRun);
        EXPECT_THAT(changed.error().message, HasSubstr("no run 7"));
    }
}

TEST_F(HistoryTest, SortsByEveryColumn)
{
    add(newRun("b", kBegan + 1));
    add(newRun("C", kBegan + 2));
    const std::int64_t a = add(newRun("a", kBegan + 3));
    ASSERT_TRUE(open().setStar(a, true));
    EXPECT_THAT(listed(), ElementsAre("a", "C", "b"));
    EXPECT_THAT(listed({.descending = false}), ElementsAre("b", "C", "a"));
    EXPECT_THAT(
        listed({.order = HistoryOrder::Name, .descending = false}), ElementsAre("a", "b", "C"));
    EXPECT_THAT(listed({.order = HistoryOrder::Star}), ElementsAre("a", "C", "b"));
    EXPECT_THAT(listed({.order = HistoryOrder::Answer}), testing::SizeIs(3));
}

TEST_F(HistoryTest, FindsWordsWhereverTheyStand)
{
    const std::int64_t counter = add(newRun("100% lost", kBegan));
    add(newRun("bank", kBegan + 1));
    ASSERT_TRUE(open().setNote(counter, "of the lecture"));
    ASSERT_TRUE(open().setTags(counter, {"Slides"}));
    ASSERT_TRUE(open().setStar(counter, true));
    EXPECT_THAT(listed({.filter = "BANK"}), ElementsAre("bank"));
    EXPECT_THAT(listed({.filter = "lecture"}), ElementsAre("100% lost"));
    EXPECT_THAT(listed({.filter = "lid"}), ElementsAre("100% lost"));
    EXPECT_THAT(listed({.filter = "#slides"}), ElementsAre("100% lost"));
    EXPECT_THAT(listed({.filter = "#lid"}), IsEmpty());
    EXPECT_THAT(listed({.filter = "*"}), ElementsAre("100% lost"));
    EXPECT_THAT(listed({.filter = "workers bank"}), ElementsAre("bank"));
    EXPECT_THAT(listed({.filter = "0% l"}), ElementsAre("100% lost"));
    EXPECT_THAT(listed({.filter = "1%"}), IsEmpty());
    EXPECT_THAT(listed({.filter = "b_nk"}), IsEmpty());
}

TEST_F(HistoryTest, WhatWasRemovedComesBackUntilItIsPurged)
{
    const std::int64_t id = add(newRun("first"));
    const std::filesystem::path file = folder() / open().run(id).value().file;
    const std::array ids{id};
    History history = open();
    ASSERT_TRUE(history.remove(ids));
    EXPECT_THAT(listed(), IsEmpty());
    ASSERT_TRUE(history.purge(kBegan));
    ASSERT_TRUE(history.restore(ids));
    EXPECT_THAT(listed(), ElementsAre("first"));
    ASSERT_TRUE(history.remove(ids));
    ASSERT_TRUE(history.purge(INT64_MAX));
    EXPECT_FALSE(history.restore(ids));
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(HistoryTest, ANumberIsOfNoOtherRunAfterwards)
{
    const std::int64_t first = add(newRun("first"));
    History history = open();
    ASSERT_TRUE(history.remove(std::array{first}));
    ASSERT_TRUE(history.purge(INT64_MAX));
    EXPECT_GT(add(newRun("second")), first);
}

TEST_F(HistoryTest, ARunWhoseFileCannotBeWrittenIsNotListed)
{
    const auto kept = keepRun(folder(), newRun("first"), ".json", [](const std::filesystem::path&) {
        return Result<void, SystemError>(fail(SystemError::NoSpace, "the disk is full"));
    });
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().kind, HistoryError::NoSpace);
    EXPECT_EQ(kept.error().message, "the disk is full");
    EXPECT_THAT(listed(), IsEmpty());
}

TEST(MachineKey, IsOfWhatStaysAlone)
{
    RunResult result = sampleResult();
    const std::string key = machineKey(result.machine, {});
    result.machine.memoryBytes = 1;
    result.machine.clock = "monotonic";
    EXPECT_EQ(machineKey(result.machine, {}), key);
    result.machine.usableCores = 1;
    EXPECT_NE(machineKey(result.machine, {}), key);
    EXPECT_NE(machineKey(sampleResult().machine, {.governor = "powersave"}), key);
}

TEST(HistoryFolder, IsWhereTheUserKeepsData)
{
    ::unsetenv("INTERLEAVE_HISTORY");
    ::setenv("XDG_DATA_HOME", "/somewhere", 1);
    EXPECT_EQ(usualHistoryFolder(), "/somewhere/interleave/history");
    ::setenv("XDG_DATA_HOME", "relative", 1);
    ::setenv("HOME", "/home/x", 1);
    EXPECT_EQ(usualHistoryFolder(), "/home/x/.local/share/interleave/history");
    ::setenv("INTERLEAVE_HISTORY", "off", 1);
    EXPECT_EQ(usualHistoryFolder(), std::nullopt);
}

TEST(HistoryFolder, HasNoFilesElsewhere)
{
    EXPECT_EQ(runFileIn("/h", "runs/2026-11/a.json"), "/h/runs/2026-11/a.json");
    for (const char* name : {"", "/etc/passwd", "../x", "runs/../../x", "history.db"})
        EXPECT_EQ(runFileIn("/h", name), std::nullopt) << name;
}

} // namespace

} // namespace interleave::test
