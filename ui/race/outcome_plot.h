// The picture of what a workload was made to find out: bars with their labels, or a line over x,
// and where all values should be as a dashed line.
#pragma once

#include "core/model/run_result.h"
#include "ui/race/value_axis.h"
#include "ui/widgets/number_table.h"

#include <QString>
#include <QStringList>
#include <QWidget>

namespace interleave::ui {

class OutcomePlot : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomePlot(QWidget* parent = nullptr);

    void setChart(const OutcomeChart& chart);
    /// Every value, and what it should be where that can be said.
    [[nodiscard]] NumberTable numbers() const;
    /// Where a value lies; values are not negative.
    [[nodiscard]] double yOf(double value) const;
    /// The middle of a bar, or a point of the line.
    [[nodiscard]] double xOf(std::size_t place) const;
    /// Of what is more than nothing something is seen.
    [[nodiscard]] QRectF barOf(std::size_t place) const;
    [[nodiscard]] double axisMaximum() const { return m_axis.maximum(); }

    [[nodiscard]] QSize sizeHint() const override { return {360, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 90}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] bool isLine() const { return m_chart.labels.empty() && !m_chart.x.empty(); }
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] double placeWidth() const; // of a bar with the air around it
    [[nodiscard]] QString labelOf(std::size_t bar) const;
    void describe();
    void fitAxis();
    void paintXAxis(QPainter& painter) const;
    void paintXTitle(QPainter& painter) const;
    void paintBars(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintLine(QPainter& painter) const;
    void paintWanted(QPainter& painter) const;

    OutcomeChart m_chart;
    QStringList m_labels; // of the bars, and what x is, in the user's language
    QString m_xTitle;
    ValueAxis m_axis;
    double m_longestX = 1;
};

} // namespace interleave::ui
