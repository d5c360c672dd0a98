// What is typed into the form: read, corrected, explained.

#include "core/model/image_parameters.h"
#include "tests/ui/experiment_form_fixture.h"
#include "ui/config/chip_list.h"
#include "ui/widgets/format.h"

#include <QApplication>
#include <QSignalSpy>
#include <QWheelEvent>

#include <array>

namespace interleave::ui {
namespace {

using FormValuesTest = ExperimentFormTest;

TEST_F(FormValuesTest, ChangesTheExperimentAsTheUserTypes)
{
    const QSignalSpy changes(&m_form, &ExperimentForm::experimentChanged);
    type("workers", "12");
    EXPECT_EQ(m_form.experiment().workers, 12);
    EXPECT_GE(changes.count(), 2);
}

TEST_F(FormValuesTest, KeepsWhatAWorkloadComparesOfItsOwnForThatWorkload)
{
    m_form.setExperiment(
        {.workload = WorkloadKind::FalseSharing, .varyParam = {"layout", {"packed", "padded"}}});
    EXPECT_TRUE(visibleRows().contains(QStringLiteral("vary_param")));
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("layout"))) << "it has no one value";
    choose("workload", "Shared counter");
    EXPECT_TRUE(m_form.experiment().varyParam.empty());
    EXPECT_TRUE(m_form.isValid());
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("vary_param")));
    choose("workload", "False sharing");
    EXPECT_EQ(toText(m_form.experiment().varyParam), "layout=packed, padded");
}

TEST_F(FormValuesTest, LeavesNoNoteOfAnotherWorkloadsParameters)
{
    const auto saysLayout = [this] {
        return std::ranges::any_of(m_form.findChildren<NoteLabel*>(), [](const NoteLabel* note) {
            return note->isVisible() && note->text().startsWith(QStringLiteral("Layout:"));
        });
    };
    m_form.setExperiment(
        {.workload = WorkloadKind::FalseSharing, .varyParam = {"layout", {"packed", "padded"}}});
    ASSERT_TRUE(saysLayout());
    for (const char* other : {"Dining philosophers", "Sleep"}) {
        choose("workload", other);
        EXPECT_FALSE(saysLayout()) << other;
    }
}

TEST_F(FormValuesTest, GivesBackTheTrialsThatOnlyAComparisonNeeded)
{
    choose("workload", "False sharing");
    FieldRow* compared = row("vary_param");
    ASSERT_NE(compared, nullptr);
    open("compare");
    for (QToolButton* chip : compared->findChild<ChipList*>()->chips())
        chip->click();
    ASSERT_EQ(m_form.experiment().varyParam.values.size(), 2U);
    ASSERT_EQ(m_form.experiment().trials, 5);
    choose("workload", "Sleep");
    EXPECT_EQ(m_form.experiment().trials, 1);
    choose("workload", "False sharing");
    EXPECT_EQ(m_form.experiment().trials, 5);
    type("trials", "5");
    choose("workload", "Sleep");
    EXPECT_EQ(m_form.experiment().trials, 5) << "somebody has asked for them";
}

TEST_F(FormValuesTest, ShowsAnErrorUnderTheFieldThatIsWrong)
{
    type("workers", "0");
    EXPECT_EQ(
        noteOf("workers"), QStringLiteral("✕ 0 is not allowed; use 1 to 1,024 workers, or auto"));
    EXPECT_FALSE(noteOf("tasks").contains(QStringLiteral("✕")));
}

TEST_F(FormValuesTest, NeverClampsWhatIsTyped)
{
    for (const char* typed : {"0", "2000", "-5", "abc", "1.5", "99999999999999999999"}) {
        type("workers", typed);
        QTest::keyClick(field("workers"), Qt::Key_Return);
        QTest::keyClick(field("workers"), Qt::Key_Tab);
        EXPECT_EQ(field("workers")->text(), QLatin1String(typed));
        EXPECT_FALSE(m_form.isValid()) << typed;
    }
}

TEST_F(FormValuesTest, SaysInWordsWhatIsWrongWithAText)
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

TEST_F(FormValuesTest, ShortensALongTextInItsError)
{
    type("tasks", "abcdefghijklmnopqrstuvwxyz");
    EXPECT_TRUE(noteOf("tasks").contains(QStringLiteral("“abcdefghijklmnopqrs…”")));
}

TEST_F(FormValuesTest, TellsOnceWhenItsValidityChanges)
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

TEST_F(FormValuesTest, NamesAndFocusesTheFirstProblemInReadingOrder)
{
    type("trials", "x");
    type("workers", "0");
    EXPECT_TRUE(m_form.firstProblem().startsWith(QStringLiteral("Pool size: 0 is not allowed")));
    m_form.focusFirstProblem();
    EXPECT_TRUE(row("workers")->isAncestorOf(QApplication::focusWidget()));
    type("workers", "1");
    m_form.focusFirstProblem();
    EXPECT_TRUE(row("trials")->isAncestorOf(QApplication::focusWidget()));
    type("trials", "1");
    EXPECT_EQ(m_form.firstProblem(), QString());
}

TEST_F(FormValuesTest, AutoIsAValueLikeAnyOther)
{
    EXPECT_EQ(field("workers")->text(), QStringLiteral("auto"));
    type("workers", "3");
    EXPECT_EQ(m_form.experiment().workers, 3);
    type("workers", "auto");
    EXPECT_EQ(m_form.experiment().workers, std::nullopt);
    EXPECT_TRUE(m_form.isValid());
}

TEST_F(FormValuesTest, AnEmptyFieldMeansAutoWhereAutoIsAllowed)
{
    type("workers", "");
    EXPECT_TRUE(m_form.isValid());
    EXPECT_EQ(m_form.experiment().workers, std::nullopt);
    QTest::keyClick(field("workers"), Qt::Key_Return);
    EXPECT_EQ(field("workers")->text(), QStringLiteral("auto"));
}

TEST_F(FormValuesTest, SaysWhatAutoMeans)
{
    EXPECT_TRUE(noteOf("workers").startsWith(QStringLiteral("auto: one per core (")));
    EXPECT_EQ(noteOf("tasks"),
        QStringLiteral("auto: as the workload suggests (%1)")
            .arg(formatCount(workloadInfo(WorkloadKind::Counter).defaultTasks)));
    choose("workload", "Squares");
    EXPECT_EQ(noteOf("tasks"),
        QStringLiteral("auto: as the workload suggests (%1)")
            .arg(formatCount(workloadInfo(WorkloadKind::Squares).defaultTasks)));
}

TEST_F(FormValuesTest, AutoMeansOneTaskPerPictureOfAFolder)
{
    choose("workload", "Image filter");
    type("input", "/pictures");
    EXPECT_EQ(noteOf("tasks"), QStringLiteral("auto: one per picture in the folder"));
}

TEST_F(FormValuesTest, StripsAreChosenWhereATaskIsOne)
{
    choose("workload", "Image filter");
    choose("division", "strips");
    EXPECT_EQ(noteOf("tasks"),
        QStringLiteral("auto: all pictures, each as many tasks as it has strips and steps"));
    type("strips", "7");
    EXPECT_TRUE(m_form.isValid());
    EXPECT_EQ(stripsWanted(m_form.experiment()), 7U);
    choose("division", "whole pictures");
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("strips")));
}

TEST_F(FormValuesTest, GroupsOfDigitsAreReadAndShown)
{
    type("tasks", "250000");
    QTest::keyClick(field("tasks"), Qt::Key_Return);
    EXPECT_EQ(field("tasks")->text(), QStringLiteral("250,000"));
    type("tasks", "1,000,000");
    EXPECT_EQ(m_form.experiment().tasks, 1'000'000);
    type("tasks", "10,00");
    EXPECT_FALSE(m_form.isValid());
}

TEST_F(FormValuesTest, ACommaIsNoDecimalPoint)
{
    choose("workload", "Sleep");
    type("duration", "0,5");
    EXPECT_FALSE(m_form.isValid());
    type("duration", "0.5");
    EXPECT_EQ(m_form.experiment().params.at("duration"), FieldValue(0.5));
}

// Ten in one half of the world, ten thousand in the other.
TEST_F(FormValuesTest, ANumberThatCanMeanTwoIsAskedInPlace)
{
    type("tasks", "10.000");
    EXPECT_FALSE(m_form.isValid());
    EXPECT_EQ(m_form.experiment().tasks, std::nullopt);
    EXPECT_EQ(noteOf("tasks"), QStringLiteral("✕ Which number is meant?"));
    QStringList answers;
    for (QPushButton* button : row("tasks")->findChildren<QPushButton*>()) {
        if (button->isVisible())
            answers << button->text();
    }
    EXPECT_EQ(answers, QStringList({QStringLiteral("10"), QStringLiteral("10,000")}));
    row("tasks")->findChildren<QPushButton*>().at(1)->click();
    EXPECT_TRUE(m_form.isValid());
    EXPECT_EQ(m_form.experiment().tasks, 10'000);
    EXPECT_EQ(field("tasks")->text(), QStringLiteral("10,000"));
    EXPECT_TRUE(row("tasks")->isAncestorOf(QApplication::focusWidget()));
}

TEST_F(FormValuesTest, NumbersAreReadAndShownInTheUsersLocale)
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    choose("workload", "Sleep");
    EXPECT_EQ(field("duration")->text(), QStringLiteral("0,01"));
    type("duration", "1,5");
    EXPECT_EQ(m_form.experiment().params.at("duration"), FieldValue(1.5));
    type("duration", "2.5");
    EXPECT_EQ(m_form.experiment().params.at("duration"), FieldValue(2.5));
    type("tasks", "1e4");
    QTest::keyClick(field("tasks"), Qt::Key_Return);
    EXPECT_EQ(field("tasks")->text(), QStringLiteral("10\u00a0000"));
    EXPECT_EQ(m_form.experiment().tasks, 10'000);
    type("tasks", "10,000");
    EXPECT_EQ(noteOf("tasks"), QStringLiteral("✕ Which number is meant?"));
    QLocale::setDefault(QLocale::c());
}

TEST_F(FormValuesTest, UpAndDownStepByTheSecondDigit)
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

TEST_F(FormValuesTest, RealsStepWithoutStrayDigits)
{
    choose("workload", "Sleep");
    type("duration", "0.01");
    QTest::keyClick(field("duration"), Qt::Key_Up);
    EXPECT_EQ(field("duration")->text(), QStringLiteral("0.011"));
    type("duration", "0");
    QTest::keyClick(field("duration"), Qt::Key_Down);
    EXPECT_EQ(field("duration")->text(), QStringLiteral("0"));
}

TEST_F(FormValuesTest, TheWheelOverAFieldThatIsNotInUseChangesNothing)
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

TEST_F(FormValuesTest, FaultsAreTyped)
{
    open("faults");
    type("inject", "raise@5, kill-worker");
    EXPECT_EQ(m_form.experiment().inject,
        (std::vector<Fault>{{FaultKind::Raise, 5}, {FaultKind::KillWorker}}));
    EXPECT_TRUE(m_form.isValid());
}

TEST_F(FormValuesTest, AFaultThatDoesNotExistIsExplained)
{
    type("inject", "rise@5");
    EXPECT_TRUE(noteOf("inject").startsWith(QStringLiteral("✕ 'rise@5' is no fault; use raise@")));
    EXPECT_FALSE(m_form.isValid());
}

TEST_F(FormValuesTest, WhatTwoFieldsAreTogetherIsSaidUnderTheOneThatIsWrong)
{
    type("inject", "hang@5");
    EXPECT_EQ(
        noteOf("inject"), QStringLiteral("✕ hang@5 would never end; set “Task time-out” too"));
    EXPECT_FALSE(m_form.isValid());
    type("timeout", "1");
    EXPECT_EQ(noteOf("inject"), QString());
    EXPECT_TRUE(m_form.isValid());
}

} // namespace
} // namespace interleave::ui
