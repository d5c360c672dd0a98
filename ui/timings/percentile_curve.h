// Which share took at most how long: the curve over the axis of durations. Its height counts nines,
// so that 99 % stands as far above 90 % as that above 0 %, and the slowest of a thousand is seen.
#pragma once

#include "ui/timings/duration_plot.h"
#include "ui/widgets/plot.h"

#include <QLineSeries>

namespace interleave::ui {

class PercentileCurve : public Plot
{
    Q_OBJECT

public:
    explicit PercentileCurve(QWidget* parent = nullptr);

    void setPicture(const DurationPicture& picture);
    /// The shares with a line of their own, as far as there are as many: 0.5, 0.9, 0.99, ...
    [[nodiscard]] static std::vector<double> sharesFor(std::uint64_t count);
    /// So many took longer than where the curve ends.
    [[nodiscard]] std::uint64_t beyond() const;

    struct Words
    {
        QRectF box;
        QString text;
    };
    /// How long each share took at most, and where that stands beside the curve: none over another
    /// or over the curve.
    [[nodiscard]] std::vector<Words> words() const;

    [[nodiscard]] QSize sizeHint() const override { return {480, 140}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 50}; }

protected:
    [[nodiscard]] QRectF area() const override;
    void draw() override;
    void paintWords(QPainter& painter) const override;
    /// "99 % took at most 1.20 ms".
    [[nodiscard]] QString describe(const QPointF& place) const override;

private:
    [[nodiscard]] double nines() const;
    [[nodiscard]] QPointF placeOfShare(double share) const;
    [[nodiscard]] QList<QPointF> curve() const;
    [[nodiscard]] QList<QPointF> curveOnScreen() const;
    void setScales();

    DurationPicture m_picture;
    QLineSeries* m_curve;
};

} // namespace interleave::ui
