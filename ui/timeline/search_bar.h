// Finds tasks by number, duration, wait, delay or outcome, and goes from match to match: Enter to
// the next one in time, Shift+Enter to the one before; after the last comes the first again. It
// searches in another thread, says how far it is, and stops when something else is asked.
#pragma once

#include "ui/timeline/search_query.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace interleave::ui {

class TimelineModel;
class TaskSelection;
class TimeView;

class SearchBar : public QWidget
{
    Q_OBJECT

public:
    /// `model` stays the caller's.
    SearchBar(const TimelineModel* model, QWidget* parent = nullptr);

    void beginTyping();
    /// Which match it is, why there is none, or how far the search is.
    [[nodiscard]] QString message() const;
    [[nodiscard]] bool busy() const { return m_query->busy(); }
    /// Ends a search that is under way; false when there is none.
    bool stop();
    /// The label that says it, to be placed where there is room.
    [[nodiscard]] QLabel* messageLabel() const { return m_message; }

Q_SIGNALS:
    void found(const interleave::RecordedTask& task);
    /// Escape, where there is no search to stop: back to the rows.
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Direction { Next, Previous };
    void go(Direction direction);
    [[nodiscard]] std::optional<RecordedTask> pinnedTask() const;
    void showProgress();
    void showAnswer(const SearchAnswer& answer);
    void say(const QString& message);

    const TimelineModel* m_model;
    TimeView* m_time;
    TaskSelection* m_selection;
    QLineEdit* m_text;
    QLabel* m_message;
    SearchQuery* m_query;
    QTimer m_patience; // a search that is shorter says nothing: nothing flickers
};

} // namespace interleave::ui
