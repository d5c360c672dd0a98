#include "tests/ui/print_qt.h"
#include "ui/models/column_model.h"
#include "ui/widgets/copyable_table.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QStringBuilder>

#include <array>

namespace interleave::ui {
namespace {

constexpr std::array<ColumnHead, 2> kHeads{{{"name", "What it is called", Qt::AlignLeft},
    {"size", "How large it is", Qt::AlignRight, "mm"}}};

class Sizes : public ColumnModel
{
public:
    Sizes()
        : ColumnModel(kHeads, nullptr)
    {
    }
    void changeAll() { tellChanged(); }
    int count = 3;

protected:
    [[nodiscard]] int rows() const override { return count; }
    [[nodiscard]] QString text(int row, int column) const override
    {
        return QStringLiteral("%1/%2").arg(row).arg(column);
    }
    [[nodiscard]] QString plain(int row, int column) const override
    {
        return text(row, column) % QStringLiteral(" plain");
    }
    [[nodiscard]] QVariant more(int row, int /*column*/, int role) const override
    {
        return role == Qt::UserRole ? QVariant(row) : QVariant();
    }
};

TEST(ColumnModel, KeepsTheRulesOfModels)
{
    Sizes sizes;
    const QAbstractItemModelTester tester(
        &sizes, QAbstractItemModelTester::FailureReportingMode::Fatal);
    EXPECT_EQ(sizes.rowCount(), 3);
    EXPECT_EQ(sizes.columnCount(), 2);
    EXPECT_EQ(sizes.rowCount(sizes.index(0, 0)), 0);
}

TEST(ColumnModel, NamesAndExplainsItsColumns)
{
    const Sizes sizes;
    EXPECT_EQ(
        sizes.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("size"));
    EXPECT_EQ(sizes.headerData(0, Qt::Horizontal, Qt::ToolTipRole).toString(),
        QStringLiteral("What it is called"));
    EXPECT_FALSE(sizes.headerData(2, Qt::Horizontal, Qt::DisplayRole).isValid());
    EXPECT_FALSE(sizes.headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
}

TEST(ColumnModel, StandsATitleOnTheSideOfItsCells)
{
    const Sizes sizes;
    for (int column = 0; column < sizes.columnCount(); ++column)
        EXPECT_EQ(sizes.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole),
            sizes.index(0, column).data(Qt::TextAlignmentRole));
    EXPECT_EQ(sizes.index(0, 0).data(Qt::TextAlignmentRole).toInt(),
        static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter));
}

TEST(ColumnModel, HasTextsAndWhatItsUserAdds)
{
    const Sizes sizes;
    EXPECT_EQ(sizes.index(2, 1).data().toString(), QStringLiteral("2/1"));
    EXPECT_EQ(sizes.index(2, 1).data(Qt::UserRole).toInt(), 2);
}

TEST(ColumnModel, IsCopiedWithTheUnitInTheTitleAndNotInTheCells)
{
    Sizes sizes;
    sizes.count = 1;
    CopyableTable table;
    table.setModel(&sizes);
    EXPECT_EQ(table.asTabSeparated(), QStringLiteral("name\tsize (mm)\n0/0 plain\t0/1 plain\n"));
}

TEST(ColumnModel, TellsThatAllCellsChanged)
{
    Sizes sizes;
    QSignalSpy changed(&sizes, &QAbstractItemModel::dataChanged);
    sizes.changeAll();
    ASSERT_EQ(changed.size(), 1);
    EXPECT_EQ(changed[0][1].toModelIndex(), sizes.index(2, 1));
    sizes.count = 0;
    sizes.changeAll();
    EXPECT_EQ(changed.size(), 1);
}

} // namespace
} // namespace interleave::ui
