#include "ui/run/run_follower.h"

#include "core/model/run_verdict.h"
#include "ui/models/read_snapshot.h"

namespace interleave::ui {

RunFollower::RunFollower() = default;

RunFollower::~RunFollower() = default;

void RunFollower::follow(std::shared_ptr<Run> run, std::uint32_t arm)
{
    m_context.reset();
    m_run = std::move(run);
    m_arm = arm;
    start();
    if (!m_run)
        return;
    connectRun();
    replay();
}

std::uint32_t RunFollower::arm() const
{
    return m_arm == kAllArms ? m_run->lastArm() : m_arm;
}

bool RunFollower::inATrial() const
{
    const RunArm& followed = followedArm();
    return m_run->goesOn() && followed.trial && *followed.trial >= m_run->trials().size();
}

void RunFollower::connectRun()
{
    m_context = std::make_unique<QObject>();
    const auto isOurs = [this](std::uint32_t arm) { return m_arm == kAllArms || m_arm == arm; };
    const Run* run = m_run.get();
    QObject* here = m_context.get();
    QObject::connect(run, &Run::trialBegan, here, [this, isOurs](std::uint32_t arm) {
        if (isOurs(arm))
            beginTrial();
    });
    QObject::connect(run, &Run::liveUpdated, here, [this, isOurs](const LiveSnapshot& live) {
        if (isOurs(m_run->lastArm()))
            showLive(live);
    });
    QObject::connect(
        run, &Run::tasksFailed, here, [this, isOurs](const std::vector<TaskError>& failures) {
            if (isOurs(m_run->lastArm()))
                showFailures(failures);
        });
    QObject::connect(run, &Run::trialEnded, here, [this, isOurs](const TrialResult& trial) {
        if (isOurs(trial.arm))
            showTrial(trial);
    });
    QObject::connect(run, &Run::ended, here, [this] { showEnd(); });
    QObject::connect(run, &Run::failed, here, [this] { showFailure(); });
    QObject::connect(run, &Run::logged, here, [this](const LogLine& line) { showLine(line); });
    QObject::connect(run, &Run::recordingsDropped, here, [this] { showDropped(); });
}

void RunFollower::replay()
{
    for (const LogLine& line : m_run->log())
        showLine(line);
    const bool trialsFirst = inATrial();
    if (trialsFirst)
        replayTrials();
    replayRecording();
    if (!trialsFirst)
        replayTrials();
    if (m_run->state() == RunState::Ended && m_run->result())
        showEnd();
    if (m_run->state() == RunState::Failed)
        showFailure();
    if (!m_run->whyDropped().isEmpty())
        showDropped();
}

void RunFollower::replayRecording()
{
    const auto& recording = m_run->arms()[arm()].recording;
    if (recording)
        beginTrial();
    if (inATrial())
        showFailures(m_run->arms()[arm()].failures);
    if (m_run->live() && m_run->lastArm() == arm())
        showLive(*m_run->live());
    else if (recording)
        showLive(readSnapshot(*recording,
            m_run->result() ? trialsWanted(*m_run->result()) : std::size_t{1},
            countedIn(m_run->asked())));
}

void RunFollower::replayTrials()
{
    if (m_arm == kAllArms) {
        for (const TrialResult& trial : m_run->trials())
            showTrial(trial);
    } else if (const TrialResult* trial = m_run->lastTrial(m_arm)) {
        showTrial(*trial);
    }
}

} // namespace interleave::ui
