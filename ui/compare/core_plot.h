// The cores of one of two runs over time: a row per core, or one row for all of them where there
// are many. Painted rather than charted, because two of them must agree to the pixel.
#pragma once

#include "core/trace/recording.h"
#include "ui/widgets/palette.h"

#include <QWidget>

namespace interleave::ui {

class CorePlot : public QWidget
{
    Q_OBJECT

public:
    explicit CorePlot(Meaning run, QWidget* parent = nullptr);

    /// The time axis goes from 0 to `seconds`: the longer of both runs.
    void setSeries(const UtilisationSeries& series, double seconds);

    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] double axisSeconds() const { return m_seconds; }

    /// How often samples were taken and how many are drawn; of many cores, that it is their mean.
    [[nodiscard]] QString note() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Row
    {
        QString label;
        std::vector<float> shares; // one per time
    };
    [[nodiscard]] QRectF plot() const;
    void paintRow(QPainter& painter, const Row& row, const QRectF& area) const;
    void paintTimeAxis(QPainter& painter) const;

    Meaning m_run;
    std::vector<double> m_times;
    std::vector<Row> m_rows;
    double m_seconds = 0;
    std::size_t m_meanOf = 0; // cores, where one row stands for all
};

} // namespace interleave::ui
