// A legend measures its words when they or their type change, not with every question of a layout.

#include "tests/ui/print_qt.h"
#include "ui/widgets/legend.h"

#include <gtest/gtest.h>

#include <QFontMetrics>

namespace interleave::ui {
namespace {

const QString kWords = QStringLiteral("waiting for a lock, on a core");

int widthOfWords(const Legend& legend)
{
    return legend.fontMetrics().horizontalAdvance(kWords);
}

TEST(LegendOfAChart, NeedsMoreRoomForALargerType)
{
    Legend legend({{.text = kWords}});
    const int around = legend.minimumSizeHint().width() - widthOfWords(legend);
    QFont larger = legend.font();
    larger.setPointSizeF(2 * larger.pointSizeF());
    legend.setFont(larger);
    EXPECT_EQ(legend.minimumSizeHint().width(), around + widthOfWords(legend));
    EXPECT_EQ(legend.heightForWidth(4 * legend.sizeHint().width()), legend.sizeHint().height());
}

TEST(LegendOfAChart, NeedsTheRoomOfItsNewWords)
{
    Legend legend({{.text = kWords}, {.text = kWords}});
    const int two = legend.sizeHint().width();
    legend.setEntries({{.text = kWords}});
    EXPECT_EQ(legend.sizeHint().width() * 2, two);
    legend.setEntries({});
    EXPECT_EQ(legend.minimumSizeHint().width(), 0);
}

} // namespace
} // namespace interleave::ui
