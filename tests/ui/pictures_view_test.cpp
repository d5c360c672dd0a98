// The gallery with the real service: what is seen, selected and asked for.

#include "tests/support/synthetic_recording.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "ui/images/before_after.h"
#include "ui/images/picture_grid.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_view.h"
#include "ui/images/wipe_picture.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"

#include <gtest/gtest.h>

#include <QPainter>
#include <QTest>

#include <csignal>

namespace interleave::ui {
namespace {

class PicturesViewTest : public testing::Test
{
protected:
    /// So many tasks, whose pictures are in turn eight files.
    void open(std::uint64_t tasks, std::uint64_t done)
    {
        std::vector<Picture> pictures;
        for (std::uint64_t task = 0; task < tasks; ++task)
            pictures.push_back({picture(static_cast<int>(task % 8)), ""});
        list = std::make_shared<const PictureList>(
            *PictureList::make({.pictures = std::move(pictures)}));
        run = std::make_unique<test::SyntheticRun>(test::SyntheticSpec{
            .tasks = tasks, .workers = 2, .failedOneIn = 0, .lockOneIn = 0, .deathOneIn = 0});
        run->append(done);
        const std::shared_ptr<const Recording> recording = run->recording();
        model.setRecording(recording, true);
        experiment.workload = WorkloadKind::ImageFilter;
        experiment.params["input"] = folder.path().string();
        experiment.params["filters"] = std::string("grayscale");
        view.start(&experiment);
        view.setPictures(list);
        view.beginTrial(recording);
        view.resize(900, 600);
        view.show();
        view.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&view));
    }
    std::filesystem::path picture(int number)
    {
        const auto file = folder.path() / ("picture " + std::to_string(number) + ".png");
        if (std::filesystem::exists(file))
            return file;
        QImage image(320, 240, QImage::Format_RGB32);
        image.fill(QColor::fromHsv(number * 40, 255, 255));
        EXPECT_TRUE(image.save(QString::fromStdString(file.string())));
        return file;
    }
    bool awaitThumbnails() const
    {
        return QTest::qWaitFor([this] { return grid().complete(); }, kPatienceMs);
    }
    bool awaitLarge() const
    {
        return QTest::qWaitFor(
            [this] {
                return std::ranges::all_of(
                    view.beforeAfter().wishes(), [&](const PictureRequest& wish) {
                        return view.source().find(wish) != nullptr;
                    });
            },
            kPatienceMs);
    }
    [[nodiscard]] PictureGrid& grid() const { return view.grid(); }
    [[nodiscard]] QColor colourOf(int row) const
    {
        const QRect cell = grid().visualRect(view.model().index(row));
        return grid().viewport()->grab().toImage().pixelColor(
            (cell.topLeft() + QPoint(cell.width() / 2, cell.height() / 3))
            * grid().devicePixelRatioF());
    }
    /// The upper left quarter of its cell.
    [[nodiscard]] QImage cornerOf(int row) const
    {
        const QRect cell = grid().visualRect(view.model().index(row));
        return grid().viewport()->grab({cell.topLeft(), cell.size() / 2}).toImage();
    }
    /// The gallery without this one of its cells.
    [[nodiscard]] QImage aroundCell(int row) const
    {
        QPixmap pixels = grid().viewport()->grab();
        QPainter(&pixels).fillRect(grid().visualRect(view.model().index(row)), Qt::black);
        return pixels.toImage();
    }

    TemporaryFolder folder;
    Experiment experiment;
    std::shared_ptr<const PictureList> list;
    TimeView timeView;
    TaskSelection selection;
    TimelineModel model{&timeView, &selection};
    std::unique_ptr<test::SyntheticRun> run;
    PicturesView view{&model, nullptr, INTERLEAVE_PROGRAM};
};

TEST_F(PicturesViewTest, SaysWhatWillBeHereBeforeTheFirstRun)
{
    view.show();
    EXPECT_TRUE(showsText(view, QStringLiteral("Here you will see each picture")));
}

TEST_F(PicturesViewTest, ShowsEachPictureThatIsDone)
{
    open(16, 16);
    ASSERT_TRUE(awaitThumbnails());
    for (int row = 0; row < 8; ++row)
        EXPECT_EQ(colourOf(row), QColor::fromHsv(row * 40, 255, 255).toRgb()) << row;
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

TEST_F(PicturesViewTest, SaysTheAverageTimesWhereThoseOfAPictureWereNotRecorded)
{
    open(16, 16);
    TrialResult trial;
    trial.tasks = {.total = 16, .succeeded = 16};
    trial.outcome.figures
        = {{.name = "decode_ns", .value = 48e6}, {.name = "filter_ns", .value = 112e6}};
    view.setTrial(trial);
    view.open(5);
    EXPECT_TRUE(showsText(view,
        QStringLiteral("In processor time, on average a picture was decoded in 3.00 ms, filtered "
                       "in 7.00 ms")));
}

TEST_F(PicturesViewTest, KeepsAFailureWithoutSpacesInItsCell)
{
    open(16, 16);
    TrialResult trial;
    trial.errors = {{2, "exception", "x"}};
    view.setTrial(trial);
    ASSERT_TRUE(awaitThumbnails());
    const QImage brief = aroundCell(2);
    view.beginTrial(run->recording());
    trial.errors = {{2, "exception", std::string(400, 'W')}};
    view.setTrial(trial);
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_EQ(aroundCell(2), brief);
}

TEST_F(PicturesViewTest, MarksAPictureThatWasSalvaged)
{
    open(16, 16);
    TrialResult trial;
    view.setTrial(trial);
    ASSERT_TRUE(awaitThumbnails());
    const QImage whole = cornerOf(2);
    const QImage other = cornerOf(3);
    trial.outcome.remark = {.sentence = "", .tasks = {{2, "picture 2.png: damaged, and salvaged"}}};
    view.setTrial(trial);
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_NE(cornerOf(2), whole);
    EXPECT_EQ(cornerOf(3), other);
    view.open(2);
    EXPECT_TRUE(
        showsText(view, QStringLiteral("Damaged: what could be read was filtered. Done by ")));
}

TEST_F(PicturesViewTest, PinsTheTaskOfThePictureThatIsSelectedAndTheOtherWayRound)
{
    open(16, 16);
    grid().setCurrentIndex(view.model().index(5));
    ASSERT_TRUE(selection.pinned());
    EXPECT_EQ(selection.pinned()->task, 5U);
    EXPECT_EQ(selection.pinned()->worker, view.model().states()[5].worker);
    selection.pin(TaskPlace{9, 0, {}});
    EXPECT_EQ(grid().currentRow(), 9);
    selection.pin(std::nullopt);
    EXPECT_FALSE(grid().selectionModel()->hasSelection());
}

TEST_F(PicturesViewTest, SelectsAPinnedTaskAgainAfterEscape)
{
    open(16, 16);
    selection.pin(TaskPlace{9, 0, {}});
    grid().clearSelection(); // as Escape does
    selection.pin(TaskPlace{9, 0, {}});
    EXPECT_TRUE(grid().selectionModel()->isSelected(view.model().index(9)));
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

TEST_F(PicturesViewTest, DecodesALargePictureOnceWhenItIsOpened)
{
    open(16, 16);
    ASSERT_TRUE(awaitThumbnails());
    std::vector<PictureRequest> arrived;
    QObject::connect(
        &view.source(), &PictureSource::arrived, &view, [&](const PictureRequest& wish) {
            arrived.push_back(wish);
        });
    view.open(3);
    ASSERT_TRUE(awaitLarge());
    ASSERT_TRUE(QTest::qWaitFor([&] { return grid().complete(); }, kPatienceMs));
    EXPECT_EQ(std::ranges::count_if(arrived,
                  [](const PictureRequest& wish) {
                      return wish.task == 3 && wish.side == PictureSide::Input
                          && wish.box.width > 200;
                  }),
        1);
}

class PaintCount : public QObject
{
public:
    explicit PaintCount(QWidget& widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
    int count = 0;
};

TEST_F(PicturesViewTest, PaintsALargePictureOnlyWhereItChanged)
{
    open(16, 4);
    view.open(3);
    ASSERT_TRUE(awaitLarge());
    QCoreApplication::processEvents(); // what is to be painted
    PaintCount paints(view.beforeAfter().picture());
    run->append(4);
    view.look();
    QCoreApplication::processEvents();
    EXPECT_EQ(paints.count, 0);
    view.beforeAfter().picture().setLine(0.25);
    QCoreApplication::processEvents();
    EXPECT_EQ(paints.count, 1);
}

TEST_F(PicturesViewTest, UnpinsTheTaskWithTheSelection)
{
    open(16, 16);
    grid().setCurrentIndex(view.model().index(5));
    ASSERT_TRUE(selection.pinned());
    grid().clearSelection(); // as Escape does
    EXPECT_FALSE(selection.pinned());
}

TEST_F(PicturesViewTest, PinsNothingForAPictureThatWaits)
{
    open(16, 4);
    grid().setCurrentIndex(view.model().index(2));
    ASSERT_TRUE(selection.pinned());
    grid().setCurrentIndex(view.model().index(12));
    EXPECT_FALSE(selection.pinned());
    EXPECT_EQ(grid().currentRow(), 12);
}

TEST_F(PicturesViewTest, CanBeWalkedByKeys)
{
    open(200, 200);
    grid().setFocus();
    QTest::keyClick(&grid(), Qt::Key_Home);
    EXPECT_EQ(grid().currentRow(), 0);
    QTest::keyClick(&grid(), Qt::Key_Right);
    EXPECT_EQ(grid().currentRow(), 1);
    QTest::keyClick(&grid(), Qt::Key_Down);
    const int columns = grid().currentRow() - 1;
    EXPECT_GT(columns, 1);
    QTest::keyClick(&grid(), Qt::Key_PageDown);
    EXPECT_GT(grid().currentRow(), 1 + columns);
    QTest::keyClick(&grid(), Qt::Key_End);
    EXPECT_EQ(grid().currentRow(), 199);
    ASSERT_TRUE(awaitThumbnails());
}

TEST_F(PicturesViewTest, OpensBeforeAndAfterByEnter)
{
    open(16, 16);
    grid().setFocus();
    QTest::keyClick(&grid(), Qt::Key_Home);
    EXPECT_FALSE(view.beforeAfter().isVisible());
    QTest::keyClick(&grid(), Qt::Key_Return);
    EXPECT_TRUE(view.beforeAfter().isVisible());
    ASSERT_TRUE(awaitLarge());
    EXPECT_TRUE(view.beforeAfter().note().contains(QStringLiteral("It has 320 by 240 pixels")));
    EXPECT_TRUE(view.beforeAfter().note().contains(QStringLiteral("keeps no results")))
        << "what was filtered for this view is said to be so";
}

TEST_F(PicturesViewTest, WipesByKeysAndByTheMouse)
{
    open(16, 16);
    view.open(3);
    ASSERT_TRUE(awaitLarge());
    WipePicture& picture = view.beforeAfter().picture();
    ASSERT_TRUE(picture.hasFocus());
    QTest::keyClick(&picture, Qt::Key_Home);
    EXPECT_EQ(picture.line(), 0);
    QTest::keyClick(&picture, Qt::Key_Right);
    EXPECT_GT(picture.line(), 0);
    const QRect place = picture.place();
    QTest::mouseClick(&picture, Qt::LeftButton, {}, place.center());
    EXPECT_NEAR(picture.line(), 0.5, 0.01);
    const QImage seen = picture.grab().toImage();
    const double scale = picture.devicePixelRatioF();
    const QPoint quarter = QPoint(place.width() / 4, 0);
    EXPECT_EQ(seen.pixelColor((place.center() - quarter) * scale),
        QColor::fromHsv(3 * 40, 255, 255).toRgb())
        << "left is before";
    EXPECT_EQ(seen.pixelColor((place.center() + quarter) * scale).hsvSaturation(), 0)
        << "right is after: grey";
}

TEST_F(PicturesViewTest, OfTenThousandDecodesOnlyWhatIsInSight)
{
    open(10'000, 10'000);
    ASSERT_TRUE(awaitThumbnails());
    const auto [first, last] = grid().seenRows();
    EXPECT_EQ(first, 0);
    EXPECT_LT(last, 100);
    QTest::keyClick(&grid(), Qt::Key_End);
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_EQ(grid().seenRows().second, 10'000);
    EXPECT_EQ(colourOf(9'999), QColor::fromHsv(280, 255, 255).toRgb());
    EXPECT_LT(view.source().bytesKept(), PictureSource::kMostBytes / 2) << "a few screens";
}

TEST_F(PicturesViewTest, F254_GoesOnWhenTheServiceIsKilled)
{
    open(200, 200);
    ASSERT_TRUE(awaitThumbnails());
    ASSERT_GT(view.source().servicePid(), 0);
    ::kill(static_cast<pid_t>(view.source().servicePid()), SIGKILL);
    ASSERT_TRUE(QTest::qWaitFor([this] { return view.source().servicePid() == 0; }, kPatienceMs));
    grid().setFocus();
    QTest::keyClick(&grid(), Qt::Key_End);
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_EQ(view.note(), QString());
}

TEST_F(PicturesViewTest, F254_AsksAgainWhatAServiceTookWithIt)
{
    open(200, 200);
    ASSERT_TRUE(awaitThumbnails());
    const auto service = static_cast<pid_t>(view.source().servicePid());
    ASSERT_GT(service, 0);
    ::kill(service, SIGSTOP);
    grid().setFocus();
    QTest::keyClick(&grid(), Qt::Key_End);
    QCoreApplication::processEvents(); // it is asked
    ASSERT_FALSE(grid().complete());
    ::kill(service, SIGKILL);
    EXPECT_TRUE(awaitThumbnails());
    EXPECT_EQ(view.note(), QString());
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
