#include "ui/charts/core_chart.h"
#include "ui/models/run_story.h"
#include "ui/models/sync_sentence.h"
#include "ui/models/worker_model.h"
#include "ui/race/outcome_view.h"
#include "ui/views/arm_titles.h"
#include "ui/views/run_view.h"
#include "ui/widgets/folding_splitter.h"
#include "ui/widgets/text_room.h"
#include "ui/widgets/worker_table.h"

#include <QCoreApplication>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

// Of the overview's width.
constexpr int kCoresShare = 600;
constexpr int kOutcomeShare = 400;

struct OverviewText
{
    Q_DECLARE_TR_FUNCTIONS(OverviewText)
};

// How busy were the cores, what became of the updates, what did each worker do?
class Overview final : public RunView
{
public:
    Overview()
        : m_cores(new CoreChart)
        , m_outcome(new OutcomeView)
        , m_ofWorkers(new QLabel)
        , m_sync(new QLabel)
        , m_widget(new QSplitter(Qt::Vertical))
        , m_workers(new WorkerModel(m_widget))
        , m_table(new WorkerTable(m_workers))
    {
        auto* charts = new FoldingSplitter;
        charts->addWidget(m_cores);
        charts->addWidget(m_outcome);
        charts->setStretchFactor(0, 1);
        charts->setStretchFactor(1, 1);
        charts->setSizes({kCoresShare, kOutcomeShare});
        m_widget->addWidget(charts);
        m_widget->addWidget(makeWorkers());
        m_widget->setChildrenCollapsible(false);
        m_widget->setStretchFactor(0, 3);
        m_widget->setStretchFactor(1, 1);
    }
    [[nodiscard]] QWidget* widget() override { return m_widget; }
    void setLow(bool low) override
    {
        m_cores->setLow(low);
        m_outcome->setLow(low);
    }

protected:
    void start() override
    {
        m_cores->clear();
        m_cores->setOfWhat({});
        m_ofWorkers->hide();
        m_outcome->setRunning(run() ? followedArm().experiment : Experiment{});
        m_workers->clear();
        m_workers->setOneHolder(run() && hasOneHolder(followedArm().experiment));
        m_table->setMayWait(!run() || mayWait(followedArm().experiment));
        m_sync->clear();
    }
    void beginTrial() override
    {
        const QString trial = begunTrialTitle(*run(), arm());
        m_cores->beginTrial(trial);
        showOfWorkers(trial);
    }
    void showLive(const LiveSnapshot& live) override
    {
        m_cores->setSeries(live.utilisation);
        m_workers->setWorkers(live.workers, live.elapsedNs, live.state == TrialState::Running);
    }
    void showTrial(const TrialResult& trial) override
    {
        const QString which = endedTrialTitle(*run(), arm());
        m_outcome->setTrial(followedArm().experiment, trial, which);
        if (!inATrial()) {
            m_cores->setSeries(followedArm().series);
            m_cores->endTrial(trial);
            m_workers->setResult(trial);
        }
        const QString sync = syncSentence(trial.sync, trial.workers.size());
        m_sync->setText(sync.isEmpty() || which.isEmpty()
                ? sync
                : OverviewText::tr("%1 (%2)").arg(sync, which));
    }
    void showEnd() override
    {
        const RunResult result = run()->resultOf(arm());
        m_outcome->setRun(result);
        if (result.trials.empty())
            return;
        showLast(result.trials.back());
        const TrialResult& telling = tellingTrial(result);
        m_sync->setText(syncSentence(telling.sync, telling.workers.size()));
    }
    void showFailure() override
    {
        m_outcome->setUnknown(followedArm().experiment);
        if (!run()->live())
            return;
        std::vector<WorkerSnapshot> workers = run()->live()->workers;
        for (WorkerSnapshot& worker : workers) // they die with their engine
            worker.state
                = worker.state == WorkerState::Ended ? WorkerState::Ended : WorkerState::Dead;
        m_workers->setWorkers(workers, run()->live()->elapsedNs, false);
    }

private:
    QWidget* makeWorkers()
    {
        m_sync->setAccessibleName(OverviewText::tr("How the primitives were used"));
        m_sync->setWordWrap(true);
        m_sync->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_sync->setToolTip(OverviewText::tr(
            "Handed over: got by another worker than the last holder. Fairness: Jain's index of "
            "the acquisitions per worker, from 1 divided by their number to 1."));
        auto* workers = new QWidget;
        auto* layout = new QVBoxLayout(workers);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(4);
        m_ofWorkers->setAccessibleName(OverviewText::tr("Of which trial the workers are"));
        layout->addWidget(m_ofWorkers);
        layout->addWidget(m_table, 1);
        layout->addWidget(m_sync);
        keepTextRoom(*workers);
        return workers;
    }
    // The cores are those of the last trial, like the workers.
    void showLast(const TrialResult& trial)
    {
        m_cores->setSeries(followedArm().series);
        m_cores->setResult(trial);
        const bool several = run()->asked().trials > 1 || run()->arms().size() > 1;
        const QString last = several ? OverviewText::tr("last trial") : QString();
        m_cores->setOfWhat(last);
        showOfWorkers(last);
        m_workers->setResult(trial);
    }
    void showOfWorkers(const QString& trial)
    {
        m_ofWorkers->setText(OverviewText::tr("Workers (%1)").arg(trial));
        m_ofWorkers->setVisible(!trial.isEmpty());
    }

    CoreChart* m_cores;
    OutcomeView* m_outcome;
    QLabel* m_ofWorkers;
    QLabel* m_sync;
    QSplitter* m_widget;
    WorkerModel* m_workers;
    WorkerTable* m_table;
};

} // namespace

RunViewKind overviewView()
{
    return {.title = [] { return OverviewText::tr("&Overview"); },
        .icon = "overview",
        .key = "Ctrl+1",
        .ofArm = true,
        .ofOneTrial =
            [] {
                return QStringList{OverviewText::tr("cores"), OverviewText::tr("workers")};
            },
        .applies = appliesToAll,
        .leads = nullptr,
        .make = [](const ViewTools&) -> std::unique_ptr<RunView> {
            return std::make_unique<Overview>();
        }};
}

} // namespace interleave::ui
