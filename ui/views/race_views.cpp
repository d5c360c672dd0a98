// The views of what happened to the shared state: race, lost updates, waits.

#include "core/model/applicability.h"
#include "core/model/image_parameters.h"
#include "ui/evidence/lost_updates_view.h"
#include "ui/race/race_view.h"
#include "ui/views/arm_titles.h"
#include "ui/views/run_view.h"
#include "ui/waits/wait_graph_view.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::ui {

namespace {

struct RaceViewsText
{
    Q_DECLARE_TR_FUNCTIONS(RaceViewsText)
};

class Race final : public RunView
{
public:
    [[nodiscard]] QWidget* widget() override { return m_view; }

protected:
    void start() override { m_view->setRunning(run() ? followedArm().experiment : Experiment{}); }
    void showTrial(const TrialResult& trial) override
    {
        m_view->setTrial(followedArm().experiment, trial, endedTrialTitle(*run(), arm()));
    }
    // What watching changes is seen with all its arms together.
    void showEnd() override
    {
        m_view->setRun(run()->experiment().probe ? *run()->result() : run()->resultOf(arm()));
    }
    void showFailure() override { m_view->setUnknown(followedArm().experiment); }

private:
    RaceView* m_view = new RaceView;
};

class LostUpdates final : public RunView
{
public:
    [[nodiscard]] QWidget* widget() override { return m_view; }
    bool clearSelection() override { return m_view->clearSelection(); }
    void setLow(bool low) override { m_view->setLow(low); }

protected:
    void start() override { m_view->start(run() ? followedArm().experiment : Experiment{}); }
    void showTrial(const TrialResult& trial) override
    {
        m_view->setHistory(followedArm().history);
        m_view->setTrial(followedArm().experiment, trial);
        if (trial.evidence && trial.evidence->lost > 0 && !followedArm().history)
            showMissing();
    }
    void showFailure() override { m_view->setUnknown(); }
    void showDropped() override
    {
        m_view->setHistory(nullptr);
        showMissing();
    }

private:
    void showMissing()
    {
        if (const QString why = run()->whyNoRecording(arm()); !why.isEmpty())
            m_view->setMissing(why);
    }

    LostUpdatesView* m_view = new LostUpdatesView;
};

class Waits final : public RunView
{
public:
    [[nodiscard]] QWidget* widget() override { return m_view; }

protected:
    void start() override
    {
        if (run())
            m_view->start(followedArm().experiment);
    }
    void showLive(const LiveSnapshot& live) override { m_view->setLive(live); }
    void showTrial(const TrialResult& trial) override { m_view->setResult(trial); }
    void showEnd() override
    {
        const RunResult result = run()->resultOf(arm());
        if (!result.trials.empty())
            m_view->setResult(tellingTrial(result));
    }

private:
    WaitGraphView* m_view = new WaitGraphView;
};

// What is only about cores and time has nothing to tell here, unless it lost something all the
// same, or has a histogram to show.
bool hasRace(const Run& run)
{
    const auto tellsMore = [](const Experiment& experiment) {
        const bool hasHistogram
            = experiment.workload == WorkloadKind::ImageFilter && !inStrips(experiment);
        return !isAboutCores(experiment.workload) || hasHistogram || experiment.probe;
    };
    return run.anyArm(tellsMore) || std::ranges::any_of(run.trials(), [](const TrialResult& trial) {
        return trial.race.lost > 0;
    });
}

bool isTagged(const Run& run)
{
    return run.anyArm(
        [](const Experiment& experiment) { return workloadInfo(experiment.workload).tagged; });
}

bool hasDeadlock(const Run& run)
{
    return std::ranges::any_of(
        run.trials(), [](const TrialResult& trial) { return !trial.deadlock.empty(); });
}

bool hasWaits(const Run& run)
{
    return run.anyArm(hasOwnLocks) || hasDeadlock(run);
}

} // namespace

RunViewKind raceView()
{
    return {.title = [] { return RaceViewsText::tr("Ra&ce"); },
        .icon = "race",
        .key = "Ctrl+5",
        .ofArm = true,
        .ofOneTrial = nullptr,
        .applies = hasRace,
        .leads = nullptr,
        .make
        = [](const ViewTools&) -> std::unique_ptr<RunView> { return std::make_unique<Race>(); }};
}

RunViewKind lostUpdatesView()
{
    return {.title = [] { return RaceViewsText::tr("Lost &updates"); },
        .icon = "lost-updates",
        .key = "Ctrl+6",
        .ofArm = true,
        .ofOneTrial = [] { return QStringList{RaceViewsText::tr("lost updates")}; },
        .applies = isTagged,
        .leads = nullptr,
        .make = [](const ViewTools&) -> std::unique_ptr<RunView> {
            return std::make_unique<LostUpdates>();
        }};
}

RunViewKind waitsView()
{
    return {.title = [] { return RaceViewsText::tr("&Waits"); },
        .icon = "waits",
        .key = "Ctrl+7",
        .ofArm = true,
        .ofOneTrial = [] { return QStringList{RaceViewsText::tr("waits")}; },
        .applies = hasWaits,
        .leads = hasDeadlock,
        .make
        = [](const ViewTools&) -> std::unique_ptr<RunView> { return std::make_unique<Waits>(); }};
}

} // namespace interleave::ui
