#include "ui/models/selected_statistics.h"

#include "ui/models/in_background.h"
#include "ui/models/timeline_model.h"

namespace interleave::ui {

SelectedStatistics::SelectedStatistics(
    const TimelineModel* model, const TimeSelection* selection, QObject* parent)
    : QObject(parent)
    , m_model(model)
    , m_selection(selection)
{
    connect(m_model, &TimelineModel::recordingChanged, this, &SelectedStatistics::forget);
    // A run that goes on has no core to spare for what nobody asked for.
    connect(m_model, &TimelineModel::grown, this, [this] {
        if (m_model->complete())
            ask();
    });
    connect(m_selection, &TimeSelection::visibleChanged, this, [this] {
        if (!m_model->runs() && m_selection->selected().isEmpty())
            ask();
    });
    connect(m_selection, &TimeSelection::selectedChanged, this, &SelectedStatistics::ask);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &SelectedStatistics::take);
}

void SelectedStatistics::forget()
{
    ++m_trial;
    m_statistics.reset();
    m_asked = false;
    Q_EMIT changed();
}

void SelectedStatistics::ask()
{
    m_asked = true;
    if (!m_computing)
        start();
}

void SelectedStatistics::start()
{
    m_asked = false;
    Answer answer{.tasks = m_selection->selected(),
        .ofSelection = !m_selection->selected().isEmpty(),
        .trial = m_trial};
    if (!answer.tasks.time)
        answer.tasks.time = answer.ofSelection ? m_selection->whole() : m_selection->visible();
    const auto recording = m_model->recording();
    if (!recording || answer.tasks.time->isEmpty())
        return;
    m_computing = true;
    m_watcher.setFuture(inBackground<Answer>(
        [recording, answer, asked = m_model->coreSelection(answer.tasks, *answer.tasks.time)](
            QPromise<Answer>&) mutable {
            answer.statistics
                = std::make_shared<SelectionStatistics>(selectionStatistics(*recording, asked));
            return answer;
        }));
}

void SelectedStatistics::take()
{
    m_computing = false;
    if (m_watcher.future().resultCount() > 0) {
        const Answer answer = m_watcher.result();
        if (answer.trial == m_trial) {
            m_statistics = answer.statistics;
            m_tasks = answer.tasks;
            m_ofSelection = answer.ofSelection;
            Q_EMIT changed();
        }
    }
    if (m_asked)
        start();
}

} // namespace interleave::ui
