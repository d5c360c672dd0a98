// Texts that end in "…" where there is no room for them, or wrap, and facts in columns.

#include "ui/widgets/elided_label.h"
#include "ui/widgets/facts_label.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

namespace interleave::ui {
namespace {

const QString kLong = QStringLiteral("Others took 12 % of the cores while this run went on");

QString tipOf(QWidget& widget)
{
    QToolTip::hideText();
    EXPECT_TRUE(QTest::qWaitFor([] { return !QToolTip::isVisible(); }));
    QHelpEvent asked(QEvent::ToolTip, QPoint(1, 1), widget.mapToGlobal(QPoint(1, 1)));
    QCoreApplication::sendEvent(&widget, &asked);
    return QToolTip::text();
}

TEST(ElidedLabel, NeedsNoWidthAndTellsTheWholeInItsTip)
{
    ElidedLabel label;
    label.setText(kLong);
    EXPECT_EQ(label.minimumSizeHint().width(), 0);
    label.resize(60, label.sizeHint().height());
    label.show();
    EXPECT_TRUE(tipOf(label).contains(kLong)) << tipOf(label).toStdString();
    label.resize(label.sizeHint());
    EXPECT_EQ(tipOf(label), QString()) << "all of it is seen";
}

TEST(ElidedLabel, WrapsWhereItIsNotElided)
{
    ElidedLabel label;
    label.setText(kLong);
    label.setElided(false);
    EXPECT_GE(label.heightForWidth(100), 3 * label.fontMetrics().height());
    label.resize(100, 100);
    label.show();
    EXPECT_EQ(tipOf(label), QString());
    label.setElided(true);
    EXPECT_FALSE(label.hasHeightForWidth());
    EXPECT_LT(label.sizeHint().height(), 2 * label.fontMetrics().height());
}

TEST(ElidedLabel, KeepsItsLines)
{
    ElidedLabel label;
    label.setText(QStringLiteral("A: %1\nB: %1").arg(kLong));
    EXPECT_GE(label.minimumSizeHint().height(), 2 * label.fontMetrics().height());
}

TEST(FactsLabel, OfTwoColumnsIsHalfAsHighAndReadFromAbove)
{
    FactsLabel label;
    label.setFacts({{QStringLiteral("time"), QStringLiteral("1 s")},
        {QStringLiteral("tasks"), QStringLiteral("200")},
        {QStringLiteral("median"), QStringLiteral("2 ms")},
        {QStringLiteral("longest"), QStringLiteral("5 ms")}});
    const QSize high = label.sizeHint();
    const QString said = label.accessibleDescription();
    label.setColumns(2);
    EXPECT_LE(label.sizeHint().height(), high.height() * 2 / 3);
    EXPECT_GT(label.sizeHint().width(), high.width());
    EXPECT_EQ(label.accessibleDescription(), said);
    EXPECT_LT(label.text().indexOf(QStringLiteral("median")),
        label.text().indexOf(QStringLiteral("tasks")))
        << "the third stands beside the first";
    label.setColumns(1);
    EXPECT_EQ(label.sizeHint(), high);
}

} // namespace
} // namespace interleave::ui
