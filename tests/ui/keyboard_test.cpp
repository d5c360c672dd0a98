// What keys do in tables and pages.

#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/views/run_page.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/log_view.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTest>
#include <QVBoxLayout>

namespace interleave::ui {
namespace {

TEST(TabKey, LeavesEveryTable)
{
    QWidget window;
    QStandardItemModel rows(3, 3);
    auto* table = new CopyableTable(&window);
    table->setModel(&rows);
    auto* after = new QLineEdit(&window);
    auto* layout = new QVBoxLayout(&window);
    layout->addWidget(table);
    layout->addWidget(after);
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    table->setFocus();
    table->setCurrentIndex(rows.index(0, 0));
    QTest::keyClick(table, Qt::Key_Tab);
    EXPECT_TRUE(after->hasFocus());
}

TEST(TabKey, LeavesTheLog)
{
    LogView log;
    EXPECT_TRUE(log.findChild<QPlainTextEdit*>()->tabChangesFocus());
}

TEST(PageOfADeadlock, OpensAtWhoWaitsForWhom)
{
    QAction run(QStringLiteral("Run"));
    RunPage page(&run, INTERLEAVE_PROGRAM);
    page.resize(980, 700);
    page.show();
    const auto shown = std::make_shared<ui::Run>(Experiment{});
    page.show(shown);
    RunResult result = runOf(Primitive::Lock, 1e9, 0);
    result.trials.front().end = TrialEnd::Deadlocked;
    result.trials.front().deadlock = {{.worker = 0, .waitsFor = "fork 2", .heldBy = 1},
        {.worker = 1, .waitsFor = "fork 1", .heldBy = 0}};
    shown->end(result);
    const auto* tabs = page.findChild<QTabWidget*>();
    EXPECT_EQ(tabs->tabText(tabs->currentIndex()), QStringLiteral("&Waits"));
}

} // namespace
} // namespace interleave::ui
