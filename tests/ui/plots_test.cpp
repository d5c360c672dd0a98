// What all charts of the window share: they are Qt Charts, dressed alike, and rest while nobody
// looks.

#include "tests/ui/painted_texts.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/charts/core_chart.h"
#include "ui/charts/core_rows.h"
#include "ui/compare/core_plot.h"
#include "ui/race/loss_histogram.h"
#include "ui/race/outcome_plot.h"
#include "ui/race/pool_size_plot.h"
#include "ui/race/trial_strip.h"
#include "ui/timings/percentile_curve.h"
#include "ui/widgets/dressed_chart.h"
#include "ui/widgets/palette.h"
#include "ui/widgets/theme.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QBarSeries>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsScene>
#include <QImage>
#include <QPainter>

#include <map>

namespace interleave::ui {
namespace {

QList<QChart*> chartsIn(const QWidget& widget)
{
    QList<QChart*> charts;
    for (QGraphicsItem* item : dynamic_cast<const QGraphicsView&>(widget).scene()->items()) {
        if (auto* chart = dynamic_cast<QChart*>(item))
            charts.append(chart);
    }
    return charts;
}

template <class Series>
QList<Series*> seriesIn(const QWidget& widget)
{
    QList<Series*> found;
    for (const QChart* chart : chartsIn(widget)) {
        for (QAbstractSeries* series : chart->series()) {
            if (auto* wanted = qobject_cast<Series*>(series))
                found.append(wanted);
        }
    }
    return found;
}

QStringList wordsOf(const QWidget& widget, Qt::Orientation side)
{
    QStringList words;
    for (const QChart* chart : chartsIn(widget)) {
        for (QAbstractAxis* axis : chart->axes(side))
            words << qobject_cast<QCategoryAxis*>(axis)->categoriesLabels();
    }
    return words;
}

DurationPicture thousandDurations()
{
    DurationPicture picture;
    for (std::uint64_t ticks = 1; ticks <= 1'000; ++ticks)
        picture.all.add(ticks);
    picture.axis = axisFor(picture.all, AxisShape::Linear, 1);
    return picture;
}

/// One of each, with numbers in it.
struct Plots
{
    TrialStrip strip;
    LossHistogram histogram;
    PoolSizePlot sizes{{},
        ValueAxis([](double value) { return QStringLiteral("%1 ms").arg(value); }),
        Meaning::Working};
    PercentileCurve curve;
    CorePlot cores{Meaning::RunB};

    Plots()
    {
        for (QWidget* each : all()) {
            each->resize(400, 200);
            each->show();
        }
        strip.setDots({{100}, {300}, {200}}, 200);
        histogram.setLost(std::vector<std::uint64_t>{100, 300, 200});
        sizes.setPoints({{.workers = 2,
                             .values = {2, 4},
                             .hollow = {false, true},
                             .median = 3,
                             .low = 2,
                             .high = 4},
            {.workers = 8, .values = {7}, .median = 7, .low = 7, .high = 7}});
        curve.setPicture(thousandDurations());
        cores.setSeries(halfBusy(2, 20), 1);
    }
    std::vector<QWidget*> all() { return {&strip, &histogram, &sizes, &curve, &cores}; }
};

TEST(StandardPlots, ArePointsLinesAndBarsOfQtCharts)
{
    Plots plots;
    ASSERT_EQ(seriesIn<QScatterSeries>(plots.strip).size(), 2) << "full and hollow";
    EXPECT_EQ(seriesIn<QScatterSeries>(plots.strip)[0]->count(), 3);
    ASSERT_EQ(seriesIn<QBarSeries>(plots.histogram).size(), 1);
    EXPECT_EQ(seriesIn<QBarSeries>(plots.histogram)[0]->barSets().front()->sum(), 3);
    const auto dots = seriesIn<QScatterSeries>(plots.sizes);
    ASSERT_EQ(dots.size(), 3);
    EXPECT_EQ(dots[0]->count(), 2);
    EXPECT_EQ(dots[1]->count(), 1) << "hollow";
    EXPECT_EQ(dots[2]->count(), 2) << "medians";
    EXPECT_EQ(seriesIn<QLineSeries>(plots.sizes).size(), 2 + 2); // ideal, medians, an interval each
    ASSERT_EQ(seriesIn<QLineSeries>(plots.curve).size(), 1);
    EXPECT_GT(seriesIn<QLineSeries>(plots.curve)[0]->count(), 10);
    EXPECT_EQ(chartsIn(plots.cores).size(), 2);
}

TEST(StandardPlots, HaveAxesWithUnits)
{
    Plots plots;
    EXPECT_THAT(wordsOf(plots.sizes, Qt::Vertical), testing::Contains(QStringLiteral("8 ms")));
    EXPECT_EQ(wordsOf(plots.sizes, Qt::Horizontal),
        QStringList({QStringLiteral("2"), QStringLiteral("8")}));
    EXPECT_THAT(wordsOf(plots.curve, Qt::Vertical), testing::Contains(QStringLiteral("99.9 %")));
    EXPECT_THAT(wordsOf(plots.cores, Qt::Horizontal), testing::Contains(QStringLiteral("1.0 s")));
    EXPECT_THAT(wordsOf(plots.strip, Qt::Horizontal), testing::Contains(QStringLiteral("300")));
}

TEST(StandardPlots, KeepTheirSeriesWhenTheirValuesChange)
{
    Plots plots;
    std::map<QWidget*, QList<QAbstractSeries*>> before;
    for (QWidget* each : plots.all())
        before[each] = seriesIn<QAbstractSeries>(*each);
    plots.strip.setDots({{1}, {2}, {3}, {4}}, 2.5);
    plots.histogram.setLost(std::vector<std::uint64_t>{1, 2, 3, 4});
    plots.sizes.setPoints({{.workers = 1, .median = 3}, {.workers = 2, .median = 5}});
    plots.curve.setPicture(thousandDurations());
    plots.cores.setSeries(halfBusy(2, 30), 2);
    for (QWidget* each : plots.all())
        EXPECT_EQ(seriesIn<QAbstractSeries>(*each), before[each])
            << each->metaObject()->className();
}

TEST(StandardPlots, HaveTheFontAndColoursOfTheirWidget)
{
    Plots plots;
    CoreRows rows;
    rows.setSeries(halfBusy(2, 20), 1);
    std::vector<QWidget*> all = plots.all();
    all.push_back(&rows);
    for (QWidget* each : all) {
        QFont large = each->font();
        large.setPointSizeF(21);
        each->setFont(large);
        each->setPalette(darkTheme());
        for (const QChart* chart : chartsIn(*each)) {
            for (const QAbstractAxis* axis : chart->axes()) {
                EXPECT_EQ(axis->labelsFont().pointSizeF(), 21) << each->metaObject()->className();
                EXPECT_EQ(axis->labelsColor(), mutedTextColor(darkTheme()))
                    << each->metaObject()->className();
            }
        }
    }
}

TEST(TwoPlotsOfCores, HaveTheirPlotsAtTheSamePixels)
{
    CorePlot a(Meaning::Working);
    CorePlot b(Meaning::RunB);
    for (CorePlot* each : {&a, &b}) {
        each->resize(400, 200);
        each->show();
        each->setSeries(halfBusy(4, each == &a ? 20 : 40), 2);
    }
    for (int row = 0; row < 4; ++row) {
        const QChart* one = chartsIn(a)[row];
        const QChart* other = chartsIn(b)[row];
        EXPECT_EQ(one->mapRectToScene(one->plotArea()), other->mapRectToScene(other->plotArea()));
    }
}

TEST(ChartsThatNobodySees, DoNoWork)
{
    CoreChart cores;
    cores.resize(400, 300);
    cores.setSeries(halfBusy(2, 20));
    EXPECT_EQ(cores.findChild<CoreRows*>()->coreCount(), 0);
    cores.show();
    EXPECT_EQ(cores.findChild<CoreRows*>()->coreCount(), 2);
    EXPECT_EQ(cores.findChild<CoreRows*>()->samplesDrawn(), 20U);

    TrialStrip strip;
    strip.setDots({{100}, {300}, {200}}, 200);
    EXPECT_EQ(seriesIn<QScatterSeries>(strip)[0]->count(), 0);
    strip.show();
    EXPECT_EQ(seriesIn<QScatterSeries>(strip)[0]->count(), 3);

    strip.setDots({{100}, {300, true}, {200}}, 200);
    EXPECT_EQ(seriesIn<QScatterSeries>(strip)[0]->count(), 2);
    EXPECT_EQ(seriesIn<QScatterSeries>(strip)[1]->count(), 1) << "hollow";

    CorePlot plot(Meaning::Working);
    plot.setSeries(halfBusy(2, 20), 1);
    EXPECT_THAT(wordsOf(plot, Qt::Horizontal), testing::IsEmpty());
    plot.show();
    EXPECT_THAT(wordsOf(plot, Qt::Horizontal), testing::Not(testing::IsEmpty()));
}

TEST(BarsOfAnOutcome, SayWhatTheirNumbersNumber)
{
    OutcomePlot plot;
    plot.resize(400, 200);
    plot.setChart({.xTitle = "philosopher", .labels = {"1", "2"}, .values = {510, 493}});
    QStringList words;
    for (const PaintedText& painted : paintedTexts(plot)) {
        words << painted.text;
        EXPECT_TRUE(QRectF(plot.rect()).contains(painted.place)) << painted.text.toStdString();
    }
    EXPECT_TRUE(words.contains(QStringLiteral("philosopher")));
}

TEST(ChartGrid, HasALineAtEachTickOfBothAxes)
{
    QGraphicsScene scene;
    DressedChart chart(scene);
    QPalette colors;
    chart.dress(colors, QFont());
    chart.setX({.maximum = 10, .ticks = {{5, QStringLiteral("5 s")}}});
    chart.setY({.maximum = 4, .ticks = {{1, QStringLiteral("1")}, {4, QStringLiteral("4")}}});
    chart.place({20, 20, 100, 80});
    QImage image(140, 120, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    scene.render(&painter, image.rect(), image.rect());
    const QColor ground = image.pixelColor(30, 30);
    for (const QPoint on : {QPoint(70, 50), QPoint(20, 50), QPoint(50, 80), QPoint(50, 20)})
        EXPECT_NE(image.pixelColor(on), ground) << on.x() << ' ' << on.y();
    for (const QPoint between : {QPoint(45, 50), QPoint(90, 60), QPoint(50, 40)})
        EXPECT_EQ(image.pixelColor(between), ground) << between.x() << ' ' << between.y();
}

} // namespace
} // namespace interleave::ui
