// Whatever a finished run says in any of its views can be said in another language: in one of other
// letters (other_letters.h) nothing is left in plain ones.

#include "tests/ui/looked_at_runs.h"
#include "tests/ui/other_letters.h"
#include "tests/ui/painted_texts.h"
#include "tests/ui/window_words.h"
#include "ui/views/run_view.h"

#include <gmock/gmock.h>

#include <QTabWidget>

namespace interleave::ui {
namespace {

using testing::IsEmpty;

// The engine's log, and a chain of filters, which is also typed as it stands there.
bool saysOthersWords(const QWidget& widget)
{
    for (const QWidget* each = &widget; each != nullptr; each = each->parentWidget()) {
        const bool isFilters = qobject_cast<const FieldRow*>(each) != nullptr
            && each->objectName() == QStringLiteral("filters");
        if (isFilters || qobject_cast<const LogView*>(each) != nullptr)
            return true;
    }
    return false;
}

class InOtherLetters : public WindowTest
{
protected:
    void TearDown() override { window.reset(); }

    void runHere(const Experiment& experiment)
    {
        open();
        form().setExperiment(experiment);
        press(Qt::Key_R, Qt::ControlModifier);
        ASSERT_TRUE(running());
        ASSERT_TRUE(waitForEnd());
    }
    /// Of the whole window and each view; names of this machine are no words.
    [[nodiscard]] QStringList untranslated()
    {
        auto* pages = window->findChild<RunPage*>();
        QStringList found;
        for (std::size_t view = 0; view < runViews().size(); ++view) {
            if (!pages->hasView(view))
                continue;
            pages->showView(view);
            settle();
            found += untranslatedNow();
        }
        found.removeDuplicates();
        return found;
    }

private:
    static void settle()
    {
        for (int round = 0; round < 12; ++round)
            QCoreApplication::processEvents();
    }
    [[nodiscard]] QStringList untranslatedNow() const
    {
        QStringList found;
        const auto look = [&](const QWidget& widget, QString text) {
            for (const std::string& name : namesHere())
                text.remove(QString::fromStdString(name));
            if (!plainWords(text).isEmpty())
                found << QStringLiteral("%1 \"%2\": %3")
                             .arg(QLatin1String(widget.metaObject()->className()),
                                 widget.accessibleName(),
                                 text);
        };
        for (QWidget* widget : window->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->window() != window.get()
                || saysOthersWords(*widget))
                continue;
            for (const PaintedText& painted : paintedTexts(*widget))
                look(*widget, painted.text);
            for (const QString& text :
                {widget->accessibleName(), widget->accessibleDescription(), widget->toolTip()})
                look(*widget, text);
        }
        return found;
    }
    [[nodiscard]] std::vector<std::string> namesHere() const
    {
        const MachineFacts& machine = results.back().machine;
        return {machine.processor, machine.kernel, machine.clock};
    }

    const OtherLetters m_locale;
};

class EveryWorkload : public InOtherLetters, public testing::WithParamInterface<std::string_view>
{
};

TEST_P(EveryWorkload, IsToldInAnotherLanguage)
{
    Experiment experiment{.workload = *fromName<WorkloadKind>(GetParam())};
    experiment.tasks = 40;
    if (!findProblems(experiment).empty())
        experiment.tasks.reset();
    runHere(experiment);
    EXPECT_EQ(untranslated().join(QLatin1Char('\n')).toStdString(), "");
}

INSTANTIATE_TEST_SUITE_P(Of,
    EveryWorkload,
    testing::ValuesIn([] {
        std::vector<std::string_view> names;
        for (const Choice& workload : choicesOf<WorkloadKind>())
            names.push_back(workload.name);
        return names;
    }()),
    [](const auto& each) {
        std::string name(each.param);
        std::ranges::replace(name, '-', '_');
        return name;
    });

class EveryKindOfRun : public InOtherLetters, public testing::WithParamInterface<LookedAtRun>
{
};

TEST_P(EveryKindOfRun, IsToldInAnotherLanguage)
{
    runHere(GetParam().experiment());
    EXPECT_EQ(untranslated().join(QLatin1Char('\n')).toStdString(), "");
}

INSTANTIATE_TEST_SUITE_P(
    Of, EveryKindOfRun, testing::ValuesIn(kLookedAtRuns), [](const auto& each) {
        return std::string(each.param.name);
    });

TEST(PlainWords, AreThoseThatNoTranslatorHasSeen)
{
    const OtherLetters locale;
    const QString told = QCoreApplication::translate("Any", "%1 of <b>them</b> took 2 min &lt;");
    EXPECT_THAT(plainWords(told.arg(1)), IsEmpty()) << told.toStdString();
    EXPECT_THAT(
        plainWords(told.arg(QStringLiteral("none"))), testing::ElementsAre(QStringLiteral("none")));
    EXPECT_THAT(plainWords(QCoreApplication::translate("core", "no word of core's")),
        testing::Not(IsEmpty()));
}

} // namespace
} // namespace interleave::ui
