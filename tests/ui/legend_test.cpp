// A legend measures its words when they or their type change, not with every question of a layout.

#include "tests/ui/print_qt.h"
#include "ui/widgets/legend.h"

#include <gtest/gtest.h>

#include <QFontMetrics>
#include <QImage>

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

TEST(LegendOfAChart, DrawsHeightsAsBarsEachHigherThanTheOneBefore)
{
    Legend legend({{.text = kWords, .swatch = Swatch::Heights}});
    legend.resize(legend.sizeHint());
    const QImage picture = legend.grab().toImage();
    const auto heightAt = [&](int x) {
        int painted = 0;
        for (int y = 0; y < picture.height(); ++y)
            painted += picture.pixelColor(x, y) != picture.pixelColor(0, 0) ? 1 : 0;
        return painted;
    };
    EXPECT_GT(heightAt(2), 0);
    EXPECT_GT(heightAt(7), heightAt(2));
    EXPECT_GT(heightAt(12), heightAt(7));
}

} // namespace
} // namespace interleave::ui
