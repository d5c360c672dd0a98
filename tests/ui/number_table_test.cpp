#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/charts/activity_chart.h"
#include "ui/charts/core_chart.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/number_table.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTest>

#include <limits>

namespace interleave::ui {
namespace {

NumberTable sample()
{
    return {.titles = {QStringLiteral("core"), QStringLiteral("tasks"), QStringLiteral("time (s)")},
        .rows = {{QStringLiteral("core 0"), qulonglong{12'345'678}, 0.123456789},
            {QStringLiteral("core 1"), qulonglong{0}, std::numeric_limits<double>::quiet_NaN()}}};
}

class OpenedTable : public testing::Test
{
protected:
    OpenedTable()
        : m_button(QStringLiteral("Cores"), [this] { return m_numbers; })
    {
        m_button.show();
        m_button.click();
        m_dialog = m_button.findChild<TableDialog*>();
    }
    [[nodiscard]] CopyableTable& table() const { return *m_dialog->findChild<CopyableTable*>(); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table().model()->index(row, column).data().toString();
    }
    NumberTable m_numbers = sample();
    TableButton m_button;
    TableDialog* m_dialog = nullptr;
};

TEST_F(OpenedTable, ShowsNumbersAsPeopleReadThem)
{
    EXPECT_EQ(cell(0, 1), QStringLiteral("12,345,678"));
    EXPECT_EQ(cell(0, 2), QStringLiteral("0.1235"));
    EXPECT_EQ(cell(1, 2), QStringLiteral("–"));
}

TEST_F(OpenedTable, CopiesNumbersAsProgramsReadThem)
{
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    EXPECT_EQ(QGuiApplication::clipboard()->text(),
        QStringLiteral("core\ttasks\ttime (s)\n"
                       "core 0\t12345678\t0.123456789\n"
                       "core 1\t0\t\n"));
}

TEST_F(OpenedTable, CopiesByItsButtonToo)
{
    QGuiApplication::clipboard()->clear();
    for (QPushButton* button : m_dialog->findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Co&py"))
            button->click();
    }
    EXPECT_TRUE(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("core\ttasks")));
}

TEST_F(OpenedTable, FollowsTheChart)
{
    m_numbers.rows.push_back({QStringLiteral("core 2"), qulonglong{7}, 1.0});
    m_dialog->refresh();
    EXPECT_EQ(table().model()->rowCount(), 3);
}

TEST_F(OpenedTable, KeepsTheSelectionWhereNothingHasChanged)
{
    table().selectRow(1);
    m_dialog->refresh();
    EXPECT_TRUE(table().selectionModel()->isRowSelected(1));
}

TEST_F(OpenedTable, IsOneHoweverOftenItIsAskedFor)
{
    m_button.click();
    EXPECT_EQ(m_button.findChildren<TableDialog*>().size(), 1);
}

TEST(NumberTableModel, KeepsTheRulesOfModels)
{
    NumberTableModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTable(sample());
    EXPECT_EQ(
        model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("tasks"));
}

TEST(NumberTableModel, StandsATitleOnTheSideOfItsCells)
{
    NumberTableModel model;
    model.setTable(sample());
    for (int column = 0; column < model.columnCount(); ++column)
        EXPECT_EQ(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole),
            model.index(0, column).data(Qt::TextAlignmentRole));
    EXPECT_NE(model.index(0, 0).data(Qt::TextAlignmentRole),
        model.index(0, 1).data(Qt::TextAlignmentRole));
}

TEST(NumberTableModel, CountsWholeNumbersAndMeasuresOthers)
{
    EXPECT_EQ(countedCell(12'345).typeId(), QMetaType::ULongLong);
    EXPECT_EQ(countedCell(0.5).typeId(), QMetaType::Double);
    EXPECT_EQ(countedCell(std::numeric_limits<double>::quiet_NaN()).typeId(), QMetaType::Double);
    EXPECT_EQ(countedCell(-3).typeId(), QMetaType::Double);
}

TEST(NumbersBehind, TheCoresAreAllSamplesOfAllCores)
{
    CoreChart chart;
    chart.setSeries(halfBusy(2, 3'000));
    const NumberTable table = chart.numbers();
    EXPECT_EQ(table.rows.size(), 3'000U);
    EXPECT_EQ(table.titles.size(), 5);
    EXPECT_DOUBLE_EQ(table.rows[10][1].toDouble(), 50);
    EXPECT_DOUBLE_EQ(table.rows[10][2].toDouble(), 75);
}

TEST(NumbersBehind, TheCoresOfAShortRunAreARowEach)
{
    CoreChart chart;
    chart.setResult(trialThatLost(0, 100));
    EXPECT_EQ(chart.numbers().rows.size(), 2U);
    EXPECT_DOUBLE_EQ(chart.numbers().rows[0][1].toDouble(), 90);
}

TEST(NumbersBehind, TheActivityAreAllItsSamples)
{
    ActivityChart chart;
    Experiment experiment;
    experiment.sync = Primitive::None;
    chart.start(experiment);
    chart.show();
    chart.setSeries(halfBusy(2, 3'000));
    const NumberTable table = chart.numbers();
    EXPECT_EQ(table.rows.size(), 3'000U);
    EXPECT_EQ(table.titles.join(QLatin1Char('|')),
        QStringLiteral("time (s)|tasks ended (/s)|tasks in the queue|workers' memory (bytes)|"
                       "context switches (/s)"));
    EXPECT_NEAR(table.rows[10][1].toDouble(), 2'000, 1);
}

} // namespace
} // namespace interleave::ui
