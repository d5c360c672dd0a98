// One picture large, before and after.

#include "tests/ui/pictures_view_fixture.h"

namespace interleave::ui {
namespace {

class BeforeAfterTest : public PicturesViewTest
{
};

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

TEST_F(BeforeAfterTest, SaysTheAverageTimesWhereThoseOfAPictureWereNotRecorded)
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

TEST_F(BeforeAfterTest, DecodesALargePictureOnceWhenItIsOpened)
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

TEST_F(BeforeAfterTest, PaintsALargePictureOnlyWhereItChanged)
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

TEST_F(BeforeAfterTest, OpensBeforeAndAfterByEnter)
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

TEST_F(BeforeAfterTest, ShowsAPictureWithoutAResultAlone)
{
    open(16, 4);
    view.open(12);
    ASSERT_TRUE(awaitLarge());
    WipePicture& picture = view.beforeAfter().picture();
    EXPECT_EQ(picture.accessibleName(), QStringLiteral("before; there is no result"));
    const QColor original = QColor::fromHsv(4 * 40, 255, 255).toRgb();
    const QPoint rightOfTheMiddle = picture.place().center() + QPoint(20, 0);
    EXPECT_EQ(picture.grab().toImage().pixelColor(rightOfTheMiddle * picture.devicePixelRatioF()),
        original);
    view.open(3);
    EXPECT_EQ(picture.accessibleName(), QStringLiteral("Before and after"));
}

TEST_F(BeforeAfterTest, GoesToTheNextPictureByKeys)
{
    open(16, 16);
    view.open(14);
    WipePicture& picture = view.beforeAfter().picture();
    ASSERT_TRUE(picture.hasFocus());
    for (int i = 0; i < 3; ++i) // the last one has none after it
        QTest::keyClick(&picture, Qt::Key_Down);
    EXPECT_EQ(grid().currentRow(), 15);
    QTest::keyClick(&picture, Qt::Key_Up);
    EXPECT_EQ(grid().currentRow(), 14);
    EXPECT_TRUE(showsText(view.beforeAfter(), QStringLiteral("picture 6.png")));
}

TEST_F(BeforeAfterTest, WipesByKeysAndByTheMouse)
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

} // namespace
} // namespace interleave::ui
