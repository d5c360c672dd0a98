#include "core/engine/run.h"

#include "core/analysis/statistics.h"
#include "core/model/machine.h"

#include <fmt/format.h>

#include <sys/resource.h>

namespace interleave {

namespace {

// What one event costs here: a clock read and an entry in a log, over a log of its own.
double measureNsPerEvent(const Clock& clock)
{
    constexpr std::uint64_t kEvents = 20'000;
    const int core = 0;
    auto recording
        = RecordingWriter::create({.clock = clock, .tasks = kEvents, .cores = {&core, 1}});
    if (!recording)
        return 0;
    Recorder recorder(*recording, 0);
    const std::uint64_t begin = clock.ticks();
    std::uint64_t last = begin;
    for (std::uint64_t task = 0; task < kEvents; ++task) {
        const std::uint64_t now = clock.ticks();
        recorder.taskEnded({last, now, task, 0, 0, EventKind::Task, TaskOutcome::Succeeded});
        last = now;
    }
    return static_cast<double>(clock.ticks() - begin) * clock.nsPerTick() / kEvents;
}

std::string endText(std::int64_t trial, std::int64_t trials, const TrialResult& result)
{
    const TaskCounts& tasks = result.tasks;
    std::string text = trials > 1 ? fmt::format("trial {} of {}: ", trial + 1, trials) : "";
    text += fmt::format("{} of {} tasks succeeded", tasks.succeeded, tasks.total);
    const auto add = [&](std::uint64_t count, const char* what) {
        if (count > 0)
            text += fmt::format(", {} {}", count, what);
    };
    add(tasks.failed, "failed");
    add(tasks.timedOut, "timed out");
    add(tasks.cancelled, "were cancelled");
    if (result.end == TrialEnd::Deadlocked)
        text += ", then a deadlock";
    text += fmt::format(", in {:.3f} ms", static_cast<double>(result.wallNs) / 1e6);
    if (!result.ledger.proved)
        text += fmt::format("; the ledger does not add up: {}", result.ledger.doubt);
    return text;
}

} // namespace

Run::Run(RunPlan plan)
    : m_plan(std::move(plan))
    , m_clock(Clock::calibrate())
{
}

Result<std::unique_ptr<Run>, EngineError> Run::plan(const Experiment& experiment)
{
    auto plan = makePlan(experiment);
    if (!plan)
        return tl::unexpected(plan.error());
    return std::unique_ptr<Run>(new Run(*std::move(plan)));
}

Result<RunResult, EngineError> Run::execute(
    EventLoop& loop, RunObserver& observer, const TrialEnded& trialEnded)
{
    auto cores = CoreUsage::open();
    if (!cores)
        return fail(EngineError::System, cores.error().message);
    RunResult result{.experiment = m_plan.experiment, .machine = describeMachine(m_clock)};
    if (const std::string remark = m_plan.workload->remark(); !remark.empty())
        observer.log(LogLevel::Warning, remark);
    std::shared_ptr<Context> context;
    if (m_plan.experiment.startMethod != StartMethod::Fork) {
        auto created = Context::create(m_plan.experiment.startMethod);
        if (!created)
            return fail(EngineError::System, created.error().message);
        context = *std::move(created);
    }
    const double nsPerEvent = measureNsPerEvent(m_clock);
    const std::vector<std::uint32_t> order = orderOfArms(m_plan);
    for (std::int64_t number = 0; number < m_plan.trials() && !m_cancelled; ++number) {
        const std::uint32_t arm = order[static_cast<std::size_t>(number)];
        auto trial = Trial::start({m_plan, m_clock, loop, *cores, observer, context},
            {.number = number, .armNumber = arm, .arm = m_plan.arms[arm]});
        if (!trial)
            return tl::unexpected(trial.error());
        m_current = trial->get();
        loop.runUntil([&] { return m_current->done(); });
        TrialResult& ended = result.trials.emplace_back(m_current->finish());
        ended.overhead.nsPerEvent = nsPerEvent;
        if (trialEnded)
            trialEnded(*m_current);
        m_current = nullptr;
        observer.log(LogLevel::Info, endText(number, m_plan.trials(), ended));
        observer.trialFinished(number, ended);
        if (ended.end == TrialEnd::Cancelled || ended.end == TrialEnd::Failed)
            break;
    }
    summariseArms(result, m_plan.arms);
    return result;
}

void Run::cancel()
{
    m_cancelled = true;
    if (m_current != nullptr)
        m_current->cancel();
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace interleave
