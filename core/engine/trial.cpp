#include "core/engine/trial.h"

#include "core/engine/trial_outcome.h"
#include "core/model/experiment_json.h"
#include "core/model/machine.h"
#include "core/model/run_result_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <sys/resource.h>
#include <utility>

namespace interleave {

namespace {

constexpr std::uint64_t kCancelGraceNs = 200'000'000;
constexpr std::uint64_t kExitGraceNs = 1'000'000'000; // for workers that have nothing left to do
constexpr std::uint32_t kMaxStartFailures = 8;

std::uint64_t processCpuNs()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto toNs = [](const timeval& time) {
        return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U
            + static_cast<std::uint64_t>(time.tv_usec) * 1'000U;
    };
    return toNs(usage.ru_utime) + toNs(usage.ru_stime);
}

std::optional<int> coreFor(const Experiment& experiment, WorkerIndex index)
{
    if (!experiment.pin)
        return std::nullopt;
    const std::vector<int> cores = affinityCores();
    return cores[index % cores.size()];
}

Failure<EngineError> systemFailure(const Failure<SystemError>& error)
{
    return {EngineError::System, error.message};
}

} // namespace

Result<std::unique_ptr<Trial>, EngineError> Trial::start(
    const TrialTools& tools, std::int64_t number)
{
    const RunPlan& plan = tools.plan;
    const std::string text = dumpJson(toJson(plan.experiment));
    const std::vector<int> cores = tools.cores.read().cores;
    auto memory = TrialMemory::create(plan.tasks,
        {.schedule = plan.experiment.schedule, .chunk = plan.chunk, .workers = plan.workers});
    if (!memory)
        return tl::unexpected(systemFailure(memory.error()));
    auto recording = RecordingWriter::create({
        .clock = tools.clock,
        .trial = static_cast<std::uint64_t>(number),
        .tasks = plan.tasks,
        .workers = plan.workers,
        .cores = cores,
        .experimentText = text,
    });
    if (!recording)
        return tl::unexpected(systemFailure(recording.error()));
    auto doorbell = Doorbell::create();
    auto tick = Timer::create();
    auto deadline = Timer::create();
    for (const auto* error : {doorbell ? nullptr : &doorbell.error(),
             tick ? nullptr : &tick.error(),
             deadline ? nullptr : &deadline.error()}) {
        if (error != nullptr)
            return tl::unexpected(systemFailure(*error));
    }
    std::unique_ptr<Trial> trial(new Trial(tools,
        *std::move(memory),
        *std::move(recording),
        *std::move(doorbell),
        *std::move(tick),
        *std::move(deadline)));
    if (auto watched = trial->watchAll(); !watched)
        return tl::unexpected(systemFailure(watched.error()));
    tools.observer.trialStarted(number, trial->m_recording);
    for (WorkerIndex index = 0; index < plan.workers; ++index)
        trial->startWorker(index);
    trial->m_tick.startEvery(TrialSampler::kIntervalNs);
    return trial;
}

Trial::Trial(const TrialTools& tools,
    TrialMemory memory,
    RecordingWriter recording,
    Doorbell doorbell,
    Timer tick,
    Timer deadline)
    : m_tools(tools)
    , m_memory(std::move(memory))
    , m_recording(std::move(recording))
    , m_doorbell(std::move(doorbell))
    , m_tick(std::move(tick))
    , m_deadline(std::move(deadline))
    , m_pool(
          tools.loop,
          tools.plan.workers,
          {m_doorbell.descriptor()},
          [this](WorkerIndex index) {
              const auto core = coreFor(m_tools.plan.experiment, index);
              return workerMain(
                  {m_tools.plan, m_tools.clock, m_memory, m_recording, m_doorbell, index, core});
          },
          [this](WorkerIndex index, pid_t pid, const ExitStatus& status) {
              onWorkerEnded(index, pid, status);
          })
    , m_sampler(tools.cores, m_recording, m_pool, tools.clock)
    , m_recovery(tools.plan, tools.clock, m_memory, m_recording, tools.observer)
    , m_startFailures(tools.plan.workers)
    , m_engineCpuAtStart(processCpuNs())
{
}

Trial::~Trial()
{
    for (const int fd : {m_doorbell.descriptor(), m_tick.descriptor(), m_deadline.descriptor()})
        m_tools.loop.unwatch(fd);
}

Result<void, SystemError> Trial::watchAll()
{
    return m_tools.loop.watch(m_doorbell.descriptor(), [this] { onDoorbell(); })
        .and_then([this] { return m_tools.loop.watch(m_tick.descriptor(), [this] { onTick(); }); })
        .and_then([this] {
            return m_tools.loop.watch(m_deadline.descriptor(), [this] { onDeadline(); });
        });
}

void Trial::startWorker(WorkerIndex index)
{
    WorkerCounters& counters = m_recording.counters(index);
    counters.state.store(WorkerState::Starting);
    if (auto started = m_pool.start(index); !started) {
        counters.state.store(WorkerState::Absent);
        m_tools.observer.log(
            LogLevel::Warning, fmt::format("worker {}: {}", index + 1, started.error().message));
        if (m_pool.aliveCount() == 0 && index + 1 == m_pool.places())
            end(TrialEnd::Failed);
        return;
    }
    counters.pid.store(m_pool.pid(index));
}

bool Trial::allReady()
{
    for (WorkerIndex index = 0; index < m_pool.places(); ++index) {
        if (m_pool.alive(index) && m_memory.slot(index).ready.load() == 0)
            return false;
    }
    return m_pool.aliveCount() > 0;
}

void Trial::openGate()
{
    m_gateOpen = true;
    m_tools.observer.log(LogLevel::Info, fmt::format("{} workers are ready", m_pool.aliveCount()));
    m_sampler.begin();
    RecordingHeader& header = m_recording.header();
    header.state.store(TrialState::Running);
    header.beginTicks.store(m_tools.clock.ticks());
    FutexWord& gate = m_memory.block().gate;
    gate.store(1);
    futexWakeAll(gate);
}

void Trial::onDoorbell()
{
    m_doorbell.acknowledge();
    if (m_ending)
        return;
    if (!m_gateOpen) {
        if (allReady())
            openGate();
        return;
    }
    if (m_tools.plan.experiment.onError == OnError::Stop) {
        std::uint64_t failed = m_recovery.failedTasks();
        for (WorkerIndex index = 0; index < m_pool.places(); ++index)
            failed += m_recording.counters(index).failed.load();
        if (failed > 0) {
            m_tools.observer.log(
                LogLevel::Warning, "a task failed; the run stops, as the experiment says");
            cancel();
            return;
        }
    }
    endIfNothingIsLeft();
}

void Trial::onTick()
{
    m_tick.acknowledge();
    if (!m_gateOpen || m_ending)
        return;
    const std::uint64_t interval = m_sampler.sample();
    m_tick.startEvery(interval);
    killOverdue();
    endIfNothingIsLeft();
}

void Trial::killOverdue()
{
    const double timeout = m_tools.plan.experiment.timeout;
    if (timeout <= 0)
        return;
    const TaskLedger ledger = m_memory.ledger();
    const std::uint64_t now = m_tools.clock.ticks();
    for (WorkerIndex index = 0; index < m_pool.places(); ++index) {
        const ClaimSlot& slot = m_memory.slot(index);
        const std::uint64_t entered = slot.enteredTicks.load();
        const std::uint64_t task = slot.current.load();
        if (!m_pool.alive(index) || slot.begin.load() >= slot.end.load() || now < entered)
            continue;
        if (static_cast<double>(m_tools.clock.toNs(now - entered)) < timeout * 1e9)
            continue;
        if (ledger.mark(task) != TaskMark::Started)
            continue;
        m_recovery.expectTimeOut(index, task);
        m_pool.kill(index);
    }
}

bool Trial::allIdle()
{
    const std::uint32_t epoch = m_memory.block().epoch.load();
    for (WorkerIndex index = 0; index < m_pool.places(); ++index) {
        if (m_pool.alive(index) && m_memory.slot(index).idleEpoch.load() != epoch)
            return false;
    }
    return true;
}

void Trial::endIfNothingIsLeft()
{
    if (m_ending || !m_gateOpen)
        return;
    if (!allIdle())
        return;
    if (m_recovery.giveBackWhatIsLeft())
        wakeWorkers();
    else
        end(TrialEnd::Finished);
}

void Trial::wakeWorkers()
{
    FutexWord& epoch = m_memory.block().epoch;
    epoch.fetch_add(1);
    futexWakeAll(epoch);
}

void Trial::cancel()
{
    end(TrialEnd::Cancelled);
}

void Trial::end(TrialEnd how)
{
    if (m_ending)
        return;
    m_ending = true;
    m_end = how;
    TrialBlock& block = m_memory.block();
    block.stop.store(1);
    futexWakeAll(block.stop);
    block.gate.store(1);
    futexWakeAll(block.gate);
    wakeWorkers();
    m_deadline.startOnce(how == TrialEnd::Finished ? kExitGraceNs : kCancelGraceNs);
}

void Trial::onDeadline()
{
    m_deadline.acknowledge();
    m_pool.killAll();
}

void Trial::onWorkerEnded(WorkerIndex index, pid_t pid, const ExitStatus& status)
{
    m_sampler.workerEnded(index, status.cpuNs);
    m_recording.counters(index).state.store(
        m_ending && status.clean() ? WorkerState::Ended : WorkerState::Dead);
    if (m_ending) {
        if (m_end != TrialEnd::Finished)
            m_recovery.freeWhatItHeld(index);
        return;
    }
    m_recovery.settle(index, pid, status);
    replace(index, status);
    if (m_gateOpen)
        wakeWorkers();
    onDoorbell(); // the one that died may have been the last for whom the gate or the end waited
}

// A place whose processes die again and again before they are ready stays empty; a trial with no
// worker ends.
void Trial::replace(WorkerIndex index, const ExitStatus& status)
{
    const bool wasReady = m_memory.slot(index).ready.exchange(0) != 0;
    m_startFailures[index] = wasReady ? 0 : m_startFailures[index] + 1;
    const bool hopeless = !wasReady && !status.signalled && status.code == kWorkerNotReady;
    if (!hopeless && m_startFailures[index] < kMaxStartFailures) {
        m_recording.counters(index).respawned.fetch_add(1);
        startWorker(index);
    }
    if (hopeless || m_pool.aliveCount() == 0) {
        m_tools.observer.log(LogLevel::Error, "no worker can start; the run ends");
        end(TrialEnd::Failed);
    }
}

TrialResult Trial::finish()
{
    RecordingHeader& header = m_recording.header();
    std::uint64_t last = m_tools.clock.ticks();
    if (m_end == TrialEnd::Finished) {
        last = header.beginTicks.load();
        for (WorkerIndex index = 0; index < m_pool.places(); ++index)
            last = std::max(last, m_memory.slot(index).idleSince.load());
    }
    header.endTicks.store(last);
    const std::uint64_t begin = header.beginTicks.load();
    const std::uint64_t wallNs = begin == 0 ? 0 : m_tools.clock.toNs(last - begin);
    TrialOutcome outcome{
        .plan = m_tools.plan,
        .memory = m_memory,
        .recording = m_recording,
        .sampler = m_sampler,
        .end = m_end,
        .wallNs = wallNs,
        .engineCpuNs = processCpuNs() - m_engineCpuAtStart,
        .recovery = m_recovery,
    };
    TrialResult result = computeResult(outcome);
    header.state.store(m_end == TrialEnd::Finished ? TrialState::Finished
            : m_end == TrialEnd::Cancelled         ? TrialState::Cancelled
                                                   : TrialState::Failed);
    return result;
}

} // namespace interleave
