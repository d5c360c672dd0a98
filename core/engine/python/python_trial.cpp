#include "core/engine/python/python_trial.h"

#include "core/base/json.h"
#include "core/engine/python/known_behaviour.h"
#include "core/engine/python/python_order.h"
#include "core/engine/trial/trial_crew.h"
#include "core/model/python_executor.h"
#include "core/model/python_interpreter.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t kCancelGraceNs = 200'000'000;
constexpr std::uint64_t kLongestSampleNs = 400'000'000;
constexpr std::uint64_t kGivingNs = 30'000'000'000; // of results that may be large

template <class T, class Error>
tl::unexpected<Failure<EngineError>> ofSystem(const Result<T, Error>& failed)
{
    return interleave::fail(EngineError::System, failed.error().message);
}

template <class T>
T valueOr(const Json& words, const char* name, T otherwise)
{
    const auto found = words.find(name);
    return found != words.end() && found->type() == Json(otherwise).type() ? found->get<T>()
                                                                           : otherwise;
}

std::uint64_t numberIn(const Json& words, const char* name)
{
    return valueOr<std::uint64_t>(words, name, 0);
}

BrightnessCounts brightnessIn(const Json& words)
{
    BrightnessCounts bins{};
    const auto found = words.find("brightness");
    if (found != words.end() && found->is_array() && found->size() == bins.size()) {
        for (std::size_t bin = 0; bin < bins.size(); ++bin)
            bins[bin] = (*found)[bin].is_number_unsigned() ? (*found)[bin].get<std::uint64_t>() : 0;
    }
    return bins;
}

Result<std::optional<PythonPictures>, SystemError> makePictures(const RunPlan& plan)
{
    const ImageFilterWorkload* workload = picturesOf(plan);
    if (workload == nullptr)
        return std::optional<PythonPictures>();
    return PythonPictures::create(*workload, plan.tasks).map([](PythonPictures pictures) {
        return std::optional(std::move(pictures));
    });
}

} // namespace

Result<std::unique_ptr<PythonTrial>, EngineError> PythonTrial::start(
    const TrialTools& tools, const TrialNumber& number)
{
    auto resources = TrialResources::create(tools, number);
    if (!resources)
        return tl::unexpected(resources.error());
    auto logs = PythonLogs::create(tools.plan.tasks, tools.plan.workers);
    if (!logs)
        return ofSystem(logs);
    auto interpreter = findPython(tools.plan.experiment.python);
    if (!interpreter)
        return ofSystem(interpreter);
    auto pictures = makePictures(tools.plan);
    if (!pictures)
        return ofSystem(pictures);
    auto program = PythonProgram::create(*std::move(interpreter));
    if (!program)
        return ofSystem(program);
    std::unique_ptr<PythonTrial> trial(new PythonTrial(tools,
        number,
        *std::move(resources),
        *std::move(logs),
        *std::move(pictures),
        *std::move(program)));
    if (auto begun = trial->begin(); !begun)
        return ofSystem(begun);
    return trial;
}

PythonTrial::PythonTrial(const TrialTools& tools,
    const TrialNumber& number,
    TrialResources resources,
    PythonLogs logs,
    std::optional<PythonPictures> pictures,
    PythonProgram program)
    : m_tools(tools)
    , m_number(number)
    , m_resources(std::move(resources))
    , m_logs(std::move(logs))
    , m_pictures(std::move(pictures))
    , m_program(std::move(program))
    , m_sampler(tools.cores, m_resources.recording, m_resources.memory, tools.plan, tools.clock)
    , m_recovery(tools.plan,
          tools.clock,
          m_resources.memory,
          m_resources.recording,
          tools.observer,
          number.arm.sync)
    , m_recorder(tools.plan,
          tools.clock,
          m_logs,
          this->pictures(),
          m_resources.memory,
          m_resources.recording,
          m_recovery,
          m_sampler)
    , m_crew(
          tools.loop,
          1,
          [this](std::uint32_t) { return startProgram(); },
          [this](std::uint32_t) { onProgramEnded(); })
    , m_giving(kGivingNs)
    , m_start(tools.pythonStartNs)
    , m_engineCpuAtStart(processCpuNs())
{
}

Result<ChildProcess, SystemError> PythonTrial::startProgram()
{
    const Experiment& experiment = m_tools.plan.experiment;
    PythonMatter matter{.pictures = pictures()};
    if (experiment.executor == ExecutorKind::PythonJoblib && experiment.joblibMemory)
        matter.joblibFolder = m_tools.joblibFolder.string();
    int about = m_pictures ? m_pictures->descriptor() : -1;
    TrialMemory& memory = m_resources.memory;
    if (experiment.workload == WorkloadKind::BoundedBuffer) {
        const BufferArea area(memory.area());
        m_bufferSize = area.size; // before it is Python's to write
        const auto* marks = reinterpret_cast<std::byte*>(area.marks.data());
        matter.marks
            = static_cast<std::uint64_t>(marks - reinterpret_cast<std::byte*>(&memory.block()));
        about = memory.descriptor();
    }
    return m_program.start(pythonOrder(m_tools.plan, m_number.arm.sync, m_logs.layout(), matter),
        m_logs.descriptor(),
        about);
}

// Nobody waits for a program that is left in the middle.
PythonTrial::~PythonTrial()
{
    for (const int fd : {m_program.words(),
             m_program.printed(),
             m_resources.tick.descriptor(),
             m_resources.deadline.descriptor()})
        m_tools.loop.unwatch(fd);
    kill();
}

Result<void, SystemError> PythonTrial::begin()
{
    EventLoop& loop = m_tools.loop;
    auto watched
        = loop.watch(m_program.words(), [this] { onWords(); })
              .and_then([&] {
                  return loop.watch(m_program.printed(), [this] { m_program.takePrinted(); });
              })
              .and_then(
                  [&] { return loop.watch(m_resources.tick.descriptor(), [this] { onTick(); }); })
              .and_then([&] {
                  return loop.watch(m_resources.deadline.descriptor(), [this] { onDeadline(); });
              });
    if (!watched)
        return watched;
    m_tools.observer.trialStarted(m_number.number, m_resources.recording);
    m_firstStartTicks = m_tools.clock.ticks();
    m_recovery.claims().beginToLook(m_tools.clock);
    m_resources.tick.startEvery(kTickNs);
    return m_crew.start(0);
}

// Whether there were any.
bool PythonTrial::onWords()
{
    const std::vector<std::string> lines = m_program.takeWords();
    for (const std::string& line : lines) {
        if (const auto words = parseJson(line, "Python"); words && words->is_object())
            hear(*words);
    }
    return !lines.empty();
}

void PythonTrial::hear(const Json& words)
{
    if (words.contains("unreadable"))
        m_unreadable = valueOr<std::string>(words, "unreadable", "");
    if (words.contains("unwritable"))
        m_unwritable = valueOr<std::string>(words, "unwritable", "");
    if (words.contains("error"))
        m_resources.memory.block().errors.append(numberIn(words, "task"),
            valueOr<std::string>(words, "error", ""),
            m_resources.memory.moreErrors());
    else if (words.contains("started") && !m_ending
        && numberIn(words, "started") != static_cast<std::uint64_t>(m_crew.pid(0)))
        endBecause(
            fmt::format("{} starts another program that runs Python; give the interpreter itself",
                m_program.interpreter()));
    else if (words.contains("ready") && !m_gateOpen && !m_ending)
        openGate(valueOr<std::string>(words, "ready", "Python"));
    else if (words.contains("through")) {
        if (valueOr(words, "through", false)) // its workers are still there
            m_sampler.lookAtMemory();
        m_program.goOn();
    } else if (words.contains("died") && !m_ending)
        m_recorder.noteDeath();
    else if (words.contains("ended"))
        takeAnswer(words);
    else if (words.contains("cannot") && !m_ending)
        endBecause(
            fmt::format("Python cannot run it: {}", valueOr<std::string>(words, "cannot", "")));
}

void PythonTrial::takeAnswer(const Json& words)
{
    m_answer = Answer{.endNs = numberIn(words, "ended"),
        .held = {numberIn(words, "sum"), numberIn(words, "updates")},
        .raised = valueOr<std::string>(words, "raised", ""),
        .brightness = brightnessIn(words),
        .roundTripNs = numberIn(words, "round_trip")};
    const Experiment& experiment = m_tools.plan.experiment;
    if (handsBack(experiment) && experiment.handBack != HandBack::Return)
        m_tools.observer.log(LogLevel::Info,
            fmt::format("results came by {}", valueOr<std::string>(words, "by", "")));
}

void PythonTrial::openGate(const std::string& version)
{
    m_recorder.takeNew(); // who is there, and what they have had of the cores by now
    m_sampler.begin();
    m_gateOpen = true;
    m_version = version;
    const std::uint64_t now = m_tools.clock.ticks();
    m_startNs = m_tools.clock.toNs(now - m_firstStartTicks);
    m_tools.observer.log(
        LogLevel::Info, fmt::format("{} is ready ({})", version, m_program.interpreter()));
    RecordingHeader& header = m_resources.recording.header();
    header.state.store(TrialState::Running);
    header.beginTicks.store(now);
    if (m_tools.plan.comparesExecutors)
        m_sampler.watchMemoryOf(m_crew.pid(0));
    m_program.openGate(m_tools.plan.comparesExecutors);
}

void PythonTrial::onTick()
{
    m_resources.tick.acknowledge();
    m_recovery.claims().look(m_tools.clock, kTickNs);
    leaveIfItStays();
    if (m_hasEnded)
        return;
    if (m_gateOpen)
        look();
    else if (!m_ending)
        endIfItDoesNotBegin();
}

// A crowd of workers takes its time, but one after the other they come.
void PythonTrial::endIfItDoesNotBegin()
{
    const std::uint64_t come = workersThatHaveCome();
    if (m_start.isTooLong(come, Clock::monotonicNs(), kTickNs, [] { return true; }))
        endBecause(
            fmt::format("{} did not get ready: for {:.3g} s nothing has happened, with {} of "
                        "{} workers there; {}it must be a Python 3.8 or newer that runs \"{} "
                        "-I -c pass\" at once",
                m_program.interpreter(),
                static_cast<double>(m_tools.pythonStartNs) / 1e9,
                come,
                m_tools.plan.workers,
                m_tools.plan.experiment.workload == WorkloadKind::Function
                    ? "what stands beside the function runs first and must come to its end, and "
                    : "",
                m_program.interpreter()));
}

std::uint64_t PythonTrial::workersThatHaveCome()
{
    std::uint64_t come = 0;
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index)
        come += m_logs.worker(index).process != 0 ? 1U : 0U;
    return come;
}

void PythonTrial::look()
{
    m_recorder.takeNew();
    if (m_nextSample.passed()) {
        const std::uint64_t interval = std::min(m_sampler.sample(), kLongestSampleNs);
        m_nextSample = Deadline::in(std::chrono::nanoseconds(interval - interval / 8));
    }
    if (m_ending)
        return;
    endIfATaskFailed();
    endOverdue();
    endIfItHangs();
}

void PythonTrial::endIfATaskFailed()
{
    if (m_tools.plan.experiment.onError != OnError::Stop)
        return;
    std::uint64_t failed = m_recovery.failedTasks();
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index)
        failed += m_resources.recording.counters(index).failed.load();
    if (failed == 0)
        return;
    m_tools.observer.log(LogLevel::Warning, "a task failed; the run stops, as the experiment says");
    end(TrialEnd::Cancelled);
}

void PythonTrial::endOverdue()
{
    if (m_ending || m_tools.plan.experiment.timeout <= 0)
        return;
    const auto limitNs = static_cast<std::uint64_t>(m_tools.plan.experiment.timeout * 1e9);
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        const auto task = m_recovery.claims().overdueTask(index, m_tools.clock, limitNs);
        if (!task)
            continue;
        m_recovery.claims().expectTimeOut(index, *task);
        fail("python", cannotEndOneTask(fmt::format("task {}", *task)));
        end(TrialEnd::Cancelled);
        kill();
        return;
    }
}

void PythonTrial::endIfItHangs()
{
    const std::string why = m_ending || m_answer ? std::string() : whyItHangs();
    if (!why.empty()) {
        fail("python", why);
        end(TrialEnd::Cancelled);
        kill();
    } else if (m_answer && isDoneForLong()) {
        m_tools.observer.log(LogLevel::Warning,
            "the Python program had said what came of its tasks, and did not end for 30 s: it was "
            "killed "
            "(does the function leave a thread, or something to do at exit?)");
        kill();
    }
}

// Of a function of the user's own, which may leave anything behind.
bool PythonTrial::isDoneForLong()
{
    return needsPython(m_tools.plan.experiment.workload) && everyTaskHasEnded()
        && m_giving.isTooLong(
            m_recorder.steps(), Clock::monotonicNs(), kTickNs, [] { return true; });
}

// Some died, or gave what their parent cannot read, and for two seconds nobody has been in a task,
// nor begun one; or who is in one waits; or all tasks have ended long ago. Empty: it goes on.
std::string PythonTrial::whyItHangs()
{
    const Experiment& experiment = m_tools.plan.experiment;
    if (isDoneForLong())
        return givesNothing(experiment.executor);
    const bool wait = workloadInfo(experiment.workload).together; // for each other
    if (!wait && experiment.executor != ExecutorKind::PythonPool)
        return {};
    const bool died = m_recorder.deaths() > 0;
    const auto hangs
        = [&] { return (died || !m_unreadable.empty()) && (wait || !m_recorder.anyInATask()); };
    if (!m_standstill.isTooLong(m_recorder.steps(), Clock::monotonicNs(), kTickNs, hangs))
        return {};
    return wait ? othersWait() : died ? poolHangs() : poolCannotRead(m_unreadable);
}

void PythonTrial::end(TrialEnd how)
{
    if (m_ending || m_hasEnded)
        return;
    m_ending = true;
    m_end = how;
    m_logs.stop();
    m_resources.deadline.startOnce(kCancelGraceNs);
}

void PythonTrial::endBecause(const std::string& why)
{
    fail("engine", why);
    end(TrialEnd::Failed);
    kill();
}

void PythonTrial::onDeadline()
{
    m_resources.deadline.acknowledge();
    kill();
}

// The program first, so that it starts nobody in the place of those that are killed.
void PythonTrial::kill()
{
    const pid_t program = m_crew.pid(0);
    m_crew.killAll();
    killGroup(program);
}

void PythonTrial::killGroup(pid_t program)
{
    m_recorder.lookForNoDeaths();
    PythonProgram::killGroup(program);
}

} // namespace interleave
