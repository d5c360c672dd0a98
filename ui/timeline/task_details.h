// The task that is pinned: all that the recording has about it.
#pragma once

#include <QWidget>

namespace interleave::ui {

class FactsLabel;
class TimelineModel;
class TaskSelection;

class TaskDetails : public QWidget
{
    Q_OBJECT

public:
    /// `model` stays the caller's.
    TaskDetails(const TimelineModel* model, QWidget* parent = nullptr);

private:
    void show();

    const TimelineModel* m_model;
    const TaskSelection* m_selection;
    FactsLabel* m_facts;
};

} // namespace interleave::ui
