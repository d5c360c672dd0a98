#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/models/worker_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QStringList>

namespace interleave::ui {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;

class WorkerRows : public testing::Test
{
protected:
    WorkerRows()
        : m_tester(&m_model, QAbstractItemModelTester::FailureReportingMode::Warning)
    {
    }
    QString row(int index) const
    {
        QStringList cells;
        for (int column = 0; column < m_model.columnCount(); ++column)
            cells << m_model.index(index, column).data().toString();
        return cells.join(QStringLiteral(" | "));
    }
    QString cell(int index, WorkerModel::Column column) const
    {
        return m_model.index(index, column).data().toString();
    }
    static WorkerSnapshot worker()
    {
        return {.pid = 4711,
            .state = WorkerState::Working,
            .core = 1,
            .tasks = 50'112,
            .failed = 2,
            .busyNs = kSecond,
            .waitNs = kSecond / 4,
            .cpuNs = kSecond / 2,
            .respawned = 1,
            .sync = {.acquisitions = 1'000,
                .contended = 250,
                .waitNs = kSecond / 4,
                .holdNs = 1'500'000,
                .longestWaitNs = 18'200}};
    }
    WorkerModel m_model;
    QAbstractItemModelTester m_tester;
};

TEST_F(WorkerRows, SayEverythingOfAWorker)
{
    m_model.setWorkers({worker()}, kSecond, true);
    EXPECT_EQ(row(0),
        QStringLiteral(
            "1 | 4711 | in a task | 50,112 | 50.1 k/s | 2 | 50.0 % | 1 | 25.0 % | 1,000 | "
            "250 | 1.50 ms | "
            "18.2 µs | 1"));
}

TEST_F(WorkerRows, TogetherHaveHeldOneLockNoLongerThanThereWasTime)
{
    WorkerSnapshot other = worker();
    other.sync.holdNs = 500'000;
    m_model.setOneHolder(true);
    m_model.setWorkers({worker(), other}, 1'000'000, true);
    EXPECT_EQ(cell(0, WorkerModel::Held), QStringLiteral("750 µs"));
    EXPECT_EQ(cell(1, WorkerModel::Held), QStringLiteral("250 µs"));
    m_model.setOneHolder(false); // of several locks it may be longer
    m_model.setWorkers({worker(), other}, 1'000'000, true);
    EXPECT_EQ(cell(0, WorkerModel::Held), QStringLiteral("1.50 ms"));
}

TEST_F(WorkerRows, DoNotCallNothingWhatWasNeverGivenBack)
{
    WorkerSnapshot stuck;
    stuck.sync.acquisitions = 1;
    m_model.setWorkers({stuck}, kSecond, false);
    EXPECT_EQ(cell(0, WorkerModel::Held), QStringLiteral("–"));
}

TEST_F(WorkerRows, SayNothingThatIsNotKnown)
{
    m_model.setWorkers({WorkerSnapshot{}}, 0, true);
    EXPECT_EQ(
        row(0), QStringLiteral("1 | – | not started | 0 | – | 0 | – | – | – | 0 | 0 | – | – | 0"));
}

TEST_F(WorkerRows, GiveTheCpuShareSinceTheLastUpdateWhileItRuns)
{
    WorkerSnapshot now = worker();
    m_model.setWorkers({now}, kSecond, true);
    now.cpuNs += kSecond / 10;
    m_model.setWorkers({now}, 2 * kSecond, true);
    EXPECT_EQ(cell(0, WorkerModel::Cpu), QStringLiteral("10.0 %"));
}

TEST_F(WorkerRows, GiveTheCpuShareOfTheWholeRunWhenItIsOver)
{
    WorkerSnapshot now = worker();
    m_model.setWorkers({now}, kSecond, true);
    now.cpuNs = kSecond;
    m_model.setWorkers({now}, 2 * kSecond, false);
    EXPECT_EQ(cell(0, WorkerModel::Cpu), QStringLiteral("50.0 %"));
}

TEST_F(WorkerRows, KeepTheCpuShareWhenNoTimeHasPassed)
{
    m_model.setWorkers({worker()}, kSecond, true);
    m_model.setWorkers({worker()}, kSecond, true);
    EXPECT_EQ(cell(0, WorkerModel::Cpu), QStringLiteral("50.0 %"));
}

TEST_F(WorkerRows, BeginAnewWithTheNextTrial)
{
    m_model.setWorkers({worker()}, 10 * kSecond, true);
    WorkerSnapshot now = worker();
    now.cpuNs = kSecond / 4;
    m_model.setWorkers({now}, kSecond, true);
    EXPECT_EQ(cell(0, WorkerModel::Cpu), QStringLiteral("25.0 %"));
}

TEST_F(WorkerRows, ChangeInPlaceWhileTheirNumberStays)
{
    m_model.setWorkers(std::vector<WorkerSnapshot>(3), kSecond, true);
    QSignalSpy resets(&m_model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&m_model, &QAbstractItemModel::dataChanged);
    m_model.setWorkers(std::vector<WorkerSnapshot>(3, worker()), 2 * kSecond, true);
    EXPECT_EQ(resets.count(), 0);
    EXPECT_EQ(changes.count(), 1);
}

TEST_F(WorkerRows, AreMadeAnewWhenTheirNumberChanges)
{
    m_model.setWorkers(std::vector<WorkerSnapshot>(3), kSecond, true);
    QSignalSpy resets(&m_model, &QAbstractItemModel::modelReset);
    m_model.setWorkers(std::vector<WorkerSnapshot>(1'024), kSecond, true);
    EXPECT_EQ(resets.count(), 1);
    EXPECT_EQ(m_model.rowCount(), 1'024);
}

TEST_F(WorkerRows, ShowTheResultOfARunFromElsewhere)
{
    m_model.setResult(trialThatLost(0, 100));
    EXPECT_EQ(row(1),
        QStringLiteral(
            "2 | 4712 | ended | 40 | 40.0 /s | 0 | 0 % | – | 25.0 % | 0 | 0 | – | – | 0"));
}

TEST_F(WorkerRows, KeepWhatTheResultDoesNotTell)
{
    std::vector<WorkerSnapshot> workers(2, worker());
    workers[1].pid = 4712;
    m_model.setWorkers(workers, kSecond, true);
    m_model.setResult(trialThatLost(0, 100));
    EXPECT_EQ(cell(0, WorkerModel::Core), QStringLiteral("1"));
    EXPECT_EQ(cell(0, WorkerModel::Failed), QStringLiteral("2"));
}

TEST_F(WorkerRows, GoWhenTheModelIsCleared)
{
    m_model.setWorkers({worker()}, kSecond, true);
    m_model.clear();
    EXPECT_EQ(m_model.rowCount(), 0);
}

TEST_F(WorkerRows, SortByNumbersNotByTheirText)
{
    m_model.setWorkers({worker()}, kSecond, true);
    EXPECT_EQ(m_model.index(0, WorkerModel::Tasks).data(WorkerModel::kSortRole).toDouble(), 50'112);
}

} // namespace
} // namespace interleave::ui
