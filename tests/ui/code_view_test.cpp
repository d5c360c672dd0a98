#include "tests/ui/print_qt.h"
#include "ui/code/code_view.h"

#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

namespace interleave::ui {
namespace {

class CodeOfAnExperiment : public testing::Test
{
protected:
    CodeOfAnExperiment() { view.resize(600, 400); }
    [[nodiscard]] QString text() const { return view.findChild<QPlainTextEdit*>()->toPlainText(); }
    /// How the first `word` is shown.
    [[nodiscard]] QTextCharFormat formatOf(const QString& word) const
    {
        const QTextDocument* document = view.findChild<QPlainTextEdit*>()->document();
        const QTextCursor found = document->find(word);
        const int place = found.selectionStart() - found.block().position();
        for (const auto& range : found.block().layout()->formats()) {
            if (range.start <= place && place < range.start + range.length)
                return range.format;
        }
        return {};
    }

    CodeView view;
    const Experiment counter{.tasks = 1'234, .workers = 2};
};

TEST_F(CodeOfAnExperiment, IsThereInBothLanguages)
{
    view.setExperiment(counter);
    EXPECT_TRUE(text().contains(QStringLiteral("TASKS = 1_234"))) << text().toStdString();
    view.findChild<QTabBar*>()->setFocus();
    QTest::keyClick(view.findChild<QTabBar*>(), Qt::Key_Right);
    EXPECT_EQ(view.language(), CodeLanguage::Cpp);
    EXPECT_TRUE(text().contains(QStringLiteral("kTasks = 1'234;"))) << text().toStdString();
}

TEST_F(CodeOfAnExperiment, IsCopiedWhole)
{
    view.setExperiment(counter);
    view.findChild<QPushButton*>()->click();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), text());
    EXPECT_TRUE(text().endsWith(QStringLiteral("main()\n"))) << text().toStdString();
}

TEST_F(CodeOfAnExperiment, IsColouredByWhatItsPartsAre)
{
    view.setExperiment(counter);
    EXPECT_EQ(formatOf(QStringLiteral("def task")).fontWeight(), QFont::Bold);
    EXPECT_TRUE(formatOf(QStringLiteral("Shared counter")).fontItalic());
    EXPECT_EQ(formatOf(QStringLiteral("\"fork\"")).foreground().color(),
        view.palette().color(QPalette::Link));
    view.setLanguage(CodeLanguage::Cpp);
    EXPECT_TRUE(formatOf(QStringLiteral("Shared counter")).fontItalic());
    EXPECT_EQ(formatOf(QStringLiteral("constexpr")).fontWeight(), QFont::Bold);
}

TEST_F(CodeOfAnExperiment, ThatHasNoneIsASentenceThatSaysWhy)
{
    view.setExperiment(Experiment{.workload = WorkloadKind::StoreBuffering});
    const auto* why = view.findChild<QLabel*>();
    EXPECT_TRUE(why->text().startsWith(QStringLiteral("There is no such program")))
        << why->text().toStdString();
    EXPECT_EQ(text(), QString());
    EXPECT_FALSE(view.findChild<QPushButton*>()->isEnabled());
    view.setExperiment(counter);
    EXPECT_TRUE(why->text().isEmpty());
    EXPECT_TRUE(view.findChild<QPushButton*>()->isEnabled());
}

TEST_F(CodeOfAnExperiment, OfTheSameKeepsThePlaceOfWhoReadsIt)
{
    view.setExperiment(counter);
    auto* editor = view.findChild<QPlainTextEdit*>();
    editor->moveCursor(QTextCursor::End);
    view.setExperiment(Experiment(counter));
    EXPECT_EQ(editor->textCursor().position(), text().size());
}

} // namespace
} // namespace interleave::ui
