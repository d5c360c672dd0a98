#include "ui/images/picture_pin.h"

#include "ui/images/picture_grid.h"
#include "ui/images/picture_model.h"
#include "ui/models/timeline_model.h"

#include <QItemSelectionModel>
#include <QScopedValueRollback>

namespace interleave::ui {

PicturePin::PicturePin(
    const TimelineModel* events, const PictureModel* model, PictureGrid* grid, QObject* parent)
    : QObject(parent)
    , m_events(events)
    , m_model(model)
    , m_grid(grid)
    , m_selection(events->selection())
{
    connect(grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        pinSelected();
        Q_EMIT selected();
    });
    connect(m_selection, &TaskSelection::pinnedChanged, this, &PicturePin::showPinned);
    connect(model, &PictureModel::dataChanged, this, &PicturePin::pinLate);
    connect(events, &TimelineModel::recordingChanged, this, &PicturePin::pinLate);
}

// Only what has ended has a place in time. Escape takes the selection back.
void PicturePin::pinSelected()
{
    if (m_pinning)
        return;
    const QModelIndexList selected = m_grid->selectionModel()->selectedIndexes();
    const QScopedValueRollback guard(m_pinning, true);
    m_selection->pin(selected.isEmpty() ? std::nullopt : placeOf(selected.front().row()));
}

// It was selected before it had ended, or before its recording was there.
void PicturePin::pinLate()
{
    if (!m_selection->pinned())
        pinSelected();
}

std::optional<TaskPlace> PicturePin::placeOf(int row) const
{
    const PictureTask& task = m_model->states()[static_cast<std::size_t>(row)];
    const bool ended = task.state == PictureState::Done || task.state == PictureState::Failed;
    if (!ended || task.end == 0 || m_events->recording() != m_model->states().recording())
        return std::nullopt;
    return TaskPlace{task.task, task.worker, m_events->timeOf(TickRange{task.begin, task.end})};
}

void PicturePin::showPinned()
{
    if (m_pinning)
        return;
    const QScopedValueRollback guard(m_pinning, true);
    if (const auto& pinned = m_selection->pinned())
        m_grid->showPicture(m_model->states().pictureOf(pinned->task));
    else
        m_grid->clearSelection();
    Q_EMIT selected();
}

} // namespace interleave::ui
