// The form while it can be read and not changed.

#include "tests/ui/experiment_form_fixture.h"

#include <QCheckBox>
#include <QCoreApplication>

namespace interleave::ui {
namespace {

class ReadOnlyFormTest : public ExperimentFormTest
{
};

TEST_F(ReadOnlyFormTest, ReadOnlyFieldsCannotBeChanged)
{
    open("start");
    m_form.setReadOnly(true);
    type("workers", "5");
    QTest::keyClick(field("tasks"), Qt::Key_Up);
    auto* pin = row("pin")->findChild<QCheckBox*>();
    QTest::mouseClick(pin->window()->windowHandle(),
        Qt::LeftButton,
        {},
        pin->mapTo(&m_form, QPoint(8, pin->height() / 2)));
    EXPECT_TRUE(list("sync")->isHidden());
    EXPECT_EQ(m_form.experiment(), Experiment{});
}

TEST_F(ReadOnlyFormTest, TheTickOfAnEditableFormCanBeSet)
{
    open("start");
    QCoreApplication::processEvents();
    auto* pin = row("pin")->findChild<QCheckBox*>();
    QTest::mouseClick(pin->window()->windowHandle(),
        Qt::LeftButton,
        {},
        pin->mapTo(&m_form, QPoint(8, pin->height() / 2)));
    EXPECT_TRUE(m_form.experiment().pin);
}

TEST_F(ReadOnlyFormTest, ReadOnlyFieldsStayReadable)
{
    choose("sync", "spinlock");
    m_form.setReadOnly(true);
    EXPECT_TRUE(field("workers")->isEnabled());
    EXPECT_EQ(row("sync")->findChild<QLineEdit*>()->text(), QStringLiteral("spinlock"));
    EXPECT_TRUE(row("sync")->findChild<QLineEdit*>()->isVisible());
}

TEST_F(ReadOnlyFormTest, AnExperimentSetWhileReadOnlyStaysReadOnly)
{
    m_form.setReadOnly(true);
    Experiment experiment;
    experiment.workload = WorkloadKind::Sleep;
    m_form.setExperiment(experiment);
    EXPECT_TRUE(list("distribution")->isHidden());
    m_form.setReadOnly(false);
    EXPECT_FALSE(list("distribution")->isHidden());
}

} // namespace
} // namespace interleave::ui
