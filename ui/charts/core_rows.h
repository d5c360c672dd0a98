// One small chart below the other, a row per core, all on the same axes: this run's share as an
// area, all that the core did as a thin line.
#pragma once

#include "core/trace/recording.h"
#include "ui/widgets/chart_view.h"

#include <memory>
#include <vector>

namespace interleave::ui {

class CoreRow;

class CoreRows : public QGraphicsView
{
    Q_OBJECT

public:
    explicit CoreRows(QWidget* parent = nullptr);
    ~CoreRows() override;

    /// The time axis goes from 0 to `seconds`.
    void setSeries(const UtilisationSeries& series, double seconds);

    [[nodiscard]] int coreCount() const { return static_cast<int>(m_rows.size()); }
    /// Points that are drawn for a core's share of this run.
    [[nodiscard]] int pointCount(int row) const;
    /// Of the samples, those that the row with the most points draws.
    [[nodiscard]] std::size_t samplesDrawn() const;

    [[nodiscard]] QSize sizeHint() const override { return {480, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void createRows(const std::vector<std::int32_t>& cores);
    void placeRows();
    void dressRows();
    void setPoints();
    [[nodiscard]] ChartMargins margins() const;

    std::vector<std::unique_ptr<CoreRow>> m_rows;
    std::vector<std::int32_t> m_cores;
    UtilisationSeries m_series;
    double m_seconds = 0;
};

} // namespace interleave::ui
