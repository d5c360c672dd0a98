// Keeps the picture that is selected in the gallery and the task that is pinned in all views of
// time the same.
#pragma once

#include "ui/models/task_selection.h"

#include <QObject>

#include <optional>

namespace interleave::ui {

class PictureGrid;
class PictureModel;
class TimelineModel;

class PicturePin : public QObject
{
    Q_OBJECT

public:
    /// All stay the caller's.
    PicturePin(
        const TimelineModel* events, const PictureModel* model, PictureGrid* grid, QObject* parent);

    /// Selects the picture of the task that is pinned.
    void showPinned();

Q_SIGNALS:
    /// Another picture is selected, or none.
    void selected();

private:
    void pinSelected();
    void pinLate();
    [[nodiscard]] std::optional<TaskPlace> placeOf(int row) const;

    const TimelineModel* m_events;
    const PictureModel* m_model;
    PictureGrid* m_grid;
    TaskSelection* m_selection;
    bool m_pinning = false; // by this object itself
};

} // namespace interleave::ui
