// Pictures in strips by real workers: the files are those of whole pictures, whoever dies.

#include "core/base/file.h"
#include "core/engine/plan/run_plan.h"
#include "core/model/image_parameters.h"
#include "core/workload/image/batch_journal.h"
#include "core/workload/strip_plan.h"
#include "tests/support/engine_run.h"
#include "tests/support/slowness.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <map>
#include <set>

namespace interleave::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kChain = "blur sigma=2, canny, equalise, rotate, sharpen";
// Strips, trace, count, strips, rotate, strips; by three workers.
constexpr std::uint64_t kPerPicture = 1 + 4 * 3 + 2 + 1;

class ImageStrips : public testing::Test
{
protected:
    void SetUp() override { fs::create_directory(m_input); }

    /// Noise of so many pixels, as the file format has it without compression.
    void addPicture(const std::string& name, int width, int height) const
    {
        std::ofstream file(m_input / name, std::ios::binary);
        file << "P6 " << width << ' ' << height << " 255\n";
        std::uint32_t state = 1;
        for (int i = 0; i < width * height * 3; ++i) {
            state = state * 1'664'525U + 1'013'904'223U;
            file.put(static_cast<char>(state >> 24U));
        }
    }
    void addOddPictures() const
    {
        addPicture("a.ppm", 1, 1);
        addPicture("b.ppm", 1, 13);
        addPicture("c.ppm", 17, 1);
        addPicture("d.ppm", 131, 97);
        addPicture("e.ppm", 40, 211);
    }
    [[nodiscard]] Experiment experiment(const std::string& output, bool strips = true) const
    {
        fs::create_directory(m_folder.path() / output);
        Experiment wanted{.workload = WorkloadKind::ImageFilter,
            .params = {{"input", m_input.string()},
                {"output", (m_folder.path() / output).string()},
                {"filters", std::string(kChain)},
                {"format", std::string("png")}},
            .workers = 3};
        if (strips)
            wanted.params["division"] = std::string("strip");
        return wanted;
    }
    /// The results: where some are missing, there is a journal, too.
    [[nodiscard]] std::map<std::string, std::string> filesIn(const std::string& output) const
    {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::directory_iterator(m_folder.path() / output))
            files[entry.path().filename()] = readFile(entry.path(), 1U << 26U).value_or("");
        files.erase(kJournalName);
        return files;
    }

    TemporaryFolder m_folder;
    fs::path m_input = m_folder.path() / "in";
};

void expectWhole(const TrialResult& trial)
{
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded, trial.tasks.total);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_EQ(trial.race.actual, trial.race.expected);
    EXPECT_EQ(trial.race.lost, 0U);
}

TEST_F(ImageStrips, GiveTheFilesOfWholePictures)
{
    addOddPictures();
    expectWhole(runExperiment(experiment("whole", false)).trials.at(0));
    const auto whole = filesIn("whole");
    ASSERT_EQ(whole.size(), 5U);
    const auto check = [&](const std::string& output, auto change) {
        SCOPED_TRACE(output);
        Experiment strips = experiment(output);
        change(strips);
        const TrialResult trial = runExperiment(strips).trials.at(0);
        expectWhole(trial);
        EXPECT_EQ(trial.race.expected, 1U + 13U + 17U + 131U * 97U + 40U * 211U);
        EXPECT_TRUE(filesIn(output) == whole);
    };
    check("fork", [](Experiment& strips) { strips.startMethod = StartMethod::Fork; });
    check("spawn", [](Experiment& strips) { strips.startMethod = StartMethod::Spawn; });
    check("server", [](Experiment& strips) { strips.startMethod = StartMethod::ForkServer; });
    check("threads", [](Experiment& strips) { strips.executor = ExecutorKind::Threads; });
    check("serial", [](Experiment& strips) {
        strips.executor = ExecutorKind::Serial;
        strips.workers.reset();
    });
    check("many", [](Experiment& strips) { strips.params["strips"] = std::int64_t{50}; });
    check("one", [](Experiment& strips) { strips.params["strips"] = std::int64_t{1}; });
}

TEST_F(ImageStrips, ComeByAQueueOrAPipeToo)
{
    addOddPictures();
    addPicture("f.ppm", 3'000, 1'200); // whose strips are larger than pipe and queue have room for
    runExperiment(experiment("whole", false));
    const auto whole = filesIn("whole");
    for (const char* way : {"queue", "pipe"}) {
        for (const StartMethod method : {StartMethod::Fork, StartMethod::Spawn}) {
            for (const ExecutorKind executor : {ExecutorKind::Processes, ExecutorKind::Threads}) {
                const std::string output = std::string(way) + std::string(nameOf(method))
                    + std::string(nameOf(executor));
                SCOPED_TRACE(output);
                Experiment strips = experiment(output);
                strips.params["hand_over"] = std::string(way);
                strips.startMethod = method;
                strips.executor = executor;
                const TrialResult trial = runExperiment(strips).trials.at(0);
                expectWhole(trial);
                EXPECT_EQ(trial.tasks.total, 6 * (kPerPicture + 3)); // who send
                EXPECT_TRUE(filesIn(output) == whole);
            }
        }
    }
}

// Whoever sends or takes. A sanitizer sees each of them, each kind and each way, not all together.
TEST_F(ImageStrips, ThatComeByAQueueOrAPipeAreLostWithTheirPictureOnly)
{
    addOddPictures();
    runExperiment(experiment("whole", false));
    auto wanted = filesIn("whole");
    wanted.erase("d.png");
    int which = 0;
    for (const char* way : {"queue", "pipe"}) {
        ++which; // so that the other kind is left out
        for (const std::uint64_t within : {1U, 2U, 4U, 9U}) {
            ++which;
            for (const FaultKind kind : {FaultKind::Exit, FaultKind::Raise}) {
                if (kTimesSlower > 1 && (which % 2 == 0) == (kind == FaultKind::Exit))
                    continue;
                const std::string output = way + std::to_string(within) + std::string(nameOf(kind));
                SCOPED_TRACE(output);
                Experiment failing = experiment(output);
                failing.params["hand_over"] = std::string(way);
                failing.inject = {{.kind = kind, .task = 3 * (kPerPicture + 3) + within}};
                const TrialResult trial = runExperiment(failing).trials.at(0);
                EXPECT_EQ(trial.end, TrialEnd::Finished);
                EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
                EXPECT_TRUE(filesIn(output) == wanted);
            }
        }
    }
}

TEST_F(ImageStrips, ComeToNobodyWhereThereIsOneWorker)
{
    Experiment alone = experiment("out");
    alone.params["hand_over"] = std::string("pipe");
    alone.workers = 1;
    const auto problems = findProblems(alone);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems.front().field, "params.hand_over");
}

TEST_F(ImageStrips, AreAsManyAsWorkersAndATaskEach)
{
    addOddPictures();
    const RunResult run = runExperiment(experiment("out"));
    EXPECT_EQ(run.trials.at(0).tasks.total, 5 * kPerPicture);
    EXPECT_EQ(run.experiment.tasks, static_cast<std::int64_t>(5 * kPerPicture));
    EXPECT_EQ(run.experiment.chunk, 1);
}

TEST_F(ImageStrips, OfSomePicturesAreWholePicturesToo)
{
    addOddPictures();
    Experiment some = experiment("out");
    some.tasks = 2 * static_cast<std::int64_t>(kPerPicture) - 3; // of the second picture nearly all
    EXPECT_EQ(runExperiment(some).trials.at(0).tasks.total, 2 * kPerPicture);
    EXPECT_EQ(filesIn("out").size(), 2U);
    some.tasks = 5 * static_cast<std::int64_t>(kPerPicture) + 1;
    some.params["overwrite"] = true;
    const auto plan = makePlan(some);
    ASSERT_FALSE(plan);
    EXPECT_THAT(plan.error().message, HasSubstr("use 80 at most"));
}

// Those that it leaves alone may have results already.
TEST_F(ImageStrips, OfSomePicturesClaimTheResultsOfTheseOnly)
{
    addOddPictures();
    Experiment some = experiment("out");
    some.tasks = static_cast<std::int64_t>(kPerPicture);
    std::ofstream(m_folder.path() / "out" / "e.png") << "of somebody else";
    const RunResult run = runExperiment(some);
    expectWhole(run.trials.at(0));
    EXPECT_EQ(filesIn("out").at("e.png"), "of somebody else");
    some.workers.reset();
    some.varyWorkers = {2, 3};
    EXPECT_EQ(picturesOf(some, kPerPicture), 2U) << "with two workers each is fewer tasks";
}

TEST_F(ImageStrips, WithoutAnOutputAreCountedOnly)
{
    addOddPictures();
    Experiment dropped = experiment("out");
    dropped.params["output"] = std::string();
    const TrialResult trial = runExperiment(dropped).trials.at(0);
    expectWhole(trial);
    EXPECT_EQ(trial.tasks.total, 5 * (kPerPicture - 1));
}

TEST_F(ImageStrips, OfABadPictureFailByItsNameAndTheOthersGoOn)
{
    addOddPictures();
    fs::resize_file(m_input / "d.ppm", 900);
    const TrialResult trial = runExperiment(experiment("out")).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.failed, kPerPicture);
    ASSERT_FALSE(trial.errors.empty());
    for (const TaskError& error : trial.errors)
        EXPECT_THAT(error.message, HasSubstr("d.ppm: "));
    EXPECT_EQ(trial.errors.front().task, 3 * kPerPicture);
    EXPECT_EQ(filesIn("out").size(), 4U);
    EXPECT_EQ(filesIn("out").count("d.png"), 0U);
}

// Whatever a task of the fourth picture does, its end takes that picture and no other.
TEST_F(ImageStrips, OfATaskThatFailsAreLostWithTheirPictureOnly)
{
    addOddPictures();
    runExperiment(experiment("whole", false));
    auto wanted = filesIn("whole");
    wanted.erase("d.png");
    for (const FaultKind kind : {FaultKind::Exit, FaultKind::Crash, FaultKind::Raise}) {
        for (const std::uint64_t within : {0U, 1U, 2U, 4U, 6U, 11U, 15U}) {
            SCOPED_TRACE(testing::Message() << nameOf(kind) << " at " << within);
            const std::string output = std::string(nameOf(kind)) + std::to_string(within);
            Experiment failing = experiment(output);
            failing.inject = {{.kind = kind, .task = 3 * kPerPicture + within}};
            const TrialResult trial = runExperiment(failing).trials.at(0);
            EXPECT_EQ(trial.end, TrialEnd::Finished);
            EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
            EXPECT_EQ(trial.race.lost, 0U);
            EXPECT_TRUE(filesIn(output) == wanted);
        }
    }
}

// With a process of threads all tasks in flight are lost, of a picture before or behind too.
TEST_F(ImageStrips, OfThreadsThatDieAreLostWithWhatIsInFlight)
{
    addOddPictures();
    runExperiment(experiment("whole", false));
    const auto whole = filesIn("whole");
    for (const std::uint64_t within : {0U, 2U, 6U, 15U}) {
        Experiment dying = experiment("out" + std::to_string(within));
        dying.executor = ExecutorKind::Threads;
        dying.inject = {{.kind = FaultKind::Crash, .task = 3 * kPerPicture + within}};
        const TrialResult trial = runExperiment(dying).trials.at(0);
        EXPECT_EQ(trial.end, TrialEnd::Finished);
        EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
        const auto files = filesIn("out" + std::to_string(within));
        EXPECT_GE(files.size(), 2U);
        EXPECT_EQ(files.count("d.png"), 0U);
        for (const auto& [name, bytes] : files)
            EXPECT_TRUE(whole.at(name) == bytes) << name;
    }
}

TEST_F(ImageStrips, OfATaskThatHangsTimeOutAndThoseThatWaitDoNot)
{
    addOddPictures();
    Experiment hanging = experiment("out");
    hanging.inject = {{.kind = FaultKind::Hang, .task = 3 * kPerPicture + 2}};
    hanging.timeout = kTimeOut;
    const TrialResult trial = runExperiment(hanging).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.timedOut, 1U);
    EXPECT_EQ(filesIn("out").size(), 4U);
}

TEST_F(ImageStrips, EndSoonWhenTheRunIsStopped)
{
    addOddPictures();
    Experiment hanging = experiment("out");
    hanging.inject = {{.kind = FaultKind::Hang, .task = 2}}; // and all others wait
    hanging.timeout = 600;
    WatchedRun run([](interleave::Run& self, const Recording& recording) {
        if (recording.tasksEnded() > 0)
            self.cancel();
    });
    const TrialResult trial = run.run(hanging).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_THAT(filesIn("out"), IsEmpty());
}

TEST_F(ImageStrips, AreTimedByWhatIsDone)
{
    addOddPictures();
    for (const bool strips : {false, true}) {
        const TrialResult trial
            = runExperiment(experiment(strips ? "strips" : "whole", strips)).trials.at(0);
        std::set<std::string> names;
        for (const OutcomeFigure& figure : trial.outcome.figures) {
            EXPECT_EQ(figure.value > 0, figure.name != kFailedFigure) << figure.name;
            names.insert(figure.name);
        }
        std::set<std::string> wanted{"decode_ns", "filter_ns", "encode_ns"};
        if (strips)
            wanted.insert({kPicturesFigure, kFilteredFigure, kFailedFigure});
        EXPECT_EQ(names, wanted);
    }
}

TEST_F(ImageStrips, AreRefusedWhereAProcessEndsWithItsTask)
{
    Experiment each = experiment("out");
    each.executor = ExecutorKind::ProcessPerTask;
    const auto problems = findProblems(each);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems.front().field, "executor");
}

} // namespace
} // namespace interleave::test
