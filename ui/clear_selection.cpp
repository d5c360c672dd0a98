#include "ui/clear_selection.h"

#include "ui/evidence/update_selection.h"
#include "ui/images/before_after.h"
#include "ui/models/task_selection.h"
#include "ui/timeline/search_bar.h"
#include "ui/timeline/timeline_rows.h"
#include "ui/timings/duration_histogram.h"

#include <QAbstractItemView>
#include <QItemSelectionModel>

#include <algorithm>

namespace interleave::ui {

namespace {

template <class Widget>
bool seenIn(const QObject& page)
{
    const auto widgets = page.findChildren<Widget*>();
    return std::ranges::any_of(widgets, [](const Widget* each) { return each->isVisible(); });
}

bool stopSearch(const QWidget& pages)
{
    for (SearchBar* search : pages.findChildren<SearchBar*>()) {
        if (search->isVisible() && search->stop())
            return true;
    }
    return false;
}

// It covers a part of the gallery, and goes before what is selected there.
bool closeLargePicture(const QWidget& pages)
{
    for (BeforeAfter* large : pages.findChildren<BeforeAfter*>()) {
        if (!large->isVisible())
            continue;
        Q_EMIT large->closed();
        return true;
    }
    return false;
}

// A selected time belongs to a page, and is seen in the rows and in the bars of durations.
bool clearTimes(const QWidget& pages)
{
    bool any = false;
    for (TaskSelection* tasks : pages.findChildren<TaskSelection*>()) {
        const QObject& page = *tasks->parent();
        if (!seenIn<TimelineRows>(page) && !seenIn<DurationHistogram>(page))
            continue;
        any = any || !tasks->selected().isEmpty() || tasks->pinned();
        tasks->clear();
    }
    return any;
}

// The list shows it, and the pictures beside it.
bool clearUpdates(const QWidget& pages)
{
    bool any = false;
    for (UpdateSelection* update : pages.findChildren<UpdateSelection*>()) {
        const auto* page = qobject_cast<const QWidget*>(update->parent());
        if (page == nullptr || !page->isVisible() || !update->row())
            continue;
        any = true;
        update->select(std::nullopt);
    }
    return any;
}

bool clearTables(const QWidget& pages)
{
    bool any = false;
    for (QAbstractItemView* table : pages.findChildren<QAbstractItemView*>()) {
        const bool selected = table->isVisible() && table->selectionModel() != nullptr
            && table->selectionModel()->hasSelection();
        if (!selected)
            continue;
        any = true;
        table->clearSelection();
    }
    return any;
}

} // namespace

bool clearSelection(const QWidget& pages)
{
    if (stopSearch(pages) || closeLargePicture(pages))
        return true;
    const bool times = clearTimes(pages);
    const bool updates = clearUpdates(pages);
    return clearTables(pages) || times || updates;
}

} // namespace interleave::ui
