#include "tests/support/synthetic_recording.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/timings/box_plots.h"
#include "ui/timings/duration_histogram.h"
#include "ui/timings/percentile_curve.h"
#include "ui/timings/split_view.h"
#include "ui/timings/timings_view.h"
#include "ui/widgets/bar_rows.h"

#include <gtest/gtest.h>

#include <QTest>

namespace interleave::ui {
namespace {

class TimingsTest : public testing::Test
{
protected:
    void open(const test::SyntheticSpec& spec = {.tasks = 5'000})
    {
        run = std::make_unique<test::SyntheticRun>(spec);
        run->finish();
        model.setRecording(run->recording(), false);
        show();
        ASSERT_TRUE(QTest::qWaitFor(
            [this] { return model.complete() && split().all().runNs > 0; }, kPatienceMs));
    }
    void show()
    {
        view.resize(1'000, 600);
        view.show();
        view.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&view));
    }
    [[nodiscard]] DurationHistogram& histogram() const
    {
        return *view.findChild<DurationHistogram*>();
    }
    [[nodiscard]] SplitView& split() const { return *view.findChild<SplitView*>(); }
    [[nodiscard]] std::uint64_t counted() const
    {
        std::uint64_t sum = 0;
        for (const DurationBin& bin : histogram().bins())
            sum += bin.count;
        return sum;
    }
    /// The bar of most tasks.
    [[nodiscard]] std::size_t highest() const
    {
        const auto& bins = histogram().bins();
        return static_cast<std::size_t>(
            std::ranges::max_element(bins, {}, &DurationBin::count) - bins.begin());
    }

    DurationBin chooseHighest() const
    {
        const std::size_t bar = highest();
        QTest::mouseClick(
            &histogram(), Qt::LeftButton, {}, histogram().barRect(bar).center().toPoint());
        return histogram().bins()[bar];
    }
    [[nodiscard]] std::uint64_t selectedTasks() const
    {
        return selectionStatistics(
            *model.recording(), model.coreSelection(selection.selected(), timeView.whole()))
            .all.tasks;
    }

    TimeView timeView;
    TaskSelection selection;
    TimelineModel model{&timeView, &selection};
    TimingsView view{&model};
    std::unique_ptr<test::SyntheticRun> run;
};

TEST_F(TimingsTest, SaysWhatToPressBeforeTheFirstRun)
{
    show();
    EXPECT_TRUE(view.note().contains(QStringLiteral("Press Run")));
}

TEST_F(TimingsTest, CountsEveryTask)
{
    open();
    EXPECT_EQ(counted(), 5'000U);
    EXPECT_EQ(view.note(), QStringLiteral("5,000 are counted."));
}

TEST_F(TimingsTest, HaveAnAxisThatTheHighestBarFillsAtAnyWidth)
{
    open();
    for (const int width : {700, 1'600, 1'000}) { // fewer and wider bars count more each
        view.resize(width, 600);
        const QRectF bar = histogram().barRect(highest());
        EXPECT_GT(bar.height(), bar.bottom() * 0.5) << width;
    }
}

TEST_F(TimingsTest, FollowsARunThatGoesOn)
{
    run = std::make_unique<test::SyntheticRun>(test::SyntheticSpec{.tasks = 10'000});
    run->append(1'000);
    model.setRecording(run->recording(), true);
    show();
    EXPECT_EQ(counted(), 1'000U);
    run->append(500);
    view.look();
    EXPECT_EQ(counted(), 1'500U);
}

TEST_F(TimingsTest, AClickOnABarSelectsItsTasksEverywhere)
{
    open();
    const std::size_t bar = highest();
    QTest::mouseClick(
        &histogram(), Qt::LeftButton, {}, histogram().barRect(bar).center().toPoint());
    ASSERT_TRUE(selection.selected().duration.has_value());
    const DurationBin& bin = histogram().bins()[bar];
    const TimeRange chosen = *selection.selected().duration;
    std::uint64_t inside = 0;
    for (unsigned worker = 0; worker < run->recording()->workers(); ++worker) {
        for (const RecordedTask& task :
            model.index()->tasksIn(worker, {0, UINT64_MAX}, 0, SIZE_MAX).tasks) {
            const double ns = static_cast<double>(durationOf(task.event)) * model.nsPerTick();
            inside += ns >= chosen.begin && ns <= chosen.end ? 1 : 0;
        }
    }
    EXPECT_EQ(inside, bin.count);
    EXPECT_EQ(counted(), 5'000U) << "the picture stays that of all";
}

TEST_F(TimingsTest, TheKeyboardChoosesABarToo)
{
    open();
    histogram().setFocus();
    QTest::keyClick(&histogram(), Qt::Key_Home);
    QTest::keyClick(&histogram(), Qt::Key_Right);
    QTest::keyClick(&histogram(), Qt::Key_Return);
    ASSERT_TRUE(selection.selected().duration.has_value());
    EXPECT_DOUBLE_EQ(selection.selected().duration->begin, histogram().bins()[1].beginNs);
    QTest::keyClick(&histogram(), Qt::Key_Escape);
    EXPECT_FALSE(selection.selected().duration.has_value());
}

TEST_F(TimingsTest, ASelectedTimeIsAllThatIsCounted)
{
    open();
    selection.select({.time = TimeRange{0, timeView.whole().length() / 10}});
    ASSERT_TRUE(QTest::qWaitFor([this] { return counted() < 2'000; }, kPatienceMs));
    EXPECT_GT(counted(), 100U);
    EXPECT_TRUE(view.note().contains(QStringLiteral("Of the selected time only")));
}

TEST_F(TimingsTest, ShowsTheWaitsForLocks)
{
    open();
    view.setKind(TimingsView::Waits);
    std::uint64_t waits = 0;
    for (unsigned worker = 0; worker < run->recording()->workers(); ++worker)
        waits += run->recording()->worker(worker).sync.contended;
    EXPECT_TRUE(QTest::qWaitFor([&] { return counted() == waits; }, kPatienceMs)) << counted();
}

TEST_F(TimingsTest, ABarOfWaitsSelectsTheTasksThatHadThem)
{
    open();
    view.setKind(TimingsView::Waits);
    ASSERT_TRUE(QTest::qWaitFor([&] { return counted() < 5'000; }, kPatienceMs));
    const DurationBin bin = chooseHighest();
    ASSERT_TRUE(selection.selected().wait.has_value());
    EXPECT_EQ(selectedTasks(), bin.count); // a task of these waits once
}

TEST_F(TimingsTest, ABarOfDelaysSelectsTheTasksThatBeganSoLate)
{
    open();
    view.setKind(TimingsView::Delays);
    ASSERT_TRUE(QTest::qWaitFor([&] { return counted() == 5'000; }, kPatienceMs));
    const DurationBin bin = chooseHighest();
    ASSERT_TRUE(selection.selected().delay.has_value());
    EXPECT_EQ(selectedTasks(), bin.count);
}

TEST_F(TimingsTest, AnotherBarTakesItsPlace)
{
    open();
    chooseHighest();
    view.setKind(TimingsView::Waits);
    ASSERT_TRUE(QTest::qWaitFor([&] { return counted() < 5'000; }, kPatienceMs));
    chooseHighest();
    EXPECT_FALSE(selection.selected().duration);
    EXPECT_TRUE(selection.selected().wait);
    QTest::keyClick(&histogram(), Qt::Key_Escape);
    EXPECT_TRUE(selection.selected().isEmpty());
}

TEST_F(TimingsTest, ShowsADelayForEachTask)
{
    open();
    view.setKind(TimingsView::Delays);
    EXPECT_TRUE(QTest::qWaitFor([&] { return counted() == 5'000; }, kPatienceMs));
}

TEST_F(TimingsTest, HasABoxForEachWorker)
{
    open();
    const auto& boxes = view.findChild<BoxPlots*>()->boxes();
    ASSERT_EQ(boxes.size(), 4U);
    for (const DurationBox& box : boxes) {
        EXPECT_LE(box.leastNs, box.p25Ns);
        EXPECT_LE(box.p25Ns, box.p50Ns);
        EXPECT_LE(box.p50Ns, box.p75Ns);
        EXPECT_LE(box.p75Ns, box.mostNs);
    }
}

TEST_F(TimingsTest, HasATableBehindEachPlot)
{
    open();
    EXPECT_EQ(view.histogramNumbers().rows.size(), histogram().bins().size());
    EXPECT_EQ(view.boxNumbers().rows.size(), 4U);
    const auto percentiles = view.percentileNumbers().rows;
    EXPECT_DOUBLE_EQ(percentiles.back()[0].toDouble(), 100);
    EXPECT_EQ(split().numbers().rows.size(), 5U);
}

TEST_F(TimingsTest, ForgetsTheRunBefore)
{
    open();
    model.setRecording(nullptr, false);
    EXPECT_EQ(counted(), 0U);
    EXPECT_TRUE(split().sentence().contains(QStringLiteral("Nothing")));
}

TEST(PercentileCurve, NamesOnlySharesThatSoManyCanTell)
{
    EXPECT_EQ(PercentileCurve::sharesFor(5).size(), 1U);
    EXPECT_EQ(PercentileCurve::sharesFor(100).size(), 3U);
    EXPECT_DOUBLE_EQ(PercentileCurve::sharesFor(1'000).back(), 0.999);
}

TEST(PercentileCurve, CountsWhatTookLongerThanItsEnd)
{
    DurationPicture picture;
    for (std::uint64_t ticks = 1; ticks <= 1'000'000; ++ticks)
        picture.all.add(ticks);
    PercentileCurve curve;
    curve.setPicture(picture);
    EXPECT_EQ(curve.beyond(), 10U);
    picture.all = {};
    picture.all.add(7);
    curve.setPicture(picture);
    EXPECT_EQ(curve.beyond(), 0U);
}

TEST(SplitView, SaysWhereTheTimeWent)
{
    SplitView view;
    const TimeSplit split{.startNs = 0, .runNs = 60, .waitNs = 0, .betweenNs = 30, .endNs = 10};
    view.setSplit({split, split}, 0, 20, 0);
    EXPECT_EQ(view.sentence(),
        QStringLiteral("60.0 % of the workers' time was spent in tasks, 30.0 % between tasks "
                       "(3 ns for each of 20), 0 % before the first, 10.0 % after the last."));
}

TEST(SplitView, CountsWaitsAsTimeInTasksAsTheTimelineDoes)
{
    SplitView view;
    view.setSplit({{.runNs = 60e6, .waitNs = 20e6, .betweenNs = 20e6}}, 0, 0, 0);
    EXPECT_TRUE(view.sentence().startsWith(QStringLiteral(
        "80.0 % of the workers' time was spent in tasks (25.0 % of that waiting for locks), ")))
        << view.sentence().toStdString();
    EXPECT_EQ(view.findChild<BarRows*>()->accessibleDescription(),
        QStringLiteral("all workers 80.0 %; worker 1 80.0 %"));
    const NumberTable table = view.numbers();
    EXPECT_EQ(table.titles[2], QStringLiteral("in tasks (ms)"));
    EXPECT_DOUBLE_EQ(table.rows[0][2].toDouble(), 80);
    EXPECT_DOUBLE_EQ(table.rows[0][3].toDouble(), 20);
}

TEST(SplitView, SaysHowLongTheWorkersWereOnACore)
{
    SplitView view;
    const TimeSplit asleep{.runNs = 100};
    view.setSplit({asleep, asleep}, 0, 2, 10);
    EXPECT_TRUE(view.sentence().contains(QStringLiteral("They were on a core for 5.00 % of it")))
        << view.sentence().toStdString();
    view.setSplit({asleep, asleep}, 0, 2, 0);
    EXPECT_FALSE(view.sentence().contains(QStringLiteral("on a core"))) << "not known";
}

TEST(SplitView, CountsTheStartOfTheProcessesForEachWorker)
{
    SplitView view;
    const TimeSplit split{.startNs = 10, .runNs = 90};
    view.setSplit({split, split}, 100, 2, 0);
    EXPECT_DOUBLE_EQ(view.all().startNs, 220);
    EXPECT_DOUBLE_EQ(view.all().wholeNs(), 400);
}

TEST(SplitView, SaysThatEventsAreMissing)
{
    SplitView view;
    view.setSplit({{.runNs = 90, .logged = false}}, 0, 2, 0);
    EXPECT_TRUE(view.sentence().contains(QStringLiteral("Events were dropped")));
}

TEST_F(TimingsTest, WordsBesideTheCurveLieOverNothing)
{
    open();
    const auto& curve = *view.findChild<PercentileCurve*>();
    for (const int width : {500, 700, 1'000}) {
        view.resize(width, 500);
        const std::vector<PercentileCurve::Words> words = curve.words();
        EXPECT_FALSE(words.empty());
        for (std::size_t i = 0; i < words.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j)
                EXPECT_FALSE(words[i].box.intersects(words[j].box))
                    << words[i].text.toStdString() << " over " << words[j].text.toStdString();
        }
    }
}

// Half of the tasks take as long as all others: the words of all shares would stand at one place.
TEST(PercentileCurveWords, OfSharesThatTakeAsLongDoNotCoverEachOther)
{
    DurationPicture picture;
    for (int i = 0; i < 100'000; ++i)
        picture.all.add(i % 1'000 == 0 ? 1'010 : 1'000);
    picture.axis = {.beginNs = 0, .endNs = 10'000};
    PercentileCurve curve;
    curve.resize(500, 60);
    curve.setPicture(picture);
    const std::vector<PercentileCurve::Words> words = curve.words();
    EXPECT_FALSE(words.empty());
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(words[i].box.intersects(words[j].box));
    }
}

} // namespace
} // namespace interleave::ui
