// The task that is pinned: all that the recording has about it.
#pragma once

#include <QWidget>

namespace interleave::ui {

class FactsLabel;
class TimelineModel;
class TimeSelection;

class TaskDetails : public QWidget
{
    Q_OBJECT

public:
    /// Both stay the caller's.
    TaskDetails(
        const TimelineModel* model, const TimeSelection* selection, QWidget* parent = nullptr);

private:
    void show();

    const TimelineModel* m_model;
    const TimeSelection* m_selection;
    FactsLabel* m_facts;
};

} // namespace interleave::ui
