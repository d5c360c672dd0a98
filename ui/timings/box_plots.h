// Each worker's durations on one axis: a box from which a quarter is shorter to which a quarter is
// longer, its median, whiskers that hold all but one of a hundred at each side, a dot at the
// longest.
#pragma once

#include "ui/timings/duration_plot.h"

namespace interleave::ui {

struct DurationBox
{
    std::uint64_t count = 0;
    double p1Ns = 0;
    double p25Ns = 0;
    double p50Ns = 0;
    double p75Ns = 0;
    double p99Ns = 0;
    double leastNs = 0;
    double mostNs = 0;
};

[[nodiscard]] DurationBox boxOf(const DurationCounts& counts, double nsPerTick);

class BoxPlots : public QWidget
{
    Q_OBJECT

public:
    explicit BoxPlots(QWidget* parent = nullptr);

    void setPicture(const DurationPicture& picture);
    /// The width of the plots above, where a scroll bar takes some of it here.
    void setPlotWidth(int width);

    [[nodiscard]] const std::vector<DurationBox>& boxes() const { return m_boxes; }
    [[nodiscard]] QString describe(const QPointF& place) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QRectF rowRect(std::size_t row) const;
    void paintBox(QPainter& painter, const DurationBox& box, const QRectF& row) const;

    DurationAxis m_axis;
    std::vector<DurationBox> m_boxes;
    int m_plotWidth = 0;
};

} // namespace interleave::ui
