// Small charts of what the trial as a whole does, one below the other on one time axis.
#pragma once

#include "core/trace/recording.h"
#include "ui/models/activity_series.h"
#include "ui/widgets/chart_view.h"

#include <memory>
#include <vector>

namespace interleave::ui {

class ActivityRow;

class ActivityRows : public QGraphicsView
{
    Q_OBJECT

public:
    explicit ActivityRows(QWidget* parent = nullptr);
    ~ActivityRows() override;

    /// A chart for each of these, empty.
    void start(const std::vector<Activity>& activities);
    /// The time axis goes from 0 to `seconds`.
    void setSeries(const UtilisationSeries& series, double seconds, bool ended);

    [[nodiscard]] const std::vector<std::unique_ptr<ActivityRow>>& rows() const { return m_rows; }
    [[nodiscard]] const std::vector<double>& times() const { return m_times; }
    /// Of the samples, those that the chart with the most points draws.
    [[nodiscard]] std::size_t samplesDrawn() const;
    /// "tasks ended, at 1.20 s: 18.2 k/s" and what that means; nothing outside the plots.
    [[nodiscard]] QString describe(const QPointF& position) const;

    [[nodiscard]] QSize sizeHint() const override { return {480, 400}; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void placeRows();
    void drawRows();
    void dressRows();
    [[nodiscard]] ChartMargins margins() const;

    std::vector<std::unique_ptr<ActivityRow>> m_rows;
    std::vector<double> m_times;
    double m_seconds = 0;
};

} // namespace interleave::ui
