// No number and no word of the window is cut: with every view, at three sizes, in three fonts and
// two themes. ctest runs these again with QT_SCALE_FACTOR.

#include "tests/ui/cut_texts.h"
#include "tests/ui/looked_at_runs.h"
#include "tests/ui/painted_texts.h"
#include "tests/ui/sample_results.h"
#include "tests/ui/window_fixture.h"
#include "ui/compare/comparison_view.h"
#include "ui/config/form_section.h"
#include "ui/history/history_page.h"
#include "ui/images/pictures_view.h"
#include "ui/race/race_view.h"
#include "ui/timings/percentile_curve.h"
#include "ui/views/first_experiments.h"
#include "ui/views/run_page.h"
#include "ui/widgets/application_font.h"
#include "ui/widgets/facts_label.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/theme.h"

#include <gmock/gmock.h>

#include <QGraphicsScene>
#include <QGraphicsSimpleTextItem>
#include <QGraphicsView>
#include <QLabel>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <csignal>
#include <span>

namespace interleave::ui {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

void settle()
{
    for (int round = 0; round < 12;
         ++round) // splitters, areas and texts that wrap ask for further rounds
        QCoreApplication::processEvents();
}

constexpr std::array kThreeSizes = {QSize(800, 600), QSize(1280, 800), QSize(1920, 1080)};
constexpr std::array kSmallSizes = {QSize(800, 600), QSize(1024, 768)};
constexpr std::array kLargestAndSmallest = {QSize(1920, 1080), QSize(800, 600)};

class WholeTexts : public WindowTest
{
protected:
    void TearDown() override
    {
        window.reset();
        setApplicationFont(m_usual);
        applyTheme(Theme::Light);
    }
    /// Where a window cannot be as small as asked for, it is as small as it can.
    void expectWhole(const QString& what, std::span<const QSize> sizes = kThreeSizes)
    {
        for (const QSize size : sizes) {
            window->resize(size);
            settle();
            QStringList
                cut; // a figure that another thread finds may come just now, its room not yet
            static_cast<void>(
                QTest::qWaitFor([&] { return (cut = cutTexts(*window)).isEmpty(); }, 500));
            EXPECT_EQ(cut.join(QLatin1Char('\n')).toStdString(), "")
                << what.toStdString() << ' ' << size.width() << 'x' << size.height();
        }
    }
    void setType(double points) const
    {
        QFont font = m_usual;
        font.setPointSizeF(points);
        setApplicationFont(font);
    }
    const QFont m_usual = QApplication::font();
};

TEST_F(WholeTexts, OfAPercentileWhereverItsCurveIsInTheSmallestRoom)
{
    PercentileCurve curve;
    QFont font = curve.font();
    font.setPointSizeF(1.25 * font.pointSizeF()); // a figure is wider than half of the plot
    curve.setFont(font);
    curve.resize(curve.minimumSizeHint());
    curve.show();
    for (std::uint64_t half = 1; half < 20; ++half) {
        DurationPicture picture;
        for (std::uint64_t task = 0; task < 2'000; ++task)
            picture.all.add(task < 1'900 ? half * 1'110 : 22'222);
        picture.axis = axisFor(picture.all, AxisShape::Linear, 1);
        curve.setPicture(picture);
        EXPECT_THAT(cutTexts(curve), IsEmpty()) << half;
    }
}

TEST_F(WholeTexts, ALabelThatIsTooNarrowIsFound)
{
    QWidget parent;
    auto* label = new QLabel(QStringLiteral("37,912 of 100,000"), &parent);
    label->resize(label->sizeHint());
    parent.resize(300, 100);
    parent.show();
    EXPECT_THAT(cutTexts(parent), IsEmpty());
    label->resize(label->sizeHint().width() / 2, label->height());
    ASSERT_EQ(cutTexts(parent).size(), 1);
    EXPECT_THAT(cutTexts(parent).front().toStdString(), HasSubstr("37,912 of 100,000"));
}

// As it is painted.
QString shownIn(const QString& text, const QString& room)
{
    ElidedLabel label;
    label.setText(text);
    label.resize(label.fontMetrics().horizontalAdvance(room) + 1, label.sizeHint().height());
    label.show();
    QStringList shown;
    for (const PaintedText& painted : paintedTexts(label))
        shown << painted.text;
    return shown.join(QString());
}

TEST_F(WholeTexts, OfALabelThatIsElidedAreItsStatementsAndNeverHalfOfAFigure)
{
    const QString figures
        = QStringLiteral("wall time 1.20 s · p50 / p99 10.3 ms / 16.4 ms · lost 3");
    EXPECT_EQ(shownIn(figures, figures), figures);
    EXPECT_EQ(shownIn(figures, QStringLiteral("wall time 1.20 s · p50 / p99 10.3 ms / 16.")),
        QStringLiteral("wall time 1.20 s …"));
    const QString sentences = QStringLiteral("62 samples, one every 50 ms. Drawn as 31 of them.");
    EXPECT_EQ(shownIn(sentences, QStringLiteral("62 samples, one every 50 ms. Drawn as 3")),
        QStringLiteral("62 samples, one every 50 ms. …"));
    EXPECT_EQ(shownIn(sentences, QStringLiteral("62 samples, one every")),
        QStringLiteral("62 samples, …"));
}

TEST_F(WholeTexts, AFigureThatBreaksOffIsFoundAndAReasonToo)
{
    QWidget parent;
    const auto shown = [&parent](ElidedLabel* label, const QString& upTo) {
        label->setElided(true);
        label->resize(label->fontMetrics().horizontalAdvance(upTo), label->sizeHint().height());
        label->show();
        const QStringList cut = cutTexts(parent);
        label->hide();
        return cut.size();
    };
    parent.resize(600, 100);
    parent.show();
    ElidedLabel figures(&parent);
    figures.setText(QStringLiteral("p50 / p99 10.3 ms / 16.4 ms · 3 lost"));
    EXPECT_EQ(shown(&figures, QStringLiteral("p50 / p99 10.3 ms / 16.")), 1);
    EXPECT_EQ(shown(&figures, QStringLiteral("p50 / p99 10.3 ms / 16.4 ms …  ")), 0);
    NoteLabel note(&parent);
    note.setNote(NoteKind::Hint, QStringLiteral("Those of the last trial of each"));
    EXPECT_EQ(shown(&note, QStringLiteral("Those of the last")), 0);
    note.setNote(NoteKind::Problem, QStringLiteral("The engine ended unexpectedly"));
    EXPECT_EQ(shown(&note, QStringLiteral("The engine ended")), 1);
}

TEST_F(WholeTexts, ANumberThatATableShortensIsFound)
{
    QTableWidget table(1, 1);
    table.setItem(0, 0, new QTableWidgetItem(QStringLiteral("888,888,888,888,888")));
    table.resize(300, 100);
    table.show();
    table.setColumnWidth(0, 200);
    EXPECT_THAT(cutTexts(table), IsEmpty());
    table.setColumnWidth(0, 50);
    EXPECT_EQ(cutTexts(table).size(), 1);
}

TEST_F(WholeTexts, WhatAChartDrawsBesideItsPlaceIsFound)
{
    QGraphicsScene scene(0, 0, 100, 100);
    QGraphicsView chart(&scene);
    chart.setFrameShape(QFrame::NoFrame);
    chart.setSceneRect(0, 0, 100, 100);
    chart.resize(100, 100);
    QGraphicsSimpleTextItem* word = scene.addSimpleText(QStringLiteral("1.0 s"));
    chart.show();
    EXPECT_THAT(cutTexts(chart), IsEmpty());
    word->setPos(90, 0);
    EXPECT_EQ(cutTexts(chart).size(), 1);
}

TEST_F(WholeTexts, OfEveryViewOfARun)
{
    open();
    Experiment experiment = counterExperiment(Primitive::None);
    experiment.trials = 3;
    runToEnd(experiment);
    auto* pages = window->findChild<RunPage*>();
    auto* tabs = pages->findChild<QTabWidget*>();
    for (const double points : {8.0, 9.0, 11.0}) {
        setType(points);
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            SCOPED_TRACE(testing::Message() << points << " pt, theme " << static_cast<int>(theme));
            applyTheme(theme);
            for (int view = 0; view < tabs->count(); ++view) {
                if (!tabs->isTabVisible(view))
                    continue;
                tabs->setCurrentIndex(view);
                expectWhole(tabs->tabText(view));
            }
        }
    }
}

class WholeTextsOfRuns : public WholeTexts, public testing::WithParamInterface<LookedAtRun>
{
protected:
    void SetUp() override
    {
        WholeTexts::SetUp();
        open();
        runToEnd(GetParam().experiment());
    }
    /// The themes have the same texts, and smaller type more room.
    void expectAllViewsWhole(std::initializer_list<double> fontSizes)
    {
        auto* pages = window->findChild<RunPage*>();
        auto* tabs = pages->findChild<QTabWidget*>();
        for (const double points : fontSizes) {
            const bool largest = points == std::max(fontSizes);
            setType(points);
            SCOPED_TRACE(testing::Message() << points << " pt");
            for (int view = 0; view < tabs->count(); ++view) {
                if (!tabs->isTabVisible(view))
                    continue;
                tabs->setCurrentIndex(view);
                expectWhole(tabs->tabText(view),
                    largest ? std::span<const QSize>(kThreeSizes) : kLargestAndSmallest);
            }
        }
    }
};

TEST_P(WholeTextsOfRuns, AreThoseOfEveryView)
{
    expectAllViewsWhole({8, 9, 11});
}

TEST_P(WholeTextsOfRuns, AreThoseOfEveryViewInAPresentation)
{
    action("&Presentation")->trigger();
    expectAllViewsWhole({11});
}

INSTANTIATE_TEST_SUITE_P(
    Runs, WholeTextsOfRuns, testing::ValuesIn(kLookedAtRuns), [](const auto& each) {
        return std::string(each.param.name);
    });

TEST_F(WholeTexts, OfARunThatGoesOnIsCancelledOrFails)
{
    open();
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    expectWhole(QStringLiteral("running"), kSmallSizes);
    action("&Stop")->trigger();
    ASSERT_TRUE(waitForEnd());
    expectWhole(QStringLiteral("cancelled"), kSmallSizes);
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    const std::vector<pid_t> workers = workerPids();
    ::kill(engines().front(), SIGKILL);
    ASSERT_TRUE(waitForEnd());
    ASSERT_TRUE(noteSays("SIGKILL"));
    expectWhole(QStringLiteral("failed"), kSmallSizes);
    expectGone(workers);
}

TEST_F(WholeTexts, OfTheGalleryAndOfOnePictureLarge)
{
    open();
    Experiment experiment;
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.tasks = 12;
    runToEnd(experiment);
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto& pictures = *window->findChild<PicturesView*>();
    ASSERT_TRUE(pictures.isVisible());
    expectWhole(QStringLiteral("gallery"));
    pictures.open(2);
    expectWhole(QStringLiteral("large"));
}

TEST_F(WholeTexts, OfALongNameAmongFacts)
{
    FactsLabel facts;
    facts.setFacts({{QStringLiteral("picture"), QStringLiteral("FreshFlower.jpg: encoding")},
        {QStringLiteral("for worker 8"), QStringLiteral("11.8 ms")}});
    const int room = 31 * facts.fontMetrics().averageCharWidth();
    facts.resize(room, facts.heightForWidth(room));
    facts.setVisible(true);
    EXPECT_THAT(cutTexts(facts), IsEmpty());
}

TEST_F(WholeTexts, OfTheFirstStart)
{
    open();
    const auto& offer = *window->findChild<FirstExperiments*>();
    for (const double points : {8.0, 9.0, 11.0}) {
        setType(points);
        SCOPED_TRACE(testing::Message() << points << " pt");
        expectWhole(QStringLiteral("first start"));
        for (const QLabel* words : offer.findChildren<QLabel*>())
            EXPECT_GE(words->height(), words->heightForWidth(words->width()))
                << words->text().toStdString();
    }
}

TEST_F(WholeTexts, OfTheFormWithAllThatItHas)
{
    open();
    for (const double points : {8.0, 9.0, 11.0}) {
        setType(points);
        for (const Choice& choice : choicesOf<WorkloadKind>()) {
            SCOPED_TRACE(testing::Message() << points << " pt, " << choice.name);
            form().setExperiment({.workload = *fromName<WorkloadKind>(choice.name)});
            for (FormSection* section : form().findChildren<FormSection*>())
                section->unfold();
            expectWhole(QStringLiteral("form"), kLargestAndSmallest);
        }
    }
}

TEST_F(WholeTexts, OfManyRunsAndTheHistory)
{
    historyFolder = folder.path() / "history";
    open();
    runToEnd(counterExperiment(Primitive::None));
    runToEnd(ofWithAndWithoutLock());
    runToEnd(ofADeadlock());
    for (const double points : {8.0, 9.0, 11.0}) {
        SCOPED_TRACE(testing::Message() << points << " pt");
        setType(points);
        expectWhole(QStringLiteral("strip"));
        press(Qt::Key_H, Qt::ControlModifier);
        const auto& page = *window->findChild<HistoryPage*>();
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return page.model().rowCount() == 3 && page.model().runAt(2) != nullptr; },
            kPatienceMs));
        expectWhole(QStringLiteral("history"));
        press(Qt::Key_1, Qt::ControlModifier);
    }
}

TEST_F(WholeTexts, AllOfTheToolBarIsInSightAndItsWordsWhereTheyHaveRoom)
{
    open();
    const auto& bar = *window->findChild<QToolBar*>();
    const auto words = [&] {
        qsizetype shown = 0;
        for (QAction* action : bar.actions()) {
            const auto* button = qobject_cast<QToolButton*>(bar.widgetForAction(action));
            if (button == nullptr)
                continue;
            EXPECT_TRUE(button->isVisible()) << action->text().toStdString();
            shown += button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon ? 1 : 0;
        }
        return shown;
    };
    for (const double points : {8.0, 9.0, 11.0}) {
        SCOPED_TRACE(testing::Message() << points << " pt");
        setType(points);
        window->resize(kThreeSizes.back());
        settle();
        const qsizetype all = words();
        EXPECT_GE(all, 8);
        window->resize(kThreeSizes.front());
        settle();
        EXPECT_GE(words(), 2);
        window->resize(kThreeSizes.back());
        settle();
        EXPECT_EQ(words(), all);
    }
}

} // namespace
} // namespace interleave::ui
