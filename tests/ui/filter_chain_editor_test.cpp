// The chain of filters in the form: a list, its steps' parameters and one text, by mouse and by
// keys.

#include "tests/ui/experiment_form_fixture.h"
#include "ui/config/filter_chain_editor.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QListWidget>
#include <QMenu>

namespace interleave::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FilterChainEditorTest : public ExperimentFormTest
{
protected:
    void SetUp() override
    {
        ExperimentFormTest::SetUp();
        choose("workload", "Image filter");
        type("filters", "grayscale, blur sigma=2, canny");
    }
    QListWidget* steps() { return row("filters")->findChild<QListWidget*>(); }
    std::vector<QString> shownSteps()
    {
        std::vector<QString> shown;
        for (int i = 0; i < steps()->count(); ++i)
            shown.push_back(steps()->item(i)->text());
        return shown;
    }
    std::string chain() { return std::get<std::string>(m_form.experiment().params.at("filters")); }
    void press(int chosen, Qt::Key key, Qt::KeyboardModifiers held = Qt::NoModifier)
    {
        steps()->setFocus();
        steps()->setCurrentRow(chosen);
        QTest::keyClick(steps(), key, held);
    }
    void add(const char* title)
    {
        for (const QMenu* menu : row("filters")->findChildren<QMenu*>()) {
            for (QAction* action : menu->actions()) {
                if (action->text() == QLatin1String(title))
                    action->trigger();
            }
        }
    }
    QLineEdit* parameter(const char* title)
    {
        for (auto* field : row("filters")->findChildren<QAbstractSpinBox*>()) {
            if (field->accessibleName() == QLatin1String(title))
                return field->findChild<QLineEdit*>();
        }
        return nullptr;
    }
    void typeInto(QLineEdit* field, const char* text)
    {
        ASSERT_NE(field, nullptr);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QLatin1String(text));
    }
};

TEST_F(FilterChainEditorTest, EachStepIsALineInWords)
{
    EXPECT_THAT(shownSteps(),
        ElementsAre(QStringLiteral("Grayscale"),
            QStringLiteral("Gaussian blur (sigma 2 px)"),
            QStringLiteral("Canny edges (low 50, high 150)")));
}

TEST_F(FilterChainEditorTest, AStepThatIsNoFilterStaysAsItWasTyped)
{
    type("filters", "grayscale, blurr");
    EXPECT_THAT(
        shownSteps(), ElementsAre(QStringLiteral("Grayscale"), QStringLiteral("✕ “blurr”")));
    EXPECT_FALSE(m_form.isValid());
}

TEST_F(FilterChainEditorTest, KeysPutStepsIntoAnotherOrder)
{
    press(2, Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(chain(), "grayscale, canny, blur sigma=2");
    EXPECT_EQ(steps()->currentRow(), 1) << "the same step is still chosen";
    press(0, Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(chain(), "canny, grayscale, blur sigma=2");
    press(0, Qt::Key_Up, Qt::AltModifier);
    press(2, Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(chain(), "canny, grayscale, blur sigma=2");
}

// What the list itself does when a step is dropped.
TEST_F(FilterChainEditorTest, AStepThatIsDraggedHasItsNewPlaceInTheChain)
{
    ASSERT_TRUE(steps()->dragEnabled());
    ASSERT_EQ(steps()->dragDropMode(), QAbstractItemView::InternalMove);
    ASSERT_TRUE(steps()->model()->moveRow({}, 2, {}, 0));
    EXPECT_EQ(chain(), "canny, grayscale, blur sigma=2");
}

TEST_F(FilterChainEditorTest, DeleteRemovesTheChosenStepAndOnlyIt)
{
    press(1, Qt::Key_Delete);
    EXPECT_EQ(chain(), "grayscale, canny");
    EXPECT_EQ(steps()->currentRow(), 1);
    press(1, Qt::Key_Delete);
    press(0, Qt::Key_Delete);
    EXPECT_THAT(shownSteps(), IsEmpty());
    EXPECT_FALSE(m_form.isValid());
}

TEST_F(FilterChainEditorTest, AFilterIsAddedAfterTheChosenOneAndIsThenChosen)
{
    steps()->setCurrentRow(0);
    add("Sepia");
    EXPECT_EQ(chain(), "grayscale, sepia, blur sigma=2, canny");
    EXPECT_EQ(steps()->currentRow(), 1);
    type("filters", "");
    add("Median");
    EXPECT_EQ(chain(), "median");
}

TEST_F(FilterChainEditorTest, TheChosenStepHasAFieldForEachParameter)
{
    steps()->setCurrentRow(2);
    EXPECT_EQ(parameter("Sigma"), nullptr);
    typeInto(parameter("High"), "200");
    EXPECT_EQ(chain(), "grayscale, blur sigma=2, canny low=50 high=200");
    EXPECT_EQ(steps()->currentItem()->text(), QStringLiteral("Canny edges (low 50, high 200)"));
}

TEST_F(FilterChainEditorTest, WhatIsTypedIntoAParameterStaysAndItsProblemIsSaid)
{
    steps()->setCurrentRow(1);
    typeInto(parameter("Sigma"), "500");
    EXPECT_EQ(parameter("Sigma")->text(), QStringLiteral("500"));
    EXPECT_EQ(noteOf("filters"),
        QStringLiteral("✕ step 2, 'blur': sigma 500 is not allowed; use 0.1 to 200 px"));
    typeInto(parameter("Sigma"), "5");
    EXPECT_EQ(chain(), "grayscale, blur sigma=5, canny");
}

TEST_F(FilterChainEditorTest, AnEmptyParameterIsLeftOut)
{
    type("filters", "resize");
    EXPECT_EQ(parameter("Scale")->text(), QStringLiteral("0.5"));
    typeInto(parameter("Width"), "100");
    EXPECT_FALSE(m_form.isValid()) << "both a scale and a width";
    parameter("Scale")->clear();
    EXPECT_EQ(chain(), "resize width=100");
    EXPECT_TRUE(m_form.isValid());
}

TEST_F(FilterChainEditorTest, ANumberThatCanMeanTwoIsAskedFor)
{
    QLocale::setDefault(QLocale(QLocale::German));
    steps()->setCurrentRow(1);
    typeInto(parameter("Sigma"), "10.000");
    EXPECT_FALSE(m_form.isValid());
    EXPECT_EQ(noteOf("filters"), QStringLiteral("✕ Which number is meant?"));
    QLocale::setDefault(QLocale::c());
}

TEST_F(FilterChainEditorTest, TabGoesFromTheListThroughTheParametersToTheText)
{
    steps()->setCurrentRow(1);
    steps()->setFocus();
    QTest::keyClick(steps(), Qt::Key_Tab);
    EXPECT_EQ(QApplication::focusWidget()->accessibleName(), QStringLiteral("Add one to: Filters"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    EXPECT_EQ(QApplication::focusWidget()->accessibleName(), QStringLiteral("Sigma"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    EXPECT_EQ(QApplication::focusWidget(), field("filters"));
}

TEST_F(FilterChainEditorTest, DuringARunNothingOfItCanBeChanged)
{
    row("filters")->setReadOnly(true);
    const std::string before = chain();
    press(1, Qt::Key_Delete);
    press(1, Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(chain(), before);
    EXPECT_FALSE(steps()->dragEnabled());
    steps()->setCurrentRow(1);
    ASSERT_NE(parameter("Sigma"), nullptr);
    EXPECT_TRUE(parameter("Sigma")->isReadOnly());
}

} // namespace
} // namespace interleave::ui
