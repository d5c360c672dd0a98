#include "tests/ui/print_qt.h"
#include "ui/widgets/code_editor.h"

#include <gtest/gtest.h>

#include <QLineEdit>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QVBoxLayout>

namespace interleave::ui {
namespace {

class CodeEditorTest : public testing::Test
{
protected:
    void SetUp() override
    {
        auto* layout = new QVBoxLayout(&m_window);
        for (QWidget* each : {static_cast<QWidget*>(m_before),
                 static_cast<QWidget*>(m_editor),
                 static_cast<QWidget*>(m_after)})
            layout->addWidget(each);
        m_window.resize(400, 300);
        m_window.show();
        m_window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&m_window));
        m_editor->setFocus();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_editor, key, modifiers);
    }
    void type(const char* text) { QTest::keyClicks(m_editor, QLatin1String(text)); }

    QWidget m_window;
    QLineEdit* m_before = new QLineEdit;
    CodeEditor* m_editor = new CodeEditor;
    QLineEdit* m_after = new QLineEdit;
};

TEST_F(CodeEditorTest, ANewLineStandsAsDeepAsTheOneBeforeAndDeeperAfterAColon)
{
    type("def task(n):");
    press(Qt::Key_Return);
    type("if n:");
    press(Qt::Key_Return);
    type("n = 2");
    press(Qt::Key_Return);
    type("return n");
    EXPECT_EQ(m_editor->toPlainText(),
        QStringLiteral("def task(n):\n    if n:\n        n = 2\n        return n"));
}

TEST_F(CodeEditorTest, TabIndentsALineAndLeavesTheEditorBehindIt)
{
    press(Qt::Key_Tab);
    EXPECT_EQ(m_editor->toPlainText(), QStringLiteral("    "));
    EXPECT_TRUE(m_editor->hasFocus());
    type("pass");
    press(Qt::Key_Tab);
    EXPECT_TRUE(m_after->hasFocus());
    EXPECT_EQ(m_editor->toPlainText(), QStringLiteral("    pass"));
}

TEST_F(CodeEditorTest, TabLeavesWhatIsSelectedAsItIs)
{
    m_editor->setPlainText(QStringLiteral("a\nb"));
    m_editor->selectAll();
    press(Qt::Key_Tab);
    EXPECT_EQ(m_editor->toPlainText(), QStringLiteral("a\nb"));
    EXPECT_TRUE(m_after->hasFocus());
}

TEST_F(CodeEditorTest, ShiftTabLeavesItFromAnywhere)
{
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    EXPECT_TRUE(m_before->hasFocus());
}

TEST_F(CodeEditorTest, TheTextBeginsRightOfTheNumbers)
{
    EXPECT_GE(m_editor->viewport()->x(), m_editor->numbersWidth());
    const int narrow = m_editor->numbersWidth();
    m_editor->setPlainText(QString(120, QLatin1Char('\n')));
    EXPECT_GT(m_editor->numbersWidth(), narrow) << "three digits";
    EXPECT_GE(m_editor->viewport()->x(), m_editor->numbersWidth());
}

// The numbers are painted by the widget beside the text: something of the text's pale colour is in
// each of the lines' places, and nothing below the last.
TEST_F(CodeEditorTest, EveryLineHasANumberAndNothingElse)
{
    m_editor->setPlainText(QStringLiteral("a\nb\nc"));
    const QImage shown = m_editor->grab().toImage();
    const int line = m_editor->fontMetrics().lineSpacing();
    const int top = m_editor->viewport()->y() + 4;
    const auto inked = [&](int row) {
        const QRgb paper = shown.pixel(3, m_editor->height() - 6);
        for (int y = top + row * line; y < top + (row + 1) * line - 4; ++y) {
            for (int x = 3; x < m_editor->numbersWidth() - 2; ++x) {
                if (shown.pixel(x, y) != paper)
                    return true;
            }
        }
        return false;
    };
    EXPECT_TRUE(inked(0) && inked(1) && inked(2));
    EXPECT_FALSE(inked(4));
}

TEST_F(CodeEditorTest, TextsInEitherQuotesHaveTheirColourAndWhatIsInThemIsNoComment)
{
    m_editor->setPlainText(QStringLiteral("a = 'it \\'s # b' + \"c\"  # d"));
    const QTextBlock line = m_editor->document()->firstBlock();
    const auto coloursOf = [&](QChar letter) {
        const auto place = static_cast<int>(line.text().indexOf(letter));
        for (const auto& range : line.layout()->formats()) {
            if (range.start <= place && place < range.start + range.length)
                return range.format.foreground().color();
        }
        return QColor();
    };
    const QColor text = m_editor->palette().color(QPalette::Link);
    EXPECT_EQ(coloursOf(QLatin1Char('b')), text);
    EXPECT_EQ(coloursOf(QLatin1Char('c')), text);
    EXPECT_NE(coloursOf(QLatin1Char('d')), text);
    EXPECT_TRUE(coloursOf(QLatin1Char('d')).isValid());
}

} // namespace
} // namespace interleave::ui
