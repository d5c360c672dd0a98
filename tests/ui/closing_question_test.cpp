// What is asked before runs go with what they gave.

#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/closing_question.h"
#include "ui/run/run_list.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

constexpr std::uint64_t kHourNs = 3'600'000'000'000;

class ClosingQuestion : public testing::Test
{
protected:
    std::shared_ptr<ui::Run> add(const Experiment& experiment)
    {
        m_runs.add(std::make_shared<ui::Run>(experiment));
        return m_runs.shown();
    }
    static void live(ui::Run& run, std::uint64_t trial, std::uint64_t elapsedNs)
    {
        run.beginTrial(trial, nullptr);
        LiveSnapshot now;
        now.trial = trial;
        now.elapsedNs = elapsedNs;
        run.setLive(now);
    }
    [[nodiscard]] QString question() const { return questionBeforeClosing(m_runs); }

    RunList m_runs;
};

TEST_F(ClosingQuestion, IsAskedOfATrialThatHasRunForLong)
{
    const auto run = add({});
    live(*run, 0, kHourNs);
    EXPECT_TRUE(question().contains(QStringLiteral("still runs"))) << question().toStdString();
}

TEST_F(ClosingQuestion, IsAskedOfTheTrialsThatARunHasDone)
{
    const auto run = add({.trials = 20});
    for (std::uint64_t trial = 0; trial < 19; ++trial) {
        live(*run, trial, 1'000'000'000);
        run->endTrial(trialThatLost(0, 100), nullptr); // of a second
    }
    EXPECT_EQ(run->tookNs(), 19e9);
    EXPECT_TRUE(question().contains(QStringLiteral("still runs"))) << question().toStdString();
}

TEST_F(ClosingQuestion, IsNotAskedOfWhatCanBeHadAgainInAMoment)
{
    EXPECT_EQ(question(), QString());
    const auto run = add({});
    live(*run, 0, 1'000'000);
    EXPECT_EQ(question(), QString());
    run->end(runOf(Primitive::None, 1e9, 5));
    EXPECT_EQ(question(), QString());
}

TEST_F(ClosingQuestion, IsAskedOfAResultUntilItIsSaved)
{
    const auto run = add({});
    run->end(runOf(Primitive::None, 60e9, 5));
    EXPECT_TRUE(question().contains(QStringLiteral("not saved"))) << question().toStdString();
    EXPECT_TRUE(questionBeforeClosing(*run).contains(run->name()));
    run->setSaved(QStringLiteral("run.trace"));
    EXPECT_EQ(question(), QString());
    EXPECT_EQ(questionBeforeClosing(*run), QString());
}

TEST_F(ClosingQuestion, IsAskedOfARunThatFailedWithTrialsThatHadEnded)
{
    const auto run = add({.trials = 20});
    live(*run, 0, 60'000'000'000);
    TrialResult trial = trialThatLost(0, 100);
    trial.wallNs = 60'000'000'000;
    run->endTrial(trial, nullptr);
    run->fail(QStringLiteral("the engine was killed"));
    EXPECT_TRUE(question().contains(QStringLiteral("not saved"))) << question().toStdString();
    EXPECT_NE(questionBeforeClosing(*run), QString());
}

} // namespace
} // namespace interleave::ui
