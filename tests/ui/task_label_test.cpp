// What stands in a task of the timeline.

#include "tests/ui/print_qt.h"
#include "ui/timeline/task_text.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

TEST(TaskLabel, IsTheNumberWhereTooLittleOfTheNameIsLeft)
{
    const QFontMetrics font{QFont()};
    const QString name = QStringLiteral("sunrise over the long hills.png");
    const auto labelIn = [&](int letters) {
        return taskLabel(name, 1'234, font, letters * font.averageCharWidth());
    };
    EXPECT_EQ(labelIn(200), name);
    EXPECT_EQ(labelIn(4), QStringLiteral("#1,234"));
    EXPECT_TRUE(labelIn(20).contains(QStringLiteral("…"))) << labelIn(20).toStdString();
    EXPECT_EQ(taskLabel(QStringLiteral("a.png"), 7, font, 200), QStringLiteral("a.png"));
    EXPECT_EQ(taskLabel({}, 7, font, 200), QStringLiteral("#7"));
}

} // namespace
} // namespace interleave::ui
