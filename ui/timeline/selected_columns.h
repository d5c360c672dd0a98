// Which pixels of the rows are of selected tasks, where it takes a look at each task to tell:
// computed in another thread, for what is seen. While it computes, what is known moves along.
#pragma once

#include "ui/models/latest_answer.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/timeline/timeline_display.h"

#include <QImage>
#include <QObject>
#include <QSize>

namespace interleave::ui {

class TimelineModel;

class SelectedColumns : public QObject
{
    Q_OBJECT

public:
    /// All stay the caller's.
    SelectedColumns(
        const TimelineModel* model, const TimelineDisplay* display, QObject* parent = nullptr);

    /// How many columns the rows have.
    void setColumns(int columns);
    /// A pixel per row and column, opaque where a task is selected: null where nothing is to be
    /// told apart, or not known yet.
    [[nodiscard]] const QImage& mask() const { return m_mask; }
    /// Its columns lie over this time.
    [[nodiscard]] const TimeRange& time() const { return m_time; }
    [[nodiscard]] bool busy() const { return m_answer.busy(); }

Q_SIGNALS:
    void changed();

private:
    struct Answer
    {
        QImage mask;
        TimeRange time;
    };
    void forget();
    void ask();

    const TimelineModel* m_model;
    const TimelineDisplay* m_display;
    const TimeView* m_view;
    const TaskSelection* m_selection;
    int m_columns = 0;
    RowKind m_kind = RowKind::Workers;
    int m_rows = 0;
    QImage m_mask;
    TimeRange m_time;
    LatestAnswer<Answer> m_answer;
};

} // namespace interleave::ui
