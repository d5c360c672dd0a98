// How many updates each trial lost: a dot per trial on one axis, and a line at the median.
#pragma once

#include <QWidget>

#include <cstdint>
#include <span>
#include <vector>

namespace interleave::ui {

/// Where an axis of losses ends: at a round number, never at 0.
[[nodiscard]] double lossAxisMaximum(std::span<const std::uint64_t> lost);
/// At both ends of such an axis: half of a tick's number.
inline constexpr int kLossAxisMargin = 24;

class TrialStrip : public QWidget
{
    Q_OBJECT

public:
    explicit TrialStrip(QWidget* parent = nullptr);

    /// One value per trial, in their order.
    void setLost(std::vector<std::uint64_t> lost, double median);

    /// Strips that are to be compared share their axis.
    void setAxisAtLeast(double maximum);

    /// The middle of a trial's dot.
    [[nodiscard]] QPointF dotOf(std::size_t trial) const;
    /// Where the axis ends.
    [[nodiscard]] double axisMaximum() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double xOf(double lost) const;
    void paintAxis(QPainter& painter) const;

    std::vector<std::uint64_t> m_lost;
    double m_median = 0;
    double m_leastMaximum = 0;
};

} // namespace interleave::ui
