// What the window says can be said in another language: in a pseudo-locale every text that went
// through a translator stands in brackets.

#include "core/model/python_executor.h"
#include "core/model/waiting_line.h"
#include "tests/ui/sample_results.h"
#include "tests/ui/window_fixture.h"
#include "tests/ui/window_words.h"
#include "ui/compare/comparison_text.h"
#include "ui/compare/executor_model.h"
#include "ui/compare/primitive_model.h"
#include "ui/config/form_sections.h"
#include "ui/evidence/lost_update_model.h"
#include "ui/history/history_model.h"
#include "ui/models/value_text.h"
#include "ui/models/worker_model.h"
#include "ui/race/workload_outcome_view.h"
#include "ui/timeline/worker_statistics_model.h"
#include "ui/view_menu.h"
#include "ui/views/run_page.h"

#include <gmock/gmock.h>

#include <QDirIterator>
#include <QFile>
#include <QMenuBar>
#include <QRegularExpression>
#include <QToolBar>
#include <QTranslator>
#include <QVBoxLayout>

#include <filesystem>
#include <set>

namespace interleave::ui {
namespace {

using testing::IsEmpty;

// [Run] for "Run", and takes down in which context it was asked.
class PseudoLocale : public QTranslator
{
public:
    PseudoLocale() { QCoreApplication::installTranslator(this); }
    ~PseudoLocale() override { QCoreApplication::removeTranslator(this); }

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(
        const char* context, const char* text, const char*, int) const override
    {
        m_contexts.insert(context);
        return QLatin1Char('[') % QString::fromUtf8(text) % QLatin1Char(']');
    }
    [[nodiscard]] const std::set<std::string>& contexts() const { return m_contexts; }

private:
    mutable std::set<std::string> m_contexts;
};

bool hasWords(const QString& text)
{
    static const QRegularExpression word(QStringLiteral("\\p{L}{3}"));
    return word.match(text).hasMatch();
}

QStringList untranslated(const QWidget& place)
{
    QStringList found;
    for (const QString& text : wordsIn(place)) {
        if (hasWords(text) && !text.contains(QLatin1Char('[')))
            found << text;
    }
    found.removeDuplicates();
    return found;
}

// Of all sources of the window, the first text after `before`, of however many literals.
std::set<std::string> textsAfter(const QString& before)
{
    std::set<std::string> found;
    const QRegularExpression literals(
        before + QStringLiteral("\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)"));
    const QRegularExpression between(QStringLiteral("\"\\s*\""));
    const auto root = std::filesystem::path(__FILE__).parent_path() / "../../ui";
    QDirIterator files(QString::fromStdString(root.string()),
        {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
        QDir::Files,
        QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        const QString source = QString::fromUtf8(file.readAll());
        for (auto match = literals.globalMatch(source); match.hasNext();) {
            QString text = match.next().captured(1).trimmed();
            text = text.mid(1, text.size() - 2).remove(between);
            found.insert(text.toStdString());
        }
    }
    return found;
}

TEST(TitlesOfColumnsAndSections, AreLookedUpInTheContextInWhichTheyAreExtracted)
{
    const std::set<std::string> extracted = textsAfter(QStringLiteral("QT_TRANSLATE_NOOP"));
    ASSERT_THAT(extracted, testing::Contains("WorkerModel"));
    const PseudoLocale locale;
    WorkerModel workers;
    WorkerStatisticsModel statistics;
    LostUpdateModel lost;
    PrimitiveModel primitives;
    ExecutorModel executors;
    HistoryModel history;
    for (const QAbstractItemModel* model : std::initializer_list<QAbstractItemModel*>{
             &workers, &statistics, &lost, &primitives, &executors, &history}) {
        for (int column = 0; column < model->columnCount(); ++column) {
            model->headerData(column, Qt::Horizontal, Qt::DisplayRole);
            model->headerData(column, Qt::Horizontal, Qt::ToolTipRole);
        }
    }
    QWidget content;
    QVBoxLayout layout(&content);
    EXPECT_FALSE(makeFormSections(&content).empty());
    for (const std::string& context : extracted)
        EXPECT_THAT(locale.contexts(), testing::Contains(context));
}

// In another language a part of a sentence may stand elsewhere in it.
TEST(Sentences, AreNotGluedOfParts)
{
    const QRegularExpression part(QStringLiteral("^[ ,;].*\\p{L}|\\p{L}.*[ :]$|: $"));
    for (const std::string& text : textsAfter(QStringLiteral("\\btr"))) {
        EXPECT_FALSE(part.match(QString::fromStdString(text)).hasMatch()) << '"' << text << '"';
    }
}

class InAnotherLanguage : public WindowTest
{
    const PseudoLocale m_locale;
};

TEST_F(InAnotherLanguage, TheMenusAndTheToolBarAreTranslated)
{
    open();
    EXPECT_THAT(untranslated(*window->findChild<QToolBar*>()), IsEmpty());
    for (const QMenu* menu : window->menuBar()->findChildren<QMenu*>()) {
        for (const QAction* each : menu->actions()) {
            if (hasWords(each->text())) {
                EXPECT_TRUE(each->text().contains(QLatin1Char('['))) << each->text().toStdString();
            }
        }
    }
}

TEST_F(InAnotherLanguage, TheFormIsTranslatedForEveryWorkload)
{
    open();
    for (const Choice& workload : choicesOf<WorkloadKind>()) {
        const auto kind = *fromName<WorkloadKind>(workload.name);
        form().setExperiment({.workload = kind,
            .executor = needsPython(kind) ? ExecutorKind::PythonSerial : ExecutorKind::Processes});
        EXPECT_THAT(untranslated(form()), IsEmpty()) << workload.name;
    }
}

TEST_F(InAnotherLanguage, WhatAWorkloadFoundOutIsTranslated)
{
    WorkloadOutcomeView view;
    view.setOutcome({.sentence = {},
        .figures = {{"oversold", "tickets sold beyond the seats", "tickets", 3, 0.0}},
        .charts = {{.title = "How many meals did each philosopher have?",
            .unit = "meals",
            .labels = {"1", "2"},
            .values = {10, 12}}}});
    EXPECT_THAT(untranslated(view), IsEmpty());
}

TEST_F(InAnotherLanguage, ARemarkOfCoreIsTranslatedBeforeItsFiguresComeIn)
{
    const QString remark = remarkText(lineRemark(Primitive::TicketLock, 5, 4));
    EXPECT_TRUE(remark.startsWith(QStringLiteral("[the ticket-lock goes to whoever came first")));
    EXPECT_TRUE(remark.contains(QStringLiteral("5 workers on 4 usable cores")));
    EXPECT_TRUE(remark.endsWith(QLatin1Char(']')));
    EXPECT_EQ(coreWord({}), QString()); // for which Qt would have the file's header
}

TEST_F(InAnotherLanguage, AProblemOfAFieldIsASentenceOfItsOwn)
{
    open();
    form().setExperiment({.trials = 0});
    EXPECT_TRUE(form().firstProblem().startsWith(QStringLiteral("[[")))
        << form().firstProblem().toStdString();
}

// Cut out of the headline it would have half of the brackets.
TEST_F(InAnotherLanguage, TheBriefAnswerOfPoolSizesIsTranslatedAsAWhole)
{
    RunResult run = runOf(Primitive::Lock, 8e9, 0);
    run.trials.push_back(runOf(Primitive::Lock, 2e9, 0).trials.front());
    run.trials.back().arm = 1;
    run.arms = {{{.workers = 1}, {}}, {{.workers = 4}, {}}};
    const PoolSizesAnswer answer = poolSizesAnswer(run);
    EXPECT_TRUE(answer.brief.startsWith(QLatin1Char('['))) << answer.brief.toStdString();
    EXPECT_EQ(answer.brief.count(QLatin1Char('[')), answer.brief.count(QLatin1Char(']')));
}

TEST_F(InAnotherLanguage, ThePagesAreTranslated)
{
    open();
    auto* pages = window->findChild<RunPage*>();
    EXPECT_THAT(untranslated(*pages), IsEmpty());
}

} // namespace
} // namespace interleave::ui
