// Finds tasks by number, duration or outcome, and goes from match to match: Enter to the next one
// in time, Shift+Enter to the one before; after the last comes the first again.
#pragma once

#include "core/timeline/recorded_task.h"
#include "core/timeline/task_filter.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace interleave::ui {

class TimelineModel;
class TimeSelection;

class SearchBar : public QWidget
{
    Q_OBJECT

public:
    /// Both stay the caller's.
    SearchBar(const TimelineModel* model, TimeSelection* selection, QWidget* parent = nullptr);

    void beginTyping();
    /// Which match it is, or why there is none.
    [[nodiscard]] QString message() const;
    /// The label that says it, to be placed where there is room.
    [[nodiscard]] QLabel* messageLabel() const { return m_message; }

Q_SIGNALS:
    void found(const interleave::RecordedTask& task);
    /// Escape: back to the rows.
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Direction { Next, Previous };
    void go(Direction direction);
    [[nodiscard]] std::optional<RecordedTask> search(
        const TaskFilter& filter, Direction direction, bool& around) const;

    const TimelineModel* m_model;
    TimeSelection* m_selection;
    QLineEdit* m_text;
    QLabel* m_message;
};

} // namespace interleave::ui
