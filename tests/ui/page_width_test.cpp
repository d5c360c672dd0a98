// No page of results scrolls, and no word of it is cut, on the smallest usual screens: beside the
// form at 1024 by 768 (where it may scroll down), without it at 800 by 600, and in a presentation,
// which ctest also has on a screen of 800 by 600.

#include "tests/ui/cut_texts.h"
#include "tests/ui/looked_at_runs.h"
#include "tests/ui/window_fixture.h"
#include "ui/compare/bar_table.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/task_details.h"
#include "ui/timings/box_plots.h"
#include "ui/timings/timings_view.h"
#include "ui/views/run_page.h"
#include "ui/views/run_view.h"
#include "ui/widgets/bar_rows.h"
#include "ui/widgets/yielding_area.h"

#include <QAbstractItemView>
#include <QGraphicsView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTextEdit>

namespace interleave::ui {
namespace {

// As long as there are workers or cores, or a pinned task has parts.
bool holdsAList(const QAbstractScrollArea& area)
{
    const auto* scroll = qobject_cast<const QScrollArea*>(&area);
    const QWidget* held = scroll == nullptr ? nullptr : scroll->widget();
    return qobject_cast<const BarRows*>(held) != nullptr
        || qobject_cast<const BoxPlots*>(held) != nullptr
        || qobject_cast<const TaskDetails*>(held) != nullptr;
}

// Whose own the scrolling is: a list, a text, or a picture as large as its place.
bool scrollsByItself(const QAbstractScrollArea& area)
{
    return holdsAList(area) || qobject_cast<const QAbstractItemView*>(&area) != nullptr
        || qobject_cast<const QPlainTextEdit*>(&area) != nullptr
        || qobject_cast<const QTextEdit*>(&area) != nullptr
        || qobject_cast<const QGraphicsView*>(&area) != nullptr;
}

class PageWidth : public WindowTest, public testing::WithParamInterface<LookedAtRun>
{
protected:
    void SetUp() override
    {
        WindowTest::SetUp();
        open();
        runToEnd(GetParam().experiment());
    }
    void TearDown() override { window.reset(); } // and its zoom of the font with it

    void expectWholePages()
    {
        auto* pages = window->findChild<RunPage*>();
        auto* tabs = pages->findChild<QTabWidget*>();
        for (int view = 0; view < tabs->count(); ++view) {
            if (!tabs->isTabVisible(view))
                continue;
            tabs->setCurrentIndex(view);
            for (int round = 0; round < 12; ++round) // as texts that wrap ask for further rounds
                QCoreApplication::processEvents();
            const std::string title = tabs->tabText(view).toStdString();
            EXPECT_EQ(hiddenSideways(), 0) << title;
            QStringList cut;
            static_cast<void>(
                QTest::qWaitFor([&] { return (cut = cutTexts(*window)).isEmpty(); }, 500));
            EXPECT_EQ(cut.join(QLatin1Char('\n')).toStdString(), "") << title;
        }
    }
    /// What a page is in, and what of it scrolls on its own.
    [[nodiscard]] std::vector<const QAbstractScrollArea*> areas() const
    {
        std::vector<const QAbstractScrollArea*> found;
        for (const YieldingArea* area : window->findChildren<YieldingArea*>())
            found.push_back(area);
        for (auto* area : window->findChild<RunPage*>()->findChildren<QAbstractScrollArea*>()) {
            if (area->isVisible() && !scrollsByItself(*area))
                found.push_back(area);
        }
        return found;
    }
    /// How many pixels of the page lie beside the window.
    [[nodiscard]] int hiddenSideways() const
    {
        int most = 0;
        for (const QAbstractScrollArea* area : areas())
            most = std::max(most, area->horizontalScrollBar()->maximum());
        return most;
    }
    /// How many columns of a table that is compared in lie beside it.
    [[nodiscard]] int hiddenColumns() const
    {
        int most = 0;
        for (const BarTable* table : window->findChildren<BarTable*>())
            most = std::max(most, table->isVisible() ? table->horizontalScrollBar()->maximum() : 0);
        return most;
    }
    /// The room for a page is `room`, with each view in turn.
    template <class Room>
    void expectNothingBelow(Room room)
    {
        auto* pages = window->findChild<RunPage*>();
        const auto* tabs = pages->findChild<QTabWidget*>();
        for (int view = 0; view < tabs->count(); ++view) {
            if (!tabs->isTabVisible(view))
                continue;
            pages->showView(static_cast<std::size_t>(view));
            room();
            settle();
            EXPECT_EQ(hiddenBelow(), 0) << tabs->tabText(view).toStdString();
        }
    }
    /// Until nothing comes from other threads, and nothing asks for another layout.
    void settle() const
    {
        const auto& events = *window->findChild<TimelineModel*>();
        const auto& timings = *window->findChild<TimingsView*>();
        EXPECT_TRUE(
            QTest::qWaitFor([&] { return events.complete() && !timings.busy(); }, kPatienceMs));
        for (int round = 0; round < 12; ++round)
            QCoreApplication::processEvents();
    }
    /// And how many below it.
    [[nodiscard]] int hiddenBelow() const
    {
        int most = 0;
        for (const QAbstractScrollArea* area : areas())
            most = std::max(most, area->verticalScrollBar()->maximum());
        return most;
    }
};

TEST_P(PageWidth, IsThatOfTheRoomBesideTheFormAt1024By768)
{
    window->resize(1024, 768);
    expectWholePages();
}

TEST_P(PageWidth, IsThatOfASmallWindowWithoutTheForm)
{
    form().hide();
    window->resize(800, 600);
    expectWholePages();
}

TEST_P(PageWidth, NeedsNoScrollingDownAt1280By800)
{
    expectNothingBelow([this] { window->resize(1280, 800); });
}

// Whether a view is chosen in a small window, or the window becomes smaller.
TEST_P(PageWidth, NeedsNoScrollingDownAt800By600WithoutTheForm)
{
    form().hide();
    expectNothingBelow([this] {
        window->resize(1280, 800);
        settle();
        window->resize(800, 600);
    });
    expectNothingBelow([] {});
}

TEST_P(PageWidth, NeedsNoScrollingDownInAPresentation)
{
    action("&Presentation")->trigger();
    expectNothingBelow([] {});
}

TEST_P(PageWidth, IsThatOfTheScreenInAPresentation)
{
    action("&Presentation")->trigger();
    expectWholePages();
    window->findChild<RunPage*>()->showView(
        leadingView(runs().shown().get()).value_or(firstView()));
    settle();
    EXPECT_EQ(hiddenColumns(), 0);
}

// A comparison is its picture: all of it beside the form on a usual screen.
TEST_P(PageWidth, NeedsNoScrollingDownOfAPairBesideTheFormAt1024By768)
{
    if (GetParam().experiment != &ofWithAndWithoutLock
        && GetParam().experiment != &ofTwoWithAnAnswerOfTheirOwn)
        GTEST_SKIP() << "another run";
    window->resize(1024, 768);
    settle();
    EXPECT_EQ(hiddenBelow(), 0);
}

INSTANTIATE_TEST_SUITE_P(Runs, PageWidth, testing::ValuesIn(kLookedAtRuns), [](const auto& each) {
    return std::string(each.param.name);
});

} // namespace
} // namespace interleave::ui
