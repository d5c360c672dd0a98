// The time above the rows. Dragging along it selects that time of all workers.
#pragma once

#include "ui/models/time_scale.h"
#include "ui/widgets/time_ticks.h"

#include <QWidget>

#include <optional>

namespace interleave::ui {

class TaskSelection;
class TimeView;

class TimeRuler : public QWidget
{
    Q_OBJECT

public:
    /// `selection` stays the caller's.
    TimeRuler(TimeView* time, TaskSelection* selection, QWidget* parent = nullptr);

    /// A mark where the pointer is.
    void setPointer(std::optional<double> ns);
    /// From when the labels count: "2.5 s"; empty where they count from the start.
    [[nodiscard]] const QString& base() const { return m_ticks.base; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void baseChanged(const QString& base);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] TimeScale scale() const;
    [[nodiscard]] int tickRoom() const;
    void makeTicks();
    void paintTicks(QPainter& painter, const TimeScale& scale) const;

    TimeView* m_time;
    TaskSelection* m_selection;
    std::optional<double> m_pointer;
    std::optional<double> m_anchor; // where a selection began
    TimeTicks m_ticks; // of what is visible
};

} // namespace interleave::ui
