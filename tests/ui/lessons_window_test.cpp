// A lesson in the window, from its menu to its explanation: what comes later is not there before.

#include "core/base/file.h"
#include "core/lesson/lesson_text.h"
#include "tests/core/lesson/sample_lesson.h"
#include "tests/ui/window_fixture.h"
#include "ui/lessons/answer_strip.h"
#include "ui/lessons/item_order.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/question_box.h"
#include "ui/views/run_view.h"

#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QTabWidget>

namespace interleave::ui {
namespace {

class LessonsWindowTest : public WindowTest
{
protected:
    [[nodiscard]] LessonPanel& panel() const { return *window->findChild<LessonPanel*>(); }
    [[nodiscard]] QMenu* lessons() const
    {
        for (QMenu* menu : window->findChildren<QMenu*>()) {
            if (menu->title() == QStringLiteral("&Lessons"))
                return menu;
        }
        return nullptr;
    }
    /// From the menu, by its title.
    void openLesson(const QString& title) const
    {
        QMenu* menu = lessons();
        ASSERT_NE(menu, nullptr);
        Q_EMIT menu->aboutToShow();
        for (QAction* each : menu->actions()) {
            if (each->text() == title) {
                each->trigger();
                return;
            }
        }
        FAIL() << "no lesson " << title.toStdString();
    }
    [[nodiscard]] QPushButton* button(const char* text) const
    {
        for (QPushButton* each : panel().findChildren<QPushButton*>()) {
            if (each->text() == QLatin1String(text) && each->isVisible())
                return each;
        }
        return nullptr;
    }
    void click(const char* text) const
    {
        QCoreApplication::processEvents(); // what has come has its place then
        ASSERT_NE(button(text), nullptr) << text;
        QTest::mouseClick(button(text), Qt::LeftButton);
    }
    [[nodiscard]] QLineEdit* answer() const
    {
        return panel().findChild<QLineEdit*>(QString(), Qt::FindChildrenRecursively);
    }
    /// All that the panel says, as far as it can be seen.
    [[nodiscard]] QString said() const
    {
        QStringList texts;
        for (const QLabel* label : panel().findChildren<QLabel*>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(QLatin1Char('\n'));
    }
    /// Below the window.
    [[nodiscard]] QString told() const
    {
        QStringList texts;
        for (const QLabel* label : window->findChild<ProgressFooter*>()->findChildren<QLabel*>())
            texts << label->text();
        return texts.join(QLatin1Char('\n'));
    }
    void predict(const char* number) const
    {
        QTest::keyClicks(answer(), QLatin1String(number));
        QTest::keyClick(answer(), Qt::Key_Return);
    }
    void see(const QString& text) const
    {
        for (QRadioButton* option : panel().findChildren<QRadioButton*>()) {
            if (option->text() == text)
                option->click();
        }
        click("That is what I see");
    }
};

const auto kFirst = QStringLiteral("One process, one after the other");

TEST_F(LessonsWindowTest, RunNothingWhenTheyAreOpened)
{
    open();
    openLesson(kFirst);
    EXPECT_TRUE(panel().isVisible());
    EXPECT_FALSE(form().isVisible());
    EXPECT_FALSE(running());
    EXPECT_TRUE(runs().runs().empty());
}

TEST_F(LessonsWindowTest, AskForThePredictionFirst)
{
    open();
    openLesson(kFirst);
    ASSERT_NE(button("Run it"), nullptr);
    EXPECT_FALSE(button("Run it")->isEnabled());
    EXPECT_EQ(button("That is what I see"), nullptr);
    EXPECT_FALSE(said().contains(QStringLiteral("One process does one thing")));
    predict("one");
    EXPECT_TRUE(said().contains(QStringLiteral("“one” is no number")));
    EXPECT_FALSE(button("Run it")->isEnabled());
    answer()->clear();
    predict("1");
    EXPECT_TRUE(button("Run it")->isEnabled());
}

TEST_F(LessonsWindowTest, ExplainWhenSomebodyHasSaidWhatHeSaw)
{
    open();
    openLesson(kFirst);
    predict("2.5");
    click("Run it");
    EXPECT_TRUE(running());
    ASSERT_TRUE(waitForEnd());
    EXPECT_FALSE(said().contains(QStringLiteral("A process does one thing at a time")));
    see(QStringLiteral("Two tasks, one behind the other"));
    EXPECT_TRUE(said().contains(QStringLiteral("✓ You saw: Two tasks, one behind the other")));
    EXPECT_TRUE(said().contains(QStringLiteral("You predicted: 2.50 s. The run says: 1")))
        << said().toStdString();
    EXPECT_TRUE(said().contains(QStringLiteral("A process does one thing at a time")));
    EXPECT_FALSE(said().contains(QLatin1Char('{')));
    EXPECT_TRUE(panel().findChild<AnswerStrip*>()->isVisible());
}

TEST_F(LessonsWindowTest, KeepWhatWasSaidInEachStep)
{
    open();
    openLesson(kFirst);
    predict("1");
    click("&Next step");
    EXPECT_EQ(panel().step(), 1U);
    EXPECT_FALSE(panel().attempt().predicted);
    click("Step &back");
    EXPECT_TRUE(panel().attempt().predicted);
    EXPECT_TRUE(button("Run it")->isEnabled());
}

TEST_F(LessonsWindowTest, GiveTheFormItsPlaceBack)
{
    open();
    openLesson(kFirst);
    click("Close the lesson");
    EXPECT_FALSE(panel().isVisible());
    EXPECT_TRUE(form().isVisible());
}

TEST_F(LessonsWindowTest, MayBeSomebodysOwnFile)
{
    open();
    const QString file = QString::fromStdString((folder.path() / "mine.md").string());
    ASSERT_TRUE(writeFileAtomically(file.toStdString(), test::kSampleLesson));
    window->openFile(file);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel().isVisible(); }, kPatienceMs));
    EXPECT_TRUE(said().contains(QStringLiteral("Without a lock")));
    EXPECT_FALSE(running());
}

TEST_F(LessonsWindowTest, AreRefusedByLineWhereOneIsWrong)
{
    open();
    const QString file = QString::fromStdString((folder.path() / "mine.md").string());
    ASSERT_TRUE(writeFileAtomically(
        file.toStdString(), test::with(test::kSampleLesson, "ask: How", "asks: How")));
    window->openFile(file);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return told().contains(QStringLiteral("mine.md:16")); }, kPatienceMs));
    EXPECT_FALSE(panel().isVisible());
}

TEST_F(LessonsWindowTest, LeadToViewsAndFields)
{
    open();
    openLesson(kFirst);
    Q_EMIT panel().linkActivated(QStringLiteral("field:workers=3"));
    EXPECT_TRUE(form().isVisible());
    EXPECT_EQ(form().experiment().workers, 3);
    runToEnd(counterExperiment(Primitive::Lock));
    Q_EMIT panel().linkActivated(QStringLiteral("view:timeline"));
    const auto* tabs = window->findChild<RunPage*>()->findChild<QTabWidget*>();
    EXPECT_EQ(
        tabs->tabText(tabs->currentIndex()).remove(QLatin1Char('&')), QStringLiteral("Timeline"));
}

TEST(LessonViews, AreViewsOfRuns)
{
    for (const std::string_view name : lessonViews()) {
        const auto isIt = [&](const RunViewKind& kind) { return name == kind.icon; };
        EXPECT_TRUE(std::ranges::any_of(runViews(), isIt)) << name;
    }
}

TEST(ItemOrderTest, IsChangedByKeys)
{
    ItemOrder order({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    order.show();
    order.activateWindow();
    order.setFocus();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&order));
    QTest::keyClick(&order, Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(order.order(), (std::vector<std::size_t>{1, 0, 2}));
    QTest::keyClick(&order, Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(order.order(), (std::vector<std::size_t>{0, 1, 2}));
}

} // namespace
} // namespace interleave::ui
