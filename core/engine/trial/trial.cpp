#include "core/engine/trial/trial.h"

#include "core/model/deadlock_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

constexpr std::uint64_t kCancelGraceNs = 200'000'000;
constexpr std::chrono::milliseconds kNamingGrace{400}; // after a cancellation, for lost updates
constexpr std::uint64_t kExitGraceNs = 1'000'000'000; // for workers that have nothing left to do
constexpr std::uint64_t kLongestTickNs = 400'000'000; // a deadlock is named within two of them

} // namespace

Result<std::unique_ptr<Trial>, EngineError> Trial::start(
    const TrialTools& tools, const TrialNumber& number)
{
    auto resources = TrialResources::create(tools, number);
    if (!resources)
        return tl::unexpected(resources.error());
    std::unique_ptr<Trial> trial(new Trial(tools, number, *std::move(resources)));
    if (auto watched = trial->watchAll(); !watched)
        return fail(EngineError::System, watched.error().message);
    tools.observer.trialStarted(number.number, trial->m_resources.recording);
    trial->m_firstStartTicks = tools.clock.ticks();
    if (tools.plan.processPerTask())
        trial->openGate(); // to start them is part of the time that it takes
    else
        trial->startProcesses();
    trial->m_recovery.claims().beginToLook(trial->m_tools.clock);
    trial->m_resources.tick.startEvery(trial->m_tickNs);
    return trial;
}

Trial::Trial(const TrialTools& tools, const TrialNumber& number, TrialResources resources)
    : m_tools(tools)
    , m_number(number)
    , m_resources(std::move(resources))
    , m_sampler(tools.cores, m_resources.recording, m_resources.memory, tools.plan, tools.clock)
    , m_recovery(tools.plan,
          tools.clock,
          m_resources.memory,
          m_resources.recording,
          tools.observer,
          number.arm.sync)
    , m_crew(
          m_tools, m_resources, m_recovery, [this](std::uint32_t place) { onProcessEnded(place); })
    , m_faults(tools.plan, m_resources.memory, m_crew, tools.observer)
    , m_waits(tools.plan, m_resources.memory, m_resources.recording, number.arm.sync)
    , m_roundTrips(
          tools.plan.comparesExecutors && !tools.plan.processPerTask(), m_resources.deadline)
    , m_standstills(m_crew.places())
    , m_killedStopped(m_crew.places())
    , m_engineCpuAtStart(processCpuNs())
{
}

Trial::~Trial()
{
    for (const int fd : {m_resources.doorbell.descriptor(),
             m_resources.tick.descriptor(),
             m_resources.deadline.descriptor()})
        m_tools.loop.unwatch(fd);
}

Result<void, SystemError> Trial::watchAll()
{
    EventLoop& loop = m_tools.loop;
    return loop.watch(m_resources.doorbell.descriptor(), [this] { onDoorbell(); })
        .and_then([&] { return loop.watch(m_resources.tick.descriptor(), [this] { onTick(); }); })
        .and_then([&] {
            return loop.watch(m_resources.deadline.descriptor(), [this] { onDeadline(); });
        });
}

void Trial::startProcesses()
{
    const bool perTask = m_tools.plan.processPerTask();
    if (!(perTask ? m_crew.fillForTasks() : m_crew.fillPool()))
        endWithoutWorkers();
}

bool Trial::allReady()
{
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        if (m_crew.alive(m_crew.placeOf(index)) && m_resources.memory.slot(index).ready.load() == 0)
            return false;
    }
    return m_crew.aliveCount() > 0 && !m_crew.anyPaused();
}

void Trial::openGateWhenReady()
{
    if (!m_crew.isFull())
        startProcesses();
    if (!m_ending && m_crew.isFull() && allReady())
        openGate();
}

void Trial::openGate()
{
    m_gateOpen = true;
    if (!m_tools.plan.processPerTask()) {
        m_startNs = m_tools.clock.toNs(m_tools.clock.ticks() - m_firstStartTicks);
        m_tools.observer.log(LogLevel::Info,
            fmt::format("{} workers are ready", m_crew.aliveCount() * m_tools.plan.threads));
    }
    watchMemory();
    m_sampler.begin();
    const std::uint64_t now = m_tools.clock.ticks();
    RecordingHeader& header = m_resources.recording.header();
    header.state.store(TrialState::Running);
    header.beginTicks.store(now);
    FutexWord& gate = m_resources.memory.block().gate;
    gate.store(1);
    futexWakeAll(gate);
    if (m_tools.plan.processPerTask())
        startProcesses();
}

// Its first look is before the measured time, where workers are there by then.
void Trial::watchMemory()
{
    if (!m_tools.plan.comparesExecutors)
        return;
    m_sampler.watchMemoryOf(::getpid());
    if (!m_tools.plan.processPerTask())
        m_sampler.lookAtMemory();
}

void Trial::onDoorbell()
{
    m_resources.doorbell.acknowledge();
    if (m_ending)
        return;
    if (!m_gateOpen) {
        openGateWhenReady();
        return;
    }
    m_faults.killAsWanted();
    if (m_tools.plan.experiment.onError == OnError::Stop) {
        std::uint64_t failed = m_recovery.failedTasks();
        for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index)
            failed += m_resources.recording.counters(index).failed.load();
        if (failed > 0) {
            m_tools.observer.log(
                LogLevel::Warning, "a task failed; the run stops, as the experiment says");
            end(TrialEnd::Cancelled);
            return;
        }
    }
    if (m_tools.plan.processPerTask())
        startProcesses();
    endIfNothingIsLeft();
}

void Trial::onTick()
{
    m_resources.tick.acknowledge();
    const std::uint64_t periodNs = m_tickNs; // until this look
    m_recovery.claims().look(m_tools.clock, periodNs);
    leaveWhoDoesNotEnd();
    if (!m_ending && !m_crew.fillAfterPauses())
        endWithoutWorkers();
    if (m_ending)
        return;
    if (!m_gateOpen) {
        openGateWhenReady(); // also when a worker could not ring
        endStandstills(periodNs);
        return;
    }
    takeSample();
    killOverdue();
    endIfDeadlocked();
    endIfNothingIsLeft();
    endStandstills(periodNs);
}

// With a time-out the engine looks more often than it samples where that is rare, to see how long
// it was stopped itself.
void Trial::takeSample()
{
    if (!m_nextSample.passed())
        return;
    const std::uint64_t interval = std::min(m_sampler.sample(), kLongestTickNs);
    m_nextSample = Deadline::in(std::chrono::nanoseconds(interval - interval / 8));
    m_tickNs = m_tools.plan.experiment.timeout > 0 ? kTickNs : interval;
    m_resources.tick.startEvery(m_tickNs);
    tellFailures();
}

void Trial::tellFailures()
{
    const auto failures
        = m_liveFailures.takeNew(m_resources.memory, m_recovery, *m_tools.plan.workload);
    if (!failures.empty())
        m_tools.observer.tasksFailed(m_number.number, failures);
}

void Trial::endIfDeadlocked()
{
    m_deadlock = m_waits.look();
    if (m_deadlock.empty())
        return;
    m_tools.observer.log(LogLevel::Error, deadlockText(m_deadlock) + "; the run ends");
    end(TrialEnd::Deadlocked);
}

void Trial::killOverdue()
{
    if (m_tools.plan.experiment.timeout <= 0)
        return;
    const auto limitNs = static_cast<std::uint64_t>(m_tools.plan.experiment.timeout * 1e9);
    Claims& claims = m_recovery.claims();
    std::vector<std::uint32_t> places;
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        if (!m_crew.alive(m_crew.placeOf(index)))
            continue;
        const auto task = claims.overdueTask(index, m_tools.clock, limitNs);
        if (!task)
            continue;
        claims.expectTimeOut(index, *task);
        places.push_back(m_crew.placeOf(index));
    }
    for (const std::uint32_t place : places)
        m_crew.kill(place);
}

bool Trial::allIdle()
{
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        if (m_crew.alive(m_crew.placeOf(index)) && !isIdle(index))
            return false;
    }
    // Else what is left may be that of one who is to come.
    return m_tools.plan.processPerTask() || !m_crew.anyPaused() || everyTaskHasEnded();
}

// One answer is enough: whoever is free first would have done the task.
bool Trial::anyIdle()
{
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        if (m_crew.alive(m_crew.placeOf(index)) && isIdle(index))
            return true;
    }
    return false;
}

bool Trial::isIdle(WorkerIndex index)
{
    return !m_tools.plan.processPerTask()
        && m_resources.memory.slot(index).idleEpoch.load()
        == m_resources.memory.block().epoch.load();
}

void Trial::endIfNothingIsLeft()
{
    if (m_ending || !m_gateOpen)
        return;
    if (m_roundTrips.underWay()) {
        const bool answered = anyIdle();
        if (answered)
            m_roundTrips.end();
        if (answered || !m_roundTrips.wantsMore())
            goOnWithRoundTrips();
        return;
    }
    if (!allIdle())
        return;
    if (m_recovery.claims().giveBackWhatIsLeft(m_recovery.anyDeath()))
        offerWork();
    else
        goOnWithRoundTrips();
}

// Where executors are compared; a trial's work is over by then.
void Trial::goOnWithRoundTrips()
{
    if (!m_roundTrips.wantsMore())
        end(TrialEnd::Finished);
    else
        sendNothing();
}

void Trial::sendNothing()
{
    if (m_workEndTicks == 0)
        m_workEndTicks = endTicks();
    m_roundTrips.begin();
    offerWork();
}

void Trial::offerWork()
{
    FutexWord& epoch = m_resources.memory.block().epoch;
    epoch.fetch_add(1);
    futexWakeAll(epoch);
    if (m_tools.plan.processPerTask() && !m_ending)
        startProcesses();
}

void Trial::cancel()
{
    m_namingEnds = m_ending ? Deadline::now() : Deadline::in(kNamingGrace);
    end(TrialEnd::Cancelled);
}

void Trial::end(TrialEnd how)
{
    if (m_ending)
        return;
    m_ending = true;
    m_end = how;
    TrialBlock& block = m_resources.memory.block();
    block.stop.store(1);
    futexWakeAll(block.stop);
    block.gate.store(1);
    futexWakeAll(block.gate);
    offerWork();
    m_resources.deadline.startOnce(how == TrialEnd::Finished ? kExitGraceNs : kCancelGraceNs);
}

void Trial::endWithoutWorkers()
{
    if (m_ending)
        return;
    m_failures.push_back("too few workers can start: " + m_crew.lastFailure());
    m_tools.observer.log(LogLevel::Error, m_failures.back() + "; the run ends");
    end(TrialEnd::Failed);
}

void Trial::onDeadline()
{
    if (!m_resources.deadline.acknowledge())
        return;
    if (m_ending)
        m_crew.killAll();
    else
        endIfNothingIsLeft(); // of the round trips
}

} // namespace interleave
