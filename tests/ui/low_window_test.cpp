// A window with little height shows what stands beside the answer in a line each.

#include "tests/ui/window_fixture.h"
#include "ui/low_window.h"
#include "ui/models/timeline_model.h"
#include "ui/widgets/yielding_area.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QScrollBar>

namespace interleave::ui {
namespace {

class LowWindowTest : public WindowTest
{
protected:
    [[nodiscard]] const QLabel* subject() const
    {
        for (const QLabel* label : window->findChildren<QLabel*>()) {
            if (label->accessibleName() == QLatin1String("Of which experiment"))
                return label;
        }
        return nullptr;
    }
};

TEST(LowWindow, HasFewLinesOfItsType)
{
    EXPECT_TRUE(isLow(600, 16));
    EXPECT_FALSE(isLow(800, 16));
    EXPECT_TRUE(isLow(800, 32));
}

TEST_F(LowWindowTest, HasALineForWhatTheRunIsOf)
{
    open();
    runToEnd(counterExperiment(Primitive::None));
    for (const int height : {1'200, 500, 1'200}) {
        window->resize(800, height);
        EXPECT_EQ(subject()->wordWrap(), height > 1'000) << height;
    }
}

// The page had the width for three columns of figures, and must not keep it.
TEST_F(LowWindowTest, TheTimelineBesideTheFormScrollsNotSidewaysAfterTheWindowWasLarge)
{
    open();
    Experiment experiment = counterExperiment(Primitive::None);
    experiment.workers = 4;
    runToEnd(experiment);
    press(Qt::Key_2, Qt::ControlModifier);
    const auto& events = *window->findChild<TimelineModel*>();
    const auto* area = window->findChild<YieldingArea*>();
    for (const QSize size : {QSize(1920, 1080), QSize(800, 600)}) {
        window->resize(size);
        ASSERT_TRUE(QTest::qWaitFor([&] { return events.complete(); }, kPatienceMs));
        for (int round = 0; round < 12; ++round)
            QCoreApplication::processEvents();
        EXPECT_EQ(area->horizontalScrollBar()->maximum(), 0) << size.width();
    }
}

} // namespace
} // namespace interleave::ui
