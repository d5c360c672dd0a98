// What befalls a run in strips from its host, and from its own workers.
#include "core/model/pool_size.h"
#include "tests/core/image/strip_worker.h"
#include "tests/support/engine_run.h"
#include "tests/support/one_core.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace interleave::test {
namespace {

constexpr std::uint32_t kWorkers = 3;
constexpr std::uint64_t kEach = 5; // of a picture: read, sent, taken by three

Experiment sentPictures()
{
    return {.workload = WorkloadKind::ImageFilter,
        .params = {{"division", std::string("strip")},
            {"hand_over", std::string("queue")},
            {"filters", std::string("blur")}},
        .tasks = 2 * kEach};
}

class StripFaults : public StripWorkerTest
{
protected:
    StripFaults()
        : StripFaults(makeWorkload(sentPictures()).value())
    {
    }
    explicit StripFaults(std::unique_ptr<Workload> workload)
        : StripWorkerTest(kShape.tasks, workload->areaBytes(kShape))
        , m_workload(std::move(workload))
    {
        m_workload->prepare(m_memory.area(), kShape);
    }

    static constexpr RunShape kShape{.tasks = 2 * kEach, .workers = kWorkers};
    [[nodiscard]] const Workload& workload() const { return *m_workload; }
    [[nodiscard]] WorkloadOutcome outcome()
    {
        const TaskLedger ended = ledger();
        return workload().outcome({.shared = m_memory.block().shared,
            .area = m_memory.area(),
            .shape = kShape,
            .clock = m_clock,
            .beginTicks = 0,
            .wallNs = 0,
            .arm = {},
            .ledger = ended,
            .end = TrialEnd::Finished});
    }

private:
    std::unique_ptr<Workload> m_workload;
};

// It died between claiming the task and saying so. Its takers would hold the run for ever.
TEST_F(StripFaults, F244_ASenderThatNobodyBeginsIsGivenUpByItsTakers)
{
    const StripPlan plan({FilterStep{.kind = FilterKind::Blur}},
        {.strips = kWorkers, .writes = false, .sends = true});
    const StripDesk desk(m_memory.area(), plan, kShape.tasks);
    ASSERT_TRUE(desk.takeRooms(0));
    desk.end(0, StripEnd::Done, 0);
    header().deaths.store(1);
    workload().run({2, 3}, m_worker);
    EXPECT_EQ(ledger().mark(2), TaskMark::Failed);
    EXPECT_EQ(desk.endOf(1), StripEnd::Lost);
    workload().run({1, 2}, m_worker);
    EXPECT_EQ(ledger().mark(1), TaskMark::Failed) << "the engine has found it in the end";
}

// A stray write of a worker never leads the engine out of what it has.
TEST_F(StripFaults, F245_TheEngineBelievesNoNumberThatWorkersCanWrite)
{
    for (const std::uint32_t scribbled : {0U, 1U, 70'000U}) {
        header().strips = scribbled;
        EXPECT_EQ(workload().taskName(kShape.tasks - 1, m_memory.area()),
            "sample picture 1: strip 3 of 3 of blur");
        workload().taskCrashed(kShape.tasks - 1, m_memory.area());
        workload().workerDied(kShape.tasks - 1, 0, m_memory.area());
        const WorkloadOutcome said = outcome();
        const auto pictures
            = std::ranges::find(said.figures, kPicturesFigure, &OutcomeFigure::name);
        ASSERT_NE(pictures, said.figures.end());
        EXPECT_EQ(pictures->value, 2);
    }
}

TEST_F(StripFaults, APictureIsFilteredWhenAllOfItsStripsAre)
{
    for (std::uint64_t task = 0; task < kShape.tasks; ++task)
        ledger().finish(task, task == 2 ? TaskMark::Failed : TaskMark::Succeeded, 0);
    const WorkloadOutcome said = outcome();
    const auto filtered = std::ranges::find(said.figures, kFilteredFigure, &OutcomeFigure::name);
    ASSERT_NE(filtered, said.figures.end());
    EXPECT_EQ(filtered->value, 1) << "the last strip of both is";
}

TEST_F(StripFaults, APictureHasFailedWhenATaskOfItHas)
{
    for (const TaskMark mark : {TaskMark::Failed, TaskMark::TimedOut, TaskMark::Late}) {
        ledger().finish(1, mark, 0);
        ledger().finish(2, mark, 0);
        const WorkloadOutcome said = outcome();
        const auto failed = std::ranges::find(said.figures, kFailedFigure, &OutcomeFigure::name);
        ASSERT_NE(failed, said.figures.end());
        EXPECT_EQ(failed->value, 1) << "nobody has begun the other";
    }
}

// Eight workers take one core from each other.
TEST(StripTimes, FilteringCountsWhatProcessorsDidAndNotTheWaitForThem)
{
    const OneCore oneCore;
    Experiment experiment{.workload = WorkloadKind::ImageFilter,
        .params
        = {{"division", std::string("strip")}, {"filters", std::string("bilateral diameter=15")}},
        .tasks = 1 + 8,
        .workers = 8};
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    std::uint64_t used = 0;
    for (const WorkerResult& worker : trial.workers)
        used += worker.cpuNs;
    const auto filtering
        = std::ranges::find(trial.outcome.figures, "filter_ns", &OutcomeFigure::name);
    ASSERT_NE(filtering, trial.outcome.figures.end());
    EXPECT_GT(filtering->value, 0);
    EXPECT_LE(filtering->value, static_cast<double>(used));
}

TrialResult filteredInto(const std::filesystem::path& results, const std::string& division)
{
    const RunResult run = runExperiment({.workload = WorkloadKind::ImageFilter,
        .params = {{"division", division},
            {"filters", std::string("grayscale")},
            {"output", results.string()}},
        .tasks = 6, // each longer than a processor stays with one of several
        .workers = 1});
    return run.trials.at(0);
}

// Others want the core, too.
TEST(StripTimes, NoPartCountsTheWaitForAProcessorInEitherDivision)
{
    const OneCore oneCore;
    std::vector<std::jthread> others;
    for (int i = 0; i < 3; ++i)
        others.emplace_back([](const std::stop_token& end) {
            while (!end.stop_requested()) { }
        });
    for (const std::string division : {"strip", "picture"}) {
        const TemporaryFolder results;
        const TrialResult trial = filteredInto(results.path(), division);
        double counted = 0;
        for (const OutcomeFigure& figure : trial.outcome.figures)
            counted += figure.name.ends_with("code_ns") || figure.name == "filter_ns" ? figure.value
                                                                                      : 0;
        EXPECT_GT(counted, 0) << division;
        EXPECT_LE(counted, static_cast<double>(trial.workers.at(0).cpuNs)) << division;
    }
}

TEST(StripPoolSize, F246_WhereStripsAreSentOneCoreHasTwoWorkers)
{
    Experiment experiment = sentPictures();
    EXPECT_EQ(automaticWorkers(experiment, 1), 2);
    EXPECT_EQ(automaticWorkers(experiment, 5), 5);
    experiment.params["hand_over"] = std::string("shared-memory");
    EXPECT_EQ(automaticWorkers(experiment, 1), 1);
}

TEST(StripPoolSize, F246_ARunOnOneCoreSendsItsStrips)
{
    const OneCore oneCore;
    const RunResult run = runExperiment(sentPictures());
    EXPECT_EQ(run.experiment.workers, 2);
    EXPECT_EQ(run.trials.at(0).tasks.succeeded, run.trials.at(0).tasks.total);
}

} // namespace
} // namespace interleave::test
