// No page of results scrolls, and no word of it is cut, on the smallest usual screens: beside the
// form at 1024 by 768 (where it may scroll down), without it at 800 by 600, and in a presentation,
// which ctest also has on a screen of 800 by 600.

#include "tests/ui/cut_texts.h"
#include "tests/ui/looked_at_runs.h"
#include "tests/ui/window_fixture.h"
#include "ui/models/timeline_model.h"
#include "ui/timings/timings_view.h"
#include "ui/views/run_page.h"
#include "ui/views/run_strip.h"
#include "ui/widgets/yielding_area.h"

#include <QScrollBar>
#include <QTabWidget>

namespace interleave::ui {
namespace {

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
                QTest::qWaitFor([&] { return (cut = cutTexts(*pages)).isEmpty(); }, 500));
            EXPECT_EQ(cut.join(QLatin1Char('\n')).toStdString(), "") << title;
        }
        auto* strip = window->findChild<RunStrip*>();
        EXPECT_EQ(cutTexts(*strip).join(QLatin1Char('\n')).toStdString(), "");
    }
    /// How many pixels of the page lie beside the window.
    [[nodiscard]] int hiddenSideways() const
    {
        int most = 0;
        for (const YieldingArea* area : window->findChildren<YieldingArea*>())
            most = std::max(most, area->horizontalScrollBar()->maximum());
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
        for (const YieldingArea* area : window->findChildren<YieldingArea*>())
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
}

INSTANTIATE_TEST_SUITE_P(Runs, PageWidth, testing::ValuesIn(kLookedAtRuns), [](const auto& each) {
    return std::string(each.param.name);
});

} // namespace
} // namespace interleave::ui
