// The line above the timeline: what its rows and colours are, where it looks, and the search.
#pragma once

#include <QWidget>

class QToolButton;

namespace interleave::ui {

class SearchBar;
class TaskSelection;
class TimelineDisplay;
class TimeView;

class TimelineTools : public QWidget
{
    Q_OBJECT

public:
    /// All stay the caller's but `search`, which stands in the line.
    TimelineTools(TimelineDisplay* display,
        TimeView* time,
        TaskSelection* selection,
        SearchBar* search,
        QWidget* parent = nullptr);

    /// The time may run, or no longer.
    void showFollowing();

private:
    void addChoices();
    void addButtons();
    QToolButton* addButton(const QString& text, const QString& help);

    TimelineDisplay* m_display;
    TimeView* m_time;
    TaskSelection* m_selection;
    QToolButton* m_back = nullptr;
    QToolButton* m_forward = nullptr;
    QToolButton* m_follow = nullptr;
};

} // namespace interleave::ui
