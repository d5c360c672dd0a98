// F1: the keys, as the actions have them.

#include "tests/ui/window_fixture.h"
#include "ui/keys_dialog.h"

#include <gtest/gtest.h>

#include <QMenuBar>
#include <QTreeWidget>

#include <map>

namespace interleave::ui {
namespace {

class KeysDialogTest : public WindowTest
{
protected:
    /// Of what the window shows now.
    void showKeys() const
    {
        window->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
        press(Qt::Key_F1);
        ASSERT_NE(window->findChild<KeysDialog*>(), nullptr);
    }
    void showTimeline() const
    {
        window->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
        press(Qt::Key_2, Qt::ControlModifier);
    }
    /// What each of them does, by its text.
    [[nodiscard]] std::multimap<QString, QString> keysShown() const
    {
        std::multimap<QString, QString> keys;
        const auto* tree = window->findChild<KeysDialog*>()->findChild<QTreeWidget*>();
        for (int group = 0; group < tree->topLevelItemCount(); ++group) {
            const QTreeWidgetItem* title = tree->topLevelItem(group);
            EXPECT_FALSE(title->text(0).isEmpty());
            for (int key = 0; key < title->childCount(); ++key)
                keys.emplace(title->child(key)->text(0), title->child(key)->text(1));
        }
        return keys;
    }
    [[nodiscard]] bool shows(const char* what, const char* key) const
    {
        const auto keys = keysShown();
        const auto [begin, end] = keys.equal_range(QString::fromUtf8(what));
        return std::any_of(
            begin, end, [key](const auto& each) { return each.second == QString::fromUtf8(key); });
    }
};

TEST_F(KeysDialogTest, HasTheKeysOfTheMenusAndItsOwn)
{
    open();
    showKeys();
    EXPECT_TRUE(shows("Run", "Ctrl+R"));
    EXPECT_TRUE(shows("Clear selection", "Esc"));
    EXPECT_TRUE(shows("Presentation", "F11"));
    EXPECT_TRUE(shows("Keys", "F1"));
    EXPECT_TRUE(window->findChild<KeysDialog*>()->isVisible());
}

TEST_F(KeysDialogTest, HasTheKeysOfTheViewThatIsSeenAndOfNoOther)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    showKeys();
    EXPECT_FALSE(shows("Show the whole run", "F"));
    showTimeline();
    showKeys();
    EXPECT_TRUE(shows("Show the whole run", "F"));
}

TEST_F(KeysDialogTest, HasThoseOfTheRunsInTheStrip)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    showKeys();
    EXPECT_TRUE(shows("Compare the two chosen runs", "C"));
    EXPECT_TRUE(shows("Rename the run", "F2"));
    EXPECT_TRUE(shows("Close the run", "Del"));
}

// Whoever adds an action with a key has told of it.
TEST_F(KeysDialogTest, LeavesNoKeyOut)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    showTimeline();
    showKeys();
    std::size_t keys = 0;
    for (const QAction* action : window->findChildren<QAction*>()) {
        const auto* view = qobject_cast<const QWidget*>(action->parent());
        const bool isSeen = view == nullptr || view->isVisible() || view == window->menuBar();
        if (action->shortcut().isEmpty() || !isSeen || qobject_cast<const QLineEdit*>(view))
            continue;
        ++keys;
        const QString text = action->text().remove(QLatin1Char('&'));
        EXPECT_TRUE(keysShown().contains(text)) << text.toStdString();
    }
    EXPECT_GT(keys, 25U);
}

TEST_F(KeysDialogTest, OpensInAPresentationToo)
{
    open();
    press(Qt::Key_F11);
    showKeys();
    EXPECT_TRUE(shows("Presentation", "F11"));
}

} // namespace
} // namespace interleave::ui
