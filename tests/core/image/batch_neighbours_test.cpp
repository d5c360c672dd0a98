// A batch beside what is not its own: other batches in the same folder, other runs of the same
// process, other people's files.
#include "tests/core/image/batch_of_files.h"

#include <gmock/gmock.h>

namespace interleave::test {
namespace {

namespace fs = std::filesystem;

class BatchNeighbours : public BatchOfFiles
{
protected:
    void SetUp() override
    {
        BatchOfFiles::SetUp();
        m_place.resume = false;
    }
    /// Of one picture.
    void end(const BatchRun& run, TaskMark how) const
    {
        std::array<TaskLedger::Line, 1> lines{};
        TaskLedger ledger(lines, 1);
        ledger.finish(0, how, 0, ledger.start(0));
        run.trialEnded(TrialEnd::Finished, ledger);
    }
    void doAll()
    {
        const auto run = begin();
        ASSERT_TRUE(run) << run.error().message;
        for (const BatchPicture& picture : m_pictures)
            makeResult(*run, picture);
        end(*run, TaskMark::Succeeded);
    }
    /// Of a sample picture, which nobody can change; the machine has started again since.
    fs::path resultThatALossOfPowerCut()
    {
        m_pictures.push_back({{}, "sample picture 0", "a.png"});
        doSome(1);
        fs::path result = m_out / "a.png";
        const auto changed = fs::last_write_time(result);
        fs::resize_file(result, 0);
        fs::last_write_time(result, changed);
        m_place.resume = true;
        m_boot = {.id = "another start", .beganNs = INT64_MAX};
        return result;
    }
    [[nodiscard]] bool hasTheJournal() const { return fs::exists(m_out / kJournalName); }
};

TEST_F(BatchNeighbours, F324_ABatchThatIsDoneLeavesTheJournalOfAnotherThatIsNot)
{
    addPicture("a.png");
    addPicture("b.png");
    const auto undone = m_pictures;
    doSome(1);
    ASSERT_TRUE(hasTheJournal());
    m_pictures.clear();
    addPicture("another.png");
    doAll();
    EXPECT_TRUE(hasTheJournal());
    m_pictures = undone;
    m_place.resume = true;
    EXPECT_EQ(left(), 1U);
}

TEST_F(BatchNeighbours, ABatchThatReplacesAllThatWasLeftTakesItsJournalAway)
{
    addPicture("a.png");
    doSome(0);
    doSome(1);
    m_place.overwrite = true;
    doAll();
    EXPECT_FALSE(hasTheJournal());
}

// Arms take turns: one that has failed is not mended by another that has not.
TEST_F(BatchNeighbours, WhatOneArmHasLeftUndoneKeepsTheJournal)
{
    addPicture("a.png");
    {
        const auto one = begin();
        ASSERT_TRUE(one);
        const auto other = begin();
        ASSERT_TRUE(other) << other.error().message;
        makeResult(*one, m_pictures[0]);
        end(*one, TaskMark::Failed);
        end(*other, TaskMark::Succeeded);
    }
    EXPECT_TRUE(hasTheJournal());
}

TEST_F(BatchNeighbours, F326_WhatAKilledRunLeftUnderOtherNamesGoesWithTheNext)
{
    addPicture("a.png");
    addPicture("b.png");
    m_pictures[1].outputName = "called otherwise.jpg";
    doSome(1);
    const fs::path unfinished = unfinishedName(m_out / m_pictures[1].outputName, 4'711);
    ASSERT_TRUE(writeFileAtomically(unfinished, "half"));
    const fs::path foreign = m_out / ".123.4711.part";
    ASSERT_TRUE(writeFileAtomically(foreign, "somebody's own"));
    m_pictures.erase(m_pictures.begin());
    m_pictures[0].outputName = "b.png";
    ASSERT_TRUE(begin());
    EXPECT_FALSE(fs::exists(unfinished));
    EXPECT_TRUE(fs::exists(foreign));
}

TEST_F(BatchNeighbours, F325_OnlyWhatTheJournalHasMadeMayBeReplaced)
{
    addPicture("a.png");
    const auto run = begin();
    ASSERT_TRUE(run);
    const fs::path result = m_out / "a.png";
    EXPECT_FALSE(run->hasMade(m_pictures[0], result)) << "there is none";
    ASSERT_TRUE(writeFileAtomically(result, "somebody's own"));
    EXPECT_FALSE(run->hasMade(m_pictures[0], result));
    makeResult(*run, m_pictures[0]);
    EXPECT_TRUE(run->hasMade(m_pictures[0], result)) << "in an earlier trial";
    makeResult(*run, m_pictures[0]);
    EXPECT_TRUE(run->hasMade(m_pictures[0], result)) << "and again";
    const BatchPicture alike{m_pictures[0].file, "A.png", "A.png"};
    EXPECT_FALSE(run->hasMade(alike, result)) << "of another name, where letters' case is none";
    fs::copy_file(result, m_out / "copy");
    fs::rename(m_out / "copy", result);
    EXPECT_TRUE(run->hasMade(m_pictures[0], result)) << "moved to another disk and back";
    ASSERT_TRUE(writeFileAtomically(result, "result of A.png"));
    EXPECT_FALSE(run->hasMade(m_pictures[0], result)) << "changed, and as long as before";
}

TEST_F(BatchNeighbours, WhatIsLeftOfAResultAfterALossOfPowerMayBeReplaced)
{
    const fs::path result = resultThatALossOfPowerCut();
    {
        const auto run = begin();
        ASSERT_TRUE(run) << run.error().message;
        EXPECT_EQ(run->state().left.size(), 1U);
        EXPECT_TRUE(run->hasMade(m_pictures[0], result));
    }
    EXPECT_EQ(left(), 1U) << "it is not taken for a result that is done";
}

TEST_F(BatchNeighbours, F315_WhatComesAfterALookIsNoRemainsOfTheBatch)
{
    const fs::path result = resultThatALossOfPowerCut();
    const auto run = begin();
    ASSERT_TRUE(run) << run.error().message;
    ASSERT_TRUE(writeFileAtomically(m_folder.path() / "painted", "somebody's own"));
    fs::rename(m_folder.path() / "painted", result);
    run->noteRemains(m_pictures);
    EXPECT_FALSE(run->hasMade(m_pictures[0], result));
}

} // namespace
} // namespace interleave::test
