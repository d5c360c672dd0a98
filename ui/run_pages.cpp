#include "ui/run_pages.h"

#include "ui/compare/comparison_view.h"
#include "ui/compare/primitives_view.h"
#include "ui/run_controller.h"
#include "ui/run_page.h"
#include "ui/saved_run.h"

namespace interleave::ui {

namespace {

Side sideOf(std::size_t run)
{
    return run == 0 ? Side::A : Side::B;
}

} // namespace

RunPages::RunPages(QAction* run, RunController* controller, QWidget* parent)
    : QStackedWidget(parent)
    , m_run(new RunPage(run))
    , m_twoRuns(new ComparisonView)
    , m_primitives(new PrimitivesView)
{
    addWidget(m_run);
    addWidget(m_twoRuns);
    addWidget(m_primitives);
    connect(m_primitives, &PrimitivesView::compareRequested, this, &RunPages::compareRequested);
    connect(m_primitives, &PrimitivesView::exportRequested, this, &RunPages::exportRequested);
    connectLive(controller);
    connectEnd(controller);
}

void RunPages::connectLive(RunController* controller)
{
    connect(controller,
        &RunController::started,
        this,
        [this](std::size_t run, const Experiment& experiment) {
            if (run == 0)
                m_run->startLog();
            if (m_kind == Kind::Run)
                m_run->start(experiment);
        });
    connect(controller,
        &RunController::trialStarted,
        this,
        [this](std::size_t, std::shared_ptr<const Recording> recording) {
            if (m_kind == Kind::Run)
                m_run->setRecording(std::move(recording));
        });
    connect(controller,
        &RunController::liveUpdated,
        this,
        [this](std::size_t run, const LiveSnapshot& live) {
            switch (m_kind) {
            case Kind::Run:
                return m_run->setLive(live);
            case Kind::TwoRuns:
                return m_twoRuns->setRunning(sideOf(run), live);
            case Kind::Primitives:
                return m_primitives->setLive(live);
            }
        });
    connect(controller,
        &RunController::trialFinished,
        this,
        [this](std::size_t, const TrialResult& trial) {
            if (m_kind == Kind::Run)
                m_run->setTrial(trial);
            else if (m_kind == Kind::Primitives)
                m_primitives->setTrial(trial);
        });
    connect(controller,
        &RunController::historyFound,
        this,
        [this](std::size_t, std::shared_ptr<const UpdateHistory> history) {
            if (m_kind == Kind::Run)
                m_run->setHistory(std::move(history));
        });
    connect(controller, &RunController::logged, m_run, &RunPage::append);
}

void RunPages::connectEnd(RunController* controller)
{
    connect(controller,
        &RunController::finished,
        this,
        [this](std::size_t run, const RunResult& result, const UtilisationSeries& series) {
            switch (m_kind) {
            case Kind::Run:
                return m_run->setRun(result, series);
            case Kind::TwoRuns:
                return m_twoRuns->setRun(sideOf(run), result, series);
            case Kind::Primitives:
                return m_primitives->setRun(result);
            }
        });
    connect(
        controller, &RunController::failed, this, [this](std::size_t run, const QString& reason) {
            switch (m_kind) {
            case Kind::Run:
                return m_run->setFailed(reason);
            case Kind::TwoRuns:
                return m_twoRuns->setFailed(sideOf(run), reason);
            case Kind::Primitives:
                return m_primitives->setFailed(reason);
            }
        });
}

void RunPages::expectRun(const Experiment& experiment)
{
    m_kind = experiment.compare.empty() ? Kind::Run : Kind::Primitives;
    if (m_kind == Kind::Run)
        return setCurrentWidget(m_run);
    m_primitives->start(experiment);
    setCurrentWidget(m_primitives);
}

void RunPages::showSaved(const SavedRun& saved)
{
    m_kind = Kind::Run;
    setCurrentWidget(m_run);
    m_run->showSaved(saved);
}

void RunPages::expectTwoRuns(const Experiment& a, const Experiment& b)
{
    m_kind = Kind::TwoRuns;
    m_twoRuns->start(a, b);
    setCurrentWidget(m_twoRuns);
}

void RunPages::choosePrimitives(const Experiment& experiment)
{
    m_primitives->choose(experiment);
    setCurrentWidget(m_primitives);
}

void RunPages::setFormExperiment(const Experiment& experiment)
{
    m_primitives->setFitting(experiment);
}

Experiment RunPages::withChosenPrimitives(const Experiment& experiment) const
{
    return m_primitives->chosen(experiment);
}

void RunPages::showView(int index)
{
    setCurrentWidget(m_run);
    m_run->showView(index);
}

QString RunPages::whichRun(std::size_t run) const
{
    if (m_kind != Kind::TwoRuns)
        return {};
    return run == 0 ? tr("A, 1 of 2") : tr("B, 2 of 2");
}

} // namespace interleave::ui
