// A window with little height shows what stands beside the answer in a line each.

#include "tests/ui/window_fixture.h"
#include "ui/low_window.h"

#include <gtest/gtest.h>

#include <QLabel>

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

} // namespace
} // namespace interleave::ui
