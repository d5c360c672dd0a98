// A search for a task in another thread: one at a time, a newer one ends the one before. It reads
// the recording and not the index, which belongs to the window's thread and grows meanwhile.
#pragma once

#include "core/timeline/recorded_task.h"
#include "core/timeline/task_filter.h"
#include "core/trace/recording.h"
#include "ui/models/latest_answer.h"

#include <QObject>

#include <memory>
#include <optional>

namespace interleave::ui {

struct SearchQuestion
{
    TaskFilter filter;
    bool forwards = true;
    std::optional<RecordedTask> from{}; // the match before
    std::uint64_t tick = 0; // where to begin when there is none
};

struct SearchAnswer
{
    std::optional<RecordedTask> match{};
    bool forwards = true;
    bool around = false; // it came after the last one, from the other end again
};

class SearchQuery : public QObject
{
    Q_OBJECT

public:
    explicit SearchQuery(QObject* parent = nullptr);

    void ask(const std::shared_ptr<const Recording>& recording, const SearchQuestion& question);
    /// No answer will come. False when none was on its way.
    bool cancel();
    [[nodiscard]] bool busy() const { return m_answer.busy(); }
    /// Of the events that may have to be looked at.
    [[nodiscard]] int percent() const { return m_answer.watcher().progressValue(); }

Q_SIGNALS:
    void progressed();
    void answered(const interleave::ui::SearchAnswer& answer);

private:
    LatestAnswer<SearchAnswer> m_answer;
};

} // namespace interleave::ui
