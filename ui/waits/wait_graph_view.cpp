#include "ui/waits/wait_graph_view.h"

#include "ui/models/deadlock_sentence.h"
#include "ui/waits/wait_graph_picture.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/note_label.h"

#include <QVBoxLayout>

namespace interleave::ui {

WaitGraphView::WaitGraphView(QWidget* parent)
    : QWidget(parent)
    , m_answer(new NoteLabel(this))
    , m_picture(new WaitGraphPicture(this))
{
    setAccessibleName(tr("Who waits for whom?"));
    m_answer->setAccessibleName(tr("Who waits"));
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* legend = new Legend({{tr("○ worker, waits for (dashed)"), Meaning::Waiting, Swatch::Line},
                                  {tr("□ lock, held by"), Meaning::Holding, Swatch::Line},
                                  {tr("deadlock"), Meaning::Lost, Swatch::Line}},
        this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(new Heading(TextSize::Title, tr("Who waits for whom?"), this));
    layout->addWidget(m_answer);
    layout->addWidget(m_picture, 1);
    layout->addWidget(legend);
    say(tr("Workers and locks will be here: who holds which, and who waits for it."));
}

void WaitGraphView::start(const Experiment& experiment)
{
    m_experiment = experiment;
    m_graph = WaitGraph(experiment);
    say(tr("starting"));
}

void WaitGraphView::setLive(const LiveSnapshot& live)
{
    m_graph.update(live);
    say(waitingSentence(m_graph));
}

void WaitGraphView::setResult(const TrialResult& trial)
{
    if (trial.deadlock.empty()) {
        m_graph = WaitGraph(m_experiment);
        m_graph.update({.workers = std::vector<WorkerSnapshot>(trial.workers.size())});
        say(tr("The run has ended without a deadlock."));
        return;
    }
    m_graph.markDeadlock(trial.deadlock);
    say(tr("Deadlock. ") % deadlockSentence(trial.deadlock) % tr("."), true);
}

void WaitGraphView::say(const QString& answer, bool deadlocked)
{
    m_answer->setNote(deadlocked ? NoteKind::Problem : NoteKind::Hint, answer);
    m_picture->setGraph(m_graph);
}

} // namespace interleave::ui
