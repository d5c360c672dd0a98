// What a user does in one sitting: change, run, compare, go back to the first result, save, export,
// open it in another window.

#include "tests/ui/runs_window_fixture.h"
#include "ui/compare/comparison_view.h"

#include <QComboBox>
#include <QMenuBar>
#include <QToolBar>

#include <stdexcept>

namespace interleave::ui {
namespace {

using testing::SizeIs;

class UsersPathTest : public RunsWindowTest
{
protected:
    [[nodiscard]] QString inFolder(const char* name) const
    {
        return QString::fromStdString((folder.path() / name).string());
    }
    void SetUp() override
    {
        RunsWindowTest::SetUp();
        exports.picture
            = [this](QWidget*, const QString&, const QString&, const PictureSize& shown) {
                  return PictureWish{.file = inFolder("view.svg"), .size = shown};
              };
    }
    [[nodiscard]] bool tabTo(const QWidget& place) const
    {
        constexpr int kMostStops = 300;
        for (int stops = 0; stops < kMostStops; ++stops) {
            if (&place == focus() || place.isAncestorOf(focus()))
                return true;
            key(Qt::Key_Tab);
        }
        return false;
    }
    /// Goes there and types.
    void fill(const char* field, const char* text) const
    {
        ASSERT_TRUE(tabTo(*form().findChild<FieldRow*>(QLatin1String(field)))) << field;
        if (qobject_cast<QLineEdit*>(focus()) != nullptr)
            key(Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(focus(), QLatin1String(text));
    }
    static void clickOn(QWidget& widget, const QPoint& place)
    {
        ASSERT_TRUE(QTest::qWaitFor([&] { return widget.isVisible(); }, kPatienceMs)); // a menu
        QTest::mouseClick(&widget, Qt::LeftButton, {}, place);
    }
    /// A menu that is open, with this action in it.
    static void clickOn(QMenu& menu, QAction* action)
    {
        ASSERT_TRUE(action->isEnabled()) << action->text().toStdString();
        clickOn(menu, menu.actionGeometry(action).center());
    }
    [[nodiscard]] static QAction* entryOf(const QMenu& menu, const char* text)
    {
        for (QAction* each : menu.actions()) {
            if (each->text() == QString::fromUtf8(text))
                return each;
        }
        ADD_FAILURE() << "no entry " << text;
        return nullptr;
    }
    [[nodiscard]] QMenu& openMenu(const char* title) const
    {
        QMenuBar& bar = *window->menuBar();
        for (const QAction* each : bar.actions()) {
            if (each->text() != QString::fromUtf8(title))
                continue;
            clickOn(bar, bar.actionGeometry(const_cast<QAction*>(each)).center());
            return *each->menu();
        }
        throw std::runtime_error("no such menu");
    }
    void choose(const char* title, const char* text) const
    {
        QMenu& menu = openMenu(title);
        clickOn(menu, entryOf(menu, text));
    }
    /// In the tool bar.
    void clickTool(const char* text) const
    {
        const auto* bar = window->findChild<QToolBar*>();
        clickOn(*bar->widgetForAction(action(text)), {5, 5});
    }
    /// In a field with a list of choices.
    void pick(const char* field, int row) const
    {
        auto& box = *form().findChild<FieldRow*>(QLatin1String(field))->findChild<QComboBox*>();
        clickOn(box, box.rect().center());
        const QAbstractItemView& list = *box.view();
        // Not the click that has opened it.
        EXPECT_TRUE(QTest::qWaitFor(
            [&] {
                if (list.isVisible())
                    QTest::mouseClick(list.viewport(),
                        Qt::LeftButton,
                        {},
                        list.visualRect(list.model()->index(row, 0)).center());
                return box.currentIndex() == row;
            },
            kPatienceMs));
    }
};

TEST_F(UsersPathTest, ByTheKeyboardAlone)
{
    open();
    fill("tasks", "100");
    fill("sync", "n");
    ASSERT_EQ(form().experiment().sync, Primitive::None);
    key(Qt::Key_R, Qt::ControlModifier);
    ASSERT_TRUE(waitForEnd());
    const QString first = headline();
    fill("tasks", "50");
    key(Qt::Key_L, Qt::ControlModifier);
    ASSERT_TRUE(waitForEnd());
    const QString compared = headline();
    ASSERT_TRUE(window->findChild<ComparisonView*>()->isVisible());
    ASSERT_TRUE(tabTo(list()));
    key(Qt::Key_Left);
    EXPECT_EQ(headline(), first);
    key(Qt::Key_Right);
    EXPECT_EQ(headline(), compared);
    answer = inFolder("both.trace");
    key(Qt::Key_E, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved both.trace"); }, kPatienceMs));
    key(Qt::Key_S, Qt::AltModifier); // In this view
    ASSERT_NE(QApplication::activePopupWidget(), nullptr);
    for (const Qt::Key each :
        {Qt::Key_Up, Qt::Key_Right, Qt::Key_S}) // the last one's, Save picture
        QTest::keyClick(QApplication::activePopupWidget(), each);
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved view.svg"); }, kPatienceMs));
    window->activateWindow(); // a desktop does so when its menu closes
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return QApplication::activeWindow() == window.get(); }, kPatienceMs));
    key(Qt::Key_Q, Qt::ControlModifier);
    ASSERT_FALSE(window->isVisible());
    open();
    key(Qt::Key_O, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("opened both.trace"); }, kPatienceMs));
    EXPECT_EQ(headline(), compared);
    EXPECT_EQ(form().experiment().tasks, 50);
    EXPECT_THAT(runs().runs(), SizeIs(1));
}

TEST_F(UsersPathTest, ByTheMouseAlone)
{
    open();
    form().setExperiment(counterExperiment(Primitive::Lock));
    pick("sync", 0);
    ASSERT_EQ(form().experiment().sync, Primitive::None);
    clickTool("&Run");
    ASSERT_TRUE(waitForEnd());
    const QString first = headline();
    clickTool("With and without &lock");
    ASSERT_TRUE(waitForEnd());
    const QString compared = headline();
    ASSERT_TRUE(window->findChild<ComparisonView*>()->isVisible());
    click(0);
    EXPECT_EQ(headline(), first);
    click(1);
    EXPECT_EQ(headline(), compared);
    answer = inFolder("both.trace");
    choose("&File", "Save &run…"); // the tool bar of a narrow window has no room for it
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved both.trace"); }, kPatienceMs));
    QMenu& ofView = openMenu("In thi&s view");
    QMenu& ofChart = *ofView.actions().constLast()->menu();
    clickOn(ofView, ofChart.menuAction());
    clickOn(ofChart, entryOf(ofChart, "&Save picture…"));
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved view.svg"); }, kPatienceMs));
    choose("&File", "&Quit");
    ASSERT_FALSE(window->isVisible());
    open();
    choose("&File", "&Open…");
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("opened both.trace"); }, kPatienceMs));
    EXPECT_EQ(headline(), compared);
    EXPECT_THAT(runs().runs(), SizeIs(1));
}

} // namespace
} // namespace interleave::ui
