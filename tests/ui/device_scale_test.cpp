// Pictures in the device's own pixels. ctest runs these again with QT_SCALE_FACTOR.

#include "tests/ui/sample_results.h"
#include "tests/ui/timeline_fixture.h"
#include "ui/charts/core_heat_map.h"
#include "ui/export/chart_picture.h"
#include "ui/widgets/palette.h"

#include <cmath>

namespace interleave::ui {
namespace {

using DeviceScale = TimelineTest;

TEST_F(DeviceScale, HatchesAreDrawnInTheDevicesPixels)
{
    const double ratio = qGuiApp->devicePixelRatio();
    for (const Meaning meaning : {Meaning::Waiting, Meaning::Blocked, Meaning::Lost}) {
        const QBrush brush = brushOf(meaning, QPalette());
        EXPECT_EQ(brush.textureImage().width(), std::lround(8 * ratio));
        EXPECT_NEAR(brush.transform().m11() * brush.textureImage().width(), 8, 1e-9);
    }
}

TEST_F(DeviceScale, AnEnlargedPictureOfTheRowsHasColumnsOfItsOwnPixels)
{
    open();
    constexpr int kTimes = 4;
    const QImage picture
        = pictureOf(rows(), {.pixels = rows().size() * kTimes, .magnified = kTimes});
    const int middle = rowHeight() * kTimes / 2;
    int within = 0; // where a colour ends that is not where a pixel of the screen does
    for (int x = 1; x < picture.width(); ++x) {
        const bool ends = picture.pixel(x, middle) != picture.pixel(x - 1, middle);
        within += ends && x % kTimes != 0 ? 1 : 0;
    }
    EXPECT_GT(within, 10);
}

TEST_F(DeviceScale, TheMinimapHasAColumnForEachOfTheDevicesPixels)
{
    open();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !minimap().image().isNull(); }, kPatienceMs));
    const double ratio = minimap().devicePixelRatioF();
    EXPECT_EQ(minimap().image().width(), std::lround(minimap().width() * ratio));
    EXPECT_EQ(minimap().image().height(), std::lround(minimap().height() * ratio));
}

TEST_F(DeviceScale, TheHeatMapHasAsManyColumnsAsTheDeviceCanTell)
{
    CoreHeatMap map;
    map.resize(400, 200);
    map.setSeries(halfBusy(16, 20), 1);
    const double pixels = map.plot().width() * map.devicePixelRatioF();
    EXPECT_NEAR(static_cast<double>(map.columnsDrawn()), pixels / 2, 1.5);
}

} // namespace
} // namespace interleave::ui
