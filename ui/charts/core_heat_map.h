// Many cores over time: a row per core, the darker the busier with this run, and below it a thin
// line, the darker the busier with others. For more cores than lines can show; painted per pixel,
// so its cost does not grow with the length of the run.
#pragma once

#include "core/trace/recording.h"

#include <QImage>
#include <QWidget>

#include <span>
#include <vector>

namespace interleave::ui {

class CoreHeatMap : public QWidget
{
    Q_OBJECT

public:
    explicit CoreHeatMap(QWidget* parent = nullptr);

    /// The time axis goes from 0 to `seconds`.
    void setSeries(const UtilisationSeries& series, double seconds);

    /// Where the rows are painted.
    [[nodiscard]] QRectF plot() const;
    /// Columns up to the last sample; each shows the highest of its samples.
    [[nodiscard]] std::size_t columnsDrawn() const;
    /// "core 5 at 1.20 s: this run 97 %, everything 99 %"; nothing outside the plot or before a
    /// sample.
    [[nodiscard]] QString describe(const QPointF& position) const;

    [[nodiscard]] QSize sizeHint() const override { return {480, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void drawCells();
    void paintCoreNumbers(QPainter& painter) const;
    void paintTimeAxis(QPainter& painter) const;
    void drawLine(int line, const std::vector<float>& shares, std::span<const QRgb> ramp);
    void paintScales(QPainter& painter) const;
    /// Up to `right`; returns where it begins.
    double paintScale(
        QPainter& painter, double right, const QString& words, std::span<const QRgb> ramp) const;

    UtilisationSeries m_series;
    double m_seconds = 0;
    QImage m_cells; // three lines per core
};

} // namespace interleave::ui
