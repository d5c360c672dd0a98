// A stray write of a worker, or of a native library that its task called, may hit anything that a
// trial shares for writing. The engine outlives it: it says what became of every task, and leads
// nowhere out of what it has.

#include "core/base/random.h"
#include "core/engine/trial/trial_result.h"
#include "core/engine/trial/wait_graph.h"
#include "core/ipc/mapping.h"
#include "tests/support/engine_run.h"

#include <gtest/gtest.h>

#include <csignal>
#include <ostream>
#include <sys/stat.h>

namespace interleave::test {

struct ScribbledCase
{
    const char* name;
    WorkloadKind workload;
    std::map<std::string, FieldValue, std::less<>> params{};
    Primitive sync = Primitive::Lock;
    Schedule schedule = Schedule::Dynamic;
};

void PrintTo(const ScribbledCase& of, std::ostream* out)
{
    *out << of.name;
}

namespace {

constexpr std::uint32_t kTrialWorkers = 2;
constexpr std::uint64_t kTrialTasks = 40;
constexpr std::uint64_t kScribbles = 24; // of each case

Experiment experimentOf(const ScribbledCase& of)
{
    return {.workload = of.workload,
        .params = of.params,
        .tasks = kTrialTasks,
        .workers = kTrialWorkers,
        .schedule = of.schedule,
        .sync = of.sync};
}

class Pen
{
public:
    explicit Pen(std::uint64_t seed)
        : m_state(seed)
    {
    }
    // One word of `every`, at random.
    void scribbleOver(int memory, std::uint64_t every)
    {
        struct stat status
        {
        };
        ASSERT_EQ(::fstat(memory, &status), 0);
        const auto bytes = static_cast<std::size_t>(status.st_size);
        auto mapping = Mapping::map(memory, bytes, MapAccess::ReadWrite).value();
        auto* words = reinterpret_cast<std::uint64_t*>(mapping.bytes());
        for (std::size_t word = 0; word < bytes / sizeof *words; ++word) {
            if (next() % every == 0)
                words[word] = scribble();
        }
    }

private:
    std::uint64_t next() { return m_state = splitMix64(m_state); }
    // What leads furthest: nothing, small numbers, what could just be a task, what is far beyond
    // any memory, two numbers of 32 bits, anything.
    std::uint64_t scribble()
    {
        switch (next() % 6) {
        case 0:
            return 0;
        case 1:
            return next() % 8;
        case 2:
            return kTrialTasks - 1 + next() % 3;
        case 3:
            return std::uint64_t{1} << (40 + next() % 6);
        case 4:
            return next() % 1'000 << 32U | next() % 1'000;
        default:
            return next();
        }
    }

    std::uint64_t m_state;
};

class Unheard final : public RunObserver
{
public:
    void trialStarted(std::int64_t, const RecordingWriter&) override { }
    void trialFinished(std::int64_t, const TrialResult&) override { }
    void log(LogLevel, const std::string&) override { }
};

// A trial of which no process is started: what its engine does with what others have left.
class ScribbledTrial : public testing::TestWithParam<ScribbledCase>
{
protected:
    ScribbledTrial()
        : m_plan(makePlan(experimentOf(GetParam())).value())
    {
    }

    TrialResult endAfterScribble(std::uint64_t seed);

    RunPlan m_plan;

private:
    void lookOn(TrialSampler& sampler, WaitGraph& waits, Recovery& recovery);
    void buryAll(Recovery& recovery);

    TrialNumber m_number{.arm = m_plan.arms.front()};
    Clock m_clock = Clock::calibrate();
    EventLoop m_loop = EventLoop::create().value();
    CoreUsage m_cores = CoreUsage::open();
    Unheard m_observer;
    TrialTools m_tools{m_plan, m_clock, m_loop, m_cores, m_observer, nullptr};
};

void ScribbledTrial::lookOn(TrialSampler& sampler, WaitGraph& waits, Recovery& recovery)
{
    for (int look = 0; look < 2; ++look) {
        sampler.sample();
        static_cast<void>(waits.look());
        recovery.claims().look(m_clock, 1);
        for (std::uint32_t worker = 0; worker < kTrialWorkers; ++worker)
            static_cast<void>(recovery.claims().overdueTask(worker, m_clock, 0));
    }
}

void ScribbledTrial::buryAll(Recovery& recovery)
{
    const ExitStatus crashed{.signalled = true, .code = SIGSEGV};
    for (std::uint32_t worker = 0; worker < kTrialWorkers; ++worker) {
        recovery.settle({worker, 1, 1, crashed});
        recovery.takeBack(worker);
        recovery.claims().giveBackShare(worker);
    }
    static_cast<void>(recovery.claims().giveBackWhatIsLeft(recovery.anyDeath()));
    recovery.close({0, kTrialWorkers, 1, crashed});
}

TrialResult ScribbledTrial::endAfterScribble(std::uint64_t seed)
{
    auto resources = TrialResources::create(m_tools, m_number).value();
    TrialMemory& memory = resources.memory;
    TrialSampler sampler(m_cores, resources.recording, memory, m_plan, m_clock);
    Recovery recovery(m_plan, m_clock, memory, resources.recording, m_observer, m_number.arm.sync);
    WaitGraph waits(m_plan, memory, resources.recording, m_number.arm.sync);
    sampler.begin();
    Pen pen(seed);
    const std::uint64_t every = std::uint64_t{1} << 2 * (seed % 3);
    pen.scribbleOver(memory.descriptor(), every);
    pen.scribbleOver(resources.recording.descriptor(), every);
    lookOn(sampler, waits, recovery);
    for (ClaimSlot& slot : memory.slots()) // as for a process of its own for each task
        static_cast<void>(memory.block().queue.claim(slot, 1));
    buryAll(recovery);
    return computeResult({.plan = m_plan,
        .memory = memory,
        .recording = resources.reading,
        .sampler = sampler,
        .end = seed % 2 == 0 ? TrialEnd::Finished : TrialEnd::Cancelled,
        .startNs = 1,
        .wallNs = 1,
        .engineCpuNs = 1,
        .startingCpuNs = 1,
        .recovery = recovery,
        .number = m_number,
        .beginTicks = 1});
}

INSTANTIATE_TEST_SUITE_P(Workloads,
    ScribbledTrial,
    testing::Values(ScribbledCase{"counter", WorkloadKind::Counter, {}, Primitive::QueueLock},
        ScribbledCase{
            "squares", WorkloadKind::Squares, {}, Primitive::TicketLock, Schedule::Guided},
        ScribbledCase{"cubes", WorkloadKind::Cubes, {}, Primitive::Semaphore, Schedule::Auto},
        ScribbledCase{"sleep", WorkloadKind::Sleep, {}, Primitive::Spinlock, Schedule::Static},
        ScribbledCase{"image", WorkloadKind::ImageFilter},
        ScribbledCase{"strips", WorkloadKind::ImageFilter, {{"division", std::string("strip")}}},
        ScribbledCase{"histogram", WorkloadKind::Histogram, {}, Primitive::FileLock},
        ScribbledCase{"bank", WorkloadKind::Bank, {{"locking", std::string("ordered")}}},
        ScribbledCase{"tickets", WorkloadKind::Tickets, {}, Primitive::None},
        ScribbledCase{"buffer", WorkloadKind::BoundedBuffer, {}, Primitive::Lock, Schedule::Static},
        ScribbledCase{"queue",
            WorkloadKind::BoundedBuffer,
            {{"channel", std::string("queue")}},
            Primitive::Lock,
            Schedule::Static},
        ScribbledCase{"readers", WorkloadKind::ReadersWriters, {}, Primitive::WriterPreferringLock},
        ScribbledCase{
            "philosophers", WorkloadKind::Philosophers, {}, Primitive::Lock, Schedule::Static},
        ScribbledCase{"phases", WorkloadKind::Phases, {}, Primitive::Lock, Schedule::Static},
        ScribbledCase{"sharing", WorkloadKind::FalseSharing, {}, Primitive::None},
        ScribbledCase{
            "stores", WorkloadKind::StoreBuffering, {}, Primitive::None, Schedule::Static}),
    [](const auto& instance) { return std::string(instance.param.name); });

} // namespace

TEST_P(ScribbledTrial, F281_EndsWithAResult)
{
    for (std::uint64_t seed = 0; seed < kScribbles; ++seed) {
        SCOPED_TRACE(seed);
        const TrialResult trial = endAfterScribble(seed);
        EXPECT_EQ(trial.tasks.total, m_plan.tasks);
        EXPECT_EQ(trial.tasks.succeeded + trial.tasks.failed + trial.tasks.timedOut
                + trial.tasks.cancelled,
            m_plan.tasks);
        for (const TaskError& error : trial.errors)
            EXPECT_LT(error.task.value_or(0), m_plan.tasks);
    }
}

} // namespace interleave::test
