// What is said of compared executors: in the table, in the answer, in a file.

#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/compare/bar_page.h"
#include "ui/compare/executor_model.h"
#include "ui/models/executor_fit.h"
#include "ui/views/run_answer.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace interleave::ui {
namespace {

TrialResult trialOf(std::uint32_t arm, double wallMs)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.arm = arm;
    trial.wallNs = static_cast<std::uint64_t>(wallMs * 1e6);
    trial.throughputPerS = 100e3 / wallMs;
    trial.startNs = 2'000'000;
    trial.roundTripNs = 40'000;
    trial.memoryBytes = std::uint64_t{5} << 20U;
    return trial;
}

// Each executor with the times of its trials, in ms.
RunResult comparedExecutors(
    const std::vector<std::pair<std::string, std::vector<double>>>& executors)
{
    RunResult run;
    run.experiment.workload = WorkloadKind::Squares;
    run.experiment.varyParam.name = "executor";
    for (std::uint32_t arm = 0; arm < executors.size(); ++arm) {
        run.experiment.varyParam.values.push_back(executors[arm].first);
        const auto& times = executors[arm].second;
        ArmResult& result = run.arms.emplace_back(ArmResult{.arm = {.value = arm}});
        result.summary.trials = times.size();
        result.summary.wallNs = {.median = times[times.size() / 2] * 1e6,
            .low = std::ranges::min(times) * 1e6,
            .high = std::ranges::max(times) * 1e6};
        for (const double ms : times)
            run.trials.push_back(trialOf(arm, ms));
    }
    run.experiment.trials = static_cast<std::int64_t>(executors.front().second.size());
    return run;
}

RunResult oursAndPythons()
{
    return comparedExecutors({{"processes", {10, 10, 10}},
        {"serial", {20, 20, 20}},
        {"python-pool", {100, 100, 100}},
        {"python-serial", {200, 200, 200}}});
}

RunResult underPythonsLock()
{
    return comparedExecutors({{"python-serial", {100, 100, 100}},
        {"python-threads", {100, 100, 100}},
        {"python-processes", {50, 50, 50}}});
}

class ComparedExecutors : public testing::Test
{
protected:
    QString cell(int row, ExecutorModel::Column column) const
    {
        return m_view.findChild<QTableView*>()->model()->index(row, column).data().toString();
    }
    BarPage m_view{new ExecutorModel, QStringLiteral("Executors")};
};

TEST_F(ComparedExecutors, StandInATableWithTheirNumbers)
{
    m_view.setRun(oursAndPythons());
    EXPECT_EQ(cell(0, ExecutorModel::Name), QStringLiteral("process pool"));
    EXPECT_EQ(cell(0, ExecutorModel::Rate), QStringLiteral("10.0 k/s"));
    EXPECT_EQ(cell(0, ExecutorModel::Start), QStringLiteral("2.00 ms"));
    EXPECT_EQ(cell(0, ExecutorModel::RoundTrip), QStringLiteral("40.0 µs"));
    EXPECT_EQ(cell(0, ExecutorModel::Memory), QStringLiteral("about 5.0 MiB"));
    EXPECT_EQ(cell(2, ExecutorModel::Name), QStringLiteral("Python: Pool"));
}

TEST_F(ComparedExecutors, NameAFreeThreadedPythonAsSuch)
{
    RunResult run
        = comparedExecutors({{"python-threads", {50, 50, 50}}, {"python-serial", {100, 100, 100}}});
    for (TrialResult& trial : run.trials)
        trial.python = trial.arm == 0 ? "Python 3.13.0, free-threaded" : "Python 3.11.2";
    m_view.setRun(run);
    EXPECT_EQ(cell(0, ExecutorModel::Name), QStringLiteral("Python: threads (free-threaded)"));
    EXPECT_EQ(cell(1, ExecutorModel::Name), QStringLiteral("Python: loop"));
    const QModelIndex loop = m_view.findChild<QTableView*>()->model()->index(1, 0);
    EXPECT_TRUE(loop.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Python 3.11.2")));
}

TEST_F(ComparedExecutors, AreThereBeforeAnythingIsKnown)
{
    m_view.start(oursAndPythons().experiment);
    EXPECT_EQ(cell(3, ExecutorModel::Name), QStringLiteral("Python: loop"));
    EXPECT_EQ(cell(3, ExecutorModel::Memory), QStringLiteral("–"));
    EXPECT_FALSE(m_view.findChild<QPushButton*>()->isEnabled());
}

TEST_F(ComparedExecutors, SayWhatCouldNotBeRead)
{
    RunResult run = oursAndPythons();
    for (TrialResult& trial : run.trials) {
        if (trial.arm == 0) {
            trial.memoryBytes.reset();
            trial.roundTripNs.reset();
        }
    }
    m_view.setRun(run);
    EXPECT_EQ(cell(0, ExecutorModel::Memory), QStringLiteral("not known"));
    EXPECT_EQ(cell(0, ExecutorModel::RoundTrip), QStringLiteral("not known"));
    EXPECT_EQ(cell(1, ExecutorModel::Memory), QStringLiteral("about 5.0 MiB"));
}

TEST_F(ComparedExecutors, SayWhatWentWrongInThePlaceOfARate)
{
    RunResult run = oursAndPythons();
    run.arms[2].summary.tasks = {.total = 300, .succeeded = 297, .failed = 3};
    for (TrialResult& trial : run.trials) {
        if (trial.arm == 2)
            trial.tasks = {.total = 100, .succeeded = 99, .failed = 1};
    }
    m_view.setRun(run);
    EXPECT_TRUE(cell(2, ExecutorModel::Rate).startsWith(QStringLiteral("✕ ")));
    EXPECT_TRUE(
        executorsHeadline(run).endsWith(QStringLiteral("1 of 4 executors did not do well")));
}

RunResult disturbed(RunResult run, std::size_t trial)
{
    run.trials[trial].wallNs = 1'000'000'000; // of less nobody can tell
    run.trials[trial].othersShare = 0.3;
    return run;
}

TEST_F(ComparedExecutors, AreMarkedWhereOthersTookMuchOfTheCoresAndThePageSaysWhatTheMarkMeans)
{
    const QString meaning = QStringLiteral("Numbers with this sign are of trials in which others");
    m_view.show();
    m_view.setRun(disturbed(oursAndPythons(), 0));
    EXPECT_EQ(cell(0, ExecutorModel::Rate), QStringLiteral("⚠ 10.0 k/s"));
    EXPECT_EQ(cell(1, ExecutorModel::Rate), QStringLiteral("5.00 k/s"));
    EXPECT_TRUE(m_view.findChild<QTableView*>()
                    ->model()
                    ->index(0, ExecutorModel::Rate)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .endsWith(QStringLiteral("Others took much of the cores in 1 of 3 trials")));
    EXPECT_TRUE(showsText(m_view, meaning));
    m_view.setRun(oursAndPythons());
    EXPECT_FALSE(showsText(m_view, meaning));
}

TEST(ExecutorsAnswer, CarriesThatOthersTookMuchOfTheCores)
{
    const auto cautions = [](const RunResult& result) {
        return answerOf(ui::Run(RunContent{.asked = result.experiment, .result = result})).cautions;
    };
    EXPECT_EQ(cautions(disturbed(underPythonsLock(), 1)),
        QStringLiteral("Others took up to 30 % of the cores in 1 of 9 trials"));
    EXPECT_EQ(cautions(underPythonsLock()), QString());
}

TEST_F(ComparedExecutors, GoIntoAFileWithTheirIntervals)
{
    m_view.setRun(oursAndPythons());
    QSignalSpy exported(&m_view, &BarPage::exportRequested);
    m_view.findChild<QPushButton*>()->click();
    ASSERT_EQ(exported.size(), 1);
    const auto table = exported.front().at(1).value<TextRows>();
    ASSERT_EQ(table.size(), 5U);
    EXPECT_EQ(table[1][0], QStringLiteral("processes"));
    EXPECT_EQ(table[1][2], QStringLiteral("10000"));
    EXPECT_EQ(table[1].size(), table[0].size());
    EXPECT_EQ(table[1].back(), QStringLiteral("5242880"));
}

TEST(ExecutorTable, IsAWholeModelWithOneScalePerColumn)
{
    ExecutorModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::Warning);
    model.setRun(oursAndPythons());
    for (int row = 0; row < model.rowCount(); ++row)
        EXPECT_DOUBLE_EQ(
            model.index(row, ExecutorModel::Rate).data(BarCell::kRole).value<BarCell>().maximum,
            10'000);
}

TEST(ExecutorsHeadline, SetsTheFastestOfOursBesideTheFastestOfPythons)
{
    EXPECT_EQ(executorsHeadline(oursAndPythons()),
        QStringLiteral("Process pool was the fastest: 10 times as fast as Python: Pool, the "
                       "fastest of Python's"));
    EXPECT_EQ(executorsBrief(oursAndPythons()), QStringLiteral("Process pool"));
}

TEST(ExecutorsHeadline, SetsPythonsThreadsAndProcessesBesideItsLoop)
{
    EXPECT_EQ(executorsHeadline(underPythonsLock()),
        QStringLiteral("Python: threads: 1.0 times as fast as one after the other; Python: "
                       "processes: 2.0 times"));
    EXPECT_EQ(executorsBrief(underPythonsLock()), QStringLiteral("1.0x | 2.0x as fast"));
}

TEST(ExecutorsHeadline, SaysThatOneTrialIsOneTrial)
{
    EXPECT_TRUE(executorsHeadline(comparedExecutors({{"processes", {10}}, {"serial", {20}}}))
                    .endsWith(QStringLiteral("in this one trial")));
}

TEST(ExecutorsHeadline, NamesAllThatCannotBeToldFromTheFastest)
{
    EXPECT_EQ(executorsHeadline(comparedExecutors({{"processes", {9, 10, 12}},
                                    {"threads", {10, 11, 12}},
                                    {"serial", {30, 30, 30}}}))
                  .section(QLatin1Char(':'), 0, 0),
        QStringLiteral("Process pool and thread pool were the fastest"));
}

bool fits(ExecutorKind executor, const Experiment& experiment)
{
    const std::vector<ExecutorFit> all = executorFits(experiment);
    return std::ranges::find(all, executor, &ExecutorFit::executor)->whyNot.isEmpty();
}

TEST(ExecutorFit, IsNotThatOfOneThatHasNoSuchTasks)
{
    const Experiment squares{.workload = WorkloadKind::Squares};
    EXPECT_TRUE(fits(ExecutorKind::Serial, squares));
    EXPECT_FALSE(fits(ExecutorKind::PythonAsyncio, squares));
    EXPECT_FALSE(whyUnfit(ExecutorKind::PythonAsyncio, squares).isEmpty());
}

TEST(ExecutorFit, NamesWhatIsMissing)
{
    const Experiment nowhere{.workload = WorkloadKind::Squares, .python = "no-such-python"};
    EXPECT_TRUE(whatIsMissing(ExecutorKind::PythonPool, nowhere)
                    .contains(QStringLiteral("no-such-python")));
    EXPECT_EQ(whatIsMissing(ExecutorKind::Processes, nowhere), QString());
    EXPECT_FALSE(fits(ExecutorKind::PythonPool, nowhere));
    EXPECT_TRUE(fits(ExecutorKind::Processes, nowhere));
}

} // namespace
} // namespace interleave::ui
