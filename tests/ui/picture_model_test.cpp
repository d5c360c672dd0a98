// The pictures of a run as a list: what stands in each of its rows.

#include "tests/ui/picture_log.h"
#include "tests/ui/print_qt.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_text.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

TEST(PictureModel, SaysOfAFailureWhoseReasonWasNotKeptThatItWasNot)
{
    test::SyntheticRun run(kTwenty);
    PictureModel model;
    model.begin(run.recording(), 1);
    log(run, 0, 2, 2'000'000, TaskOutcome::Failed);
    model.look();
    EXPECT_TRUE(model.stateText(2).contains(QStringLiteral("is told when the run is over")));
    model.finish(TrialResult{});
    EXPECT_TRUE(model.stateText(2).contains(QStringLiteral("was not kept")));
}

TEST(PictureModel, NamesTheSubfolderOfPicturesThatAreCalledTheSame)
{
    PictureModel model;
    model.start(3, nullptr);
    model.setPictures(std::make_shared<const PictureList>(*PictureList::make(
                          {.pictures = {{"/in/a/x.png"}, {"/in/b/x.png"}, {"/in/b/y.png"}}})),
        "/in");
    EXPECT_EQ(model.nameOf(0), QStringLiteral("a/x.png"));
    EXPECT_EQ(model.nameOf(1), QStringLiteral("b/x.png"));
    EXPECT_EQ(model.nameOf(2), QStringLiteral("y.png"));
    EXPECT_EQ(
        withoutName(QStringLiteral("x.png: damaged"), model.nameOf(0)), QStringLiteral("damaged"));
}

TEST(PictureModel, SaysOfAPictureInStripsThatItIsNoSingleWorkers)
{
    test::SyntheticRun run(kTwenty);
    PictureModel model;
    model.begin(run.recording(), 5);
    run.writer().counters(1).inTask = 6 + 1;
    model.look();
    EXPECT_EQ(model.stateText(1), QStringLiteral("all workers are at it"));
    run.append(10);
    model.look();
    EXPECT_TRUE(model.stateText(0).startsWith(QStringLiteral("done by all workers in ")));
}

TEST(PictureModel, LeavesTheNameOutOfTheReasonThatStandsBesideIt)
{
    test::SyntheticRun run(kTwenty);
    PictureModel model;
    model.begin(run.recording(), 1);
    model.setPictures(std::make_shared<const PictureList>(
        *PictureList::make({.pictures = {{"/somewhere/a.jpg", ""}, {"/somewhere/b.jpg", ""}}})));
    TrialResult trial;
    trial.errors = {{1, "exception", "b.jpg: the file is empty"}};
    model.finish(trial);
    EXPECT_EQ(model.nameOf(1), QStringLiteral("b.jpg"));
    EXPECT_EQ(model.reasonOf(1), QStringLiteral("the file is empty"));
    EXPECT_EQ(model.data(model.index(1), Qt::AccessibleTextRole).toString(),
        QStringLiteral("b.jpg: failed: the file is empty"));
    EXPECT_EQ(model.nameOf(2), QStringLiteral("picture 2"));
}

TEST(PictureModel, SaysWhichPictureWasSalvagedAlsoInStrips)
{
    for (const std::uint64_t each : {1U, 5U}) {
        test::SyntheticRun run(kTwenty);
        PictureModel model;
        model.begin(run.recording(), each);
        TrialResult trial;
        trial.outcome.remark = {.sentence = "",
            .tasks = {{each, "a: b.jpg: damaged, and salvaged, alpha left out"},
                {2 * each, "damaged, and salvaged.jpg: alpha left out"}}};
        model.finish(trial);
        EXPECT_EQ(model.damageOf(0), QString());
        EXPECT_EQ(model.damageOf(1), QStringLiteral("Damaged: what could be read was filtered."));
        EXPECT_EQ(model.damageOf(2), QString());
        EXPECT_TRUE(model.data(model.index(1), Qt::ToolTipRole)
                        .toString()
                        .endsWith(QStringLiteral(". Damaged: what could be read was filtered.")));
    }
}

TEST(PictureModel, HasResultsWithoutARecordingWhereTheTrialIsComplete)
{
    PictureModel model;
    model.start(3, nullptr);
    model.finish(TrialResult{.end = TrialEnd::Finished});
    EXPECT_TRUE(model.states().mayHaveResult(1));
    EXPECT_EQ(model.stateText(1), QStringLiteral("done; by whom is not recorded"));
    model.start(3, nullptr);
    model.finish(TrialResult{.end = TrialEnd::Cancelled});
    EXPECT_FALSE(model.states().mayHaveResult(1));
    EXPECT_EQ(model.stateText(1), QStringLiteral("not filtered, or not recorded"));
}

TEST(PictureModel, HasAReasonForWhatFailedAndKnowsNothingOfWhatWasNotRun)
{
    test::SyntheticRun run(kTwenty);
    run.append(10);
    PictureModel model;
    model.begin(run.recording(), 1);
    TrialResult trial;
    trial.errors = {{3, "exception", "a.jpg: the file is empty"}};
    model.finish(trial);
    EXPECT_EQ(model.states()[3].state, PictureState::Failed);
    EXPECT_EQ(model.stateText(3), QStringLiteral("failed: a.jpg: the file is empty"));
    EXPECT_EQ(model.states()[15].state, PictureState::NotKnown);
    EXPECT_EQ(model.states().counts().done, 9U);
    EXPECT_EQ(model.states().counts().failed, 1U);
}

} // namespace
} // namespace interleave::ui
