// Pictures by OpenCV for Python: the same as ours, pixel for pixel, where it is installed.

#include "core/base/file.h"
#include "core/engine/python/python_trial.h"
#include "core/trace/recording.h"
#include "core/workload/image/image_module.h"
#include "tests/core/image/test_picture.h"
#include "tests/core/python/python_test.h"
#include "tests/support/temporary_folder.h"

#include <opencv2/imgcodecs.hpp>

#include <filesystem>
#include <fstream>

namespace interleave::test {

using testing::HasSubstr;

namespace {

namespace fs = std::filesystem;

class PythonPicturesTest : public WithPython<testing::Test>
{
protected:
    void SetUp() override
    {
        WithPython::SetUp();
        fs::create_directory(m_folder.path() / "in");
    }

    void picture(const char* name, const cv::Mat& pixels)
    {
        ASSERT_TRUE(cv::imwrite(m_folder.path() / "in" / name, pixels));
    }

    // Into a folder of that executor's.
    RunResult filteredBy(ExecutorKind executor, const std::string& filters, bool samples = false)
    {
        Experiment experiment = inPython(executor, WorkloadKind::ImageFilter, 2);
        if (!samples)
            experiment.tasks.reset();
        experiment.params = {{"filters", filters},
            {"input", samples ? std::string() : (m_folder.path() / "in").string()},
            {"output", results(executor).string()}};
        fs::create_directory(results(executor));
        return runExperiment(experiment);
    }

    [[nodiscard]] fs::path results(ExecutorKind executor) const
    {
        return m_folder.path() / nameOf(executor);
    }

    void expectSameFiles(ExecutorKind one, ExecutorKind other)
    {
        std::size_t files = 0;
        for (const auto& file : fs::directory_iterator(results(one))) {
            const fs::path name = file.path().filename();
            const cv::Mat pixels = cv::imread(file.path(), cv::IMREAD_UNCHANGED);
            expectEqual(pixels, cv::imread(results(other) / name, cv::IMREAD_UNCHANGED));
            ++files;
        }
        EXPECT_GT(files, 0U);
        fs::remove_all(results(one));
        fs::remove_all(results(other));
    }

    // Without OpenCV for Python there is nothing to compare.
    static bool isInstalled(const RunResult& result)
    {
        if (result.trials.at(0).end != TrialEnd::Failed)
            return true;
        EXPECT_THAT(result.errors.at(0), HasSubstr("install the package python3-opencv"));
        return false;
    }

private:
    TemporaryFolder m_folder;
};

cv::Mat sixteenBits(const cv::Mat& picture)
{
    cv::Mat result;
    picture.convertTo(result, CV_16U, 257);
    return result;
}

} // namespace

TEST_F(PythonPicturesTest, EveryFilterGivesThePixelsThatOursGives)
{
    picture("colour.png", testPicture({61, 47}, 3));
    picture("grey.png", testPicture({61, 47}, 1));
    picture("alpha.png", testPicture({61, 47}, 4));
    picture("deep.png", sixteenBits(testPicture({61, 47}, 3)));
    for (const char* filters : {"blur sigma=1.5, median size=3, bilateral diameter=5, sharpen, "
                                "emboss, equalise, resize scale=0.7, rotate angle=270, sobel",
             "sepia, resize width=90, blur, sharpen, emboss, rotate",
             "grayscale, canny"}) {
        const RunResult python = filteredBy(ExecutorKind::PythonSerial, filters);
        if (!isInstalled(python))
            GTEST_SKIP() << python.errors.at(0);
        const RunResult ours = filteredBy(ExecutorKind::Serial, filters);
        const TrialResult& trial = python.trials.at(0);
        EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
        EXPECT_EQ(trial.tasks.succeeded, 4U);
        EXPECT_EQ(trial.outcome.brightness->shared, ours.trials.at(0).outcome.brightness->shared);
        EXPECT_EQ(trial.outcome.brightness->counted, trial.outcome.brightness->shared);
        EXPECT_EQ(trial.race.lost, 0U);
        EXPECT_EQ(trial.outcome.figures.size(), ours.trials.at(0).outcome.figures.size());
        expectSameFiles(ExecutorKind::PythonSerial, ExecutorKind::Serial);
    }
}

TEST_F(PythonPicturesTest, SamplesAreTheSameToo)
{
    const RunResult python = filteredBy(ExecutorKind::PythonPool, "blur", true);
    if (!isInstalled(python))
        GTEST_SKIP() << python.errors.at(0);
    filteredBy(ExecutorKind::Processes, "blur", true);
    expectSameFiles(ExecutorKind::PythonPool, ExecutorKind::Processes);
}

TEST_F(PythonPicturesTest, F509_WhatCannotBeReadFailsByItsNameAndOthersGoOn)
{
    picture("good.png", testPicture({61, 47}, 3));
    std::ofstream(results(ExecutorKind::PythonPool).parent_path() / "in/bad.png")
        << "\x89PNG\r\n\x1a\n and nothing else";
    Experiment experiment = inPython(ExecutorKind::PythonPool, WorkloadKind::ImageFilter, 2);
    experiment.params
        = {{"input", (results(ExecutorKind::PythonPool).parent_path() / "in").string()}};
    std::size_t parts = 0;
    WatchedRun run;
    run.onTrialEnded([&](RunningTrial& ended) {
        const Recording recording = ended.recording().value();
        for (unsigned worker = 0; worker < recording.workers(); ++worker) {
            for (const std::span<const TraceEvent> events : recording.log(worker))
                parts += static_cast<std::size_t>(
                    std::ranges::count(events, EventKind::Part, &TraceEvent::kind));
        }
    });
    const RunResult result = run.run(experiment);
    if (!isInstalled(result))
        GTEST_SKIP() << result.errors.at(0);
    const TrialResult& trial = result.trials.at(0);
    EXPECT_EQ(trial.tasks.succeeded, 1U);
    EXPECT_EQ(trial.tasks.failed, 1U);
    ASSERT_FALSE(trial.errors.empty());
    EXPECT_THAT(trial.errors.back().message, HasSubstr("bad.png: ValueError: OpenCV for Python"));
    EXPECT_EQ(parts, 2U) << "decoding and filtering of the good one";
    EXPECT_THAT(run.logged, HasSubstr("without the sandbox"));
}

TEST_F(PythonPicturesTest, WhatAWorkerHadNotFinishedWhenItWasKilledIsRemoved)
{
    constexpr ExecutorKind kPool = ExecutorKind::PythonPool;
    fs::create_directory(results(kPool));
    Experiment experiment = inPython(kPool, WorkloadKind::ImageFilter, 1);
    experiment.workers = 1;
    experiment.params = {{"input", std::string()}, {"output", results(kPool).string()}};
    experiment.inject = {{FaultKind::Hang, 0}};
    experiment.timeout = 60;
    const RunPlan plan = makePlan(experiment).value();
    const Clock clock;
    auto loop = EventLoop::create().value();
    CoreUsage cores = CoreUsage::open();
    WatchedRun observer;
    const TrialTools tools{plan, clock, loop, cores, observer, nullptr};
    const auto trial
        = PythonTrial::start(tools, {.number = 0, .armNumber = 0, .arm = plan.arms[0]});
    ASSERT_TRUE(trial.has_value());
    const Recording recording = (*trial)->recording().value();
    EXPECT_TRUE(loop.runUntil(
        [&] { return (*trial)->done() || recording.worker(0).state == WorkerState::Working; }));
    const fs::path unfinished
        = unfinishedName(picturesOf(plan)->pictures().output(0), recording.worker(0).pid);
    std::ofstream(unfinished) << "half a picture";
    (*trial)->cancel();
    EXPECT_TRUE(loop.runUntil([&] { return (*trial)->done(); }));
    const bool stays = fs::exists(unfinished);
    const TrialResult result = (*trial)->finish();
    if (result.end == TrialEnd::Failed)
        GTEST_SKIP() << saidOfPython(result);
    EXPECT_FALSE(stays);
}

} // namespace interleave::test
