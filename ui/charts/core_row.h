// The chart of one core.
#pragma once

#include "core/trace/recording.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsRectItem>
#include <QGraphicsSimpleTextItem>
#include <QLineSeries>

#include <cstddef>

namespace interleave::ui {

/// Where a row's parts stand, in pixels of the scene.
struct RowPlace
{
    QRectF plot;
    double labelRight = 0;
    bool showsPercent = false; // room for a word
};

class CoreRow
{
public:
    /// The lowest row has the words of the time axis.
    CoreRow(QGraphicsScene& scene, std::int32_t core, bool lowest);
    CoreRow(const CoreRow&) = delete;
    CoreRow& operator=(const CoreRow&) = delete;
    CoreRow(CoreRow&&) = delete;
    CoreRow& operator=(CoreRow&&) = delete;
    ~CoreRow() = default; // the scene owns the items

    void place(const RowPlace& place);
    void setTimeAxis(double seconds);
    void setPoints(const UtilisationSeries& series, std::size_t core, double seconds, int pixels);
    void usePalette(const QPalette& palette);
    [[nodiscard]] int pointCount() const { return m_run->count(); }

private:
    QChart* m_chart;
    QGraphicsSimpleTextItem* m_label;
    QGraphicsRectItem* m_background; // QChart's own does not follow setPlotArea()
    QLineSeries* m_run;
    QAreaSeries* m_runArea;
    QLineSeries* m_machine;
    QCategoryAxis* m_time;
    QCategoryAxis* m_percent;
    double m_seconds = 0;
};

} // namespace interleave::ui
