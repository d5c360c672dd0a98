// A window without its form.

#include "tests/ui/window_fixture.h"
#include "ui/views/run_page.h"

#include <gtest/gtest.h>

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

TEST_F(FormActionTest, AFormThatComesBackHasTheWidthThatItNeeds)
{
    open();
    runToEnd(counterExperiment(Primitive::None));
    window->resize(1'280, 800);
    QCoreApplication::processEvents();
    pressItsKey();
    window->resize(800, 600);
    QCoreApplication::processEvents();
    press(Qt::Key_F11);
    QCoreApplication::processEvents();
    press(Qt::Key_F11);
    QCoreApplication::processEvents();
    pressItsKey();
    QCoreApplication::processEvents();
    EXPECT_GE(form().width(), form().sizeHint().width() * 9 / 10);
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

} // namespace
} // namespace interleave::ui
