#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/race/brightness_plot.h"
#include "ui/race/brightness_view.h"
#include "ui/race/race_view.h"
#include "ui/widgets/palette.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

BrightnessResult oneHundredEach()
{
    return {.counted = std::vector<std::uint64_t>(256, 100),
        .shared = std::vector<std::uint64_t>(256, 100)};
}

TEST(BrightnessSentence, SaysWhatIsMissing)
{
    BrightnessResult brightness = oneHundredEach();
    EXPECT_EQ(brightnessSentence(brightness),
        QStringLiteral("All 25,600 pixels are in the shared histogram"));
    brightness.shared[7] = 40;
    brightness.shared[200] = 0;
    EXPECT_EQ(brightnessSentence(brightness),
        QStringLiteral("✕ 160 of 25,600 pixels are missing from the shared histogram"));
    brightness.shared[9] = 130;
    EXPECT_TRUE(brightnessSentence(brightness)
                    .endsWith(QStringLiteral(", and 30 are in it of pictures that do not count")));
}

TEST(BrightnessSentence, HasOneFormForOnePixelAndOneForNone)
{
    BrightnessResult brightness{.counted = {1}, .shared = {1}};
    EXPECT_EQ(brightnessSentence(brightness),
        QStringLiteral("The only pixel (1) is in the shared histogram"));
    brightness = {.counted = {0}, .shared = {0}};
    EXPECT_EQ(brightnessSentence(brightness),
        QStringLiteral("No pixel was counted: no picture was filtered"));
}

TEST(BrightnessPlotTest, HasBothCountsInItsTable)
{
    BrightnessPlot plot;
    BrightnessResult brightness = oneHundredEach();
    brightness.shared[7] = 40;
    plot.setBrightness(brightness);
    const NumberTable numbers = plot.numbers();
    ASSERT_EQ(numbers.rows.size(), 256U);
    EXPECT_EQ(numbers.rows[7], (QVariantList{7.0, 100.0, 40.0, 60.0}));
}

// Where nothing else of the plot is: the middle of a bin, below its top.
QColor colourAt(const BrightnessPlot& plot, const QImage& image, std::size_t bin, double pixels)
{
    const double x = (plot.xOf(bin) + plot.xOf(bin + 1)) / 2;
    return image.pixelColor(static_cast<int>(x), static_cast<int>(plot.yOf(pixels)));
}

TEST(BrightnessPlotTest, WhatIsLostStandsAboveWhatIsThere)
{
    BrightnessPlot plot;
    plot.resize(1'200, 400);
    BrightnessResult brightness = oneHundredEach();
    for (std::size_t bin = 100; bin < 110; ++bin)
        brightness.shared[bin] = 50;
    plot.setBrightness(brightness);
    const QImage image = plot.grab().toImage();
    const QColor there = colorOf(Meaning::Working, plot.palette());
    EXPECT_EQ(colourAt(plot, image, 104, 25), there);
    EXPECT_EQ(colourAt(plot, image, 50, 75), there);
    EXPECT_NE(colourAt(plot, image, 104, 75), there);
    EXPECT_NE(colourAt(plot, image, 104, 75), plot.palette().color(QPalette::Window));
}

TEST(RaceViewOfPictures, ShowsTheHistogramAndNamesItsTrial)
{
    RaceView view;
    view.resize(1'000, 500);
    view.show();
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.experiment.workload = WorkloadKind::ImageFilter;
    run.trials.front().outcome.brightness = oneHundredEach();
    view.setRun(run);
    EXPECT_TRUE(showsText(view, QStringLiteral("All 25,600 pixels")));
    run.trials.push_back(run.trials.front());
    view.setRun(run);
    EXPECT_TRUE(showsText(view, QStringLiteral("of 2: ")));
    view.setRunning(run.experiment);
    EXPECT_FALSE(view.findChild<BrightnessView*>()->isVisible());
}

} // namespace
} // namespace interleave::ui
