#include "core/engine/python/python_trial.h"

#include "core/engine/python/python_order.h"
#include "core/engine/trial/trial_crew.h"
#include "core/model/python_interpreter.h"

namespace interleave {

namespace {

constexpr std::uint64_t kCancelGraceNs = 200'000'000;
constexpr std::uint64_t kGivingNs = 30'000'000'000; // of results that may be large

template <class T, class Error>
tl::unexpected<Failure<EngineError>> ofSystem(const Result<T, Error>& failed)
{
    return interleave::fail(EngineError::System, failed.error().message);
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
