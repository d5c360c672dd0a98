// A measure against the number of workers: a dot per trial, a line through the medians, and their
// 95 % intervals; where one is given, a dashed line at what would be ideal. The numbers stand at
// equal distances, whatever lies between them.
#pragma once

#include "ui/race/value_axis.h"
#include "ui/widgets/number_table.h"
#include "ui/widgets/palette.h"
#include "ui/widgets/plot.h"

#include <QLineSeries>
#include <QScatterSeries>

#include <cstdint>
#include <optional>
#include <vector>

namespace interleave::ui {

struct PoolSizePoint
{
    std::uint32_t arm = 0;
    std::uint32_t workers = 0;
    std::vector<double> values; // of each trial
    std::vector<bool> hollow{}; // whether others took much of the cores in it; empty: in none
    double median = 0;
    double low = 0;
    double high = 0;
    std::optional<double> ideal{};
    bool besidesOneTrial = false; // it is a ratio to what one trial took
};

/// Of one trial nobody knows how far another would lie from it.
[[nodiscard]] inline bool hasInterval(const PoolSizePoint& point)
{
    return point.values.size() > 1 && !point.besidesOneTrial;
}

class PoolSizePlot : public Plot
{
    Q_OBJECT

public:
    /// `dots`: what the trials' values are.
    PoolSizePlot(const QString& title, ValueAxis axis, Meaning dots, QWidget* parent = nullptr);

    void setPoints(std::vector<PoolSizePoint> points);
    /// What the points' ideal is: "ideal on 2 cores".
    void setIdealWord(const QString& word) { m_idealWord = word; }
    /// A row per pool size; values are divided by `size`, the size of `unit`.
    [[nodiscard]] NumberTable numbers(const QString& unit, double size) const;
    /// Where a value lies; values are not negative.
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] double xOf(std::size_t place) const;
    /// Where it is said what the dashed line is; empty where there is none.
    [[nodiscard]] QRectF idealWordPlace() const;
    [[nodiscard]] double axisMaximum() const { return m_axis.maximum(); }

    [[nodiscard]] QSize sizeHint() const override { return {360, 180}; }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {200, 2 * fontMetrics().height() + 44};
    }

protected:
    [[nodiscard]] QRectF area() const override;
    void draw() override;
    void paintWords(QPainter& painter) const override;
    [[nodiscard]] QString describe(const QPointF& place) const override;

private:
    /// As many intervals as there are pool sizes.
    void makeIntervals();
    void dressSeries();
    [[nodiscard]] QString tell(const PoolSizePoint& point) const;
    [[nodiscard]] QString idealText() const;

    ValueAxis m_axis;
    Meaning m_dots;
    std::vector<PoolSizePoint> m_points;
    QScatterSeries* m_trials;
    QScatterSeries* m_hollow; // those in which others took much of the cores
    QLineSeries* m_ideal;
    QLineSeries* m_line; // through the medians
    QScatterSeries* m_medians;
    std::vector<QLineSeries*> m_intervals;
    QString m_told;
    QString m_idealWord;
};

} // namespace interleave::ui
