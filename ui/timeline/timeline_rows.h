// The rows of the timeline: what each worker or core did when. Paints the picture, and over it what
// follows the pointer and the selection; what mouse and keys do is in TimelineGestures.
#pragma once

#include "ui/models/time_scale.h"
#include "ui/timeline/rows_picture.h"

#include <QWidget>

#include <optional>

namespace interleave::ui {

class SelectedColumns;
class TaskSelection;
class TimeView;
class TimelineDisplay;
class TimelineModel;

class TimelineRows : public QWidget
{
    Q_OBJECT

public:
    /// All stay the caller's.
    TimelineRows(TimelineModel* model, TimelineDisplay* display, QWidget* parent = nullptr);

    [[nodiscard]] TimeScale scale() const;
    /// The task under a place, or the longest that is nearest to it in its pixel.
    [[nodiscard]] std::optional<RecordedTask> taskAt(const QPointF& place) const;
    /// The row in which it is; nothing where its core has none yet.
    [[nodiscard]] std::optional<int> rowOf(const RecordedTask& task) const;
    /// Where the pointer is; nothing: outside.
    void setPointer(std::optional<QPointF> place);
    [[nodiscard]] const RowsPicture& picture() const { return m_picture; }

    [[nodiscard]] QSize sizeHint() const override { return {640, 320}; }
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The picture is another: what is hidden in it, and the durations of its colours.
    void painted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void paintSelected(QPainter& painter) const;
    [[nodiscard]] QColor veil() const;
    void paintSelectedTasks(QPainter& painter) const;
    void paintPinned(QPainter& painter) const;
    void paintPointer(QPainter& painter) const;

    TimelineModel* m_model;
    TimelineDisplay* m_display;
    TimeView* m_time;
    TaskSelection* m_selection;
    SelectedColumns* m_selectedColumns;
    RowsPicture m_picture;
    std::optional<QPointF> m_pointer;
    int m_leastRoom = 0; // that the layout knows of
};

} // namespace interleave::ui
