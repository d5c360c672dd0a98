// A measure against the number of workers: a dot per trial, a line through the medians, and their
// 95 % intervals. The numbers stand at equal distances, whatever lies between them.
#pragma once

#include <QString>
#include <QWidget>

#include <cstdint>
#include <vector>

namespace interleave::ui {

struct PoolSizePoint
{
    std::uint32_t workers = 0;
    std::vector<double> values; // of each trial
    double median = 0;
    double low = 0;
    double high = 0;
};

class PoolSizePlot : public QWidget
{
    Q_OBJECT

public:
    using Format = QString (*)(double);

    /// `format` writes a value with its unit.
    PoolSizePlot(const QString& title, Format format, QWidget* parent = nullptr);

    void setPoints(std::vector<PoolSizePoint> points);
    /// Where a value lies; values are not negative.
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] double xOf(std::size_t place) const;
    [[nodiscard]] double axisMaximum() const { return m_maximum; }

    [[nodiscard]] QSize sizeHint() const override { return {360, 180}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 90}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF area() const;
    void paintAxes(QPainter& painter) const;
    void paintTrials(QPainter& painter) const;
    void paintMedians(QPainter& painter) const;

    Format m_format;
    std::vector<PoolSizePoint> m_points;
    double m_maximum = 1;
};

} // namespace interleave::ui
