// Two histograms of brightness over each other: what the workers have counted, and what the shared
// one holds of it, so that what it lost stands out above it.
#pragma once

#include "core/model/run_result.h"
#include "ui/race/value_axis.h"
#include "ui/widgets/number_table.h"
#include "ui/widgets/palette.h"

#include <QWidget>

namespace interleave::ui {

class BrightnessPlot : public QWidget
{
    Q_OBJECT

public:
    explicit BrightnessPlot(QWidget* parent = nullptr);

    void setBrightness(const BrightnessResult& brightness);
    /// Each brightness with both counts and what is lost.
    [[nodiscard]] NumberTable numbers() const;
    /// Where a count of pixels lies, and where a brightness begins, up to 256.
    [[nodiscard]] double yOf(double pixels) const;
    [[nodiscard]] double xOf(std::size_t brightness) const;

    [[nodiscard]] QSize sizeHint() const override { return {360, 260}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QPolygonF outlineOf(const std::vector<std::uint64_t>& bins) const;
    void paintXAxis(QPainter& painter) const;
    void paintArea(QPainter& painter, const QPolygonF& outline, Meaning meaning) const;

    BrightnessResult m_brightness;
    ValueAxis m_axis;
};

} // namespace interleave::ui
