// A first look: three experiments to click.

#include "tests/ui/window_fixture.h"
#include "ui/run_commands.h"
#include "ui/views/first_experiments.h"
#include "ui/widgets/icon.h"

#include <QAbstractButton>

namespace interleave::ui {
namespace {

class FirstExperimentsTest : public WindowTest
{
protected:
    [[nodiscard]] FirstExperiments& offer() const
    {
        return *window->findChild<FirstExperiments*>();
    }
    [[nodiscard]] QAbstractButton* button(const QString& title) const
    {
        for (QAbstractButton* each : offer().findChildren<QAbstractButton*>()) {
            if (each->text() == title)
                return each;
        }
        return nullptr;
    }
};

TEST_F(FirstExperimentsTest, AreOfferedUntilThereIsARun)
{
    open();
    EXPECT_TRUE(offer().isVisible());
    runToEnd(counterExperiment(Primitive::Lock));
    EXPECT_FALSE(offer().isVisible());
}

TEST_F(FirstExperimentsTest, RunByAClickAndStandInTheForm)
{
    for (const FirstExperiment& first : firstExperiments()) {
        SCOPED_TRACE(first.title.toStdString());
        if (first.then) // in the menu alone
            continue;
        open();
        QAbstractButton* const click = button(first.title);
        ASSERT_NE(click, nullptr);
        EXPECT_FALSE(click->icon().isNull());
        QTest::mouseClick(click, Qt::LeftButton);
        EXPECT_TRUE(running());
        ASSERT_TRUE(waitForEnd());
        ASSERT_TRUE(shownRun().result().has_value());
        EXPECT_EQ(shownRun().result()->trials.back().end, TrialEnd::Finished);
        EXPECT_EQ(form().experiment().workload, first.experiment.workload);
        EXPECT_EQ(form().experiment().sync, first.experiment.sync);
    }
}

TEST_F(FirstExperimentsTest, MayBeTwoOfWhichTheSecondFollowsTheFirst)
{
    open();
    Experiment first = counterExperiment(Primitive::Lock);
    Experiment second = counterExperiment(Primitive::None);
    window->findChild<RunCommands*>()->runExamples({first, second});
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return runs().runs().size() == 2 && !running(); }, kPatienceMs));
    EXPECT_EQ(shownRun().asked().sync, Primitive::None);
    EXPECT_EQ(runs().runs().front()->asked().sync, Primitive::Lock);
}

TEST_F(FirstExperimentsTest, OfWhichTheFirstIsStoppedHaveNoSecond)
{
    open();
    window->findChild<RunCommands*>()->runExamples({longExperiment(), longExperiment()});
    ASSERT_TRUE(waitForTasks());
    action("&Stop")->trigger();
    ASSERT_TRUE(waitForEnd());
    for (int round = 0; round < 5; ++round)
        QCoreApplication::processEvents();
    EXPECT_FALSE(running());
    EXPECT_EQ(runs().runs().size(), 1U);
}

TEST_F(FirstExperimentsTest, StandInAMenuToo)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    for (QAction* each : window->findChildren<QAction*>()) {
        if (each->text() == firstExperiments()[1].title)
            each->trigger();
    }
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(shownRun().asked().sync, Primitive::None);
    EXPECT_EQ(runs().runs().size(), 2U);
}

TEST_F(FirstExperimentsTest, RunByTheKeyboardAlone)
{
    open();
    QAbstractButton* const second = button(firstExperiments()[1].title);
    second->setFocus(Qt::TabFocusReason);
    QTest::keyClick(second, Qt::Key_Space);
    EXPECT_TRUE(running());
    EXPECT_TRUE(waitForEnd());
}

} // namespace
} // namespace interleave::ui
