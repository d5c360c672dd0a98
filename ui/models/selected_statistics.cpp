#include "ui/models/selected_statistics.h"

#include "ui/models/timeline_model.h"

namespace interleave::ui {

SelectedStatistics::SelectedStatistics(const TimelineModel* model, QObject* parent)
    : QObject(parent)
    , m_model(model)
    , m_time(model->time())
    , m_selection(model->selection())
    , m_answer([this](const Answer& answer) {
        m_statistics = answer.statistics;
        m_tasks = answer.tasks;
        m_ofSelection = answer.ofSelection;
        Q_EMIT changed();
    })
{
    connect(m_model, &TimelineModel::recordingChanged, this, &SelectedStatistics::forget);
    // A run that goes on has no core to spare for what nobody asked for.
    connect(m_model, &TimelineModel::grown, this, [this] {
        if (m_model->complete())
            ask();
    });
    connect(m_time, &TimeView::visibleChanged, this, [this] {
        if (!m_model->runs() && m_selection->selected().isEmpty())
            ask();
    });
    connect(m_selection, &TaskSelection::selectedChanged, this, &SelectedStatistics::ask);
}

void SelectedStatistics::forget()
{
    m_answer.giveUp();
    m_statistics.reset();
    Q_EMIT changed();
}

void SelectedStatistics::ask()
{
    Answer answer{
        .tasks = m_selection->selected(), .ofSelection = !m_selection->selected().isEmpty()};
    if (!answer.tasks.time)
        answer.tasks.time = answer.ofSelection ? m_time->whole() : m_time->visible();
    const auto recording = m_model->recording();
    if (!recording || answer.tasks.time->isEmpty())
        return;
    m_answer.refresh(
        [recording, answer, asked = m_model->coreSelection(answer.tasks, *answer.tasks.time)](
            QPromise<Answer>&) mutable {
            answer.statistics
                = std::make_shared<SelectionStatistics>(selectionStatistics(*recording, asked));
            return answer;
        });
}

} // namespace interleave::ui
