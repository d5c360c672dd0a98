// Which primitives can be chosen to be compared, and what becomes of the choice.

#include "tests/ui/print_qt.h"
#include "ui/compare/primitive_choice.h"
#include "ui/compare/primitive_rows.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QPushButton>

namespace interleave::ui {
namespace {

TEST(PrimitiveChoice, SaysInTheFormsWordsWhyAPrimitiveIsNotToBeHad)
{
    const auto why = whyUnfit({.workload = WorkloadKind::Bank}, Primitive::Atomic);
    ASSERT_TRUE(why.has_value());
    EXPECT_TRUE(why->contains(QStringLiteral("“atomic add”"))) << why->toStdString();
    EXPECT_FALSE(why->contains(QLatin1Char('\''))) << why->toStdString();
}

TEST(PrimitiveChoiceList, HasEveryPrimitiveOfTheCatalogue)
{
    const PrimitiveChoice choice;
    EXPECT_EQ(choice.findChildren<QCheckBox*>().size(),
        static_cast<qsizetype>(choicesOf<Primitive>().size()));
}

TEST(PrimitiveChoiceList, DoesNotOfferWhatDoesNotFitAndSaysWhy)
{
    PrimitiveChoice choice;
    Experiment experiment;
    experiment.evidence = true; // atomic add has no load of its own
    choice.setExperiment(experiment);
    EXPECT_FALSE(choice.box(Primitive::Atomic)->isEnabled());
    EXPECT_FALSE(choice.box(Primitive::Atomic)->isChecked());
    EXPECT_TRUE(choice.box(Primitive::Atomic)
                    ->toolTip()
                    .startsWith(QStringLiteral("“atomic add” changes the word in one step")))
        << choice.box(Primitive::Atomic)->toolTip().toStdString();
    EXPECT_TRUE(choice.box(Primitive::Lock)->isEnabled());
}

TEST(PrimitiveChoiceList, WantsTwo)
{
    PrimitiveChoice choice;
    for (QCheckBox* box : choice.findChildren<QCheckBox*>())
        box->setChecked(false);
    choice.box(Primitive::Lock)->setChecked(true);
    auto* button = choice.findChild<QPushButton*>();
    EXPECT_FALSE(button->isEnabled());
    choice.box(Primitive::None)->setChecked(true);
    EXPECT_TRUE(button->isEnabled());
    EXPECT_EQ(choice.chosen(), (std::vector{Primitive::None, Primitive::Lock}));
}

TEST(PrimitiveChoiceList, GivesTheExperimentWhatIsChosen)
{
    PrimitiveChoice choice;
    Experiment experiment;
    experiment.compare = {Primitive::None, Primitive::Spinlock};
    experiment.trials = 7;
    choice.setExperiment(experiment);
    const Experiment chosen = choice.applied({});
    EXPECT_EQ(chosen.compare, experiment.compare);
    EXPECT_EQ(chosen.trials, 7);
    EXPECT_TRUE(findProblems(chosen).empty());
}

} // namespace
} // namespace interleave::ui
