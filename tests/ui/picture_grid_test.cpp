// The gallery: what is seen of each picture, what is asked for, and how it is walked.

#include "tests/ui/pictures_view_fixture.h"
#include "ui/widgets/palette.h"

#include <QApplication>
#include <QComboBox>
#include <QWheelEvent>

#include <csignal>

namespace interleave::ui {
namespace {

class PictureGridTest : public PicturesViewTest
{
protected:
    static QComboBox* sizeBox(const PicturesView& of)
    {
        for (QComboBox* box : of.findChildren<QComboBox*>()) {
            if (box->findText(QStringLiteral("medium")) >= 0)
                return box;
        }
        return nullptr;
    }
    void makePicture(int number, QSize size) const
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::black);
        const auto file = folder.path() / ("picture " + std::to_string(number) + ".png");
        ASSERT_TRUE(image.save(QString::fromStdString(file.string())));
    }
    void salvage(int row)
    {
        TrialResult trial;
        trial.outcome.remark = {.sentence = "",
            .tasks = {{static_cast<std::uint64_t>(row), "a picture: damaged, and salvaged"}}};
        view.setTrial(trial);
    }
    /// Where a mark of this meaning is in a cell, and how many of its pixels are seen.
    [[nodiscard]] std::pair<QRect, int> markIn(int row, Meaning meaning) const
    {
        const QImage cell
            = grid().viewport()->grab(grid().visualRect(view.model().index(row))).toImage();
        const QColor colour = colorOf(meaning, grid().palette());
        std::pair<QRect, int> found;
        for (int y = 0; y < cell.height(); ++y) {
            for (int x = 0; x < cell.width(); ++x) {
                if (cell.pixelColor(x, y) != colour)
                    continue;
                found.first |= QRect(x, y, 1, 1);
                ++found.second;
            }
        }
        return found;
    }
};

TEST_F(PictureGridTest, ShowsEachPictureThatIsDone)
{
    open(16, 16);
    ASSERT_TRUE(awaitThumbnails());
    for (int row = 0; row < 8; ++row)
        EXPECT_EQ(colourOf(row), QColor::fromHsv(row * 40, 255, 255).toRgb()) << row;
}

TEST_F(PictureGridTest, KeepsAFailureWithoutSpacesInItsCell)
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

TEST_F(PictureGridTest, MarksAPictureThatWasSalvaged)
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

TEST_F(PictureGridTest, KeepsTheMarksOfANarrowPictureInItsCell)
{
    makePicture(2, {8, 400});
    open(16, 16);
    salvage(2);
    ASSERT_TRUE(awaitThumbnails());
    const double scale = grid().devicePixelRatioF();
    const int middle = grid().visualRect(view.model().index(2)).width() / 2;
    const int half = 4 * grid().fontMetrics().height(); // of the room of a picture
    for (const Meaning meaning : {Meaning::Working, Meaning::Lost}) {
        const QRect mark = markIn(2, meaning).first;
        EXPECT_FALSE(mark.isEmpty());
        EXPECT_GE(mark.left(), (middle - half) * scale);
        EXPECT_LE(mark.right(), (middle + half) * scale);
    }
    EXPECT_EQ(markIn(2, Meaning::Working).first.width(), markIn(0, Meaning::Working).first.width())
        << "a wide picture's has all of its width";
}

TEST_F(PictureGridTest, TellsTheDamageOfALowPictureBesideItsWorker)
{
    makePicture(2, {400, 8});
    open(16, 16);
    view.setTrial(TrialResult{});
    ASSERT_TRUE(awaitThumbnails());
    const auto worker = markIn(2, Meaning::Working);
    EXPECT_GT(worker.second, 0);
    salvage(2);
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_EQ(markIn(2, Meaning::Working), worker);
    EXPECT_FALSE(markIn(2, Meaning::Lost).first.isEmpty());
}

TEST_F(PictureGridTest, CanBeWalkedByKeys)
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

TEST_F(PictureGridTest, MakesItsPicturesLargerAndSmallerByKeys)
{
    open(200, 200);
    grid().setFocus();
    QTest::keyClick(&grid(), Qt::Key_End);
    const QSize small = grid().gridSize();
    QTest::keyClick(&grid(), Qt::Key_Plus);
    EXPECT_EQ(grid().size(), ThumbnailSize::Medium);
    EXPECT_GT(grid().gridSize().height(), small.height());
    QTest::keyClick(&grid(), Qt::Key_Plus);
    QTest::keyClick(&grid(), Qt::Key_Plus); // there is no larger one
    EXPECT_EQ(grid().size(), ThumbnailSize::Large);
    EXPECT_EQ(grid().currentRow(), 199);
    EXPECT_EQ(grid().seenRows().second, 200) << "what was selected is still in sight";
    ASSERT_TRUE(awaitThumbnails());
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&grid(), Qt::Key_Minus);
    EXPECT_EQ(grid().gridSize(), small);
}

TEST_F(PictureGridTest, MakesItsPicturesLargerByTheWheelWithCtrl)
{
    open(200, 200);
    const auto turn = [this](int angle, Qt::KeyboardModifiers held) {
        const QPointF place = grid().viewport()->rect().center();
        QWheelEvent event(place,
            grid().viewport()->mapToGlobal(place),
            {},
            {0, angle},
            Qt::NoButton,
            held,
            Qt::NoScrollPhase,
            false);
        QApplication::sendEvent(grid().viewport(), &event);
    };
    turn(-120, {});
    EXPECT_EQ(grid().size(), ThumbnailSize::Small) << "it scrolls";
    turn(60, Qt::ControlModifier);
    EXPECT_EQ(grid().size(), ThumbnailSize::Small) << "half a step";
    turn(60, Qt::ControlModifier);
    EXPECT_EQ(grid().size(), ThumbnailSize::Medium);
    turn(-120, Qt::ControlModifier);
    EXPECT_EQ(grid().size(), ThumbnailSize::Small);
}

TEST_F(PictureGridTest, RemembersHowLargeItsPicturesAre)
{
    open(16, 16);
    auto* sizes = sizeBox(view);
    ASSERT_NE(sizes, nullptr);
    sizes->setCurrentIndex(2);
    EXPECT_EQ(grid().size(), ThumbnailSize::Large);
    QTest::keyClick(&grid(), Qt::Key_Minus);
    EXPECT_EQ(sizes->currentText(), QStringLiteral("medium"));
    const PicturesView next(&model, nullptr, INTERLEAVE_PROGRAM);
    EXPECT_EQ(next.grid().size(), ThumbnailSize::Medium);
    EXPECT_EQ(sizeBox(next)->currentText(), QStringLiteral("medium"));
}

TEST_F(PictureGridTest, OfTenThousandDecodesOnlyWhatIsInSight)
{
    open(10'000, 10'000);
    ASSERT_TRUE(awaitThumbnails());
    const auto [first, last] = grid().seenRows();
    EXPECT_EQ(first, 0);
    EXPECT_LT(last, 100);
    grid().setFocus();
    QTest::keyClick(&grid(), Qt::Key_End);
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_EQ(grid().seenRows().second, 10'000);
    EXPECT_EQ(colourOf(9'999), QColor::fromHsv(280, 255, 255).toRgb());
    EXPECT_LT(view.source().bytesKept(), PictureSource::kMostBytes / 2) << "a few screens";
}

TEST_F(PictureGridTest, F254_GoesOnWhenTheServiceIsKilled)
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

TEST_F(PictureGridTest, F254_AsksAgainWhatAServiceTookWithIt)
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

} // namespace
} // namespace interleave::ui
