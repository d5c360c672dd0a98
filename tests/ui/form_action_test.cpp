// A window without its form.

#include "tests/ui/window_fixture.h"
#include "ui/race/outcome_headline.h"
#include "ui/views/run_page.h"
#include "ui/widgets/yielding_area.h"

#include <gtest/gtest.h>

#include <QScrollBar>

namespace interleave::ui {
namespace {

class FormActionTest : public WindowTest
{
protected:
    void pressItsKey() const { press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier); }
};

TEST_F(FormActionTest, AFormThatIsHiddenGivesItsFocusToTheView)
{
    open();
    runToEnd(counterExperiment(Primitive::None));
    field("trials")->setFocus();
    pressItsKey();
    EXPECT_FALSE(form().isVisible());
    const QWidget* focus = window->focusWidget();
    ASSERT_NE(focus, nullptr);
    EXPECT_TRUE(focus->isVisible());
    EXPECT_TRUE(window->findChild<RunPage*>()->isAncestorOf(focus));
}

TEST_F(FormActionTest, IsRemembered)
{
    open();
    pressItsKey();
    open();
    EXPECT_FALSE(form().isVisible());
    EXPECT_FALSE(action("&Form")->isChecked());
    pressItsKey();
    EXPECT_TRUE(form().isVisible());
    EXPECT_TRUE(action("&Form")->isChecked());
}

TEST_F(FormActionTest, AHiddenFormComesWhereItHasWhatIsWrong)
{
    open();
    pressItsKey();
    form().setExperiment({.trials = 0});
    press(Qt::Key_R, Qt::ControlModifier);
    EXPECT_TRUE(form().isVisible());
    EXPECT_TRUE(hasFocus("trials"));
    EXPECT_TRUE(action("&Form")->isChecked());
}

TEST_F(FormActionTest, WithoutItEveryViewIsWholeOnASmallScreen)
{
    open();
    Experiment experiment = counterExperiment(Primitive::None);
    experiment.params["increments"] = std::int64_t{200};
    experiment.evidence = true;
    runToEnd(experiment);
    pressItsKey();
    window->resize(800, 600);
    auto& page = *window->findChild<RunPage*>();
    // What else the machine did has lines of its own on a busy one.
    page.findChild<OutcomeHeadline*>()->say(
        QStringLiteral("384 of 6,144 updates were lost"), QStringLiteral("lost updates are named"));
    const QScrollBar& below = *window->findChild<YieldingArea*>()->verticalScrollBar();
    for (std::size_t view = 0; view < runViews().size(); ++view) {
        if (!page.hasView(view))
            continue;
        page.showView(view);
        EXPECT_TRUE(QTest::qWaitFor([&] { return below.maximum() == 0; }, 500))
            << runViews()[view].title().toStdString() << ' ' << below.maximum();
    }
}

} // namespace
} // namespace interleave::ui
