// What the view of pictures says of a run: how far it is, whose pictures are seen, and why none
// are.

#include "tests/ui/pictures_view_fixture.h"
#include "ui/images/go_on_offer.h"

#include <QPushButton>

namespace interleave::ui {
namespace {

TEST_F(PicturesViewTest, SaysWhatWillBeHereBeforeTheFirstRun)
{
    view.show();
    EXPECT_TRUE(showsText(view, QStringLiteral("Here you will see each picture")));
}

TEST_F(PicturesViewTest, FillsWhileTheRunGoesOn)
{
    open(16, 4);
    EXPECT_EQ(view.sentence(), QStringLiteral("4 of 16 pictures are done"));
    run->append(4);
    view.look();
    EXPECT_EQ(view.sentence(), QStringLiteral("8 of 16 pictures are done"));
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_EQ(colourOf(7), QColor::fromHsv(280, 255, 255).toRgb());
}

TEST_F(PicturesViewTest, ShowsAFailureInItsPlace)
{
    open(16, 16);
    TrialResult trial;
    trial.errors = {{2, "exception", "picture 2.png: the file is empty (remove it)"}};
    view.setTrial(trial);
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_NE(colourOf(2), QColor::fromHsv(80, 255, 255).toRgb());
    EXPECT_EQ(view.model().data(view.model().index(2), Qt::ToolTipRole).toString(),
        QStringLiteral("picture 2.png: failed: the file is empty (remove it)"));
    EXPECT_EQ(view.sentence(), QStringLiteral("15 of 16 pictures are done, 1 failed"));
}

TEST_F(PicturesViewTest, AFailedRunClaimsNoWorkAnyMore)
{
    open(16, 4);
    run->writer().counters(1).inTask = 5 + 1;
    view.look();
    ASSERT_TRUE(view.sentence().contains(QStringLiteral("1 in work")));
    view.finish();
    view.setMissing(QStringLiteral("The run failed: no memory."));
    EXPECT_EQ(view.sentence(), QStringLiteral("4 of 16 pictures are done"));
    EXPECT_EQ(view.model().states()[5].state, PictureState::NotKnown);
    EXPECT_TRUE(view.note().contains(QStringLiteral("The run failed: no memory.")));
}

TEST_F(PicturesViewTest, CountsWhatATrialSaysWhereNothingIsRecorded)
{
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.tasks = 12;
    view.start(&experiment);
    TrialResult trial;
    trial.tasks = {.total = 12, .succeeded = 12};
    view.setTrial(trial);
    EXPECT_EQ(view.sentence(), QStringLiteral("12 of 12 pictures are done"));
}

TEST_F(PicturesViewTest, SaysOfABatchThatIsCompleteThatNothingWasLeft)
{
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.params["resume"] = true;
    view.start(&experiment);
    view.setTrial(TrialResult{});
    EXPECT_EQ(view.sentence(), QStringLiteral("No picture was left to do"));
}

TEST_F(PicturesViewTest, OffersToGoOnWithWhatIsLeftOfABatchThatWasStopped)
{
    experiment.params["output"] = folder.path().string();
    open(16, 4);
    view.setMayGoOn(true);
    int wanted = 0;
    QObject::connect(&view, &PicturesView::goOnWanted, &view, [&wanted] { ++wanted; });
    EXPECT_FALSE(view.offer().isVisible()) << "it goes on";
    TrialResult trial{.end = TrialEnd::Cancelled};
    trial.tasks = {.total = 16, .succeeded = 4, .cancelled = 12};
    view.setTrial(trial);
    EXPECT_TRUE(view.offer().isVisible());
    EXPECT_EQ(view.offer().sentence(), QStringLiteral("Pictures that are left: 12 of 16"));
    view.offer().findChild<QPushButton*>()->click();
    EXPECT_EQ(wanted, 1);
    view.start(&experiment);
    EXPECT_FALSE(view.offer().isVisible());
}

TEST_F(PicturesViewTest, OffersToGoOnAfterAnEngineThatCrashed)
{
    experiment.params["output"] = folder.path().string();
    open(16, 4);
    view.setMayGoOn(true);
    view.finish();
    EXPECT_TRUE(view.offer().isVisible());
    EXPECT_EQ(view.offer().sentence(), QStringLiteral("Pictures that are left: 12 of 16"));
}

TEST_F(PicturesViewTest, OffersToGoOnAlsoWithThosePicturesThatFailed)
{
    experiment.params["output"] = folder.path().string();
    open(16, 4);
    view.setMayGoOn(true);
    TrialResult trial{.end = TrialEnd::Cancelled};
    trial.tasks = {.total = 16, .succeeded = 3, .failed = 1, .cancelled = 12};
    trial.errors = {{2, "exception", "picture 2.png: the file is empty"}};
    view.setTrial(trial);
    EXPECT_EQ(view.offer().sentence(),
        QStringLiteral("Pictures that are left, with those that failed: 13 of 16"));
}

TEST_F(PicturesViewTest, OffersToGoOnWhereNothingWasRecordedOfACrashedRun)
{
    experiment.params["output"] = folder.path().string();
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.tasks = 12;
    view.start(&experiment);
    view.setMayGoOn(true);
    view.show();
    view.finish();
    EXPECT_TRUE(view.offer().isVisible());
    EXPECT_EQ(view.offer().sentence(), QStringLiteral("How many pictures are left is not known"));
}

TEST_F(PicturesViewTest, OffersNothingWhereNobodyCanGoOn)
{
    experiment.params["output"] = folder.path().string();
    open(16, 4);
    view.setMayGoOn(false);
    view.finish();
    EXPECT_FALSE(view.offer().isVisible());
}

TEST_F(PicturesViewTest, OffersNothingWhereNothingIsLeftOrNothingIsKept)
{
    experiment.params["output"] = folder.path().string();
    open(16, 16);
    view.setMayGoOn(true);
    TrialResult trial{.end = TrialEnd::Cancelled};
    trial.tasks = {.total = 16, .succeeded = 16};
    view.setTrial(trial);
    EXPECT_FALSE(view.offer().isVisible());
    experiment.params.erase("output");
    view.start(&experiment);
    view.setMayGoOn(true);
    view.beginTrial(run->recording());
    trial.tasks = {.total = 16, .succeeded = 4, .cancelled = 12};
    view.setTrial(trial);
    EXPECT_FALSE(view.offer().isVisible());
}

TEST_F(PicturesViewTest, StaysWhereItIsWithAnotherArmOfTheSamePictures)
{
    open(200, 200);
    grid().setFocus();
    QTest::keyClick(&grid(), Qt::Key_End);
    view.open(199);
    experiment.workers = 1;
    view.change(experiment);
    EXPECT_TRUE(view.beforeAfter().isVisible());
    EXPECT_EQ(grid().currentRow(), 199);
    EXPECT_EQ(view.model().states().counts().done, 0U);
    EXPECT_EQ(view.model().nameOf(0), QStringLiteral("picture 0.png"));
}

TEST_F(PicturesViewTest, SaysThatTheOriginalsAreShownWhereTheRunKeepsNoResults)
{
    const QString sentence
        = QStringLiteral("The originals: this run keeps no results (choose an output folder)");
    open(16, 16);
    EXPECT_TRUE(showsText(view, sentence));
    experiment.params["output"] = folder.path().string();
    view.start(&experiment);
    EXPECT_EQ(view.originalsNote(), QString());
}

TEST_F(PicturesViewTest, ShowsOriginalsWhereOthersWroteTheSameFiles)
{
    experiment.params["output"] = folder.path().string();
    open(16, 16);
    EXPECT_EQ(grid().side(), PictureSide::Result);
    view.setResultFiles(ResultFiles::Others);
    EXPECT_EQ(grid().side(), PictureSide::Input);
    EXPECT_TRUE(view.note().contains(QStringLiteral("the originals are shown")));
}

TEST_F(PicturesViewTest, SaysWhyThereAreNoPictures)
{
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.params["input"] = (folder.path() / "gone").string();
    view.start(&experiment);
    view.setPictures(nullptr);
    test::SyntheticRun other({.tasks = 4, .workers = 1});
    view.beginTrial(other.recording());
    other.finish();
    view.look();
    view.show();
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return view.note().contains(QStringLiteral("cannot be shown")); }, kPatienceMs));
    EXPECT_TRUE(view.note().contains(QStringLiteral("gone")));
}

TEST_F(PicturesViewTest, ShowsNoPicturesOfAFolderThatHasOthersNow)
{
    for (int number = 0; number < 8; ++number)
        picture(number);
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.params["input"] = folder.path().string();
    test::SyntheticRun other({.tasks = 5, .workers = 1});
    other.finish();
    view.start(&experiment);
    view.setPictures(nullptr);
    view.beginTrial(other.recording());
    view.show();
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return view.note().contains(QStringLiteral("8 pictures now")); }, kPatienceMs));
    EXPECT_EQ(view.model().nameOf(0), QStringLiteral("picture 0"));
}

TEST_F(PicturesViewTest, ShowsTheFirstPicturesOfAFolderToWhoAskedForSoMany)
{
    for (int number = 0; number < 8; ++number)
        picture(number);
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.params["input"] = folder.path().string();
    test::SyntheticRun other({.tasks = 5, .workers = 1, .failedOneIn = 0});
    other.finish();
    view.start(&experiment, 5);
    view.setPictures(nullptr);
    view.beginTrial(other.recording());
    view.show();
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_EQ(view.model().nameOf(4), QStringLiteral("picture 4.png"));
    EXPECT_FALSE(view.note().contains(QStringLiteral("not known any more")));
}

TEST_F(PicturesViewTest, SaysThatThePicturesAreThoseThatTheFolderHasNow)
{
    for (int number = 0; number < 8; ++number)
        picture(number);
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.params["input"] = folder.path().string();
    test::SyntheticRun saved({.tasks = 8, .workers = 1, .failedOneIn = 0});
    saved.finish();
    view.start(&experiment);
    view.setPictures(nullptr); // a file keeps none
    view.beginTrial(saved.recording());
    view.show();
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_EQ(view.model().nameOf(0), QStringLiteral("picture 0.png"));
    EXPECT_TRUE(view.note().contains(QStringLiteral("folder has now")));
}

} // namespace
} // namespace interleave::ui
