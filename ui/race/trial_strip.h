// How many updates each trial lost: a dot per trial on one axis, a hollow one where others took
// much of the cores, and a line at the median.
#pragma once

#include "core/model/run_result.h"
#include "ui/widgets/plot.h"

#include <QLineSeries>
#include <QScatterSeries>

#include <cstdint>
#include <span>
#include <vector>

namespace interleave::ui {

/// Where an axis of losses ends: at a round number, never at 0.
[[nodiscard]] double lossAxisMaximum(std::span<const std::uint64_t> lost);
/// At both ends of such an axis: half of its last number.
[[nodiscard]] double lossAxisMargin(const QFontMetrics& metrics, double maximum);
/// Beyond both ends, in parts of the axis: half of a dot at its end is seen too.
inline constexpr double kBeyondLossAxis = 0.02;

struct TrialDot
{
    std::uint64_t lost = 0;
    bool hollow = false;
};
[[nodiscard]] std::vector<TrialDot> dotsOf(const std::vector<const TrialResult*>& trials);

class TrialStrip : public Plot
{
    Q_OBJECT

public:
    explicit TrialStrip(QWidget* parent = nullptr);

    /// In their order.
    void setDots(std::vector<TrialDot> dots, double median);

    /// Strips that are to be compared share their axis.
    void setAxisAtLeast(double maximum);

    /// The middle of a trial's dot.
    [[nodiscard]] QPointF dotOf(std::size_t trial) const;
    /// Where the axis ends.
    [[nodiscard]] double axisMaximum() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    [[nodiscard]] QRectF area() const override;
    void draw() override;
    void paintWords(QPainter& painter) const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QPointF valueOf(std::size_t trial) const;
    void setAxis();
    [[nodiscard]] int ticksWithRoom() const;
    [[nodiscard]] bool hasHollow() const;
    [[nodiscard]] static QString hollowKey();

    std::vector<TrialDot> m_dots;
    double m_median = 0;
    double m_leastMaximum = 0;
    QScatterSeries* m_full;
    QScatterSeries* m_hollow;
    QLineSeries* m_line; // at the median
};

} // namespace interleave::ui
