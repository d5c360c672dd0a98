#include "core/engine/run/run.h"

#include "core/analysis/statistics.h"
#include "core/base/refused_call.h"
#include "core/engine/python/python_trial.h"
#include "core/engine/run/run_fit.h"
#include "core/engine/run/run_words.h"
#include "core/model/machine_facts.h"
#include "core/model/python_interpreter.h"
#include "core/model/run_verdict.h"
#include "core/model/waiting_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <new>
#include <sched.h>
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

// Where it is now: whether the host lets it say so.
Result<void, SystemError> canPin()
{
    cpu_set_t cores;
    if (::sched_getaffinity(0, sizeof cores, &cores) != 0
        || ::sched_setaffinity(0, sizeof cores, &cores) != 0)
        return failCall("sched_setaffinity", "pin workers to cores");
    return {};
}

Result<std::unique_ptr<RunningTrial>, EngineError> startTrial(
    const TrialTools& tools, const TrialNumber& number)
{
    if (tools.plan.isPython())
        return PythonTrial::start(tools, number);
    return Trial::start(tools, number);
}

// One that could not begin, or of which nothing is left.
TrialResult failedTrial(const TrialNumber& number, const RunPlan& plan, const std::string& why)
{
    TrialResult trial{.end = TrialEnd::Failed, .arm = number.armNumber, .measured = false};
    trial.tasks = {.total = plan.tasks, .cancelled = plan.tasks};
    trial.ledger.doubt = why;
    trial.errors = {{std::nullopt, "engine", why}};
    return trial;
}

bool anyIsPython(const std::vector<RunPlan>& plans)
{
    return std::ranges::any_of(plans, &RunPlan::isPython);
}

std::uint32_t mostWorkers(const std::vector<RunPlan>& plans)
{
    return std::ranges::max_element(plans, {}, &RunPlan::workers)->workers;
}

} // namespace

Run::Run(const Experiment& experiment, std::vector<RunPlan> plans)
    : m_asked(experiment)
    , m_experiment(plans.back().experiment)
    , m_plans(std::move(plans))
    , m_clock(anyIsPython(m_plans) ? Clock() : Clock::calibrate()) // Python's is the kernel's
    , m_tasksAsked(static_cast<std::uint64_t>(experiment.tasks.value_or(0)))
{
    m_experiment.varyWorkers = experiment.varyWorkers;
    m_experiment.varyParam = experiment.varyParam;
    m_experiment.params.erase(experiment.varyParam.name); // it has the last plan's value
    m_experiment.params.insert(experiment.params.begin(), experiment.params.end());
    if (variesExecutor(experiment)) { // of each it is what suits that
        m_experiment.executor = experiment.executor;
        m_experiment.schedule = experiment.schedule;
        m_experiment.chunk = experiment.chunk;
        m_experiment.workers = mostWorkers(m_plans);
    }
    for (std::size_t plan = 0; plan < m_plans.size(); ++plan) {
        for (const Arm& arm : m_plans[plan].arms)
            m_turns.push_back({plan, arm});
    }
}

Result<std::unique_ptr<Run>, EngineError> Run::plan(const Experiment& experiment)
{
    auto plans = makePlans(experiment);
    if (!plans)
        return tl::unexpected(plans.error());
    if (anyIsPython(*plans)) {
        if (const auto python = findPython(experiment.python); !python)
            return fail(
                EngineError::Invalid, fmt::format("field 'python': {}", python.error().message));
    }
    return std::unique_ptr<Run>(new Run(experiment, *std::move(plans)));
}

std::int64_t Run::trials() const
{
    return m_experiment.trials * static_cast<std::int64_t>(m_turns.size());
}

std::vector<Arm> Run::arms() const
{
    std::vector<Arm> arms;
    for (const Turn& turn : m_turns)
        arms.push_back(turn.arm);
    return arms;
}

// Null where workers are forked by the engine itself.
Result<std::shared_ptr<Context>, EngineError> Run::makeContext() const
{
    // Python starts its own.
    if (m_experiment.startMethod == StartMethod::Fork
        || std::ranges::all_of(m_plans, &RunPlan::isPython))
        return std::shared_ptr<Context>();
    auto created = Context::create(m_experiment.startMethod);
    if (!created)
        return fail(EngineError::System, created.error().message);
    return *std::move(created);
}

Result<std::optional<JoblibFolder>, EngineError> Run::makeJoblibFolder() const
{
    const auto keepsResults = [](const RunPlan& plan) {
        return plan.experiment.executor == ExecutorKind::PythonJoblib
            && plan.experiment.joblibMemory;
    };
    if (std::ranges::none_of(m_plans, keepsResults))
        return std::optional<JoblibFolder>();
    auto created = JoblibFolder::create();
    if (!created)
        return fail(EngineError::System, created.error().message);
    return std::optional(*std::move(created));
}

// The trials before it are known, and stay so.
TrialResult Run::runTrial(
    const TrialNumber& number, const TrialTools& tools, const TrialEnded& ended)
{
    std::string why;
    try {
        return tryTrial(number, tools, ended);
    } catch (const std::bad_alloc&) {
        why = describeNoMemory(fmt::format("trial {} of {}", number.number + 1, trials()));
    }
    m_current = nullptr;
    return failedTrial(number, tools.plan, why);
}

TrialResult Run::tryTrial(
    const TrialNumber& number, const TrialTools& tools, const TrialEnded& ended)
{
    auto trial = startTrial(tools, number);
    if (!trial)
        return failedTrial(number, tools.plan, trial.error().message);
    m_current = trial->get();
    const auto ran = tools.loop.runUntil([&] { return m_current->done(); });
    if (!ran) { // its workers end with it
        m_current = nullptr;
        return failedTrial(number, tools.plan, ran.error().message);
    }
    TrialResult result = m_current->finish();
    if (ended)
        ended(*m_current);
    m_current = nullptr;
    return result;
}

Result<void, EngineError> Run::canBegin() const
{
    if (auto can = ChildProcess::canWatch(); !can)
        return fail(EngineError::System, std::move(can.error().message));
    for (const RunPlan& plan : m_plans) {
        if (auto fits = checkFit(needsOf(plan), availableMemory(), groupLimits().processes); !fits)
            return tl::unexpected(std::move(fits.error()));
    }
    if (m_experiment.pin) {
        if (auto can = canPin(); !can)
            return fail(EngineError::System, std::move(can.error().message));
    }
    return {};
}

void Run::tellRemarks(RunObserver& observer, std::int64_t usableCores) const
{
    const auto warn = [&](const std::string& remark) {
        if (!remark.empty())
            observer.log(LogLevel::Warning, remark);
    };
    warn(m_plans.front().workload->remark());
    for (const RunPlan& plan : m_plans)
        warn(shareRemark(m_tasksAsked, plan));
    for (const std::string& text : assurances())
        observer.log(LogLevel::Info, text);
    const std::uint32_t most = mostWorkers(m_plans);
    if (isCrowd(most, usableCores))
        observer.log(LogLevel::Info, crowdRemark(most));
    for (const Turn& turn : m_turns)
        warn(lineRemark(turn.arm.sync, turn.arm.workers, usableCores).text());
}

std::vector<std::string> Run::assurances() const
{
    std::vector<std::string> texts;
    for (const RunPlan& plan : m_plans) {
        std::string text = assuranceOf(plan);
        if (!text.empty() && std::ranges::find(texts, text) == texts.end())
            texts.push_back(std::move(text));
    }
    return texts;
}

// Arms that differ in the pool size have a workload in common.
void Run::tellTaskNames(RunObserver& observer) const
{
    std::map<int, std::vector<std::uint32_t>> arms;
    for (std::uint32_t arm = 0; arm < m_turns.size(); ++arm) {
        if (const int files = m_plans[m_turns[arm].plan].workload->taskFiles(); files >= 0)
            arms[files].push_back(arm);
    }
    for (const auto& [files, theirs] : arms)
        observer.tasksNamed(theirs, files);
}

Result<RunResult, EngineError> Run::execute(
    EventLoop& loop, RunObserver& observer, const TrialEnded& trialEnded)
{
    if (auto can = canBegin(); !can)
        return tl::unexpected(std::move(can.error()));
    CoreUsage cores = CoreUsage::open();
    if (!cores.whyUnknown().empty())
        observer.log(
            LogLevel::Warning, "how busy the cores are is not known: " + cores.whyUnknown());
    RunResult result{
        .experiment = m_experiment, .machine = describeMachine(m_clock), .asked = m_asked};
    result.containment = assurances();
    tellRemarks(observer, result.machine.usableCores);
    tellTaskNames(observer);
    const auto context = makeContext();
    if (!context)
        return tl::unexpected(context.error());
    const auto joblib = makeJoblibFolder();
    if (!joblib)
        return tl::unexpected(joblib.error());
    runTrials(result,
        {loop, cores, observer, *context, *joblib ? (*joblib)->path() : std::filesystem::path()},
        trialEnded);
    summariseArms(result, arms());
    countWhatNeverBegan(result);
    result.errors = reasonsOf(result);
    return result;
}

void Run::runTrials(RunResult& result, const RunTools& tools, const TrialEnded& trialEnded)
{
    const double nsPerEvent = measureNsPerEvent(m_clock);
    const std::vector<std::uint32_t> order
        = orderOfArms(static_cast<std::uint64_t>(m_experiment.trials),
            static_cast<std::uint32_t>(m_turns.size()),
            static_cast<std::uint64_t>(m_experiment.seed));
    for (std::int64_t number = 0; number < trials() && !m_cancelled; ++number) {
        const std::uint32_t arm = order[static_cast<std::size_t>(number)];
        auto trial = runTrial({.number = number, .armNumber = arm, .arm = m_turns[arm].arm},
            {m_plans[m_turns[arm].plan],
                m_clock,
                tools.loop,
                tools.cores,
                tools.observer,
                tools.context,
                tools.joblibFolder},
            trialEnded);
        TrialResult& ended = result.trials.emplace_back(std::move(trial));
        ended.overhead.nsPerEvent = nsPerEvent;
        tools.observer.log(LogLevel::Info, endText(number, trials(), ended));
        tools.observer.trialFinished(number, ended);
        if (ended.end == TrialEnd::Cancelled || ended.end == TrialEnd::Failed)
            break;
    }
}

// The tasks of trials that never began are tasks that were asked for.
void Run::countWhatNeverBegan(RunResult& result) const
{
    for (std::uint32_t arm = 0; arm < result.arms.size(); ++arm) {
        const auto begun = std::ranges::count(result.trials, arm, &TrialResult::arm);
        const auto trials = static_cast<std::uint64_t>(m_experiment.trials - begun);
        const std::uint64_t never = trials * m_plans[m_turns[arm].plan].tasks;
        result.arms[arm].summary.tasks.total += never;
        result.arms[arm].summary.tasks.cancelled += never;
    }
    result.summary = result.arms[mainArm(result)].summary;
}

RunResult Run::resultWithout(const std::string& why) const
{
    return {.experiment = m_experiment,
        .machine = describeMachine(m_clock),
        .errors = {why},
        .asked = m_asked};
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
