// Whatever a finished run says in any of its views can be said in another language: in one of other
// letters (other_letters.h) nothing is left in plain ones.

#include "core/model/python_executor.h"
#include "core/model/run_account.h"
#include "core/model/told_figures.h"
#include "tests/ui/looked_at_runs.h"
#include "tests/ui/other_letters.h"
#include "tests/ui/painted_texts.h"
#include "tests/ui/window_words.h"
#include "ui/code/code_view.h"
#include "ui/views/run_view.h"
#include "ui/widgets/code_editor.h"

#include <gmock/gmock.h>

#include <QLocale>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTabWidget>

#include <algorithm>
#include <string>
#include <vector>

namespace interleave::ui {
namespace {

using testing::IsEmpty;

// The engine's log, a program, and a chain of filters, which is also typed as it stands there.
bool saysOthersWords(const QWidget& widget)
{
    for (const QWidget* each = &widget; each != nullptr; each = each->parentWidget()) {
        const bool isFilters = qobject_cast<const FieldRow*>(each) != nullptr
            && each->objectName() == QStringLiteral("filters");
        const bool isProgram = qobject_cast<const CodeEditor*>(each) != nullptr
            || (qobject_cast<const QPlainTextEdit*>(each) != nullptr
                && qobject_cast<const CodeView*>(each->parentWidget()) != nullptr);
        if (isFilters || isProgram || qobject_cast<const LogView*>(each) != nullptr)
            return true;
    }
    return false;
}

struct Said
{
    const QWidget* where;
    QString text;
};

bool isInOtherLetters(const Said& said)
{
    return said.text.contains(QRegularExpression(QStringLiteral("\\p{Cyrillic}")));
}

class FinishedRun : public WindowTest
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
    /// Calls `look` with each view and all that is then said in the whole window.
    template <class Look>
    void forEachView(Look look)
    {
        auto* pages = window->findChild<RunPage*>();
        const auto* tabs = pages->findChild<QTabWidget*>();
        std::size_t views = 0;
        for (std::size_t view = 0; view < runViews().size(); ++view) {
            if (!pages->hasView(view))
                continue;
            pages->showView(view);
            settle();
            look(*tabs->currentWidget(), allSaid());
            ++views;
        }
        EXPECT_GT(views, 1U);
    }
    [[nodiscard]] static std::string listOf(QStringList found)
    {
        found.removeDuplicates();
        return found.join(QLatin1Char('\n')).toStdString();
    }
    [[nodiscard]] static QString describe(const Said& said)
    {
        return QStringLiteral("%1 \"%2\": %3")
            .arg(QLatin1String(said.where->metaObject()->className()),
                said.where->accessibleName(),
                said.text);
    }

private:
    static void settle()
    {
        for (int round = 0; round < 12; ++round)
            QCoreApplication::processEvents();
    }
    // Names of this machine are no words.
    [[nodiscard]] std::vector<Said> allSaid() const
    {
        std::vector<Said> all;
        const auto add = [&](const QWidget& widget, QString text) {
            for (const std::string& name : namesHere())
                text.remove(QString::fromStdString(name));
            if (!text.isEmpty())
                all.push_back({&widget, text});
        };
        for (QWidget* widget : window->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->window() != window.get())
                continue;
            for (const PaintedText& painted : paintedTexts(*widget))
                add(*widget, painted.text);
            for (const QString& text :
                {widget->accessibleName(), widget->accessibleDescription(), widget->toolTip()})
                add(*widget, text);
        }
        return all;
    }
    [[nodiscard]] std::vector<std::string> namesHere() const
    {
        const MachineFacts& machine = results.back().machine;
        std::vector<std::string> names{machine.processor, machine.kernel, machine.clock};
        if (const std::string python = pythonOf(results.back().trials); !python.empty())
            names.insert(names.end(), {python, "Python"}); // a line may end between
        return names;
    }
};

class InOtherLetters : public FinishedRun
{
protected:
    /// Of the whole window and each view, in each of which something is said in other letters.
    [[nodiscard]] std::string untranslated()
    {
        QStringList found;
        forEachView([&](const QWidget& view, const std::vector<Said>& all) {
            bool saysAny = false;
            for (const Said& said : all) {
                saysAny = saysAny || (view.isAncestorOf(said.where) && isInOtherLetters(said));
                if (!saysOthersWords(*said.where) && !plainWords(said.text).isEmpty())
                    found << describe(said);
            }
            EXPECT_TRUE(saysAny) << view.metaObject()->className();
        });
        return listOf(found);
    }

private:
    const OtherLetters m_locale;
};

class EveryWorkload : public InOtherLetters, public testing::WithParamInterface<std::string_view>
{
};

TEST_P(EveryWorkload, IsToldInAnotherLanguage)
{
    Experiment experiment{.workload = *fromName<WorkloadKind>(GetParam())};
    if (needsPython(experiment.workload))
        experiment.executor = ExecutorKind::PythonSerial;
    experiment.tasks = 40;
    if (!findProblems(experiment).empty())
        experiment.tasks.reset();
    runHere(experiment);
    EXPECT_EQ(untranslated(), "");
    const TrialResult& trial = results.back().trials.back();
    if (!trial.deadlock.empty())
        return; // whose longest wait has no end
    for (const ToldFigure& told : toldFigures(experiment.workload))
        EXPECT_TRUE(std::ranges::count(trial.outcome.figures, told.name, &OutcomeFigure::name) == 1)
            << told.name;
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
    EXPECT_EQ(untranslated(), "");
}

INSTANTIATE_TEST_SUITE_P(
    Of, EveryKindOfRun, testing::ValuesIn(kLookedAtRuns), [](const auto& each) {
        return std::string(each.param.name);
    });

class WithDecimalCommas : public FinishedRun, public testing::WithParamInterface<WorkloadKind>
{
protected:
    void SetUp() override
    {
        FinishedRun::SetUp();
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    }
    void TearDown() override
    {
        FinishedRun::TearDown();
        QLocale::setDefault(QLocale::c());
    }
};

TEST_P(WithDecimalCommas, ARunSaysNoNumberWithAPoint)
{
    static const QRegularExpression withPoint(QStringLiteral("(?<![\\w.])\\d+\\.\\d+(?![\\w.])"));
    static const QRegularExpression withComma(QStringLiteral("\\d,\\d"));
    runHere({.workload = GetParam(), .tasks = 40});
    QStringList found;
    bool anyComma = false;
    forEachView([&](const QWidget&, const std::vector<Said>& all) {
        for (const Said& said : all) {
            anyComma = anyComma || said.text.contains(withComma);
            const bool isHelp = form().isAncestorOf(said.where); // in a translator's words
            if (!isHelp && !saysOthersWords(*said.where) && said.text.contains(withPoint))
                found << describe(said);
        }
    });
    EXPECT_EQ(listOf(found), "");
    EXPECT_TRUE(anyComma);
}

INSTANTIATE_TEST_SUITE_P(Of,
    WithDecimalCommas,
    testing::Values(WorkloadKind::FalseSharing, WorkloadKind::Counter),
    [](const auto& each) {
        return each.param == WorkloadKind::Counter ? "counter" : "false_sharing";
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
