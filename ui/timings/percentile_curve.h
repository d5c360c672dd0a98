// Which share took at most how long: the curve over the axis of durations. Its height counts nines,
// so that 99 % stands as far above 90 % as that above 0 %, and the slowest of a thousand is seen.
#pragma once

#include "ui/timings/duration_plot.h"

namespace interleave::ui {

class PercentileCurve : public QWidget
{
    Q_OBJECT

public:
    explicit PercentileCurve(QWidget* parent = nullptr);

    void setPicture(const DurationPicture& picture);
    /// The shares with a line of their own, as far as there are as many: 0.5, 0.9, 0.99, ...
    [[nodiscard]] static std::vector<double> sharesFor(std::uint64_t count);
    /// So many took longer than where the curve ends.
    [[nodiscard]] std::uint64_t beyond() const;
    /// "99 % took at most 1.20 ms".
    [[nodiscard]] QString describe(const QPointF& place) const;

    [[nodiscard]] QSize sizeHint() const override { return {480, 140}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 50}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF area() const { return durationPlotArea(*this, width(), false); }
    [[nodiscard]] double nines() const;
    [[nodiscard]] double yOf(double share) const;
    void makeCurve();

    DurationPicture m_picture;
    QPolygonF m_curve;
};

} // namespace interleave::ui
