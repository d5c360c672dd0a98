// What the head of a page says of its run: of which experiment and trials it is, what is missing,
// what failed.

#include "tests/support/synthetic_recording.h"
#include "tests/ui/run_page_fixture.h"
#include "ui/export/about_run.h"
#include "ui/views/run_header.h"
#include "ui/widgets/metric_row.h"

#include <QTabBar>

namespace interleave::ui {
namespace {

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

TEST_F(RunPageOnScreen, ARunThatFailedBeforeItBeganSaysSoAndThatNothingIsShown)
{
    const auto run = begin({});
    showView("Timeline");
    run->fail(QStringLiteral("the engine was killed"));
    EXPECT_TRUE(showsText(m_page, QStringLiteral("The run failed before it began")));
    EXPECT_TRUE(says("the engine was killed"));
    EXPECT_FALSE(says("recorded until then"));
}

} // namespace
} // namespace interleave::ui
