// The upright axis of a plot of the race view: from 0 to a round number, with a grid line and the
// value, in its unit, at each tick.
#pragma once

#include "ui/widgets/dressed_chart.h"

#include <QRectF>
#include <QString>

#include <functional>
#include <vector>

class QFontMetrics;
class QPainter;
class QPalette;

namespace interleave::ui {

/// Between a plot and the words beside it, in pixels.
inline constexpr double kPlotGap = 6;

class ValueAxis
{
public:
    using Format = std::function<QString(double)>;

    /// `format` writes a value with its unit.
    explicit ValueAxis(Format format)
        : m_format(std::move(format))
    {
    }

    /// Ends at the tick at or above `highest`; at 1 when there is nothing above 0.
    void setHighest(double highest);
    /// From the tick at or below `lowest` to the one at or above `highest`, which is more: for
    /// lines that would be flat on an axis from 0.
    void setRange(double lowest, double highest);
    [[nodiscard]] double maximum() const { return m_maximum; }
    [[nodiscard]] QString text(double value) const { return m_format(value); }

    /// For a plot of Qt Charts.
    [[nodiscard]] AxisScale scale() const;
    /// What the values and the gap beside them take, in pixels.
    [[nodiscard]] double width(const QFontMetrics& metrics) const;
    [[nodiscard]] double yOf(double value, const QRectF& plot) const;
    /// The values stand left of `plot`.
    void paint(QPainter& painter, const QRectF& plot, const QPalette& palette) const;

private:
    [[nodiscard]] std::vector<double> ticks() const;

    Format m_format;
    double m_minimum = 0;
    double m_maximum = 1;
};

} // namespace interleave::ui
