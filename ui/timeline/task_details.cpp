#include "ui/timeline/task_details.h"

#include "ui/models/task_selection.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/task_text.h"
#include "ui/widgets/facts_label.h"
#include "ui/widgets/heading.h"

#include <QVBoxLayout>

namespace interleave::ui {

TaskDetails::TaskDetails(const TimelineModel* model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_selection(model->selection())
    , m_facts(new FactsLabel(this))
{
    m_facts->setAccessibleName(tr("Pinned task"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(new Heading(TextSize::Title, tr("Pinned task"), this));
    layout->addWidget(m_facts);
    layout->addStretch(1);
    connect(m_selection, &TaskSelection::pinnedChanged, this, &TaskDetails::show);
    show();
}

void TaskDetails::show()
{
    const auto& pinned = m_selection->pinned();
    const TimelineIndex* index = m_model->index();
    const auto task = pinned && index != nullptr
        ? index->taskAt(pinned->worker, m_model->tickAt(pinned->time.begin))
        : std::nullopt;
    const Facts nothing{{QString(), tr("Click a task to keep its details here.")},
        {tr("wheel"), tr("zooms")},
        {tr("left button"), tr("selects a time")},
        {tr("middle button"), tr("moves")},
        {tr("F"), tr("shows the whole run")}};
    m_facts->setFacts(task ? factsOf(*m_model, *task) : nothing);
}

} // namespace interleave::ui
