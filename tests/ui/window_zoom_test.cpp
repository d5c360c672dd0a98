// One zoom for the whole window, and the presentation.

#include "tests/support/one_core.h"
#include "tests/ui/window_fixture.h"
#include "ui/models/task_selection.h"
#include "ui/views/run_strip.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/metric_row.h"
#include "ui/widgets/yielding_area.h"
#include "ui/window_zoom.h"

#include <QLayout>
#include <QMenuBar>
#include <QScrollBar>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>

#include <algorithm>
#include <set>

namespace interleave::ui {
namespace {

/// The sizes of the application's type, of which a widget has been told.
class FontsOf : public QObject
{
public:
    explicit FontsOf(QWidget& widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        if (event->type() == QEvent::ApplicationFontChange)
            sizes.insert(QFontInfo(QApplication::font()).pointSizeF());
        return false;
    }

    std::set<double> sizes;
};

class WindowZoomTest : public WindowTest
{
protected:
    [[nodiscard]] double pointSize(const QWidget& widget) const
    {
        return QFontInfo(widget.font()).pointSizeF();
    }
    [[nodiscard]] WindowZoom& zoom() const { return *window->findChild<WindowZoom*>(); }
    const double m_usual = QFontInfo(QApplication::font()).pointSizeF();
};

TEST_F(WindowZoomTest, KeysMakeEverythingLargerSmallerAndUsual)
{
    open();
    press(Qt::Key_Plus, Qt::ControlModifier);
    press(Qt::Key_Equal, Qt::ControlModifier);
    EXPECT_GT(QFontInfo(QApplication::font()).pointSizeF(), m_usual * 1.2);
    press(Qt::Key_0, Qt::ControlModifier);
    EXPECT_EQ(QFontInfo(QApplication::font()).pointSizeF(), m_usual);
    press(Qt::Key_Minus, Qt::ControlModifier);
    EXPECT_LT(QFontInfo(QApplication::font()).pointSizeF(), m_usual);
}

TEST_F(WindowZoomTest, EveryTextOfTheWindowFollows)
{
    open();
    window->resize(1'280, 1'800); // in a lower one the answer gives way
    std::map<const QWidget*, double> before;
    for (const QWidget* each : window->findChildren<QWidget*>())
        before[each] = pointSize(*each);
    zoom().setFactor(2);
    for (const auto& [widget, size] : before)
        EXPECT_NEAR(pointSize(*widget), 2 * size, 0.6)
            << widget->metaObject()->className() << ' ' << widget->accessibleName().toStdString();
}

TEST_F(WindowZoomTest, IsRememberedAndNoneOfAnotherWindows)
{
    open();
    zoom().setFactor(1.5);
    window.reset();
    EXPECT_EQ(QFontInfo(QApplication::font()).pointSizeF(), m_usual);
    open();
    EXPECT_NEAR(QFontInfo(QApplication::font()).pointSizeF(), 1.5 * m_usual, 0.3);
}

TEST_F(WindowZoomTest, APresentationIsTheViewAlone)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    press(Qt::Key_F11);
    EXPECT_TRUE(window->isFullScreen());
    EXPECT_FALSE(form().isVisible());
    EXPECT_FALSE(window->menuBar()->isVisible());
    EXPECT_FALSE(window->findChild<QToolBar*>()->isVisible());
    EXPECT_FALSE(window->findChild<ProgressFooter*>()->isVisible());
    EXPECT_TRUE(window->findChild<QTabWidget*>()->isVisible());
    EXPECT_FALSE(window->findChild<RunStrip*>()->isVisible());
    EXPECT_FALSE(window->findChild<MetricRow*>()->isVisible());
    EXPECT_FALSE(window->findChild<QTabWidget*>()->tabBar()->isVisible());
    press(Qt::Key_F11); // its key works without the menu
    EXPECT_FALSE(window->isFullScreen());
    EXPECT_TRUE(form().isVisible());
    EXPECT_TRUE(window->menuBar()->isVisible());
    EXPECT_TRUE(window->findChild<RunStrip*>()->isVisible());
    EXPECT_TRUE(window->findChild<MetricRow*>()->isVisible());
    EXPECT_EQ(QFontInfo(QApplication::font()).pointSizeF(), m_usual);
}

TEST_F(WindowZoomTest, APresentationSaysOfWhichExperimentItIs)
{
    open();
    runToEnd(counterExperiment(Primitive::None));
    const QString subject = textOf("Of which experiment");
    EXPECT_TRUE(subject.contains(QLatin1String("no primitive"))) << subject.toStdString();
    press(Qt::Key_F11);
    EXPECT_EQ(textOf("Of which experiment"), subject);
    EXPECT_EQ(textOf("Details of the answer"), QString());
}

TEST_F(WindowZoomTest, APresentationKeepsTheCautionsOfTheAnswer)
{
    open();
    const test::OneCore only;
    runToEnd(counterExperiment(Primitive::None));
    EXPECT_FALSE(noteSays("took turns on core"));
    press(Qt::Key_F11);
    EXPECT_TRUE(noteSays("took turns on core"));
    press(Qt::Key_F11);
    EXPECT_FALSE(noteSays("took turns on core")); // but among the details
}

TEST_F(WindowZoomTest, APresentationSaysHowItEndsAndEscapeEndsItBeforeTheRun)
{
    open();
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    press(Qt::Key_F11);
    EXPECT_EQ(
        textOf("How a presentation ends"), QStringLiteral("Esc or F11 ends the presentation"));
    press(Qt::Key_Escape);
    EXPECT_FALSE(window->isFullScreen());
    EXPECT_TRUE(textOf("How a presentation ends").isEmpty());
    EXPECT_TRUE(running());
    press(Qt::Key_Escape);
    EXPECT_TRUE(waitForEnd());
}

TEST_F(WindowZoomTest, APresentationShowsAllOfTheView)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    zoom().setPresenting(true);
    const auto hiddenBelow = [this] {
        int most = 0;
        for (const YieldingArea* area : window->findChildren<YieldingArea*>())
            most = std::max(most, area->verticalScrollBar()->maximum());
        return most;
    };
    for (const Qt::Key view : {Qt::Key_1, Qt::Key_5}) {
        press(view, Qt::ControlModifier);
        EXPECT_TRUE(QTest::qWaitFor([&] { return hiddenBelow() == 0; }, kPatienceMs)) << view;
    }
}

TEST_F(WindowZoomTest, InAPresentationTheViewHasTheFocusThatTheFormHad)
{
    open();
    runToEnd(counterExperiment(Primitive::None));
    field("trials")->setFocus();
    press(Qt::Key_F11);
    const QWidget* focus = window->focusWidget();
    ASSERT_NE(focus, nullptr);
    EXPECT_TRUE(focus->isVisible());
    EXPECT_TRUE(window->findChild<RunPage*>()->isAncestorOf(focus))
        << focus->metaObject()->className();
}

TEST_F(WindowZoomTest, AfterAPresentationAllIsAsLargeAsBefore)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    window->resize(1'280, 800);
    const auto sizes = [this] {
        for (int round = 0; round < 12; ++round) // as texts that wrap ask for further rounds
            QCoreApplication::processEvents();
        QList<QList<int>> all;
        for (const QSplitter* splitter : window->findChildren<QSplitter*>()) {
            if (splitter->isVisible())
                all << splitter->sizes();
        }
        return all;
    };
    const QList<QList<int>> before = sizes();
    press(Qt::Key_F11);
    EXPECT_NE(sizes(), before);
    press(Qt::Key_F11);
    EXPECT_EQ(sizes(), before);
}

TEST_F(WindowZoomTest, APresentationIsInATypeForTheBackRow)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    zoom().setPresenting(true);
    EXPECT_GE(QFontInfo(QApplication::font()).pointSizeF(), 1.5 * m_usual);
    const QSize needed = window->centralWidget()->minimumSizeHint();
    EXPECT_LE(needed.width(), window->screen()->size().width());
    EXPECT_LE(needed.height(), window->screen()->size().height());
}

TEST_F(WindowZoomTest, APresentationIsNoLargerThanTheScreen)
{
    open();
    const int screen = window->screen()->size().width();
    auto* wide = new QLabel(QStringLiteral("w"));
    while (wide->sizeHint().width() < screen * 3 / 4)
        wide->setText(wide->text() + QLatin1Char('w'));
    window->centralWidget()->layout()->addWidget(wide);
    wide->show(); // only what is seen needs room
    zoom().setPresenting(true);
    EXPECT_GT(QFontInfo(QApplication::font()).pointSizeF(), m_usual);
    EXPECT_LE(wide->sizeHint().width(), screen);
    EXPECT_LE(window->centralWidget()->minimumSizeHint().width(), screen);
}

// Each lays out the whole window, in its own thread.
TEST_F(WindowZoomTest, APresentationTriesFewFonts)
{
    open();
    auto* wide = new QLabel(QStringLiteral("w"));
    while (wide->sizeHint().width() < window->screen()->size().width() * 3 / 4)
        wide->setText(wide->text() + QLatin1Char('w'));
    window->centralWidget()->layout()->addWidget(wide);
    wide->show();
    FontsOf fonts(*wide);
    zoom().setPresenting(true);
    EXPECT_FALSE(fonts.sizes.empty());
    EXPECT_LE(fonts.sizes.size(), 3U);
}

TEST_F(WindowZoomTest, EscapeClearsWhatIsSelectedBeforeItStops)
{
    open();
    press(Qt::Key_2, Qt::ControlModifier);
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    auto* time = window->findChild<TaskSelection*>();
    time->select({.workers = {0}});
    press(Qt::Key_Escape);
    EXPECT_TRUE(time->selected().isEmpty());
    EXPECT_TRUE(running());
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(state(), QStringLiteral("cancelled"));
}

} // namespace
} // namespace interleave::ui
