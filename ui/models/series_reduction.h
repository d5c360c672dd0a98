// Making a series fit the pixels that it is drawn on. Pure functions; charts and comparison use
// them.
#pragma once

#include <QPointF>

#include <span>
#include <vector>

namespace interleave::ui {

/// The smallest of 1, 2, 5 x 10^n that is not below `value`; 0 for values that are not above 0.
[[nodiscard]] double roundedUpTo125(double value);

/// The distance between the ticks of an axis from 0 to `maximum`: 1, 2 or 5 x 10^n, at most
/// `intervals` of them. 0 where there is nothing to divide.
[[nodiscard]] double tickStep(double maximum, int intervals);

/// Where such an axis ends: at the first tick that is not below `highest`; 0 where there is none.
[[nodiscard]] double axisEnd(double highest, int intervals);

/// The maximum of an axis that grows in 1-2-5 steps while data comes in and never shrinks.
class GrowingMaximum
{
public:
    explicit GrowingMaximum(double smallest)
        : m_smallest(smallest)
        , m_maximum(smallest)
    {
    }
    double include(double value);
    void reset() { m_maximum = m_smallest; }
    [[nodiscard]] double maximum() const { return m_maximum; }

private:
    double m_smallest;
    double m_maximum;
};

/// The points (x, y) with at most one for every two of the `pixels` pixels that 0 to `xMaximum`
/// take. Where there are more, each span of four pixels keeps its lowest and its highest point, so
/// that no peak is lost; the last sample is always there. `xs` must rise; of unequal lengths the
/// shorter counts. Points beyond xMaximum are left out.
[[nodiscard]] std::vector<QPointF> reducedToPixels(
    std::span<const double> xs, std::span<const float> ys, double xMaximum, int pixels);

/// The highest value in each of `columns` equal spans of 0 to `xMaximum`. A sample speaks for the
/// time since the one before it, so a span without a sample takes the next one's; after the last
/// sample it is NaN.
[[nodiscard]] std::vector<float> highestPerColumn(
    std::span<const double> xs, std::span<const float> ys, double xMaximum, int columns);

} // namespace interleave::ui
