// The gallery in the window: of real runs.

#include "tests/ui/window_fixture.h"
#include "ui/images/before_after.h"
#include "ui/images/picture_grid.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_view.h"
#include "ui/images/wipe_picture.h"
#include "ui/timeline/timeline_rows.h"
#include "ui/widgets/facts_label.h"

#include <QComboBox>
#include <QImage>

#include <algorithm>
#include <fstream>

namespace interleave::ui {
namespace {

class PicturesWindowTest : public WindowTest
{
protected:
    void SetUp() override
    {
        WindowTest::SetUp();
        std::filesystem::create_directory(input());
        std::filesystem::create_directory(output());
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(Qt::red);
        for (const char* name : {"ant.png", "bee.png", "cat.png"})
            ASSERT_TRUE(image.save(QString::fromStdString((input() / name).string())));
    }
    [[nodiscard]] std::filesystem::path input() const { return folder.path() / "input"; }
    [[nodiscard]] std::filesystem::path output() const { return folder.path() / "output"; }
    [[nodiscard]] Experiment filtering() const
    {
        Experiment experiment;
        experiment.workload = WorkloadKind::ImageFilter;
        experiment.workers = 2;
        experiment.params["input"] = input().string();
        experiment.params["output"] = output().string();
        return experiment;
    }
    [[nodiscard]] PicturesView& pictures() const { return *window->findChild<PicturesView*>(); }
    [[nodiscard]] static std::string focusName()
    {
        const QWidget* focus = QApplication::focusWidget();
        return focus != nullptr ? focus->metaObject()->className() : "nothing";
    }
    [[nodiscard]] bool awaitThumbnails() const
    {
        return QTest::qWaitFor([this] { return pictures().grid().complete(); }, kPatienceMs);
    }
    [[nodiscard]] bool pins(const QString& picture) const
    {
        const auto facts = window->findChildren<FactsLabel*>();
        const auto says = [&](const FactsLabel* label) {
            return label->accessibleName() == QStringLiteral("Pinned task")
                && label->value(QStringLiteral("picture")) == picture;
        };
        return QTest::qWaitFor([&] { return std::ranges::any_of(facts, says); }, kPatienceMs);
    }
};

TEST_F(PicturesWindowTest, AreThereForRunsOfTheImageFilterAlone)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_FALSE(pictures().isVisible());
    runToEnd(filtering());
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(pictures().isVisible());
}

TEST_F(PicturesWindowTest, TheKeyThatShowsThemBringsTheFocusFromTheForm)
{
    open();
    runToEnd(filtering());
    field("tasks")->setFocus();
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(pictures().grid().hasFocus()) << focusName();
    press(Qt::Key_2, Qt::ControlModifier);
    EXPECT_TRUE(window->findChild<TimelineRows*>()->hasFocus()) << focusName();
}

TEST_F(PicturesWindowTest, ShowTheResultsByTheNamesThatTheEngineRead)
{
    open();
    runToEnd(filtering());
    std::filesystem::remove(input() / "ant.png"); // of which the result is there
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_TRUE(awaitThumbnails());
    EXPECT_EQ(headline().section(QLatin1Char(','), 0, 0), QStringLiteral("3 pictures filtered"));
    EXPECT_EQ(pictures().sentence(), QStringLiteral("3 of 3 pictures are done"));
    EXPECT_EQ(pictures().model().nameOf(0), QStringLiteral("ant.png"));
    EXPECT_EQ(pictures().note(), QString());
}

TEST_F(PicturesWindowTest, F280_EachOfThoseThatAreComparedHasItsOwnPictures)
{
    std::filesystem::create_directory(input() / "a");
    std::filesystem::copy_file(input() / "bee.png", input() / "a" / "aunt.png");
    Experiment both = filtering();
    both.params["output"] = std::string();
    both.varyParam = {"recursive", {"false", "true"}};
    open();
    runToEnd(both);
    const auto& arms = shownRun().arms();
    ASSERT_EQ(arms.size(), 2U);
    EXPECT_EQ(arms[0].pictures->nameOf(0), "ant.png");
    EXPECT_EQ(arms[1].pictures->nameOf(0), "aunt.png");
}

TEST_F(PicturesWindowTest, EscapeClosesTheLargePictureFirst)
{
    open();
    runToEnd(filtering());
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    pictures().open(1);
    ASSERT_TRUE(pictures().beforeAfter().isVisible());
    press(Qt::Key_Escape);
    EXPECT_FALSE(pictures().beforeAfter().isVisible());
    EXPECT_TRUE(pictures().grid().selectionModel()->hasSelection());
    press(Qt::Key_Escape);
    EXPECT_FALSE(pictures().grid().selectionModel()->hasSelection());
}

TEST_F(PicturesWindowTest, NameTheTaskOnTheTimeline)
{
    open();
    runToEnd(filtering());
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    pictures().grid().setCurrentIndex(pictures().model().index(2));
    EXPECT_TRUE(pins(QStringLiteral("cat.png")));
}

TEST_F(PicturesWindowTest, SayOfALargePictureWhereItsTimeWent)
{
    open();
    runToEnd(filtering());
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    pictures().open(1);
    EXPECT_TRUE(showsText(*window, QStringLiteral(": decoded in ")));
    EXPECT_TRUE(showsText(*window, QStringLiteral(", encoded in ")));
    EXPECT_FALSE(showsText(*window, QStringLiteral("On average")));
    Experiment strips = filtering();
    strips.params["division"] = std::string("strip");
    std::filesystem::create_directory(folder.path() / "strips");
    strips.params["output"] = (folder.path() / "strips").string();
    runToEnd(strips);
    pictures().open(1);
    EXPECT_TRUE(showsText(*window, QStringLiteral(". Over all of them: decoded in ")));
    pictures().grid().setCurrentIndex(pictures().model().index(2));
    EXPECT_TRUE(pins(QStringLiteral("cat.png: encoding")));
}

TEST_F(PicturesWindowTest, SayOnTheDifferenceThatThereIsNone)
{
    open();
    runToEnd(filtering());
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    pictures().open(1);
    BeforeAfter& large = pictures().beforeAfter();
    large.findChild<QComboBox*>()->setCurrentIndex(1);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return large.note().startsWith(QStringLiteral("No difference")); }, kPatienceMs));
    EXPECT_EQ(large.picture().accessibleName(), QStringLiteral("no difference"));
}

TEST_F(PicturesWindowTest, SayOfAPictureThatFailedWhyWhileTheOthersGoOn)
{
    std::ofstream(input() / "bat.png"); // empty
    open();
    Experiment experiment = filtering();
    experiment.inject = {{FaultKind::Hang, 0}};
    experiment.timeout = 600; // which nobody waits for
    run(experiment);
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return pictures().model().rowCount() > 1
                && pictures().model().reasonOf(1)
                == QStringLiteral("the file is empty (remove or replace it)");
        },
        kPatienceMs));
    EXPECT_TRUE(running());
    press(Qt::Key_Escape);
    EXPECT_TRUE(waitForEnd());
}

TEST_F(PicturesWindowTest, SayOfAPictureThatFailedWhy)
{
    std::ofstream(input() / "bat.png"); // empty
    open();
    runToEnd(filtering());
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(pictures().sentence(), QStringLiteral("3 of 4 pictures are done, 1 failed"));
    EXPECT_EQ(
        pictures().model().reasonOf(1), QStringLiteral("the file is empty (remove or replace it)"));
    EXPECT_TRUE(headline().endsWith(QStringLiteral("; 1 failed"))) << headline().toStdString();
}

} // namespace
} // namespace interleave::ui
