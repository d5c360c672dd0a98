#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/compare/bar_delegate.h"
#include "ui/compare/bar_page.h"
#include "ui/compare/primitive_model.h"
#include "ui/models/primitive_title.h"
#include "ui/views/run_answer.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>

#include <array>

namespace interleave::ui {
namespace {

Spread spread(double median, double low, double high)
{
    return {
        .median = median, .lowerQuartile = low, .upperQuartile = high, .low = low, .high = high};
}

ArmResult arm(Primitive primitive, double lost, double wallNs)
{
    ArmResult result{.arm = {.sync = primitive}};
    result.summary.trials = 2;
    result.summary.lost = spread(lost, lost * 0.9, lost * 1.1);
    result.summary.wallNs = spread(wallNs, wallNs * 0.95, wallNs * 1.05);
    result.summary.waitShare.median = primitive == Primitive::Lock ? 0.4 : 0;
    result.summary.holdShare.median = primitive == Primitive::Lock ? 0.3 : 0;
    result.summary.fairness.median = 0.98;
    result.summary.switches.median = 1'234;
    return result;
}

RunResult comparedRun()
{
    RunResult run;
    run.experiment.compare = {Primitive::None, Primitive::Lock, Primitive::Atomic};
    run.experiment.trials = 2;
    run.arms = {arm(Primitive::None, 38'000, 1e6),
        arm(Primitive::Lock, 0, 9e6),
        arm(Primitive::Atomic, 0, 3e6)};
    for (std::uint32_t i = 0; i < 6; ++i) {
        run.trials.push_back(trialThatLost(i % 3 == 0 ? 38'000 : 0, 100'000));
        run.trials.back().arm = i % 3;
        run.trials.back().wallNs = std::array{1'000'000U, 9'000'000U, 3'000'000U}.at(i % 3);
        run.trials.back().sync.use.acquisitions = i % 3 == 1 ? 100'000 : 0;
    }
    return run;
}

class ComparedPrimitives : public testing::Test
{
protected:
    ComparedPrimitives()
    {
        m_view.resize(980, 600);
        m_view.show();
    }
    QString cell(int row, PrimitiveModel::Column column) const
    {
        return m_view.findChild<QTableView*>()->model()->index(row, column).data().toString();
    }
    BarPage m_view{new PrimitiveModel, QStringLiteral("Primitives")};
};

TEST_F(ComparedPrimitives, StandInATableWithTheirNumbers)
{
    m_view.start(comparedRun().experiment);
    m_view.setRun(comparedRun());
    EXPECT_EQ(cell(0, PrimitiveModel::Name), QStringLiteral("none"));
    EXPECT_EQ(cell(0, PrimitiveModel::Lost), QStringLiteral("✕ 38,000 (38 %)"));
    EXPECT_EQ(cell(0, PrimitiveModel::Wrong), QStringLiteral("✕ 2 of 2"));
    EXPECT_EQ(cell(0, PrimitiveModel::Fairness), QStringLiteral("–"));
    EXPECT_EQ(cell(2, PrimitiveModel::Wall), QStringLiteral("9.00 ms (8.55–9.45)"));
    EXPECT_EQ(cell(2, PrimitiveModel::Wait), QStringLiteral("40.0 %"));
    EXPECT_EQ(cell(2, PrimitiveModel::Fairness), QStringLiteral("0.980"));
    EXPECT_EQ(cell(1, PrimitiveModel::Switches), QStringLiteral("1,234"));
}

TEST_F(ComparedPrimitives, AreMarkedWhereOthersTookMuchOfTheCores)
{
    RunResult run = comparedRun();
    run.trials[1].wallNs = 1'000'000'000;
    run.trials[1].othersShare = 0.3;
    m_view.start(run.experiment);
    m_view.setRun(run);
    EXPECT_EQ(cell(2, PrimitiveModel::Wall), QStringLiteral("⚠ 9.00 ms (8.55–9.45)"));
    const QModelIndex wall
        = m_view.findChild<QTableView*>()->model()->index(2, PrimitiveModel::Wall);
    EXPECT_TRUE(wall.data(Qt::ToolTipRole)
                    .toString()
                    .endsWith(QStringLiteral("Others took much of the cores in 1 of 2 trials")));
    EXPECT_EQ(cell(1, PrimitiveModel::Wall), QStringLiteral("3.00 ms (2.85–3.15)"));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("Numbers with this sign are of trials")));
    m_view.setRun(comparedRun());
    EXPECT_FALSE(showsText(m_view, QStringLiteral("Numbers with this sign are of trials")));
}

TEST_F(ComparedPrimitives, AreHeldForNoMoreOfTheTimeThanIsNoWait)
{
    RunResult run = comparedRun();
    run.arms[1].summary.holdShare.median = 1.66;
    m_view.start(run.experiment);
    m_view.setRun(run);
    EXPECT_EQ(cell(2, PrimitiveModel::Wait), QStringLiteral("40.0 %"));
    EXPECT_EQ(cell(2, PrimitiveModel::Hold), QStringLiteral("about 60.0 %"));
}

TEST_F(ComparedPrimitives, HaveRoomForAllTheirNumbersBesideTheFormAt1280By800)
{
    m_view.resize(916, 400);
    m_view.start(comparedRun().experiment);
    m_view.setRun(comparedRun());
    QCoreApplication::processEvents(); // the scroll bar follows the columns
    const auto* table = m_view.findChild<QTableView*>();
    EXPECT_EQ(table->horizontalScrollBar()->maximum(), 0);
    constexpr int kAround = 12; // each text
    for (int column = 0; column < PrimitiveModel::ColumnCount; ++column) {
        const QString text = cell(2, static_cast<PrimitiveModel::Column>(column));
        EXPECT_GE(table->columnWidth(column),
            table->fontMetrics().horizontalAdvance(text) + (text.isEmpty() ? 0 : kAround))
            << text.toStdString();
    }
}

TEST_F(ComparedPrimitives, LeaveOutInAPresentationWhatHasNoRoomAndWhatIsToBeClicked)
{
    m_view.start(comparedRun().experiment);
    m_view.setRun(comparedRun());
    m_view.setBrief(true);
    const auto* table = m_view.findChild<QTableView*>();
    for (const int width : {450, 550, 700, 1'200}) {
        m_view.resize(width, 400);
        QCoreApplication::processEvents();
        EXPECT_EQ(table->horizontalScrollBar()->maximum(), 0) << width;
        for (const auto column : {PrimitiveModel::Name, PrimitiveModel::Lost, PrimitiveModel::Wall})
            EXPECT_FALSE(table->isColumnHidden(column)) << width;
        EXPECT_EQ(m_view.findChild<Legend*>()->accessibleDescription().contains(
                      QStringLiteral("outside of the lock")),
            !table->isColumnHidden(PrimitiveModel::Split));
        EXPECT_EQ(table->isColumnHidden(PrimitiveModel::Switches), width < 1'000) << width;
    }
    EXPECT_FALSE(m_view.findChild<QPushButton*>()->isVisible());
    m_view.setBrief(false);
    m_view.resize(550, 400);
    EXPECT_FALSE(table->isColumnHidden(PrimitiveModel::Switches)) << "it scrolls";
    EXPECT_TRUE(m_view.findChild<QPushButton*>()->isVisible());
}

TEST_F(ComparedPrimitives, SortByEveryColumn)
{
    m_view.start(comparedRun().experiment);
    m_view.setRun(comparedRun());
    auto* table = m_view.findChild<QTableView*>();
    table->sortByColumn(PrimitiveModel::Wall, Qt::DescendingOrder);
    EXPECT_EQ(cell(0, PrimitiveModel::Name), QStringLiteral("lock"));
    EXPECT_EQ(cell(2, PrimitiveModel::Name), QStringLiteral("none"));
}

TEST_F(ComparedPrimitives, CountTheirTrialsWhileTheyRun)
{
    RunResult run = comparedRun();
    run.trials.resize(1);
    m_view.start(run.experiment);
    m_view.setRun(run);
    EXPECT_EQ(cell(0, PrimitiveModel::Wrong), QStringLiteral("✕ 1 of 1"));
    EXPECT_EQ(cell(1, PrimitiveModel::Wrong), QStringLiteral("0 of 0"));
    EXPECT_TRUE(cell(0, PrimitiveModel::Wall).startsWith(QStringLiteral("1.00 ms")));
    EXPECT_EQ(cell(1, PrimitiveModel::Wall), QStringLiteral("–")) << "none of it has ended";
}

TEST_F(ComparedPrimitives, KeepWhatWasMeasuredWhenCancelled)
{
    RunResult run = comparedRun();
    run.trials.resize(2);
    m_view.start(run.experiment);
    m_view.setRun(run);
    EXPECT_EQ(cell(1, PrimitiveModel::Name), QStringLiteral("atomic add"));
    EXPECT_EQ(cell(1, PrimitiveModel::Wall), QStringLiteral("–"));
}

TEST_F(ComparedPrimitives, AreExportedAsTheyAreMeasured)
{
    RunResult run = comparedRun();
    run.experiment.params["delay_ns"] = std::int64_t{500};
    m_view.start(run.experiment);
    m_view.setRun(run);
    QSignalSpy exported(&m_view, &BarPage::exportRequested);
    for (QPushButton* button : m_view.findChildren<QPushButton*>()) {
        if (button->text().contains(QStringLiteral("CSV")))
            button->click();
    }
    ASSERT_EQ(exported.count(), 1);
    const auto lines = exported.front()[1].value<TextRows>();
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0][0], QStringLiteral("primitive"));
    EXPECT_EQ(lines[2].join(QLatin1Char(',')),
        QStringLiteral("lock,2,0,0,100000,0,0,0,9000000,8550000,9450000,0.4,0,0.3,0.98,1234,500"));
}

TEST(PrimitivesTable, OfOneTrialHasNoInterval)
{
    RunResult run = comparedRun();
    run.trials.resize(3);
    const TextRows table = primitivesTable(run.experiment, rowsOf(run));
    for (const char* name : {"lost_low", "lost_high", "wall_ns_low", "wall_ns_high"}) {
        const qsizetype column = table.front().indexOf(QString::fromUtf8(name));
        for (std::size_t row = 1; row < table.size(); ++row)
            EXPECT_EQ(table[row].at(column), QString()) << name;
    }
    EXPECT_NE(table[1].at(table.front().indexOf(QStringLiteral("wall_ns_median"))), QString());
}

TEST(PrimitivesHeadline, SaysWhatTheFastestCosts)
{
    EXPECT_EQ(primitivesHeadline(rowsOf(comparedRun())),
        QStringLiteral("Atomic add is the fastest that lost nothing. It took 3.0 times as long as "
                       "none, which lost 38 %"));
}

TEST(PrimitivesHeadline, OfOneTrialEachSaysSo)
{
    RunResult run = comparedRun();
    run.trials.resize(3);
    EXPECT_TRUE(primitivesHeadline(rowsOf(run))
                    .startsWith(QStringLiteral("Atomic add is the fastest that lost nothing, in "
                                               "this one trial of each. ")));
    run.arms[1].summary.wallNs = run.arms[2].summary.wallNs;
    EXPECT_EQ(primitivesHeadline(rowsOf(run)),
        QStringLiteral("Lock and atomic add are the fastest that lost nothing, in this one trial "
                       "of each"));
}

TEST(PrimitivesHeadline, SaysOfWhichThereIsOneTrialOnly)
{
    RunResult run = comparedRun();
    run.trials[4].end = TrialEnd::Cancelled; // of lock
    EXPECT_TRUE(primitivesHeadline(rowsOf(run))
                    .startsWith(QStringLiteral("Atomic add is the fastest that lost nothing, "
                                               "though of lock there is one trial only. ")));
    run.trials[3].end = TrialEnd::Cancelled; // of none, which it is compared with
    EXPECT_TRUE(
        primitivesHeadline(rowsOf(run))
            .contains(QStringLiteral(", though of none and lock there is one trial only.")));
    run.trials[5].end = TrialEnd::Cancelled;
    EXPECT_TRUE(
        primitivesHeadline(rowsOf(run)).contains(QStringLiteral(", in this one trial of each.")));
}

TEST(PrimitivesHeadline, CallsFasterWhatIsFasterThanNone)
{
    RunResult run = comparedRun();
    for (std::size_t trial : {2U, 5U})
        run.trials[trial].wallNs = 500'000;
    EXPECT_TRUE(
        primitivesHeadline(rowsOf(run))
            .endsWith(QStringLiteral("It was 2.0 times faster than none, which lost 38 %")));
}

// Whose writers lose updates too, of which nobody asks.
RunResult readersAndWriters()
{
    RunResult run = comparedRun();
    run.experiment.workload = WorkloadKind::ReadersWriters;
    for (TrialResult& trial : run.trials)
        trial.outcome = {.sentence = "3 of 20 reads were torn", .asWanted = trial.arm != 0};
    return run;
}

TEST_F(ComparedPrimitives, HaveNoColumnOfLossesWhereTheWorkloadHasAnAnswerOfItsOwn)
{
    m_view.start(readersAndWriters().experiment);
    const auto* table = m_view.findChild<QTableView*>();
    EXPECT_TRUE(table->isColumnHidden(PrimitiveModel::Lost));
    m_view.setRun(readersAndWriters());
    EXPECT_TRUE(table->isColumnHidden(PrimitiveModel::Lost));
    m_view.start(comparedRun().experiment);
    EXPECT_FALSE(table->isColumnHidden(PrimitiveModel::Lost));
    m_view.setRun(comparedRun());
    EXPECT_FALSE(table->isColumnHidden(PrimitiveModel::Lost));
}

TEST(PrimitivesHeadline, OfAWorkloadWithAnAnswerOfItsOwnDoesNotSpeakOfLosses)
{
    const RunResult run = readersAndWriters();
    EXPECT_EQ(primitivesHeadline(rowsOf(run)),
        QStringLiteral("Atomic add is the fastest with which nothing went wrong. It took 3.0 times "
                       "as long as none, with which 2 of 2 trials went wrong"));
}

TEST(PrimitivesHeadline, NamesAllThatCannotBeToldApart)
{
    RunResult run = comparedRun();
    run.arms[1].summary.wallNs = run.arms[2].summary.wallNs;
    EXPECT_EQ(primitivesHeadline(rowsOf(run)),
        QStringLiteral("Lock and atomic add are the fastest that lost nothing"));
}

TEST(PrimitivesHeadline, CountsThoseThatAreTooManyToBeNamed)
{
    RunResult run = comparedRun();
    run.arms[1].summary.wallNs = run.arms[2].summary.wallNs;
    for (const Primitive primitive : {Primitive::Semaphore, Primitive::Spinlock}) {
        for (int trial = 0; trial < 2; ++trial) {
            run.trials.push_back(run.trials[2]);
            run.trials.back().arm = static_cast<std::uint32_t>(run.arms.size());
        }
        run.arms.push_back(run.arms[2]);
        run.arms.back().arm.sync = primitive;
    }
    EXPECT_EQ(primitivesHeadline(rowsOf(run)),
        QStringLiteral("4 lost nothing. No difference in time was found between these 4"));
    EXPECT_EQ(fastestPrimitive(rowsOf(run)), QStringLiteral("no difference found between 4"));
    run.trials[0].race.lost = run.trials[3].race.lost = 0;
    EXPECT_EQ(primitivesHeadline(rowsOf(run)),
        QStringLiteral("Nothing was lost, not even without a primitive. Fastest: none"));
    run.arms[0].summary.wallNs = run.arms[2].summary.wallNs;
    run.arms[1].summary.wallNs = spread(1e12, 1e12, 1e12);
    EXPECT_EQ(primitivesHeadline(rowsOf(run)),
        QStringLiteral("Nothing was lost, not even without a primitive. No difference in time was "
                       "found between the fastest 4 of these 5"));
}

TEST(PrimitivesHeadline, SaysWhenNothingWasLostAnyway)
{
    RunResult run = comparedRun();
    for (TrialResult& trial : run.trials)
        trial.race.lost = 0;
    EXPECT_EQ(primitivesHeadline(rowsOf(run)),
        QStringLiteral("Nothing was lost, not even without a primitive. Fastest: none"));
}

// The engine died in the first trial of lock: its summary is of nothing.
RunResult withOneThatFailed()
{
    RunResult run = comparedRun();
    run.trials.resize(3);
    run.trials[1] = {.end = TrialEnd::Failed, .arm = 1, .measured = false};
    run.trials[1].errors = {{std::nullopt, "engine", "the engine was killed"}};
    run.arms[1].summary = {};
    return run;
}

TEST(PrimitivesHeadline, F352_CallsNoneTheFastestThatFailed)
{
    EXPECT_EQ(fastestPrimitive(rowsOf(withOneThatFailed())), QStringLiteral("Atomic add"));
    RunResult doubtful = comparedRun();
    for (TrialResult& trial : doubtful.trials)
        trial.ledger.proved = trial.arm != 2;
    EXPECT_EQ(fastestPrimitive(rowsOf(doubtful)), QStringLiteral("Lock"));
}

TEST(PrimitivesHeadline, F352_SaysFirstThatAResultIsNotKnown)
{
    const RunResult result = withOneThatFailed();
    const RunAnswer answer
        = answerOf(ui::Run(RunContent{.asked = result.experiment, .result = result}));
    EXPECT_EQ(answer.headline,
        QStringLiteral("The result of 1 of 6 trials is not known: the engine was killed"));
    EXPECT_EQ(answer.brief, QStringLiteral("not known"));
}

TEST(PrimitivesHeadline, ComparesOnlyWithTrialsThatCameToTheirEnd)
{
    RunResult run = comparedRun();
    run.trials[3].end = TrialEnd::Cancelled; // of none
    run.trials[3].wallNs = 1;
    EXPECT_TRUE(primitivesHeadline(rowsOf(run))
                    .contains(QStringLiteral("It took 3.0 times as long as none")));
    EXPECT_EQ(rowsOf(run)[0].walls, std::vector<double>{1e6});
}

TEST(PrimitivesHeadline, CallsADeadlockWrong)
{
    RunResult run = comparedRun();
    for (TrialResult& trial : run.trials)
        trial.deadlock.resize(2);
    EXPECT_EQ(
        primitivesHeadline(rowsOf(run)), QStringLiteral("In every way some trial went wrong"));
    EXPECT_EQ(rowsOf(run)[1].deadlocks, 2U);
}

TEST(PrimitiveTable, IsAProperModel)
{
    PrimitiveModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::Warning);
    model.setRun(comparedRun());
    EXPECT_EQ(model.rowCount(), 3);
}

TEST(PrimitiveTable, SharesOneScalePerColumn)
{
    PrimitiveModel model;
    model.setRun(comparedRun());
    for (int row = 0; row < 3; ++row) {
        const auto bar
            = model.index(row, PrimitiveModel::Wall).data(BarCell::kRole).value<BarCell>();
        EXPECT_DOUBLE_EQ(bar.maximum, 9e6 * 1.05);
    }
}

TEST(PrimitiveTable, SplitsTheWorkersTime)
{
    PrimitiveModel model;
    model.setRun(comparedRun());
    const auto bar = model.index(1, PrimitiveModel::Split).data(BarCell::kRole).value<BarCell>();
    double whole = 0;
    for (const BarSegment& segment : bar.segments)
        whole += segment.length;
    EXPECT_DOUBLE_EQ(whole, 1);
    EXPECT_DOUBLE_EQ(bar.segments[1].length, 0.3);
}

TEST(BarDelegateText, LeavesTheIntervalOutWhereThereIsNoRoom)
{
    const QFontMetrics metrics{QFont()};
    const QString whole = QStringLiteral("1.18 ms (0.981–7.70)");
    const double wide = metrics.horizontalAdvance(whole);
    EXPECT_EQ(textThatFits(whole, metrics, wide), whole);
    EXPECT_EQ(textThatFits(whole, metrics, wide - 1), QStringLiteral("1.18 ms"));
}

TEST(PrimitiveTable, DrawsValuesFromTheLeftToTheMaximum)
{
    const QRectF bar(10, 0, 100, 12);
    EXPECT_DOUBLE_EQ(xInCell(bar, 0, 4), 10);
    EXPECT_DOUBLE_EQ(xInCell(bar, 1, 4), 35);
    EXPECT_DOUBLE_EQ(xInCell(bar, 9, 4), 110);
    EXPECT_DOUBLE_EQ(xInCell(bar, 1, 0), 10);
}

TEST(PrimitiveTitles, TellAllApart)
{
    QStringList titles;
    for (std::size_t i = 0; i < choicesOf<Primitive>().size(); ++i)
        titles << primitiveTitle(static_cast<Primitive>(i));
    EXPECT_EQ(titles.removeDuplicates(), 0);
}

} // namespace
} // namespace interleave::ui
