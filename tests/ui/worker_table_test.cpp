#include "tests/ui/print_qt.h"
#include "ui/models/worker_model.h"
#include "ui/widgets/worker_table.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTest>

namespace interleave::ui {
namespace {

constexpr std::uint64_t kOneSecond = 1'000'000'000;

class TableOfWorkers : public testing::Test
{
protected:
    TableOfWorkers()
        : m_table(&m_model)
        , m_tester(m_table.model(), QAbstractItemModelTester::FailureReportingMode::Warning)
    {
        m_table.resize(800, 300);
        m_table.show();
        setTasks({30, 10, 20});
    }
    void setTasks(const std::vector<std::uint64_t>& tasks)
    {
        std::vector<WorkerSnapshot> workers(tasks.size());
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            workers[i].pid = 100 + static_cast<std::int64_t>(i);
            workers[i].tasks = tasks[i];
        }
        m_model.setWorkers(workers, kOneSecond, true);
    }
    /// How the columns that are shown fill the table.
    [[nodiscard]] int widthOfColumns() const { return m_table.horizontalHeader()->length(); }
    [[nodiscard]] int hiddenSideways() const
    {
        QCoreApplication::processEvents(); // the scroll bar follows the columns
        return m_table.horizontalScrollBar()->maximum();
    }
    QString numbersFromTop() const
    {
        QString numbers;
        for (int row = 0; row < m_table.model()->rowCount(); ++row)
            numbers += m_table.model()->index(row, WorkerModel::Number).data().toString();
        return numbers;
    }
    void sortBy(WorkerModel::Column column) { m_table.sortByColumn(column, Qt::AscendingOrder); }

    WorkerModel m_model;
    WorkerTable m_table;
    QAbstractItemModelTester m_tester;
};

TEST_F(TableOfWorkers, SortsByAColumn)
{
    sortBy(WorkerModel::Tasks);
    EXPECT_EQ(numbersFromTop(), QStringLiteral("231"));
}

TEST_F(TableOfWorkers, KeepsRowsInTheirPlaceWhileNumbersChange)
{
    sortBy(WorkerModel::Tasks);
    setTasks({30, 99, 98});
    EXPECT_EQ(numbersFromTop(), QStringLiteral("231"));
}

TEST_F(TableOfWorkers, HasRoomForTheSmallestShareAndForManyAcquisitions)
{
    m_model.setWorkers({{.tasks = 1,
                           .busyNs = kOneSecond,
                           .waitNs = 1,
                           .sync = {.acquisitions = 24'700'000, .contended = 1}}},
        kOneSecond,
        true);
    for (const int width : {700, 800, 900, 1'000}) {
        m_table.resize(width, 300);
        for (const auto column : {WorkerModel::Waiting, WorkerModel::Acquired}) {
            const QString text = m_table.model()->index(0, column).data().toString();
            const int needed = m_table.fontMetrics().horizontalAdvance(text) + 7;
            EXPECT_TRUE(m_table.isColumnHidden(column) || m_table.columnWidth(column) >= needed)
                << text.toStdString() << ' ' << width;
        }
    }
}

TEST_F(TableOfWorkers, CopiesItselfAsTabSeparatedText)
{
    QTest::keyClick(&m_table, Qt::Key_C, Qt::ControlModifier);
    const QString text = QGuiApplication::clipboard()->text();
    EXPECT_TRUE(text.startsWith(QStringLiteral("worker\tpid\tstate\ttasks\t")));
    EXPECT_TRUE(text.contains(QStringLiteral("\n2\t101\tnot started\t10\t")));
    EXPECT_EQ(text.count(QLatin1Char('\n')), 4);
}

TEST_F(TableOfWorkers, CopiesNumbersForPrograms)
{
    setTasks({1'234'567});
    const QStringList lines = m_table.asTabSeparated().split(QLatin1Char('\n'));
    const QStringList cells = lines.at(1).split(QLatin1Char('\t'));
    EXPECT_EQ(cells.at(WorkerModel::Tasks), QStringLiteral("1234567"));
    EXPECT_EQ(cells.at(WorkerModel::Core), QString()); // not known
    EXPECT_TRUE(lines.at(0).contains(QStringLiteral("\theld about (ns)\t")));
}

TEST_F(TableOfWorkers, CopiesOnlyTheSelectedRows)
{
    m_table.selectRow(1);
    const QString text = m_table.asTabSeparated();
    EXPECT_EQ(text.count(QLatin1Char('\n')), 2);
    EXPECT_TRUE(text.contains(QStringLiteral("101")));
}

TEST_F(TableOfWorkers, ExplainsEveryColumn)
{
    for (int column = 0; column < m_table.model()->columnCount(); ++column) {
        const QString help
            = m_table.model()->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
        EXPECT_FALSE(help.isEmpty()) << column;
    }
}

TEST_F(TableOfWorkers, DoesNotMoveColumnsWhenNumbersGrow)
{
    const int before = m_table.columnViewportPosition(WorkerModel::Core);
    setTasks({99'999'999, 99'999'999, 99'999'999});
    m_table.grab();
    EXPECT_EQ(m_table.columnViewportPosition(WorkerModel::Core), before);
}

TEST_F(TableOfWorkers, IsWholeBesideTheFormOnASmallScreenWithALock)
{
    m_table.setMayWait(true);
    for (const int width : {676, 932}) { // at 1024x768 and at 1280x800
        m_table.resize(width, 120);
        EXPECT_EQ(hiddenSideways(), 0) << width;
        EXPECT_FALSE(m_table.isColumnHidden(WorkerModel::LongestWait)) << width;
    }
    EXPECT_FALSE(m_table.isColumnHidden(WorkerModel::Pid));
}

TEST_F(TableOfWorkers, IsWholeWhereEveryColumnHasSomethingToSay)
{
    m_table.setMayWait(true);
    m_model.setWorkers({{.pid = 100, .failed = 1, .respawned = 1}}, kOneSecond, true);
    for (const double points : {9.0, 11.0}) {
        QFont font = m_table.font();
        font.setPointSizeF(points);
        m_table.setFont(font);
        for (const int width : {676, 768, 932}) {
            m_table.resize(width, 120);
            EXPECT_EQ(hiddenSideways(), 0) << width << ", " << points << " pt";
            EXPECT_FALSE(m_table.isColumnHidden(WorkerModel::Respawned));
            EXPECT_FALSE(m_table.isColumnHidden(WorkerModel::Waiting));
        }
    }
}

TEST_F(TableOfWorkers, UsesTheWidthThatItHas)
{
    m_table.resize(1'560, 120);
    EXPECT_EQ(hiddenSideways(), 0);
    EXPECT_GT(widthOfColumns(), m_table.viewport()->width() - WorkerModel::ColumnCount);
}

TEST_F(TableOfWorkers, PutsAwayWhatHasNothingToSayAndCopiesItAllTheSame)
{
    m_table.setMayWait(false);
    EXPECT_TRUE(m_table.isColumnHidden(WorkerModel::Waits));
    EXPECT_TRUE(m_table.isColumnHidden(WorkerModel::Failed));
    EXPECT_TRUE(m_table.asTabSeparated().contains(QStringLiteral("\tfailed\t")));
    WorkerSnapshot respawned{.pid = 100, .failed = 1, .respawned = 1};
    m_model.setWorkers({respawned}, kOneSecond, true);
    EXPECT_FALSE(m_table.isColumnHidden(WorkerModel::Failed));
    EXPECT_FALSE(m_table.isColumnHidden(WorkerModel::Respawned));
}

TEST_F(TableOfWorkers, LooksAsWithQtsOwnDelegate)
{
    m_table.hideColumn(WorkerModel::State); // which has a swatch
    m_table.selectRow(1);
    const auto shortened = [this] { m_table.setColumnWidth(WorkerModel::Pid, 20); };
    shortened();
    const QImage own = m_table.grab().toImage();
    QStyledItemDelegate qts;
    m_table.setItemDelegate(&qts);
    shortened();
    EXPECT_EQ(own, m_table.grab().toImage());
}

} // namespace
} // namespace interleave::ui
