// The histogram of brightness as the workers share it, and as each counts for itself.

#include "core/workload/image/brightness.h"
#include "tests/support/engine_run.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <numeric>

namespace interleave::test {

namespace {

std::uint64_t pixelsIn(const std::vector<std::uint64_t>& bins)
{
    return std::accumulate(bins.begin(), bins.end(), std::uint64_t{0});
}

class OwnBrightnessTest : public testing::Test
{
protected:
    void endTask(std::uint64_t task, TaskMark mark)
    {
        const std::uint32_t runs = m_ledger.start(task);
        m_own->add(binsOf(task), task, m_ledger);
        m_ledger.finish(task, mark, 0, runs);
    }
    static BrightnessCounts binsOf(std::uint64_t task)
    {
        BrightnessCounts bins{};
        bins[task] = 10;
        return bins;
    }
    [[nodiscard]] std::uint64_t at(std::size_t bin) const { return m_own->sum(m_ledger)[bin]; }

    std::array<TaskLedger::Line, 2> m_lines{};
    TaskLedger m_ledger{m_lines, 14};
    // As the trial's memory has it.
    std::unique_ptr<OwnBrightness> m_own = std::make_unique<OwnBrightness>();
};

} // namespace

TEST_F(OwnBrightnessTest, HoldsThePicturesThatAreWhole)
{
    endTask(0, TaskMark::Succeeded);
    endTask(1, TaskMark::Late);
    endTask(2, TaskMark::Failed);
    endTask(3, TaskMark::Succeeded);
    EXPECT_EQ(at(0), 10U);
    EXPECT_EQ(at(1), 10U);
    EXPECT_EQ(at(2), 0U);
    EXPECT_EQ(at(3), 10U);
}

TEST_F(OwnBrightnessTest, F281_OfATaskThatCannotBeNothingCounts)
{
    endTask(0, TaskMark::Succeeded);
    std::memset(static_cast<void*>(m_own.get()), 0xFF, sizeof *m_own);
    EXPECT_EQ(at(0), UINT64_MAX);
}

TEST_F(OwnBrightnessTest, F261_APictureWhoseWorkerDiedIsNotInIt)
{
    endTask(0, TaskMark::Succeeded);
    const std::uint32_t runs = m_ledger.start(1);
    m_own->add(binsOf(1), 1, m_ledger);
    EXPECT_EQ(at(1), 0U) << "still at it";
    m_ledger.finish(1, TaskMark::Died, 0, runs);
    endTask(2, TaskMark::Succeeded); // its successor's
    EXPECT_EQ(at(0), 10U);
    EXPECT_EQ(at(1), 0U);
    EXPECT_EQ(at(2), 10U);
}

TEST_F(OwnBrightnessTest, F261_APictureThatIsDoneAgainElsewhereIsNotCountedTwice)
{
    m_ledger.start(1);
    m_own->add(binsOf(1), 1, m_ledger);
    m_ledger.clear(1);
    OwnBrightness other{};
    const std::uint32_t runs = m_ledger.start(1);
    other.add(binsOf(1), 1, m_ledger);
    m_ledger.finish(1, TaskMark::Succeeded, 0, runs);
    EXPECT_EQ(at(1), 0U);
    EXPECT_EQ(other.sum(m_ledger)[1], 10U);
}

TEST(SharedBrightness, UnderALockBothHistogramsAreTheSame)
{
    const TrialResult trial = runExperiment(
        {.workload = WorkloadKind::ImageFilter, .tasks = 6, .workers = 2, .sync = Primitive::Lock})
                                  .trials.at(0);
    ASSERT_TRUE(trial.outcome.brightness);
    EXPECT_EQ(trial.outcome.brightness->counted, trial.outcome.brightness->shared);
    EXPECT_EQ(pixelsIn(trial.outcome.brightness->counted), trial.race.expected);
}

TEST(SharedBrightness, F261_TheAccountAddsUpWhateverBecomesOfWorkers)
{
    for (const ExecutorKind executor : {ExecutorKind::Processes, ExecutorKind::Threads}) {
        const TrialResult trial
            = runExperiment({.workload = WorkloadKind::ImageFilter,
                                .tasks = 12,
                                .workers = 2,
                                .executor = executor,
                                .sync = Primitive::Lock,
                                .inject = {{FaultKind::Raise, 1}, {FaultKind::Crash, 4}}})
                  .trials.at(0);
        ASSERT_TRUE(trial.outcome.brightness);
        EXPECT_GE(trial.tasks.failed, 2U);
        EXPECT_EQ(pixelsIn(trial.outcome.brightness->counted), trial.race.expected);
    }
}

TEST(SharedBrightness, ARaceLosesWhatTheSharedOneLacks)
{
    Experiment experiment{.workload = WorkloadKind::ImageFilter,
        .params = {{"delay_ns", std::int64_t{200'000}}},
        .tasks = 8,
        .workers = 2,
        .sync = Primitive::None};
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    const BrightnessResult& brightness = *trial.outcome.brightness;
    EXPECT_EQ(pixelsIn(brightness.counted), trial.race.expected);
    EXPECT_EQ(pixelsIn(brightness.shared), trial.race.actual);
    for (std::size_t bin = 0; bin < brightness.counted.size(); ++bin)
        EXPECT_LE(brightness.shared[bin], brightness.counted[bin]) << bin;
}

} // namespace interleave::test
