// A run's result as text: what is written can be read, however many trials there are.

#include "core/base/json.h"
#include "core/model/run_result_json.h"
#include "core/model/run_result_text.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <ostream>

namespace interleave {
namespace {

TrialResult trialOf(std::uint32_t workers)
{
    TrialResult trial;
    trial.tasks = {.total = 100, .succeeded = 100};
    trial.workers.resize(workers);
    trial.errors = {{5, "exception", "\"trials\": [{}], \\ and a \n line break"}};
    for (std::uint32_t waiter = 0; waiter < workers; ++waiter)
        for (std::uint32_t holder = 0; holder < workers; ++holder)
            trial.sync.waits.push_back({waiter, holder, 1'000});
    return trial;
}

RunResult runOf(std::size_t trials, std::uint32_t workers)
{
    RunResult run;
    run.experiment.params["input"] = std::string("a \"trials\": [] b");
    run.trials.assign(trials, trialOf(workers));
    run.arms.emplace_back().arm.workers = workers;
    run.errors = {"one failed"};
    return run;
}

TEST(RunResultText, IsWhatTheJsonOfTheResultIs)
{
    for (const std::size_t trials : {0U, 1U, 3U}) {
        const RunResult run = runOf(trials, 2);
        for (const int indent : {-1, 0, 2, 4})
            EXPECT_EQ(runResultText(run, indent), dumpJson(toJson(run), indent));
    }
}

TEST(RunResultText, IsReadAsItWasWritten)
{
    for (const std::size_t trials : {0U, 1U, 3U}) {
        RunResult run = runOf(trials, 2);
        run.experiment = {}; // its parameters were none of its workload's
        const auto back = runResultFromText(runResultText(run, 2), "a.trace");
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(dumpJson(toJson(*back)), dumpJson(toJson(run)));
    }
}

TEST(RunResultText, HasOfTwoRunsSideBySideWhatEachHasOfItsOwn)
{
    RunResult run = runOf(2, 2);
    run.experiment = {};
    run.arms.push_back(run.arms.front());
    run.trials[1].arm = 1;
    run.madeOf = {{.experiment = {.workload = WorkloadKind::Bank},
                      .asked = {.workload = WorkloadKind::Bank, .trials = 3},
                      .machine = {.processor = "Alpha"},
                      .recorded = true},
        {.experiment = {.workload = WorkloadKind::Phases}, .machine = {.processor = "Beta"}}};
    const auto back = runResultFromText(runResultText(run), "a.trace");
    ASSERT_TRUE(back) << back.error().message;
    ASSERT_EQ(back->madeOf.size(), 2U);
    EXPECT_EQ(back->madeOf[0].experiment, run.madeOf[0].experiment);
    EXPECT_EQ(back->madeOf[0].asked, run.madeOf[0].asked);
    EXPECT_EQ(back->madeOf[1].machine.processor, "Beta");
    EXPECT_TRUE(back->madeOf[0].recorded);
    EXPECT_FALSE(back->madeOf[1].recorded);
}

// 64 workers that all wait for each other: more text than any other JSON may have.
TEST(RunResultText, F54_NineHundredTrialsAreReadBack)
{
    constexpr std::size_t kTrials = 900;
    RunResult run = runOf(kTrials, 64);
    run.experiment = {};
    const std::string text = runResultText(run);
    EXPECT_GT(text.size(), kMaxJsonBytes);
    const auto back = runResultFromText(text, "a.trace");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->trials.size(), kTrials);
    EXPECT_EQ(back->trials.back().sync.waits.size(), 64U * 64U);
}

TEST(RunResultText, F54_WhatIsDamagedIsAFailureThatNamesTheFile)
{
    const std::string text = runResultText([] {
        RunResult run = runOf(2, 2);
        run.experiment = {};
        return run;
    }());
    for (const std::string& damaged : {std::string("{"),
             std::string("[]"),
             std::string(),
             text.substr(0, text.size() / 2),
             text.substr(0, text.size() - 1),
             std::string(1'000, '['),
             std::string(R"({"trials": [}{]})")}) {
        const auto back = runResultFromText(damaged, "a.trace");
        ASSERT_FALSE(back) << damaged;
        EXPECT_EQ(back.error().message.find("a.trace: "), 0U) << back.error().message;
    }
}

TEST(RunResultText, F350_AFieldOfNoObjectThatIsNoNumberIsAFailure)
{
    RunResult run = runOf(1, 2);
    run.experiment = {};
    run.startedMs = 12'345;
    std::string text = runResultText(run);
    text.replace(text.find("12345"), 5, "\"\"");
    const auto back = runResultFromText(text, "a.trace");
    ASSERT_FALSE(back);
    EXPECT_EQ(back.error().message, "a.trace: not a result: '' is no whole number");
}

struct Nonsense
{
    const char* name;
    void (*make)(RunResult& run);
    const char* said;
};

void PrintTo(const Nonsense& nonsense, std::ostream* out)
{
    *out << nonsense.name;
}

class ResultNonsense : public testing::TestWithParam<Nonsense>
{
};

// Readers take memory for as much as a result says, and count on its places.
TEST_P(ResultNonsense, F350_WhatNoRunCanHaveGivenIsNotRead)
{
    RunResult run = runOf(2, 2);
    run.experiment = {};
    GetParam().make(run);
    const auto back = runResultFromText(runResultText(run), "a.trace");
    ASSERT_FALSE(back);
    EXPECT_EQ(
        back.error().message, std::string("a.trace: the result is damaged: ") + GetParam().said);
}

void addFigure(RunResult& run, const char* name, double value)
{
    run.trials[1].outcome.figures.push_back({.name = name, .value = value});
}

INSTANTIATE_TEST_SUITE_P(All,
    ResultNonsense,
    testing::Values(
        Nonsense{
            "NoArms", [](RunResult& run) { run.arms.clear(); }, "trial 1: it is of arm 1 of 0"},
        Nonsense{"OtherArm",
            [](RunResult& run) { run.trials[1].arm = 8; },
            "trial 2: it is of arm 9 of 1"},
        Nonsense{"Workers",
            [](RunResult& run) { run.arms[0].arm.workers = 4'000'000'000; },
            "arm 1: 4000000000 workers, where 1024 are the most"},
        Nonsense{"Value",
            [](RunResult& run) { run.arms[0].arm.value = 0; },
            "arm 1: it has value 1 of 0"},
        Nonsense{"Tasks",
            [](RunResult& run) { run.trials[0].tasks.total = 1'000'000'000'000; },
            "trial 1: 1000000000000 tasks, where 100000000 are the most"},
        Nonsense{"Waiter",
            [](RunResult& run) { run.trials[1].deadlock = {{.worker = 4'000'000'000}}; },
            "trial 2: worker 4000000001 of 2 is in a deadlock"},
        Nonsense{"Holder",
            [](RunResult& run) { run.trials[1].deadlock = {{.worker = 1, .heldBy = UINT32_MAX}}; },
            "trial 2: worker 4294967296 of 2 is in a deadlock"},
        Nonsense{"ManyPictures",
            [](RunResult& run) { addFigure(run, "pictures", 1e18); },
            "trial 2: 100 tasks, and pictures: 1e+18"},
        Nonsense{"PicturesWithoutEnd",
            [](RunResult& run) {
                addFigure(run, "pictures", std::numeric_limits<double>::infinity());
            },
            "trial 2: 100 tasks, and pictures: inf"},
        Nonsense{"LessThanNoPicture",
            [](RunResult& run) { addFigure(run, "pictures_filtered", -1); },
            "trial 2: 100 tasks, and pictures_filtered: -1"},
        Nonsense{"TwoRunsOfOneArm",
            [](RunResult& run) { run.madeOf.resize(2); },
            "it is made of 2 runs and has 1 arms"},
        Nonsense{"NamesOfAnotherArm",
            [](RunResult& run) { run.pictures = {{.arms = {1}}}; },
            "pictures: they are of arm 2 of 1"},
        Nonsense{"ManyNames",
            [](RunResult& run) {
                run.pictures = {{.names = std::vector<std::string>(10'001, "a")}};
            },
            "pictures: 10001 names, where 10000 are the most"},
        Nonsense{"ManySamples",
            [](RunResult& run) {
                run.pictures = {{.samples = std::vector<std::uint64_t>(10'001)}};
            },
            "pictures: 10001 names, where 10000 are the most"},
        Nonsense{"OtherResults",
            [](RunResult& run) {
                run.pictures = {{.names = {"a"}, .results = {"a", "b"}}};
            },
            "pictures: 2 results of 1"},
        Nonsense{"NoPath",
            [](RunResult& run) { run.pictures = {{.names = {"file:%zz"}}}; },
            "pictures: a name is none"},
        Nonsense{"PathWithANul",
            [](RunResult& run) { run.pictures = {{.folder = std::string("/in\0/x", 6)}}; },
            "pictures: a name is none"},
        Nonsense{"ResultElsewhere",
            [](RunResult& run) { run.pictures = {{.names = {"a"}, .results = {"b/../../a"}}}; },
            "pictures: a result lies outside of its folder"},
        Nonsense{"ResultWithItsRoot",
            [](RunResult& run) { run.pictures = {{.names = {"a"}, .results = {"/etc/a"}}}; },
            "pictures: a result lies outside of its folder"},
        Nonsense{"Brightness",
            [](RunResult& run) {
                run.trials[0].outcome.brightness = {.counted = {1, 2}, .shared = {1}};
            },
            "trial 1: its two histograms have another number of steps"}),
    [](const auto& each) { return std::string(each.param.name); });

} // namespace
} // namespace interleave
