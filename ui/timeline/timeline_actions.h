// All that can be done to the timeline, as gestures of its view: for the menu, and for whoever
// works it without a mouse.
#pragma once

#include "core/timeline/recorded_task.h"

#include <QList>
#include <QObject>

#include <functional>
#include <optional>

class QKeySequence;
class QWidget;

namespace interleave::ui {

class TimelineDisplay;
class TimelineModel;
class TaskSelection;
class TimeView;

class TimelineActions : public QObject
{
    Q_OBJECT

public:
    /// All stay the caller's; `view` owns this object and its actions.
    TimelineActions(const TimelineModel* model, TimelineDisplay* display, QWidget* view);

Q_SIGNALS:
    /// A step has led to this task, which is pinned now.
    void reached(const interleave::RecordedTask& task);

private:
    void add(const QString& text, const QList<QKeySequence>& keys, std::function<void()> does);
    void addViews();
    void addRows();
    void addSelecting();
    void addSteps();

    void zoom(double factor) const;
    void pan(double share) const;
    void scroll(int pixels) const;
    void extend(double share);
    void selectPinned() const;
    void stepTo(const std::optional<RecordedTask>& task);
    void stepToRow(int rows);
    [[nodiscard]] std::optional<RecordedTask> pinned() const;
    /// Where the first step begins: the first task in sight.
    [[nodiscard]] std::optional<RecordedTask> firstSeen() const;

    const TimelineModel* m_model;
    TimelineDisplay* m_display;
    TimeView* m_time;
    TaskSelection* m_selection;
    QWidget* m_view;
    double m_anchor = 0; // of a time that is being selected by keys
    double m_mark = 0; // its other end
};

} // namespace interleave::ui
