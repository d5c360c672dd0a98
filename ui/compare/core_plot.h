// The cores of one of two runs over time: a row per core, or one row for all of them where there
// are many, or there is little height. Two of them that are equally large have their plots at the
// same pixels.
#pragma once

#include "core/trace/recording.h"
#include "ui/widgets/chart_view.h"
#include "ui/widgets/palette.h"

#include <QLineSeries>

#include <memory>
#include <vector>

namespace interleave::ui {

class CorePlot : public QGraphicsView
{
    Q_OBJECT

public:
    explicit CorePlot(Meaning run, QWidget* parent = nullptr);

    /// The time axis goes from 0 to `seconds`: the longer of both runs.
    void setSeries(const UtilisationSeries& series, double seconds);

    /// What one row for so many is called.
    [[nodiscard]] static QString allCores(std::size_t cores);

    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] double axisSeconds() const { return m_seconds; }

    /// How often samples were taken and how many are drawn; of many cores, that it is their mean.
    [[nodiscard]] QString note() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Row
    {
        QString label;
        std::vector<float> shares; // one per time
        std::unique_ptr<SmallChart> chart{};
        QLineSeries* edge = nullptr; // of run B, whose area is pale
    };
    [[nodiscard]] ChartMargins margins() const;
    void pickRows();
    void makeCharts();
    void arrange();
    void draw(Row& row, int pixels) const;
    void dress(Row& row) const;

    Meaning m_run;
    std::vector<double> m_times;
    std::vector<std::int32_t> m_cores;
    std::vector<std::vector<float>> m_shares; // of each core, or of so many the mean
    std::vector<Row> m_rows;
    double m_seconds = 0;
    std::size_t m_meanOf = 0; // cores, where one row stands for all
};

} // namespace interleave::ui
