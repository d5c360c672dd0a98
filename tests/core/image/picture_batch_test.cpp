// Which pictures of a batch count as done.

#include "core/workload/image/journal_line.h"
#include "tests/core/image/batch_of_files.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sys/stat.h>

namespace interleave::test {

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class PictureBatch : public BatchOfFiles
{
protected:
    // As if the machine had been started anew: all that is there is older.
    void startMachineAnew()
    {
        ASSERT_TRUE(writeFileAtomically(m_folder.path() / "last", "before the start"));
        m_boot = {.id = "another start", .beganNs = changedNs(m_folder.path() / "last") + 1};
    }
    static std::int64_t changedNs(const fs::path& file)
    {
        struct stat status
        {
        };
        EXPECT_EQ(::stat(file.c_str(), &status), 0);
        return fileTimeNs(status.st_ctim);
    }
    // After that start, which the file system's clock has to have passed.
    void putThere(const fs::path& file) const
    {
        do
            std::ofstream(file) << "mine";
        while (changedNs(file) < m_boot.beganNs);
    }
    // Nobody writes to it: the time of its last change stays.
    void losePower(const fs::path& file, std::size_t bytes) const
    {
        struct stat before
        {
        };
        ASSERT_EQ(::stat(file.c_str(), &before), 0);
        fs::resize_file(file, bytes);
        const timespec times[2] = {before.st_atim, before.st_mtim};
        ASSERT_EQ(::utimensat(AT_FDCWD, file.c_str(), times, 0), 0);
    }
    [[nodiscard]] fs::path result(std::size_t i) const { return m_out / m_pictures[i].outputName; }
};

} // namespace

TEST_F(PictureBatch, OnlyWhatIsMissingIsLeft)
{
    addPictures(5);
    doSome(2);
    EXPECT_EQ(left(), 3U);
    fs::remove(result(0));
    const auto run = begin();
    EXPECT_THAT(run->state().left, testing::ElementsAre(0U, 2U, 3U, 4U));
    EXPECT_EQ(run->state().done, 1U);
    EXPECT_EQ(describe(run->state()), "1 of 5 pictures were done before");
}

TEST_F(PictureBatch, F264_APictureThatWasChangedIsDoneAgain)
{
    addPictures(3);
    doSome(3);
    std::ofstream(m_pictures[1].file, std::ios::app) << "more";
    fs::copy_file(m_pictures[2].file, m_in / "copy");
    fs::rename(m_in / "copy", m_pictures[2].file); // the same bytes in another file
    EXPECT_EQ(left(), 2U);
    doSome(2);
    EXPECT_EQ(left(), 0U);
}

TEST_F(PictureBatch, F264_AResultThatWasChangedIsNotReplaced)
{
    addPictures(3);
    doSome(2);
    std::ofstream(result(1)) << "painted over";
    EXPECT_THAT(refusal(),
        AllOf(HasSubstr("1 of the results were changed since"), HasSubstr("picture 1.png")));
    std::ofstream(result(2)) << "mine";
    EXPECT_THAT(refusal(), HasSubstr("2 of the results"));
    m_place.overwrite = true;
    EXPECT_EQ(left(), 2U);
}

TEST_F(PictureBatch, F264_OtherFiltersAreNotMixedWithTheseOfBefore)
{
    addPictures(2);
    doSome(1);
    m_settings[1].second = "median size=5";
    EXPECT_THAT(refusal(), HasSubstr("filters was 'blur sigma=3' and is 'median size=5'"));
    m_place.overwrite = true;
    EXPECT_EQ(left(), 2U);
    doSome(2);
    m_place.overwrite = false;
    EXPECT_EQ(left(), 0U);
    m_settings[1].second = "blur sigma=3";
    EXPECT_THAT(refusal(), HasSubstr("filters was 'median size=5'"));
}

TEST_F(PictureBatch, AResultThatWasCopiedBackIsKnownByItsContents)
{
    addPictures(1);
    doSome(1);
    fs::copy_file(result(0), m_folder.path() / "copy");
    fs::remove(result(0));
    fs::copy_file(m_folder.path() / "copy", result(0));
    EXPECT_EQ(left(), 0U);
}

TEST_F(PictureBatch, F262_AJournalThatIsCutAtAnyByteGivesNothingTwiceAndLosesNothing)
{
    addPictures(3);
    doSome(3);
    const std::string whole = journal();
    startMachineAnew();
    for (std::size_t bytes = 0; bytes <= whole.size(); ++bytes) {
        writeJournal(std::string_view(whole).substr(0, bytes));
        const auto run = begin();
        if (!run) {
            EXPECT_THAT(run.error().message, HasSubstr("of the results")) << bytes;
            continue;
        }
        std::size_t known = 0;
        for (const auto& [name, lines] :
            entriesOf(whole.substr(0, bytes).substr(whole.find('\n') + 1)).results)
            known += lines.empty() ? 0U : 1U;
        EXPECT_EQ(run->state().done, known) << bytes;
        EXPECT_EQ(run->state().left.size(), 3 - known) << bytes;
    }
}

TEST_F(PictureBatch, F262_AfterALineThatIsDamagedTheOthersCountAndItsPictureIsDoneAgain)
{
    addPictures(3);
    doSome(3);
    const std::string whole = journal();
    const std::size_t first = whole.find("result ");
    const MachineBoot before = m_boot;
    startMachineAnew();
    const MachineBoot after = m_boot;
    for (std::size_t i = first; i < whole.find('\n', first); ++i) {
        std::string damaged = whole;
        damaged[i] = '\0';
        writeJournal(damaged);
        m_boot = before;
        EXPECT_THAT(refusal(), HasSubstr("have lost their lines")) << i;
        m_boot = after;
        EXPECT_EQ(left(), 1U) << i;
    }
}

TEST_F(PictureBatch, F263_AResultOfWhichPowerWasLostIsMadeAgain)
{
    addPictures(4);
    doSome(4);
    losePower(result(0), 0);
    losePower(result(1), 5);
    startMachineAnew();
    EXPECT_EQ(left(), 2U);
    doSome(2);
    EXPECT_EQ(left(), 0U);
}

TEST_F(PictureBatch, F263_ZerosInPlaceOfContentsAreSeenAfterALossOfPower)
{
    addPictures(2);
    doSome(2);
    const auto bytes = fs::file_size(result(0));
    losePower(result(0), 0);
    losePower(result(0), bytes);
    startMachineAnew();
    EXPECT_EQ(left(), 1U);
}

TEST_F(PictureBatch, F263_AResultWhoseLineWasLostWithThePowerIsMadeAgain)
{
    addPictures(2);
    doSome(2);
    const std::string whole = journal();
    writeJournal(whole.substr(0, whole.find("\nresult "))); // whole lines
    EXPECT_THAT(refusal(), HasSubstr("not of this batch")) << "nothing can have been lost";
    startMachineAnew();
    EXPECT_EQ(left(), 2U);
}

TEST_F(PictureBatch, F263_WhatSomebodyPaintedAfterTheLossStays)
{
    addPictures(1);
    doSome(1);
    startMachineAnew();
    std::ofstream(result(0)) << "painted over";
    EXPECT_THAT(refusal(), HasSubstr("were changed since"));
}

TEST_F(PictureBatch, F270_WhatSomebodyPutUnderTheNameOfAMissingResultStays)
{
    addPictures(3);
    doSome(1);
    startMachineAnew();
    EXPECT_EQ(left(), 2U);
    putThere(result(1));
    for (const char* id : {"another start", ""}) { // some machines tell no id
        m_boot.id = id;
        EXPECT_THAT(refusal(), AllOf(HasSubstr("1 of the results"), HasSubstr("picture 1.png")));
    }
    m_boot.beganNs = MachineBoot::kUnknown;
    EXPECT_THAT(refusal(), HasSubstr("1 of the results"));
    EXPECT_EQ(readFile(result(1), 100).value(), "mine");
}

TEST_F(PictureBatch, F270_WhatIsPutThereStaysThoughTheJournalHasALineThatWasCutOff)
{
    addPictures(2);
    doSome(1);
    writeJournal(journal() + "\nresult half a li");
    EXPECT_EQ(left(), 1U);
    putThere(result(1));
    EXPECT_THAT(refusal(), HasSubstr("1 of the results"));
}

TEST_F(PictureBatch, F270_WhatIsCopiedOverAResultWithAnOldTimeStays)
{
    addPictures(1);
    doSome(1);
    startMachineAnew();
    putThere(result(0));
    const timespec times[2] = {{.tv_sec = 1, .tv_nsec = 0}, {.tv_sec = 1, .tv_nsec = 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, result(0).c_str(), times, 0), 0); // as cp -p
    EXPECT_THAT(refusal(), HasSubstr("were changed since"));
}

TEST_F(PictureBatch, F265_APictureThatCostsWorkersIsOfferedAgainAndNotForEver)
{
    addPictures(2);
    for (std::size_t i = 0; i < kCrashesAtMost; ++i) {
        const auto run = begin();
        ASSERT_EQ(run->state().left.size(), 2U) << i;
        run->noteCrash(m_pictures[0]);
    }
    {
        const auto run = begin();
        EXPECT_THAT(run->state().left, testing::ElementsAre(1U));
        EXPECT_EQ(describe(run->state()),
            "1 picture is left out, because workers crashed 3 times at it (picture 0.png)");
    }
    std::ofstream(m_pictures[0].file, std::ios::app) << "mended";
    EXPECT_EQ(left(), 2U);
}

TEST_F(PictureBatch, F260_WhatKilledWorkersLeftIsRemovedAndNothingElse)
{
    addPictures(2);
    const fs::path unfinished = unfinishedName(result(0), 4711);
    std::ofstream(unfinished) << "half";
    std::ofstream(m_out / ".1234.4711.part") << "another program's";
    doSome(1);
    EXPECT_FALSE(fs::exists(unfinished));
    EXPECT_TRUE(fs::exists(m_out / ".1234.4711.part"));
}

TEST_F(PictureBatch, F264_AnythingElseUnderTheNameOfAResultIsNoResult)
{
    addPictures(1);
    doSome(1);
    fs::rename(result(0), m_out / "elsewhere");
    fs::create_symlink("elsewhere", result(0));
    EXPECT_THAT(refusal(), HasSubstr("were changed since"));
    fs::remove(result(0));
    fs::create_directory(result(0));
    EXPECT_THAT(refusal(), HasSubstr("were changed since"));
}

} // namespace interleave::test
