#include "core/workload/strip_plan.h"
#include "tests/support/synthetic_recording.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/export/about_run.h"
#include "ui/images/picture_grid.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_view.h"
#include "ui/views/run_header.h"
#include "ui/views/run_page.h"
#include "ui/widgets/metric_row.h"
#include "ui/widgets/note_label.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QComboBox>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

namespace interleave::ui {
namespace {

class RunPageOnScreen : public testing::Test
{
protected:
    RunPageOnScreen()
    {
        m_page.resize(980, 700);
        m_page.show();
    }
    [[nodiscard]] bool says(const char* words) const
    {
        for (const NoteLabel* note : m_page.findChildren<NoteLabel*>()) {
            if (note->isVisible() && note->text().contains(QString::fromUtf8(words)))
                return true;
        }
        return false;
    }
    static constexpr const char* kOfWhich = "of the trial that runs, and then of the last one";
    std::shared_ptr<ui::Run> begin(const Experiment& experiment)
    {
        auto run = std::make_shared<ui::Run>(experiment);
        m_page.show(run);
        return run;
    }
    [[nodiscard]] bool shows(const char* view) const
    {
        const auto* tabs = m_page.findChild<QTabWidget*>();
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i).remove(QLatin1Char('&')) == QLatin1String(view))
                return tabs->isTabVisible(i);
        }
        ADD_FAILURE() << "no view " << view;
        return false;
    }
    void showView(const char* title)
    {
        auto* tabs = m_page.findChild<QTabWidget*>();
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i).remove(QLatin1Char('&')) == QLatin1String(title))
                tabs->setCurrentIndex(i);
        }
    }
    [[nodiscard]] QString current() const
    {
        const auto* tabs = m_page.findChild<QTabWidget*>();
        return tabs->tabText(tabs->currentIndex()).remove(QLatin1Char('&'));
    }

    QAction m_run{QStringLiteral("Run")};
    RunPage m_page{&m_run, INTERLEAVE_PROGRAM};
};

TEST_F(RunPageOnScreen, SaysOfWhichOfSeveralTrialsTheViewsAre)
{
    Experiment experiment;
    experiment.trials = 20;
    begin(experiment);
    EXPECT_TRUE(says(kOfWhich));
    experiment.trials = 1;
    begin(experiment);
    EXPECT_FALSE(says(kOfWhich));
    experiment.varyWorkers = {1, 2};
    begin(experiment);
    EXPECT_TRUE(says(kOfWhich));
}

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

TEST_F(RunPageOnScreen, LeavesTheGalleryWhereItIsWhenAnotherArmsTrialBegins)
{
    test::SyntheticRun events({.tasks = 10, .workers = 1, .failedOneIn = 0});
    events.finish();
    const auto run = begin({.workload = WorkloadKind::ImageFilter,
        .tasks = 10,
        .compare = {Primitive::None, Primitive::Lock}});
    showView("Pictures");
    const auto& gallery = *m_page.findChild<PicturesView*>();
    run->beginTrial(0, events.recording());
    gallery.grid().setCurrentIndex(gallery.model().index(4));
    TrialResult ended = trialThatLost(0, 10);
    ended.arm = run->lastArm();
    run->endTrial(ended, nullptr);
    run->beginTrial(1, events.recording());
    ASSERT_NE(run->lastArm(), ended.arm);
    EXPECT_EQ(gallery.grid().currentRow(), 4);
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

TEST_F(RunPageOnScreen, SaysOfWhichTrialTheViewsStayWhenTheRunIsOver)
{
    Experiment experiment;
    experiment.trials = 3;
    const auto run = begin(experiment);
    RunResult result = runOf(Primitive::None, 1e9, 0);
    result.trials.resize(3, result.trials.front());
    run->end(result);
    EXPECT_FALSE(says("that runs"));
    EXPECT_TRUE(says("activity and lost updates are those of the last trial (3)"));
}

TEST_F(RunPageOnScreen, SaysOfTheViewsThatTheRunHasWhichAreOfOneTrial)
{
    begin({.workload = WorkloadKind::Sleep, .trials = 3});
    EXPECT_TRUE(says("Cores, workers, timeline, timings and activity are those of the trial"));
    begin({.workload = WorkloadKind::ImageFilter, .trials = 3});
    EXPECT_TRUE(says("pictures, timeline"));
}

TEST_F(RunPageOnScreen, SaysHowManyTasksAndWorkersThereAreAsSoonAsTheyAreKnown)
{
    const auto run = begin({});
    EXPECT_TRUE(showsText(m_page, QStringLiteral("as many tasks as usual")));
    LiveSnapshot live = liveSnapshot(2);
    live.tasks = 10'000;
    run->setLive(live);
    EXPECT_TRUE(showsText(m_page,
        QStringLiteral(
            "Shared counter · 10,000 tasks · increments per task 10,000 · 2 processes")));
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

TEST_F(RunPageOnScreen, IsTheHeadlineAndTheViewWhereItIsToBeBrief)
{
    Experiment experiment;
    experiment.trials = 3;
    begin(experiment);
    m_page.setBrief(true);
    EXPECT_TRUE(m_page.findChild<QTabWidget*>()->currentWidget()->isVisible());
    EXPECT_FALSE(m_page.findChild<QTabBar*>()->isVisible());
    EXPECT_FALSE(m_page.findChild<MetricRow*>()->isVisible());
    EXPECT_FALSE(says(kOfWhich));
    begin(experiment);
    EXPECT_FALSE(m_page.findChild<MetricRow*>()->isVisible());
    m_page.setBrief(false);
    EXPECT_TRUE(m_page.findChild<QTabBar*>()->isVisible());
    EXPECT_TRUE(m_page.findChild<MetricRow*>()->isVisible());
    EXPECT_TRUE(says(kOfWhich));
}

TEST_F(RunPageOnScreen, SaysFirstThatEventsWereDropped)
{
    Experiment experiment;
    experiment.trials = 20;
    const auto run = begin(experiment);
    LiveSnapshot live = liveSnapshot(1);
    live.events.dropped = 12'345;
    run->setLive(live);
    EXPECT_TRUE(says("12,345 events did not fit"));
    EXPECT_FALSE(says(kOfWhich));
}

TEST_F(RunPageOnScreen, SaysHowManyEventsWereDroppedInAllTrialsAndWhatFailed)
{
    const auto started = begin({.trials = 3});
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.trials.resize(3, run.trials.front());
    run.trials[0].events.dropped = 12'000;
    run.trials[1].events.dropped = 345;
    run.trials[2].errors = {{.task = 5, .kind = "exception", .message = "no such file"}};
    started->end(run);
    EXPECT_TRUE(says("12,345 events did not fit"));
    EXPECT_TRUE(says("Task 5: no such file"));
    begin({});
    EXPECT_FALSE(says("events did not fit"));
}

TEST_F(RunPageOnScreen, CountsTheErrorsThatItDoesNotName)
{
    const auto started = begin({});
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.trials.front().errors = {{.task = 5, .kind = "exception", .message = "no such file"},
        {.task = 6, .kind = "exception", .message = "no such file"}};
    run.trials.front().errorsOmitted = 1'000;
    started->end(run);
    EXPECT_TRUE(says("Task 5: no such file (and 1,001 more)"));
}

TEST_F(RunPageOnScreen, AFailureIsOfAPictureByItsNameAndInTheFormsWords)
{
    const Experiment pictures{.workload = WorkloadKind::ImageFilter};
    const auto started = begin(pictures);
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.experiment = pictures;
    run.trials.front().errors = {{.task = 5,
        .kind = "exception",
        .message = "oak.jpg: Premature end of JPEG file; damaged=salvage filters what there is"}};
    started->end(run);
    EXPECT_TRUE(says("oak.jpg: Premature end of JPEG file; “Damaged pictures” set to “salvage” "
                     "filters what there is"));
    EXPECT_FALSE(says("Task 5"));
}

TEST_F(RunPageOnScreen, AFailedRunCountsPicturesWhereEachIsATask)
{
    test::SyntheticRun events({.tasks = 10, .workers = 1, .failedOneIn = 0});
    events.finish();
    const auto started = begin({.workload = WorkloadKind::ImageFilter});
    started->beginTrial(0, events.recording());
    started->setLive(liveSnapshot(1));
    started->fail(QStringLiteral("the engine was killed"));
    EXPECT_TRUE(
        showsText(m_page, QStringLiteral("The run failed: 40,000 of 100,000 pictures were done")));
}

TEST_F(RunPageOnScreen, SaysOfWhichExperimentTheResultIs)
{
    Experiment experiment;
    experiment.tasks = 1'000;
    experiment.workers = 2;
    experiment.sync = Primitive::None;
    experiment.trials = 5;
    begin(experiment);
    EXPECT_TRUE(showsText(m_page,
        QStringLiteral("Shared counter · 1,000 tasks · increments per task 10,000 · 2 processes by "
                       "fork · no primitive · 5 trials")));
}

TEST_F(RunPageOnScreen, SaysOfWhichMachinesTwoRunsAreWhereTheseDiffer)
{
    const auto onMachine = [](Primitive sync, const char* processor) {
        auto run = std::make_shared<ui::Run>(Experiment{.sync = sync});
        RunResult result = runOf(sync, 1e9, 0);
        result.machine = {.processor = processor, .kernel = "Linux", .cores = 2, .usableCores = 2};
        run->end(result);
        return run;
    };
    const auto mine = onMachine(Primitive::None, "Alpha");
    m_page.show(ui::Run::comparing(*mine, *onMachine(Primitive::Lock, "Alpha")));
    EXPECT_FALSE(showsText(m_page, QStringLiteral("Alpha")));
    const auto both = ui::Run::comparing(*mine, *onMachine(Primitive::Lock, "Beta"));
    m_page.show(both);
    EXPECT_TRUE(showsText(m_page, QStringLiteral("on another machine than B: Alpha")));
    EXPECT_TRUE(showsText(m_page, QStringLiteral("on Beta")));
    const QString about = aboutRun(*both).join(QLatin1Char('\n'));
    EXPECT_TRUE(about.contains(QStringLiteral("experiment A: Shared counter")))
        << about.toStdString();
    EXPECT_TRUE(about.contains(QStringLiteral("no primitive · 1 trial\nexperiment B: ")));
    EXPECT_TRUE(about.contains(QStringLiteral("machine of A: Alpha")));
    EXPECT_TRUE(about.contains(QStringLiteral("machine of B: Beta")));
    EXPECT_EQ(both->resultOf(1).machine.processor, "Beta");
}

TEST(AboutARun, DoesNotSayOfOneThatFailedThatItGoesOn)
{
    ui::Run run{Experiment{}};
    EXPECT_TRUE(aboutRun(run).back().contains(QStringLiteral("goes on")));
    run.fail(QStringLiteral("the engine was killed"));
    EXPECT_EQ(aboutRun(run).back(), QStringLiteral("the run failed: the engine was killed"));
}

TEST_F(RunPageOnScreen, SaysWhenTheFormIsOfAnotherExperiment)
{
    begin({});
    m_page.header().setFormExperiment({});
    EXPECT_FALSE(showsText(m_page, QStringLiteral("The form has changed since")));
    m_page.header().setFormExperiment({.trials = 7});
    EXPECT_TRUE(showsText(m_page, QStringLiteral("The form has changed since")));
}

TEST_F(RunPageOnScreen, SaysNothingOfTheFormWhereTwoRunsAreSetSideBySide)
{
    const auto content = [](Primitive sync) {
        RunResult result = runOf(sync, 1e9, 0);
        result.arms.emplace_back().summary = result.summary;
        return std::make_shared<ui::Run>(
            RunContent{.asked = result.experiment, .result = std::move(result)});
    };
    m_page.header().setFormExperiment({.trials = 7});
    m_page.show(ui::Run::comparing(*content(Primitive::None), *content(Primitive::Lock)));
    EXPECT_FALSE(showsText(m_page, QStringLiteral("The form has changed since")));
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

const PictureStates& picturesOn(const RunPage& page)
{
    return page.findChild<PicturesView*>()->model().states();
}

TEST_F(RunPageOnScreen, F351_KnowsNothingOfPicturesBeforeSomebodyLooks)
{
    Experiment experiment{.workload = WorkloadKind::ImageFilter};
    experiment.tasks = 100'000'000;
    begin(experiment);
    EXPECT_EQ(picturesOn(m_page).all(), 0U);
    showView("Pictures");
    EXPECT_EQ(picturesOn(m_page).all(), 100'000'000U);
    EXPECT_TRUE(says("The first 100,000 are listed; 99,900,000 more pictures are not."))
        << m_page.findChild<PicturesView*>()->note().toStdString();
    showView("Timeline");
    begin(experiment);
    EXPECT_EQ(picturesOn(m_page).all(), 0U);
}

// As many strips as workers: of a file without recordings.
TEST_F(RunPageOnScreen, MarksThePictureOfATaskThatFailedInStripsWhicheverArmItIsOf)
{
    RunContent content{.asked = {.workload = WorkloadKind::ImageFilter, .varyWorkers = {1, 2}}};
    content.asked.params["division"] = std::string("strip");
    RunResult& result = content.result.emplace();
    result.experiment = content.asked;
    result.arms = {{.arm = {.workers = 1}}, {.arm = {.workers = 2}}};
    for (std::uint32_t arm = 0; arm < 2; ++arm) {
        const std::uint64_t each = tasksPerPicture(content.asked, arm + 1);
        TrialResult& trial = result.trials.emplace_back(trialThatLost(0, 1));
        trial.arm = arm;
        trial.workers.resize(arm + 1);
        trial.tasks = {.total = 20 * each, .succeeded = 20 * each - 1, .failed = 1};
        trial.outcome.figures = {{.name = "pictures", .value = 20}};
        trial.errors = {{3 * each, "exception", "it is damaged"}};
    }
    m_page.show(std::make_shared<ui::Run>(content));
    showView("Pictures");
    auto* arms = m_page.findChild<QTabWidget*>()->cornerWidget();
    for (const int arm : {1, 0, 1}) {
        Q_EMIT qobject_cast<QComboBox*>(arms)->activated(arm);
        for (std::size_t picture = 0; picture < 20; ++picture)
            EXPECT_EQ(picturesOn(m_page)[picture].state == PictureState::Failed, picture == 3)
                << "picture " << picture << " of arm " << arm;
    }
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
