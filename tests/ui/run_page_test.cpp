// Which views a page has of a run, and which of them it shows.

#include "tests/support/synthetic_recording.h"
#include "tests/ui/run_page_fixture.h"

#include <QComboBox>
#include <QTabBar>

#include <algorithm>

namespace interleave::ui {
namespace {

TEST_F(RunPageOnScreen, SaysOfWhichTrialEachPartOfTheOverviewIs)
{
    const auto run = begin({.trials = 3});
    run->beginTrial(0, nullptr);
    run->setLive(liveSnapshot(1));
    run->endTrial(trialThatLost(100, 1'000), nullptr);
    run->beginTrial(1, nullptr);
    run->setLive(liveSnapshot(0.5));
    EXPECT_TRUE(showsText(m_page, QStringLiteral("How busy were the cores? (trial 2 of 3)")));
    EXPECT_TRUE(showsText(m_page, QStringLiteral("Workers (trial 2 of 3)")));
    EXPECT_TRUE(showsText(m_page, QStringLiteral("What did the race destroy? (trial 1 of 3)")));
}

TEST_F(RunPageOnScreen, HasNoRaceOfStripsWhichCountNoBrightness)
{
    Experiment images{.workload = WorkloadKind::ImageFilter};
    begin(images);
    EXPECT_TRUE(shows("Race"));
    images.params["division"] = std::string("strip");
    begin(images);
    EXPECT_FALSE(shows("Race"));
}

TEST_F(RunPageOnScreen, CountsTheTrialsOfAnArmByThemselves)
{
    const auto run = begin({.compare = {Primitive::None, Primitive::Lock}, .trials = 2});
    m_page.showView(QStringLiteral("&Overview"));
    test::SyntheticRun events({.tasks = 100});
    events.finish();
    for (std::size_t trial = 0; trial < 3; ++trial) {
        run->beginTrial(trial, events.recording());
        TrialResult ended = trialThatLost(100, 1'000);
        ended.arm = run->lastArm();
        run->endTrial(ended, nullptr);
    }
    run->beginTrial(3, events.recording());
    run->setLive(liveSnapshot(1));
    EXPECT_TRUE(showsText(m_page, QStringLiteral("How busy were the cores? (trial 2 of 2)")));
    EXPECT_TRUE(showsText(m_page, QStringLiteral("What did the race destroy? (trial 1 of 2)")));
}

TEST_F(RunPageOnScreen, ViewsOfARecordingThatWasDroppedSayWhy)
{
    const auto run = begin({});
    run->end(runOf(Primitive::None, 1e9, 0));
    run->dropRecordings(QStringLiteral("Dropped, for there was no room."));
    for (const char* view : {"Timeline", "Timings"}) {
        showView(view);
        const QWidget& page = *m_page.findChild<QTabWidget*>()->currentWidget();
        EXPECT_TRUE(showsText(page, QStringLiteral("Dropped, for there"))) << view;
    }
}

TEST_F(RunPageOnScreen, NeedsOnlyTheRoomOfTheViewThatIsShown)
{
    begin({});
    auto* tabs = m_page.findChild<QTabWidget*>();
    for (int view = 0; view < tabs->count(); ++view) {
        if (!tabs->isTabVisible(view))
            continue;
        tabs->setCurrentIndex(view);
        const int around = tabs->minimumSizeHint().height() - tabs->tabBar()->sizeHint().height();
        const QWidget& page = *tabs->widget(view);
        EXPECT_LE(around, std::max(page.minimumSizeHint().height(), page.minimumHeight()) + 8)
            << tabs->tabText(view).toStdString();
        const int bar = tabs->tabBar()->minimumSizeHint().width();
        EXPECT_LE(
            tabs->minimumSizeHint().width(), std::max(page.minimumSizeHint().width(), bar) + 8)
            << tabs->tabText(view).toStdString();
    }
}

TEST_F(RunPageOnScreen, TabsHaveTheRoomOfAChoiceThatIsNotThere)
{
    Experiment experiment;
    begin(experiment);
    const auto* tabs = m_page.findChild<QTabWidget*>();
    EXPECT_EQ(tabs->cornerWidget(), nullptr);
    experiment.varyWorkers = {1, 2};
    begin(experiment);
    showView("Timeline");
    ASSERT_NE(tabs->cornerWidget(), nullptr);
    EXPECT_TRUE(tabs->cornerWidget()->isVisible());
}

TEST_F(RunPageOnScreen, HasTheViewsThatApplyToTheRun)
{
    begin({});
    EXPECT_TRUE(shows("Timeline"));
    EXPECT_TRUE(shows("Lost updates"));
    EXPECT_FALSE(shows("Side by side"));
    EXPECT_FALSE(shows("Pool sizes"));
    begin({.workload = WorkloadKind::Sleep});
    EXPECT_FALSE(shows("Lost updates"));
    EXPECT_FALSE(shows("Race")) << "it is about cores";
    begin({.workload = WorkloadKind::Philosophers});
    EXPECT_TRUE(shows("Race"));
    begin({.varyWorkers = {1, 2, 4}});
    EXPECT_TRUE(shows("Pool sizes"));
    EXPECT_FALSE(shows("Primitives"));
}

std::shared_ptr<ui::Run> endedRunOf(WorkloadKind workload)
{
    RunResult result = runOf(Primitive::None, 1e9, 0);
    result.experiment = {.workload = workload};
    result.arms.emplace_back().summary = result.summary;
    return std::make_shared<ui::Run>(
        RunContent{.asked = result.experiment, .result = std::move(result)});
}

TEST_F(RunPageOnScreen, OfTwoRunsHasTheViewsOfEither)
{
    const auto sleep = endedRunOf(WorkloadKind::Sleep);
    m_page.show(ui::Run::comparing(*sleep, *endedRunOf(WorkloadKind::Counter)));
    EXPECT_TRUE(shows("Lost updates"));
    EXPECT_TRUE(shows("Race"));
    EXPECT_FALSE(shows("Waits"));
    m_page.show(ui::Run::comparing(*sleep, *endedRunOf(WorkloadKind::Philosophers)));
    EXPECT_TRUE(shows("Waits"));
    m_page.show(ui::Run::comparing(*sleep, *endedRunOf(WorkloadKind::ImageFilter)));
    EXPECT_TRUE(shows("Pictures"));
}

TEST_F(RunPageOnScreen, OpensWithTheViewThatHasTheAnswer)
{
    begin({});
    EXPECT_EQ(current(), QStringLiteral("Overview"));
    begin({.compare = {Primitive::None, Primitive::Lock}});
    EXPECT_EQ(current(), QStringLiteral("Side by side"));
    begin({.compare = {Primitive::None, Primitive::Lock, Primitive::Atomic}});
    EXPECT_EQ(current(), QStringLiteral("Primitives"));
    begin({});
    EXPECT_EQ(current(), QStringLiteral("Overview"));
}

TEST_F(RunPageOnScreen, ShowsARunThatIsOverAsOneThatWasWatched)
{
    const auto first = begin({.sync = Primitive::None});
    first->end(runOf(Primitive::None, 1e9, 37'912));
    ASSERT_TRUE(showsText(m_page, QStringLiteral("37,912 of 100,000 updates were lost")));
    const auto second = begin({.sync = Primitive::Lock});
    second->end(runOf(Primitive::Lock, 1e9, 0));
    EXPECT_FALSE(showsText(m_page, QStringLiteral("37,912 of 100,000 updates were lost")));
    m_page.show(first);
    EXPECT_TRUE(showsText(m_page, QStringLiteral("37,912 of 100,000 updates were lost")));
}

TEST_F(RunPageOnScreen, LetsTheArmBeChosenWhereAViewIsOfOne)
{
    begin({.compare = {Primitive::None, Primitive::Lock}});
    const auto* arms = m_page.findChild<QTabWidget*>()->findChild<QComboBox*>(
        QString(), Qt::FindDirectChildrenOnly);
    ASSERT_NE(arms, nullptr);
    EXPECT_FALSE(arms->isVisible()) << "side by side both are shown";
    m_page.showView(QStringLiteral("T&imeline"));
    EXPECT_TRUE(arms->isVisible());
    EXPECT_EQ(arms->itemText(0), QStringLiteral("without lock"));
    EXPECT_EQ(arms->itemText(1), QStringLiteral("with lock"));
}

} // namespace
} // namespace interleave::ui
