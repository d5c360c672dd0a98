#include "ui/waits/wait_graph_view.h"

#include "ui/models/core_sentence.h"
#include "ui/waits/wait_graph_picture.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/note_label.h"

#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace interleave::ui {

namespace {

QString workerName(std::uint32_t worker)
{
    return WaitGraphView::tr("worker %1").arg(formatCount(worker + 1));
}

QVariantList edge(const QString& from, const QString& relation, const QString& to)
{
    return {from, relation, to, std::numeric_limits<double>::quiet_NaN()};
}

} // namespace

WaitGraphView::WaitGraphView(QWidget* parent)
    : QWidget(parent)
    , m_answer(new NoteLabel(this))
    , m_picture(new WaitGraphPicture(this))
    , m_table(new TableButton(
          tr("Who waits for whom?"), [this] { return numbers(); }, this))
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
    layout->addWidget(
        titleWithTable(new Heading(TextSize::Title, accessibleName()), m_table, this));
    layout->addWidget(m_answer);
    layout->addWidget(m_picture, 1);
    layout->addWidget(legend);
    say(tr("Workers and locks will be here: who holds which, and who waits for it."));
}

void WaitGraphView::start(const Experiment& experiment)
{
    m_experiment = experiment;
    m_graph = WaitGraph(experiment);
    m_sync = {};
    say(tr("starting"));
}

void WaitGraphView::setLive(const LiveSnapshot& live)
{
    m_graph.update(live);
    say(waitingSentence(m_graph));
}

void WaitGraphView::setResult(const TrialResult& trial)
{
    m_sync = trial.sync;
    std::ranges::sort(m_sync.waits, std::greater(), &WaitedFor::times);
    if (trial.deadlock.empty()) {
        m_graph = WaitGraph(m_experiment);
        m_graph.update({.workers = std::vector<WorkerSnapshot>(trial.workers.size())});
        say(tr("The run has ended without a deadlock."));
        return;
    }
    m_graph.markDeadlock(trial.deadlock);
    // Who waits for what is the run's answer, above.
    say(tr("%1 worker(s) in the marked circle can never go on.",
            nullptr,
            pluralOf(trial.deadlock.size()))
            .arg(formatCount(trial.deadlock.size())),
        true);
}

NumberTable WaitGraphView::numbers() const
{
    NumberTable table{.titles = {tr("who"), tr("what"), tr("whom"), tr("how often")}};
    for (std::uint32_t i = 0; i < m_graph.workers().size(); ++i) {
        const WaitGraph::Worker& worker = m_graph.workers()[i];
        if (worker.waitsFor)
            table.rows.push_back(edge(workerName(i),
                worker.stuck ? tr("waits in a deadlock for") : tr("waits for"),
                coreSentence(m_graph.locks()[*worker.waitsFor].name)));
    }
    for (const WaitGraph::Lock& lock : m_graph.locks()) {
        if (lock.holder)
            table.rows.push_back(
                edge(coreSentence(lock.name), tr("is held by"), workerName(*lock.holder)));
    }
    std::uint64_t told = 0;
    for (const WaitedFor& waited : m_sync.waits) {
        told += waited.times;
        table.rows.push_back({workerName(waited.waiter),
            tr("had to wait for"),
            workerName(waited.holder),
            qulonglong{waited.times}});
    }
    if (told < m_sync.use.contended)
        table.rows.push_back({tr("all workers"),
            tr("had to wait for"),
            tr("workers that are not known"),
            qulonglong{m_sync.use.contended - told}});
    return table;
}

void WaitGraphView::say(const QString& answer, bool deadlocked)
{
    m_answer->setNote(deadlocked ? NoteKind::Problem : NoteKind::Hint, answer);
    m_picture->setGraph(m_graph);
    m_table->setVisible(!m_graph.workers().empty());
}

} // namespace interleave::ui
