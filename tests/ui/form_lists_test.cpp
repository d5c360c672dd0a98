// Lists of primitives and of pool sizes: chosen, not typed.

#include "core/model/python_interpreter.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/experiment_form_fixture.h"
#include "ui/config/chip_list.h"
#include "ui/config/form_section.h"
#include "ui/config/number_box.h"

#include <gmock/gmock.h>

#include <QApplication>

#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

namespace interleave::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FormListsTest : public ExperimentFormTest
{
protected:
    void SetUp() override
    {
        ExperimentFormTest::SetUp();
        open("compare");
    }
    QToolButton* chip(const char* list, const char* title)
    {
        for (QToolButton* each : row(list)->findChild<ChipList*>()->chips()) {
            if (each->accessibleName() == QLatin1String(title))
                return each;
        }
        return nullptr;
    }
};

TEST_F(FormListsTest, PrimitivesAreChosenByTheirTitles)
{
    chip("compare", "compare and swap")->click();
    chip("compare", "none")->click();
    EXPECT_TRUE(m_form.isValid());
    EXPECT_THAT(
        m_form.experiment().compare, ElementsAre(Primitive::CompareAndSwap, Primitive::None));
    chip("compare", "compare and swap")->click();
    chip("compare", "none")->click();
    EXPECT_THAT(m_form.experiment().compare, IsEmpty());
}

TEST_F(FormListsTest, OneAloneIsRefusedInTheWordsOfTheForm)
{
    chip("compare", "lock")->click();
    EXPECT_FALSE(m_form.isValid());
    EXPECT_EQ(noteOf("compare"),
        QStringLiteral("✕ One alone has nothing to be compared with: choose another one too"));
}

TEST_F(FormListsTest, WhatIsComparedTakesThePlaceOfTheOnePrimitive)
{
    chip("compare", "none")->click();
    chip("compare", "lock")->click();
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("sync")));
    section("compare")->findChild<QToolButton*>({}, Qt::FindDirectChildrenOnly)->click();
    EXPECT_TRUE(visibleRows().contains(QStringLiteral("compare"))) << "folded, but not hidden";
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("vary_workers")));
}

TEST_F(FormListsTest, WhatBeginsToCompareHasSeveralTrialsOfEach)
{
    chip("compare", "none")->click();
    EXPECT_EQ(m_form.experiment().trials, 1);
    chip("compare", "lock")->click();
    EXPECT_EQ(m_form.experiment().trials, 5);
    type("trials", "1");
    EXPECT_TRUE(noteOf("trials").contains(QStringLiteral("One trial of each says little")));
    chip("compare", "spinlock")->click();
    EXPECT_EQ(m_form.experiment().trials, 1) << "who says one gets one";
    EXPECT_EQ(m_form.experiment().compare.size(), 3U);
}

TEST_F(FormListsTest, PoolSizesAreComparedWithSeveralTrialsAndUndoneInOneStep)
{
    chip("vary_workers", "1")->click();
    chip("vary_workers", "2")->click();
    EXPECT_EQ(m_form.experiment().trials, 5);
    m_form.editActions().front()->trigger();
    EXPECT_EQ(m_form.experiment().trials, 1);
}

TEST_F(FormListsTest, ValuesOfAParameterAreComparedWithSeveralTrials)
{
    m_form.setExperiment(
        {.workload = WorkloadKind::FalseSharing, .varyParam = {"layout", {"packed", "padded"}}});
    EXPECT_TRUE(noteOf("trials").contains(QStringLiteral("One trial of each says little")));
    choose("workload", "Shared counter");
    EXPECT_EQ(m_form.experiment().trials, 1);
    choose("workload", "False sharing");
    EXPECT_EQ(m_form.experiment().trials, 5) << "it begins to compare";
}

TEST_F(FormListsTest, ExecutorsAreChosenAsValuesOfAParameterAre)
{
    choose("workload", "Squares");
    list("vary_param")->setCurrentText(QStringLiteral("executor"));
    chip("vary_param", "process pool")->click();
    chip("vary_param", "serial")->click();
    EXPECT_TRUE(m_form.isValid());
    EXPECT_EQ(m_form.experiment().varyParam,
        (VariedParameter{.name = "executor", .values = {"processes", "serial"}}));
    EXPECT_FALSE(chip("vary_param", "Python: asyncio")->isEnabled()) << "it has only sleep";
    EXPECT_TRUE(chip("vary_param", "thread pool")->isEnabled());
}

TEST_F(FormListsTest, ExecutorsOfWhichNothingIsInstalledCannotBeChosen)
{
    m_form.setExperiment({.workload = WorkloadKind::Squares,
        .varyParam = {"executor", {"processes", "serial"}},
        .python = "no-such-python"});
    EXPECT_FALSE(chip("vary_param", "Python: Pool")->isEnabled());
    EXPECT_TRUE(
        chip("vary_param", "Python: Pool")->toolTip().contains(QStringLiteral("no-such-python")));
    EXPECT_TRUE(chip("vary_param", "serial")->isChecked());
}

TEST_F(FormListsTest, WhatAnInterpreterLacksIsSaidWithHowItGetsIt)
{
    if (!findPython("/usr/bin/python3"))
        GTEST_SKIP() << "there is no python3";
    const TemporaryFolder environment;
    const std::filesystem::path python = environment.path() / "bin/python3";
    std::filesystem::create_directories(python.parent_path());
    std::filesystem::create_symlink("/usr/bin/python3", python);
    std::ofstream(environment.path() / "pyvenv.cfg") << "include-system-site-packages = false\n";
    m_form.setExperiment({.workload = WorkloadKind::Squares,
        .varyParam = {"executor", {"processes", "serial"}},
        .python = python.string()});
    EXPECT_TRUE(chip("vary_param", "Python: Pool")->isEnabled());
    EXPECT_FALSE(chip("vary_param", "Python: joblib")->isEnabled());
    EXPECT_TRUE(chip("vary_param", "Python: joblib")
                    ->toolTip()
                    .endsWith(QStringLiteral("bin/python3 -m pip install joblib.")));
    m_form.setExperiment({.workload = WorkloadKind::ImageFilter, .python = python.string()});
    const QComboBox* executors = list("executor");
    const int pool = executors->findText(QStringLiteral("Python: Pool"));
    EXPECT_TRUE(executors->itemData(pool, Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("pip install opencv-python")));
    const int ours = executors->findText(QStringLiteral("process pool"));
    EXPECT_FALSE(executors->itemData(ours, Qt::ToolTipRole).toString().isEmpty());
}

TEST_F(FormListsTest, ValuesOfAParameterAreChosenByTheirTitles)
{
    choose("workload", "Dining philosophers");
    chip("vary_param", "left fork first")->click();
    EXPECT_FALSE(m_form.isValid());
    EXPECT_EQ(noteOf("vary_param"),
        QStringLiteral("✕ One alone has nothing to be compared with: choose another one too"));
    chip("vary_param", "in order")->click();
    EXPECT_TRUE(m_form.isValid());
    EXPECT_EQ(toText(m_form.experiment().varyParam), "strategy=left-first, ordered");
    EXPECT_EQ(m_form.experiment().trials, 5);
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("strategy")));
    m_form.editActions().front()->trigger(); // undo
    EXPECT_FALSE(chip("vary_param", "in order")->isChecked());
    EXPECT_EQ(m_form.experiment().trials, 1);
}

TEST_F(FormListsTest, NumbersOfAParameterAreChosenAndOthersAdded)
{
    const auto usual
        = std::get<std::int64_t>(findParameter(WorkloadKind::Counter, "increments")->defaultValue);
    EXPECT_EQ(usual, 10'000);
    chip("vary_param", "10,000")->click();
    auto* other = row("vary_param")->findChild<NumberBox*>()->field();
    QTest::keyClicks(other, QStringLiteral("300"));
    QTest::keyClick(other->parentWidget(), Qt::Key_Return);
    EXPECT_EQ(toText(m_form.experiment().varyParam), "increments=300, 10000");
    EXPECT_TRUE(chip("vary_param", "300")->isChecked());
}

TEST_F(FormListsTest, AnotherParameterBeginsWithNothingChosen)
{
    chip("vary_param", "1,000")->click();
    chip("vary_param", "10,000")->click();
    const QString before = list("vary_param")->currentText();
    list("vary_param")->setFocus();
    QTest::keyClick(list("vary_param"), Qt::Key_Down);
    ASSERT_NE(list("vary_param")->currentText(), before);
    EXPECT_TRUE(m_form.experiment().varyParam.empty());
    EXPECT_TRUE(m_form.isValid());
    m_form.editActions().front()->trigger(); // undo
    EXPECT_EQ(list("vary_param")->currentText(), before);
    EXPECT_EQ(toText(m_form.experiment().varyParam), "increments=1000, 10000");
}

TEST_F(FormListsTest, ValuesThatWereSetAreGivenBackAsTheyWere)
{
    const Experiment experiment{.workload = WorkloadKind::Philosophers,
        .varyParam = {"strategy", {"ordered", "left-first"}},
        .trials = 3};
    m_form.setExperiment(experiment);
    EXPECT_TRUE(chip("vary_param", "in order")->isChecked());
    EXPECT_EQ(m_form.experiment(), experiment);
    const Experiment written{.varyParam = {"increments", {"1e4", "100"}}, .trials = 3};
    m_form.setExperiment(written);
    EXPECT_TRUE(chip("vary_param", "10,000")->isChecked());
    EXPECT_EQ(m_form.experiment(), written);
}

TEST_F(FormListsTest, UndoInAFieldOfAParametersValuesIsTheForms)
{
    choose("workload", "Dining philosophers");
    list("vary_param")->setFocus();
    list("vary_param")->setCurrentText(QStringLiteral("thinking"));
    auto* other = row("vary_param")->findChild<NumberBox*>()->field();
    QTest::keyClicks(other, QStringLiteral("300"));
    QTest::keyClick(other->parentWidget(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(other->text(), QStringLiteral("300")) << "it is not the field's own undo";
}

TEST_F(FormListsTest, MoreTrialsThanUsualStay)
{
    type("trials", "20");
    chip("compare", "none")->click();
    chip("compare", "lock")->click();
    EXPECT_EQ(m_form.experiment().trials, 20);
}

TEST_F(FormListsTest, WhatTheWorkloadRefusesCannotBeChosen)
{
    choose("workload", "Bank transfers");
    EXPECT_FALSE(chip("compare", "atomic add")->isEnabled());
    EXPECT_TRUE(chip("compare", "lock")->isEnabled());
}

TEST_F(FormListsTest, WhatPythonLacksCannotBeChosenUnderItsExecutors)
{
    EXPECT_TRUE(chip("compare", "ticket lock")->isEnabled());
    choose("executor", "Python: Pool");
    EXPECT_FALSE(chip("compare", "ticket lock")->isEnabled());
    EXPECT_TRUE(chip("compare", "lock")->isEnabled());
}

TEST_F(FormListsTest, PoolSizesAreChosenAndOthersAdded)
{
    chip("vary_workers", "2")->click();
    chip("vary_workers", "1")->click();
    EXPECT_THAT(m_form.experiment().varyWorkers, ElementsAre(1, 2));
    auto* other = field("vary_workers");
    QTest::keyClicks(other, QStringLiteral("11"));
    QTest::keyClick(other->parentWidget(), Qt::Key_Return);
    EXPECT_THAT(m_form.experiment().varyWorkers, ElementsAre(1, 2, 11));
    EXPECT_TRUE(chip("vary_workers", "11")->isChecked());
    EXPECT_EQ(other->text(), QString());
    QTest::keyClicks(other, QStringLiteral("0"));
    QTest::keyClick(other->parentWidget(), Qt::Key_Return);
    EXPECT_THAT(m_form.experiment().varyWorkers, ElementsAre(1, 2, 11));
    EXPECT_EQ(other->text(), QStringLiteral("0"));
}

TEST_F(FormListsTest, ANumberIsOfTheListWhileItIsTyped)
{
    chip("vary_workers", "1")->click();
    field("vary_workers")->setFocus();
    QTest::keyClicks(field("vary_workers"), QStringLiteral("16"));
    EXPECT_THAT(m_form.experiment().varyWorkers, ElementsAre(1, 16));
    const Experiment typed = m_form.experiment();
    field("trials")->setFocus();
    EXPECT_EQ(m_form.experiment(), typed) << "its chip changes nothing";
    EXPECT_TRUE(chip("vary_workers", "16")->isChecked());
}

TEST_F(FormListsTest, ANumberOfAParameterIsOfTheListWhileItIsTyped)
{
    chip("vary_param", "1,000")->click();
    auto* value = row("vary_param")->findChild<NumberBox*>()->field();
    value->setFocus();
    QTest::keyClicks(value, QStringLiteral("300"));
    EXPECT_EQ(toText(m_form.experiment().varyParam), "increments=300, 1000");
    field("trials")->setFocus();
    EXPECT_TRUE(chip("vary_param", "300")->isChecked());
}

TEST_F(FormListsTest, ANumberThatCannotBeOfTheListIsSaidBelowIt)
{
    chip("vary_workers", "1")->click();
    chip("vary_workers", "2")->click();
    field("vary_workers")->setFocus();
    QTest::keyClicks(field("vary_workers"), QStringLiteral("0"));
    EXPECT_FALSE(m_form.isValid());
    EXPECT_TRUE(noteOf("vary_workers").startsWith(QStringLiteral("✕ 0 is not allowed")))
        << noteOf("vary_workers").toStdString();
    m_form.focusFirstProblem();
    EXPECT_EQ(QApplication::focusWidget(), field("vary_workers")->parentWidget())
        << "who types it stays there";
    QTest::keyClick(field("vary_workers"), Qt::Key_Backspace);
    EXPECT_TRUE(m_form.isValid());
}

TEST_F(FormListsTest, WhichNumberIsMeantIsAskedBelowTheList)
{
    chip("vary_param", "10,000")->click();
    auto* value = row("vary_param")->findChild<NumberBox*>()->field();
    value->setFocus();
    QTest::keyClicks(value, QStringLiteral("1.000"));
    EXPECT_EQ(noteOf("vary_param"), QStringLiteral("✕ Which number is meant?"));
    EXPECT_FALSE(m_form.isValid());
    for (QPushButton* answer : row("vary_param")->findChildren<QPushButton*>()) {
        if (answer->isVisible() && answer->text() == QStringLiteral("1,000"))
            answer->click();
    }
    EXPECT_TRUE(m_form.isValid());
    EXPECT_EQ(toText(m_form.experiment().varyParam), "increments=1000, 10000");
}

TEST_F(FormListsTest, AListThatWasSetIsShownAndGivenBackAsItWas)
{
    Experiment experiment;
    experiment.compare = {Primitive::Lock, Primitive::None};
    m_form.setExperiment(experiment);
    EXPECT_TRUE(chip("compare", "lock")->isChecked());
    EXPECT_EQ(m_form.experiment().compare, experiment.compare);
    experiment.compare.clear();
    experiment.varyWorkers = {3, 40};
    m_form.setExperiment(experiment);
    EXPECT_TRUE(chip("vary_workers", "40")->isChecked());
    EXPECT_EQ(m_form.experiment(), experiment);
}

TEST_F(FormListsTest, NothingMovesUnderTheMouseThatTicksThem)
{
    const auto placesOf = [this] {
        std::vector<QPoint> places;
        for (const char* list : {"compare", "vary_workers"}) {
            for (const QToolButton* each : row(list)->findChild<ChipList*>()->chips())
                places.push_back(each->mapTo(&m_form, QPoint()));
        }
        return places;
    };
    const auto settle = [] {
        for (int round = 0; round < 8; ++round) // texts that wrap change their heights
            QCoreApplication::processEvents();
    };
    settle();
    const std::vector<QPoint> before = placesOf();
    for (const bool ticked : {true, false}) {
        for (const auto& [list, title] : {std::pair("compare", "none"),
                 std::pair("compare", "lock"),
                 std::pair("vary_workers", "1"),
                 std::pair("vary_workers", "2")}) {
            chip(list, title)->click();
            settle();
            EXPECT_EQ(chip(list, title)->isChecked(), ticked);
            EXPECT_EQ(placesOf(), before) << title << (ticked ? " ticked" : " given up");
        }
    }
}

TEST_F(FormListsTest, WhatIsComparedIsSaidInThePlaceOfTheOneThatItReplaces)
{
    chip("vary_workers", "1")->click();
    chip("vary_workers", "2")->click();
    EXPECT_FALSE(visibleRows().contains(QStringLiteral("workers")));
    bool said = false;
    for (const NoteLabel* note : section("workers")->findChildren<NoteLabel*>())
        said = said
            || (note->isVisible()
                && note->text().contains(QStringLiteral("those that are compared")));
    EXPECT_TRUE(said);
}

TEST_F(FormListsTest, WhatIsReplacedLeavesNoGapWhereNobodyEdits)
{
    QApplication::focusWidget()->clearFocus();
    const int before = section("shared")->sizeHint().height();
    Experiment comparing;
    comparing.compare = {Primitive::None, Primitive::Lock};
    m_form.setExperiment(comparing);
    EXPECT_LT(section("shared")->sizeHint().height(), before);
}

TEST_F(FormListsTest, ChipsAreDeafWhileARunGoesOn)
{
    m_form.setReadOnly(true);
    QToolButton* lock = chip("compare", "lock");
    QTest::mouseClick(lock->window()->windowHandle(),
        Qt::LeftButton,
        {},
        lock->mapTo(&m_form, lock->rect().center()));
    EXPECT_FALSE(lock->isChecked());
}

} // namespace
} // namespace interleave::ui
