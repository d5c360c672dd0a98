#include "tests/ui/print_qt.h"
#include "ui/config/experiment_form.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <array>

namespace interleave::ui {
namespace {

class ExperimentFormTest : public testing::Test
{
protected:
    void SetUp() override
    {
        m_form.resize(290, 640);
        m_form.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&m_form));
        m_form.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&m_form));
    }

    FieldRow* row(const char* name) { return m_form.findChild<FieldRow*>(QLatin1String(name)); }
    QLineEdit* field(const char* name) { return row(name)->findChild<QLineEdit*>(); }
    QComboBox* list(const char* name) { return row(name)->findChild<QComboBox*>(); }

    /// Selects all and types, as a user does.
    void type(const char* name, const char* text)
    {
        field(name)->setFocus();
        field(name)->selectAll();
        QTest::keyClick(field(name), Qt::Key_Delete);
        QTest::keyClicks(field(name), QLatin1String(text));
    }
    void choose(const char* name, const char* title)
    {
        const int index = list(name)->findText(QLatin1String(title));
        ASSERT_GE(index, 0) << title;
        list(name)->setFocus();
        while (list(name)->currentIndex() != index)
            QTest::keyClick(
                list(name), list(name)->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
    }
    QString noteOf(const char* name)
    {
        const auto* note = row(name)->findChild<NoteLabel*>();
        return note->isHidden() ? QString() : note->text();
    }
    QStringList visibleRows()
    {
        QStringList names;
        for (const FieldRow* each : m_form.findChildren<FieldRow*>()) {
            if (each->isVisible())
                names.append(each->objectName());
        }
        return names;
    }

    QString m_answer; // of the next folder prompt
    ExperimentForm m_form{nullptr, [this](QWidget*, const QString&) { return m_answer; }};
};

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

TEST_F(ExperimentFormTest, ChangesTheExperimentAsTheUserTypes)
{
    const QSignalSpy changes(&m_form, &ExperimentForm::experimentChanged);
    type("workers", "12");
    EXPECT_EQ(m_form.experiment().workers, 12);
    EXPECT_GE(changes.count(), 2);
}

TEST_F(ExperimentFormTest, ShowsAnErrorUnderTheFieldThatIsWrong)
{
    type("workers", "0");
    EXPECT_EQ(
        noteOf("workers"), QStringLiteral("✕ 0 is not allowed; use 1 to 1,024 workers, or auto"));
    EXPECT_FALSE(noteOf("tasks").contains(QStringLiteral("✕")));
}

TEST_F(ExperimentFormTest, NeverClampsWhatIsTyped)
{
    for (const char* typed : {"0", "2000", "-5", "abc", "1.5", "99999999999999999999"}) {
        type("workers", typed);
        QTest::keyClick(field("workers"), Qt::Key_Return);
        QTest::keyClick(field("workers"), Qt::Key_Tab);
        EXPECT_EQ(field("workers")->text(), QLatin1String(typed));
        EXPECT_FALSE(m_form.isValid()) << typed;
    }
}

TEST_F(ExperimentFormTest, SaysInWordsWhatIsWrongWithAText)
{
    type("tasks", "many");
    EXPECT_EQ(
        noteOf("tasks"), QStringLiteral("✕ “many” is no number; use 1 to 100,000,000, or auto"));
    type("tasks", "1.5");
    EXPECT_EQ(
        noteOf("tasks"), QStringLiteral("✕ 1.5 is no whole number; use 1 to 100,000,000, or auto"));
    type("trials", "");
    EXPECT_EQ(noteOf("trials"), QStringLiteral("✕ A value is missing; use 1 to 10,000"));
}

TEST_F(ExperimentFormTest, ShortensALongTextInItsError)
{
    type("tasks", "abcdefghijklmnopqrstuvwxyz");
    EXPECT_TRUE(noteOf("tasks").contains(QStringLiteral("“abcdefghijklmnopqrs…”")));
}

TEST_F(ExperimentFormTest, TellsOnceWhenItsValidityChanges)
{
    const QSignalSpy validity(&m_form, &ExperimentForm::validityChanged);
    type("workers", "2000");
    ASSERT_EQ(validity.count(), 1);
    EXPECT_EQ(validity.at(0).at(0), false);
    type("workers", "2");
    ASSERT_EQ(validity.count(), 2);
    EXPECT_EQ(validity.at(1).at(0), true);
    EXPECT_EQ(noteOf("workers").contains(QStringLiteral("✕")), false);
}

TEST_F(ExperimentFormTest, NamesAndFocusesTheFirstProblemInReadingOrder)
{
    type("seed", "x");
    type("workers", "0");
    EXPECT_TRUE(m_form.firstProblem().startsWith(QStringLiteral("Pool size: 0 is not allowed")));
    m_form.focusFirstProblem();
    EXPECT_TRUE(row("workers")->isAncestorOf(QApplication::focusWidget()));
    type("workers", "1");
    m_form.focusFirstProblem();
    EXPECT_TRUE(row("seed")->isAncestorOf(QApplication::focusWidget()));
    type("seed", "1");
    EXPECT_EQ(m_form.firstProblem(), QString());
}

TEST_F(ExperimentFormTest, AutoIsAValueLikeAnyOther)
{
    EXPECT_EQ(field("workers")->text(), QStringLiteral("auto"));
    type("workers", "3");
    EXPECT_EQ(m_form.experiment().workers, 3);
    type("workers", "auto");
    EXPECT_EQ(m_form.experiment().workers, std::nullopt);
    EXPECT_TRUE(m_form.isValid());
}

TEST_F(ExperimentFormTest, AnEmptyFieldMeansAutoWhereAutoIsAllowed)
{
    type("workers", "");
    EXPECT_TRUE(m_form.isValid());
    EXPECT_EQ(m_form.experiment().workers, std::nullopt);
    QTest::keyClick(field("workers"), Qt::Key_Return);
    EXPECT_EQ(field("workers")->text(), QStringLiteral("auto"));
}

TEST_F(ExperimentFormTest, SaysWhatAutoMeans)
{
    EXPECT_TRUE(noteOf("workers").startsWith(QStringLiteral("auto: one per core (")));
    EXPECT_EQ(noteOf("tasks"), QStringLiteral("auto: as the workload suggests (1,000)"));
    choose("workload", "Squares");
    EXPECT_EQ(noteOf("tasks"), QStringLiteral("auto: as the workload suggests (100,000)"));
}

TEST_F(ExperimentFormTest, AutoMeansOneTaskPerPictureOfAFolder)
{
    choose("workload", "Image filter");
    type("input", "/pictures");
    EXPECT_EQ(noteOf("tasks"), QStringLiteral("auto: one per picture in the folder"));
}

TEST_F(ExperimentFormTest, GroupsOfDigitsAreReadAndShown)
{
    type("tasks", "250000");
    QTest::keyClick(field("tasks"), Qt::Key_Return);
    EXPECT_EQ(field("tasks")->text(), QStringLiteral("250,000"));
    type("tasks", "1,000,000");
    EXPECT_EQ(m_form.experiment().tasks, 1'000'000);
    type("tasks", "10,00");
    EXPECT_FALSE(m_form.isValid());
}

TEST_F(ExperimentFormTest, ACommaIsNoDecimalPoint)
{
    choose("workload", "Sleep");
    type("duration", "0,5");
    EXPECT_FALSE(m_form.isValid());
    type("duration", "0.5");
    EXPECT_EQ(m_form.experiment().params.at("duration"), FieldValue(0.5));
}

TEST_F(ExperimentFormTest, UpAndDownStepByTheSecondDigit)
{
    const auto step = [this](const char* from, Qt::Key key) {
        type("tasks", from);
        QTest::keyClick(field("tasks"), key);
        return field("tasks")->text();
    };
    EXPECT_EQ(step("auto", Qt::Key_Up), QStringLiteral("1"));
    EXPECT_EQ(step("1", Qt::Key_Down), QStringLiteral("auto"));
    EXPECT_EQ(step("1", Qt::Key_Up), QStringLiteral("2"));
    EXPECT_EQ(step("99", Qt::Key_Up), QStringLiteral("100"));
    EXPECT_EQ(step("10000", Qt::Key_Up), QStringLiteral("11,000"));
    EXPECT_EQ(step("1000", Qt::Key_Down), QStringLiteral("990"));
    EXPECT_EQ(step("99999999", Qt::Key_Up), QStringLiteral("100,000,000"));
    EXPECT_EQ(step("many", Qt::Key_Up), QStringLiteral("1"));
}

TEST_F(ExperimentFormTest, RealsStepWithoutStrayDigits)
{
    choose("workload", "Sleep");
    type("duration", "0.01");
    QTest::keyClick(field("duration"), Qt::Key_Up);
    EXPECT_EQ(field("duration")->text(), QStringLiteral("0.011"));
    type("duration", "0");
    QTest::keyClick(field("duration"), Qt::Key_Down);
    EXPECT_EQ(field("duration")->text(), QStringLiteral("0"));
}

TEST_F(ExperimentFormTest, TheWheelOverAFieldThatIsNotInUseChangesNothing)
{
    m_form.setFocus();
    const std::array<QWidget*, 2> widgets{field("trials")->parentWidget(), list("sync")};
    for (QWidget* widget : widgets) {
        const QPointF centre = QRectF(widget->rect()).center();
        QWheelEvent event(centre,
            widget->mapToGlobal(centre),
            {},
            {0, 120},
            Qt::NoButton,
            Qt::NoModifier,
            Qt::NoScrollPhase,
            false);
        QApplication::sendEvent(widget, &event);
    }
    EXPECT_EQ(m_form.experiment(), Experiment{});
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
    ASSERT_TRUE(QTest::qWaitFor([this] { return row("duration")->y() > row("workload")->y(); }));
    EXPECT_LT(row("duration")->y(), row("distribution")->y());
    EXPECT_LT(row("distribution")->y(), row("tasks")->y());
}

TEST_F(ExperimentFormTest, ChangingTheWorkloadKeepsParametersOfTheSameName)
{
    type("delay_ns", "500");
    choose("workload", "Squares");
    EXPECT_EQ(field("delay_ns")->text(), QStringLiteral("500"));
    EXPECT_EQ(m_form.experiment().params.at("delay_ns"), FieldValue(std::int64_t{500}));
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
    EXPECT_EQ(noteOf("sync"), QStringLiteral("⚠ updates may be lost"));
    choose("sync", "lock");
    EXPECT_EQ(noteOf("sync"), QStringLiteral("updates are guarded"));
}

TEST_F(ExperimentFormTest, FieldsWithOneChoiceAreFoldedAwayUntilAskedFor)
{
    choose("workload", "Image filter");
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("filter")));
    for (auto* button : m_form.findChildren<QToolButton*>()) {
        if (button->accessibleName() == QStringLiteral("More"))
            button->click();
    }
    EXPECT_TRUE(QTest::qWaitFor([this] { return row("filter")->isVisible(); }));
    EXPECT_TRUE(list("filter")->isHidden());
    EXPECT_EQ(field("filter")->text(), QStringLiteral("Gaussian blur"));
}

TEST_F(ExperimentFormTest, NothingIsFoldedAwayWhereThereIsNothing)
{
    const auto more = [this] {
        for (auto* button : m_form.findChildren<QToolButton*>()) {
            if (button->accessibleName() == QStringLiteral("More"))
                return button;
        }
        return static_cast<QToolButton*>(nullptr);
    };
    ASSERT_NE(more(), nullptr);
    EXPECT_FALSE(more()->isVisible());
    choose("workload", "Image filter");
    EXPECT_TRUE(more()->isVisible());
}

TEST_F(ExperimentFormTest, BrowseFillsInTheChosenFolder)
{
    choose("workload", "Image filter");
    m_answer = QStringLiteral("/pictures/of/trees");
    row("input")->findChild<QToolButton*>()->click();
    EXPECT_EQ(
        m_form.experiment().params.at("input"), FieldValue(std::string("/pictures/of/trees")));
}

TEST_F(ExperimentFormTest, CancelledBrowsingChangesNothing)
{
    choose("workload", "Image filter");
    type("input", "/before");
    m_answer.clear();
    row("input")->findChild<QToolButton*>()->click();
    EXPECT_EQ(field("input")->text(), QStringLiteral("/before"));
}

TEST_F(ExperimentFormTest, ReadOnlyFieldsCannotBeChanged)
{
    m_form.setReadOnly(true);
    type("workers", "5");
    QTest::keyClick(field("tasks"), Qt::Key_Up);
    auto* pin = row("pin")->findChild<QCheckBox*>();
    QTest::mouseClick(pin->window()->windowHandle(),
        Qt::LeftButton,
        {},
        pin->mapTo(&m_form, QPoint(8, pin->height() / 2)));
    EXPECT_TRUE(list("sync")->isHidden());
    EXPECT_EQ(m_form.experiment(), Experiment{});
}

TEST_F(ExperimentFormTest, TheTickOfAnEditableFormCanBeSet)
{
    auto* pin = row("pin")->findChild<QCheckBox*>();
    QTest::mouseClick(pin->window()->windowHandle(),
        Qt::LeftButton,
        {},
        pin->mapTo(&m_form, QPoint(8, pin->height() / 2)));
    EXPECT_TRUE(m_form.experiment().pin);
}

TEST_F(ExperimentFormTest, ReadOnlyFieldsStayReadable)
{
    choose("sync", "spinlock");
    m_form.setReadOnly(true);
    EXPECT_TRUE(field("workers")->isEnabled());
    EXPECT_EQ(row("sync")->findChild<QLineEdit*>()->text(), QStringLiteral("spinlock"));
    EXPECT_TRUE(row("sync")->findChild<QLineEdit*>()->isVisible());
}

TEST_F(ExperimentFormTest, AnExperimentSetWhileReadOnlyStaysReadOnly)
{
    m_form.setReadOnly(true);
    Experiment experiment;
    experiment.workload = WorkloadKind::Sleep;
    m_form.setExperiment(experiment);
    EXPECT_TRUE(list("distribution")->isHidden());
    m_form.setReadOnly(false);
    EXPECT_FALSE(list("distribution")->isHidden());
}

TEST_F(ExperimentFormTest, TabFollowsReadingOrder)
{
    choose("workload", "Sleep");
    ASSERT_TRUE(QTest::qWaitFor([this] { return row("duration")->isVisible(); }));
    list("workload")->setFocus();
    const std::vector<const char*> order{"duration",
        "distribution",
        "tasks",
        "workers",
        "executor",
        "start_method",
        "schedule",
        "chunk",
        "pin",
        "sync",
        "delay_ns",
        "compare",
        "vary_workers",
        "trials",
        "timeout",
        "on_error",
        "inject",
        "seed",
        "workload"};
    for (const char* name : order) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        EXPECT_TRUE(row(name)->isAncestorOf(QApplication::focusWidget()))
            << name << " expected, not "
            << QApplication::focusWidget()->accessibleName().toStdString();
    }
}

TEST_F(ExperimentFormTest, ShowsOnlyFieldsThatMakeADifference)
{
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

TEST_F(ExperimentFormTest, AFieldThatIsNotThereCannotBeWrong)
{
    type("workers", "0");
    EXPECT_FALSE(m_form.isValid());
    choose("executor", "serial");
    EXPECT_TRUE(m_form.isValid());
}

TEST_F(ExperimentFormTest, FaultsAreTyped)
{
    type("inject", "raise@5, kill-worker");
    EXPECT_EQ(m_form.experiment().inject,
        (std::vector<Fault>{{FaultKind::Raise, 5}, {FaultKind::KillWorker}}));
    EXPECT_TRUE(m_form.isValid());
}

TEST_F(ExperimentFormTest, AFaultThatDoesNotExistIsExplained)
{
    type("inject", "rise@5");
    EXPECT_TRUE(noteOf("inject").startsWith(QStringLiteral("✕ 'rise@5' is no fault; use raise@")));
    EXPECT_FALSE(m_form.isValid());
}

TEST_F(ExperimentFormTest, WhatTwoFieldsAreTogetherIsSaidUnderTheOneThatIsWrong)
{
    type("inject", "hang@5");
    EXPECT_EQ(noteOf("inject"),
        QStringLiteral("✕ hang@5 would never end; set a task time-out ('timeout') too"));
    EXPECT_FALSE(m_form.isValid());
    type("timeout", "1");
    EXPECT_EQ(noteOf("inject"), QString());
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

TEST_F(ExperimentFormTest, AToolTipTellsTheMeaningTheChoicesAndTheRange)
{
    EXPECT_TRUE(
        row("workers")->toolTip().contains(QStringLiteral("Allowed: 1 to 1,024 workers, or auto")));
    for (const Choice& choice : choicesOf<Primitive>())
        EXPECT_TRUE(row("sync")->toolTip().contains(QString::fromUtf8(choice.help)));
}

TEST_F(ExperimentFormTest, FitsItsColumnForEveryWorkload)
{
    const auto* area = m_form.findChild<QScrollArea*>();
    for (std::size_t i = 0; i < choicesOf<WorkloadKind>().size(); ++i) {
        Experiment experiment;
        experiment.workload = static_cast<WorkloadKind>(i);
        m_form.setExperiment(experiment);
        EXPECT_LE(area->widget()->minimumSizeHint().width(), 290 - 20)
            << nameOf(experiment.workload);
    }
}

} // namespace
} // namespace interleave::ui
