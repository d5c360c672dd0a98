// What mouse and keys do in the timeline's rows. It turns events into changes of the shared
// selection and the display, and paints nothing.
//
// Wheel: zoom at the pointer; with Shift, or sideways: move; with Ctrl: height of the rows. Left
// button: select a time of the rows that are passed, or click. Middle button, or left with the
// space bar held: drag the picture. Back and forward buttons: views.
#pragma once

#include "ui/models/time_scale.h"

#include <QObject>
#include <QPointF>

#include <optional>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;
class QWidget;

namespace interleave::ui {

class TimelineDisplay;
class TaskSelection;
class TimeView;

class TimelineGestures : public QObject
{
    Q_OBJECT

public:
    /// Watches the events of `rows`, whose width is the visible time. All stay the caller's.
    TimelineGestures(
        QWidget* rows, TimelineDisplay* display, TimeView* time, TaskSelection* selection);

    /// Space: follow, or the hand while it is held; Escape: select nothing. False for other keys,
    /// which are those of TimelineActions.
    bool keyPressed(const QKeyEvent& event);
    bool keyReleased(const QKeyEvent& event);

Q_SIGNALS:
    void clicked(const QPointF& place);
    void hovered(const QPointF& place);
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Drag { None, Press, Select, Pan };

    [[nodiscard]] TimeScale scale() const;
    void wheel(const QWheelEvent& event);
    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void pan(const QPointF& place);
    void select(const QPointF& place);
    void showCursor();

    QWidget* m_rows;
    TimelineDisplay* m_display;
    TimeView* m_time;
    TaskSelection* m_selection;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    double m_held = 0; // the time that the mouse holds
    int m_heldScroll = 0;
    bool m_space = false; // is down
    bool m_spaceDragged = false;
};

} // namespace interleave::ui
