#include "ui/widgets/area_fill.h"

#include <gtest/gtest.h>

#include <QGraphicsScene>
#include <QImage>
#include <QPainter>

namespace interleave::ui {
namespace {

constexpr int kSize = 100;

// What is painted of these points, on 0 to 10 by 0 to 1.
QImage painted(const QList<QPointF>& points)
{
    QGraphicsScene scene;
    auto* fill = new AreaFill;
    scene.addItem(fill);
    fill->setPlot({0, 0, kSize, kSize});
    fill->setScale(10, 1);
    fill->setBrush(Qt::red);
    fill->setPoints(points);
    QImage image(kSize, kSize, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    scene.render(&painter, {0, 0, kSize, kSize}, {0, 0, kSize, kSize});
    return image;
}

int redIn(const QImage& image, int x)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        count += image.pixelColor(x, y) == QColor(Qt::red) ? 1 : 0;
    return count;
}

TEST(AreaFill, IsAsHighAsTheLineAboveIt)
{
    const QImage image = painted({{0, 0.5}, {5, 0.5}, {10, 1}});
    EXPECT_EQ(redIn(image, 10), kSize / 2);
    EXPECT_EQ(redIn(image, 40), kSize / 2);
    EXPECT_NEAR(redIn(image, 75), 0.75 * kSize, 1);
}

TEST(AreaFill, HasNoGapsBetweenItsPoints)
{
    QList<QPointF> points;
    for (int i = 0; i <= 37; ++i)
        points.append({10.0 * i / 37, 1});
    const QImage image = painted(points);
    for (int x = 0; x < kSize; ++x)
        EXPECT_EQ(redIn(image, x), kSize) << x;
}

TEST(AreaFill, FallsAndRisesAlongTheLine)
{
    const QImage image = painted({{0, 1}, {5, 0}, {10, 1}});
    for (const int x : {5, 20, 35, 49, 60, 80, 95})
        EXPECT_NEAR(redIn(image, x), std::abs(50 - x) * 2, 2) << x;
    EXPECT_EQ(image.pixelColor(20, 99), QColor(Qt::red));
}

TEST(AreaFill, EndsWithItsLastPoint)
{
    const QImage image = painted({{0, 1}, {6, 1}});
    EXPECT_EQ(redIn(image, 59), kSize);
    EXPECT_EQ(redIn(image, 60), 0);
}

TEST(AreaFill, OfNoPointsIsEmpty)
{
    EXPECT_EQ(redIn(painted({}), 10), 0);
}

} // namespace
} // namespace interleave::ui
