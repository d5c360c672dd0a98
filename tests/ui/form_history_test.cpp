// Undo, redo, and the ways back to the defaults.

#include "tests/ui/experiment_form_fixture.h"

#include <QAction>
#include <QCheckBox>
#include <QSignalSpy>

namespace interleave::ui {
namespace {

class FormHistoryTest : public ExperimentFormTest
{
protected:
    void SetUp() override
    {
        ExperimentFormTest::SetUp();
        m_form.addActions(m_form.editActions()); // as a window's menu does
    }
    QAction* undo() { return m_form.editActions().at(0); }
    QAction* redo() { return m_form.editActions().at(1); }
    QToolButton* resetOf(const char* name)
    {
        for (auto* button : row(name)->findChildren<QToolButton*>()) {
            if (button->accessibleName().contains(QStringLiteral("back to the default")))
                return button;
        }
        return nullptr;
    }
};

TEST_F(FormHistoryTest, WhatWasTypedIntoAFieldIsTakenBackInOneStep)
{
    EXPECT_FALSE(undo()->isEnabled());
    type("workers", "12");
    type("trials", "7");
    EXPECT_EQ(undo()->text(), QStringLiteral("&Undo Trials"));
    undo()->trigger();
    EXPECT_EQ(m_form.experiment().trials, 1);
    EXPECT_EQ(m_form.experiment().workers, 12);
    undo()->trigger();
    EXPECT_EQ(m_form.experiment(), Experiment{});
    EXPECT_FALSE(undo()->isEnabled());
    redo()->trigger();
    redo()->trigger();
    EXPECT_EQ(m_form.experiment().workers, 12);
    EXPECT_EQ(m_form.experiment().trials, 7);
    EXPECT_FALSE(redo()->isEnabled());
}

TEST_F(FormHistoryTest, TheKeyWorksInTheFieldThatWasTypedIn)
{
    type("workers", "12");
    type("trials", "7");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(m_form.experiment(), Experiment{});
}

TEST_F(FormHistoryTest, AFieldThatWasLeftBeginsAStepOfItsOwn)
{
    type("workers", "2");
    field("trials")->setFocus();
    type("workers", "3");
    undo()->trigger();
    EXPECT_EQ(m_form.experiment().workers, 2);
}

TEST_F(FormHistoryTest, AWorkloadComesBackWithItsValues)
{
    type("increments", "77");
    choose("workload", "Squares");
    undo()->trigger();
    EXPECT_EQ(m_form.experiment().workload, WorkloadKind::Counter);
    EXPECT_EQ(field("increments")->text(), QStringLiteral("77"));
    undo()->trigger();
    EXPECT_EQ(field("increments")->text(), QStringLiteral("10,000"));
}

TEST_F(FormHistoryTest, AnOpenedExperimentCanBeTakenBack)
{
    type("trials", "3");
    Experiment other;
    other.workload = WorkloadKind::Sleep;
    other.pin = true;
    m_form.setExperiment(other);
    undo()->trigger();
    EXPECT_EQ(m_form.experiment().trials, 3);
    EXPECT_FALSE(m_form.experiment().pin);
    redo()->trigger();
    EXPECT_EQ(m_form.experiment(), other);
}

TEST_F(FormHistoryTest, TheExperimentThatTheWindowBeginsWithIsNoStep)
{
    Experiment last;
    last.trials = 9;
    m_form.beginWith(last);
    EXPECT_FALSE(undo()->isEnabled());
    EXPECT_EQ(m_form.experiment(), last);
}

TEST_F(FormHistoryTest, NothingIsTakenBackWhileARunGoesOn)
{
    type("trials", "7");
    m_form.setReadOnly(true);
    for (const QAction* action : m_form.editActions())
        EXPECT_FALSE(action->isEnabled()) << action->text().toStdString();
    m_form.setReadOnly(false);
    EXPECT_TRUE(undo()->isEnabled());
}

TEST_F(FormHistoryTest, EachFieldGoesBackToItsDefault)
{
    EXPECT_FALSE(resetOf("workers")->isVisible());
    type("workers", "12");
    ASSERT_TRUE(resetOf("workers")->isVisible());
    EXPECT_EQ(resetOf("workers")->toolTip(), QStringLiteral("Back to the default: auto"));
    resetOf("workers")->click();
    EXPECT_EQ(m_form.experiment().workers, std::nullopt);
    EXPECT_FALSE(resetOf("workers")->isVisible());
    undo()->trigger();
    EXPECT_EQ(m_form.experiment().workers, 12);
}

TEST_F(FormHistoryTest, AKeyTakesTheFieldWithTheFocusToItsDefault)
{
    type("trials", "7");
    type("workers", "12");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(m_form.experiment().workers, std::nullopt);
    EXPECT_EQ(m_form.experiment().trials, 7);
}

TEST_F(FormHistoryTest, TheWholeGoesBackToItsDefaultsAndKeepsTheWorkload)
{
    choose("workload", "Sleep");
    type("duration", "0.5");
    type("tasks", "3");
    type("trials", "7");
    choose("sync", "none");
    m_form.editActions().at(3)->trigger();
    EXPECT_EQ(m_form.experiment(), (Experiment{.workload = WorkloadKind::Sleep}));
    undo()->trigger();
    EXPECT_EQ(m_form.experiment().trials, 7);
    EXPECT_EQ(m_form.experiment().tasks, 3);
}

TEST_F(FormHistoryTest, WhatIsNotAllowedComesBackAsItWasTyped)
{
    type("workers", "many");
    type("trials", "7");
    undo()->trigger();
    undo()->trigger();
    redo()->trigger();
    EXPECT_EQ(field("workers")->text(), QStringLiteral("many"));
    EXPECT_FALSE(m_form.isValid());
}

} // namespace
} // namespace interleave::ui
