#include "core/base/machine.h"
#include "core/model/filter.h"
#include "tests/ui/experiment_form_fixture.h"
#include "tests/ui/on_screen.h"
#include "ui/config/unit_field.h"

#include <QApplication>
#include <QCheckBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>

namespace interleave::ui {
namespace {

TEST_F(ExperimentFormTest, HasARowForEveryFieldAndParameter)
{
    for (const ExperimentField& field : experimentFields())
        EXPECT_NE(row(std::string(field.spec.name).c_str()), nullptr) << field.spec.name;
    for (const ValueSpec& spec : workloadInfo(WorkloadKind::Counter).parameters)
        EXPECT_NE(row(std::string(spec.name).c_str()), nullptr) << spec.name;
}

TEST_F(ExperimentFormTest, StartsWithTheDefaultExperiment)
{
    EXPECT_TRUE(m_form.isValid());
    EXPECT_EQ(m_form.experiment(), Experiment{});
}

TEST_F(ExperimentFormTest, GivesBackTheExperimentThatWasSet)
{
    for (std::size_t i = 0; i < choicesOf<WorkloadKind>().size(); ++i) {
        Experiment experiment;
        experiment.workload = static_cast<WorkloadKind>(i);
        if (findParameter(experiment.workload, "delay_ns") != nullptr)
            experiment.params["delay_ns"] = std::int64_t{250};
        experiment.tasks = 1'234'567;
        experiment.workers = 3;
        experiment.chunk = 64;
        experiment.sync = Primitive::Semaphore;
        experiment.trials = 7;
        experiment.timeout = 0.25;
        experiment.onError = OnError::Stop;
        experiment.seed = 9'000'000'000'000'000;
        experiment.pin = true;
        m_form.setExperiment(experiment);
        EXPECT_EQ(m_form.experiment(), experiment) << nameOf(experiment.workload);
    }
}

TEST_F(ExperimentFormTest, ChangingTheWorkloadSwapsItsParameters)
{
    choose("workload", "Sleep");
    EXPECT_NE(row("duration"), nullptr);
    EXPECT_EQ(row("increments"), nullptr);
    EXPECT_EQ(m_form.experiment().workload, WorkloadKind::Sleep);
}

TEST_F(ExperimentFormTest, ParametersStandBetweenTheWorkloadAndItsTasks)
{
    choose("workload", "Sleep");
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return row("duration")->y() > row("workload")->y(); }, kPatienceMs));
    EXPECT_LT(row("duration")->y(), row("distribution")->y());
    EXPECT_LT(row("distribution")->y(), row("tasks")->y());
}

TEST_F(ExperimentFormTest, AValueBelongsToItsWorkload)
{
    choose("workload", "Squares");
    type("work", "7");
    type("delay_ns", "500");
    type("tasks", "12");
    choose("workload", "Phases (barrier)");
    EXPECT_FALSE(m_form.experiment().params.contains("work"));
    EXPECT_FALSE(m_form.experiment().params.contains("delay_ns"));
    EXPECT_EQ(m_form.experiment().tasks, std::nullopt);
    EXPECT_EQ(field("work")->text(), QStringLiteral("20,000"));
    choose("workload", "Squares");
    EXPECT_EQ(m_form.experiment().params.at("work"), FieldValue(std::int64_t{7}));
    EXPECT_EQ(m_form.experiment().params.at("delay_ns"), FieldValue(std::int64_t{500}));
    EXPECT_EQ(m_form.experiment().tasks, 12);
}

TEST_F(ExperimentFormTest, AWorkloadThatReturnsHasItsParametersAgain)
{
    type("increments", "77");
    choose("workload", "Squares");
    EXPECT_FALSE(m_form.experiment().params.contains("increments"));
    choose("workload", "Shared counter");
    EXPECT_EQ(field("increments")->text(), QStringLiteral("77"));
}

TEST_F(ExperimentFormTest, AProblemLeavesWithItsParameter)
{
    type("increments", "0");
    EXPECT_FALSE(m_form.isValid());
    choose("workload", "Squares");
    EXPECT_TRUE(m_form.isValid());
}

TEST_F(ExperimentFormTest, WarnsWhileNothingGuardsTheSharedState)
{
    choose("sync", "none");
    EXPECT_TRUE(noteOf("sync").startsWith(QStringLiteral("⚠ Nothing guards the shared state")));
    choose("sync", "semaphore");
    EXPECT_TRUE(noteOf("sync").startsWith(QStringLiteral("A counting semaphore")));
    type("permits", "3");
    EXPECT_EQ(noteOf("permits"),
        QStringLiteral("⚠ Up to 3 workers are inside at a time: updates may be lost."));
}

TEST_F(ExperimentFormTest, DoesNotWarnWhereOneProcessDoesOneTaskAfterTheOther)
{
    choose("executor", "serial");
    choose("sync", "none");
    EXPECT_EQ(noteOf("sync"),
        QStringLiteral("Nothing guards the shared state, and nothing needs to: one process does "
                       "one task after the other."));
}

TEST_F(ExperimentFormTest, AUnitNeverCutsTheNumber)
{
    choose("workload", "Squares");
    auto* work = qobject_cast<UnitField*>(field("work"));
    ASSERT_NE(work, nullptr);
    type("work", "7");
    EXPECT_TRUE(work->showsUnit());
    type("work", "100000000000000000000");
    EXPECT_FALSE(work->showsUnit());
    EXPECT_EQ(work->textMargins().right(), 0);
    row("work")->setValue(std::int64_t{7});
    EXPECT_TRUE(work->showsUnit());
    EXPECT_GT(work->textMargins().right(), 0);
}

TEST_F(ExperimentFormTest, F83_WarnsOfALockThatServesInLineWithMoreWorkersThanCores)
{
    choose("sync", "ticket lock");
    EXPECT_EQ(noteOf("sync"), QString::fromUtf8(choiceOf(Primitive::TicketLock).help));
    type("workers", std::to_string(usableCores() + 1).c_str());
    EXPECT_TRUE(noteOf("sync").contains(QStringLiteral("slow with more workers")));
}

TEST_F(ExperimentFormTest, WithoutAPrimitiveThereIsNeitherTheFieldNorItsWarning)
{
    choose("sync", "none");
    choose("workload", "False sharing");
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("sync")));
    EXPECT_FALSE(section("shared")->isVisible());
    choose("workload", "Bank transfers");
    EXPECT_TRUE(visibleRows().contains(QStringLiteral("sync")));
    choose("locking", "a lock each, in order");
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("sync")));
}

TEST_F(ExperimentFormTest, WhatTheWorkloadRefusesIsSaidAndCannotBeChosen)
{
    choose("sync", "atomic add");
    choose("workload", "Bank transfers");
    EXPECT_EQ(noteOf("sync"),
        QStringLiteral("✕ “atomic add” cannot guard “Bank transfers”: a transfer changes two "
                       "accounts; choose another one"));
    choose("sync", "lock");
    EXPECT_TRUE(m_form.isValid());
    QTest::keyClick(list("sync"), Qt::Key_Up); // over both that add in one step
    EXPECT_EQ(m_form.experiment().sync, Primitive::None);
}

TEST_F(ExperimentFormTest, FewFieldsAreThereAtFirst)
{
    QStringList rows = visibleRows();
    rows.sort();
    EXPECT_EQ(rows.join(QLatin1Char(' ')),
        QStringLiteral("executor increments sync tasks trials workers workload"));
}

TEST_F(ExperimentFormTest, WhatIsNotAsUsualIsNeverFoldedAway)
{
    Experiment experiment;
    experiment.pin = true;
    experiment.timeout = 2;
    m_form.setExperiment(experiment);
    EXPECT_TRUE(visibleRows().contains(QStringLiteral("pin")));
    EXPECT_TRUE(visibleRows().contains(QStringLiteral("timeout")));
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("chunk")));
}

TEST_F(ExperimentFormTest, ASectionThatWasOpenedIsOpenInTheNextWindow)
{
    open("start");
    EXPECT_TRUE(visibleRows().contains(QStringLiteral("schedule")));
    ExperimentForm next;
    next.show();
    EXPECT_TRUE(next.findChild<FormSection*>(QStringLiteral("start"))->isUnfolded());
    EXPECT_FALSE(next.findChild<FormSection*>(QStringLiteral("faults"))->isUnfolded());
}

TEST_F(ExperimentFormTest, AChainOfFiltersIsExplainedBelowIt)
{
    choose("workload", "Image filter");
    EXPECT_EQ(noteOf("filters"),
        QStringLiteral("Gaussian blur (sigma 3 px). ")
            + QString::fromUtf8(choiceOf(FilterKind::Blur).help));
    type("filters", "grayscale, canny high=200");
    EXPECT_EQ(noteOf("filters"), QStringLiteral("Grayscale, then Canny edges (low 50, high 200)"));
    EXPECT_EQ(m_form.experiment().params.at("filters"),
        FieldValue(std::string("grayscale, canny high=200")));
}

TEST_F(ExperimentFormTest, AChainOfFiltersThatIsWrongNamesItsStep)
{
    choose("workload", "Image filter");
    type("filters", "blur, canny low=300");
    EXPECT_EQ(noteOf("filters"),
        QStringLiteral("✕ step 2, 'canny': low 300 is not allowed; use 0 to 255"));
    EXPECT_FALSE(m_form.isValid());
    type("filters", "");
    EXPECT_TRUE(noteOf("filters").startsWith(QStringLiteral("✕ no filter is named; use one of ")));
}

TEST_F(ExperimentFormTest, TabFollowsReadingOrder)
{
    choose("workload", "Sleep");
    open("start");
    ASSERT_TRUE(QTest::qWaitFor([this] { return row("duration")->isVisible(); }, kPatienceMs));
    list("workload")->setFocus();
    const std::vector<const char*> order{"duration",
        "distribution",
        "tasks",
        "workers",
        "executor",
        "start",
        "start_method",
        "schedule",
        "chunk",
        "pin",
        "sync",
        "evidence",
        "trials",
        "compare",
        "faults",
        "workload"};
    for (const char* name : order) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        const auto* button = qobject_cast<QToolButton*>(QApplication::focusWidget());
        if (button != nullptr && button->defaultAction() != nullptr)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab); // all to their defaults
        const auto* place = m_form.findChild<QWidget*>(QLatin1String(name));
        EXPECT_TRUE(place->isAncestorOf(QApplication::focusWidget()))
            << name << " expected, not "
            << QApplication::focusWidget()->accessibleName().toStdString();
    }
}

TEST_F(ExperimentFormTest, ShowsOnlyFieldsThatMakeADifference)
{
    open("start");
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("all_at_once")));
    choose("executor", "a process per task");
    EXPECT_TRUE(visibleRows().contains(QStringLiteral("all_at_once")));
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("chunk")));
    QTest::keyClick(row("all_at_once")->findChild<QCheckBox*>(), Qt::Key_Space);
    EXPECT_TRUE(m_form.experiment().allAtOnce);
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("workers")));
    choose("executor", "serial");
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("schedule")));
    choose("executor", "process pool");
    for (const char* name : {"workers", "schedule", "chunk"})
        EXPECT_TRUE(visibleRows().contains(QLatin1String(name))) << name;
}

TEST_F(ExperimentFormTest, TheChosenOneExplainsItselfAndNoOther)
{
    EXPECT_TRUE(
        row("workers")->toolTip().contains(QStringLiteral("Allowed: 1 to 1,024 workers, or auto")));
    choose("sync", "spinlock");
    choose("executor", "thread pool");
    const auto helpOf = [](auto value) { return QString::fromUtf8(choiceOf(value).help); };
    EXPECT_EQ(noteOf("sync"), helpOf(Primitive::Spinlock));
    EXPECT_EQ(noteOf("executor"), helpOf(ExecutorKind::Threads));
    EXPECT_EQ(noteOf("schedule"), helpOf(Schedule::Auto));
    EXPECT_TRUE(row("sync")->toolTip().contains(helpOf(Primitive::Spinlock)));
    EXPECT_FALSE(row("sync")->toolTip().contains(helpOf(Primitive::Lock)));
}

TEST_F(ExperimentFormTest, AFieldThatIsNotThereCannotBeWrong)
{
    type("workers", "0");
    EXPECT_FALSE(m_form.isValid());
    choose("executor", "serial");
    EXPECT_TRUE(m_form.isValid());
}

TEST_F(ExperimentFormTest, EveryKeyboardWidgetHasANameForScreenReaders)
{
    choose("workload", "Image filter");
    for (const FieldRow* each : m_form.findChildren<FieldRow*>()) {
        for (const QWidget* widget : each->keyboardWidgets())
            EXPECT_FALSE(widget->accessibleName().isEmpty()) << each->objectName().toStdString();
    }
}

TEST_F(ExperimentFormTest, EveryTitleLeadsToItsField)
{
    for (const FieldRow* each : m_form.findChildren<FieldRow*>()) {
        const auto* title = each->findChild<QLabel*>();
        ASSERT_NE(title->buddy(), nullptr) << each->objectName().toStdString();
        EXPECT_TRUE(each->isAncestorOf(title->buddy()));
    }
}

TEST_F(ExperimentFormTest, FitsItsColumnForEveryWorkload)
{
    const auto* area = m_form.findChild<QScrollArea*>();
    const int column = m_form.sizeHint().width() - area->verticalScrollBar()->sizeHint().width();
    for (std::size_t i = 0; i < choicesOf<WorkloadKind>().size(); ++i) {
        Experiment experiment;
        experiment.workload = static_cast<WorkloadKind>(i);
        m_form.setExperiment(experiment);
        EXPECT_LE(area->widget()->minimumSizeHint().width(), column) << nameOf(experiment.workload);
    }
}

} // namespace
} // namespace interleave::ui
