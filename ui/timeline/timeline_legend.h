// What the timeline's colours and signs mean, for the way of colouring that is chosen.
#pragma once

#include "ui/timeline/column_raster.h"
#include "ui/timeline/timeline_display.h"

#include <QStackedWidget>

namespace interleave::ui {

/// From the shortest to the longest task, in the colours of amounts.
class DurationLegend : public QWidget
{
    Q_OBJECT

public:
    explicit DurationLegend(QWidget* parent = nullptr);
    void setDurations(const DurationSpread& durations);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    DurationSpread m_durations;
};

/// What tells how the colour of tasks is called.
struct TasksOfTimeline
{
    bool sleep = false;
    bool haveParts = false; // of pictures: what is drawn inside of a task
    bool takeLocks = false;

    bool operator==(const TasksOfTimeline&) const = default;
};

class Legend;

class TimelineLegend : public QStackedWidget
{
    Q_OBJECT

public:
    explicit TimelineLegend(QWidget* parent = nullptr);
    void setColoring(Coloring coloring);
    /// Without what rows of that kind do not show.
    void setRowKind(RowKind rows);
    void setTasks(const TasksOfTimeline& tasks);
    void setDurations(const DurationSpread& durations) { m_durations->setDurations(durations); }

private:
    void explain();

    Legend* m_states;
    DurationLegend* m_durations;
    Coloring m_coloring = Coloring::State;
    RowKind m_rows = RowKind::Workers;
    TasksOfTimeline m_tasks;
};

} // namespace interleave::ui
