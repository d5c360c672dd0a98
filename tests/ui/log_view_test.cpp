#include "tests/ui/print_qt.h"
#include "ui/widgets/log_view.h"

#include <gtest/gtest.h>

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

namespace interleave::ui {
namespace {

class LogOfARun : public testing::Test
{
protected:
    LogOfARun()
    {
        m_log.append({0.0002, LogLevel::Info, QStringLiteral("2 workers started")});
        m_log.append({1.2, LogLevel::Warning, QStringLiteral("worker 2 died")});
        m_log.append({3, LogLevel::Error, QStringLiteral("no memory")});
    }
    LogView m_log;
};

TEST_F(LogOfARun, HasTimeLevelAndTextInEveryLine)
{
    EXPECT_EQ(m_log.text(),
        QStringLiteral("    200 µs  info     2 workers started\n"
                       "    1.20 s  warning  worker 2 died\n"
                       "    3.00 s  error    no memory"));
}

TEST_F(LogOfARun, ShowsOnlyTheLevelThatIsAskedFor)
{
    m_log.setLevel(LogLevel::Warning);
    EXPECT_FALSE(m_log.text().contains(QStringLiteral("started")));
    EXPECT_TRUE(m_log.text().contains(QStringLiteral("died")));
    m_log.append({4, LogLevel::Info, QStringLiteral("quiet")});
    EXPECT_FALSE(m_log.text().contains(QStringLiteral("quiet")));
}

TEST_F(LogOfARun, LosesNothingByFiltering)
{
    m_log.setLevel(LogLevel::Error);
    m_log.append({4, LogLevel::Info, QStringLiteral("quiet")});
    m_log.setLevel(LogLevel::Info);
    EXPECT_TRUE(m_log.text().contains(QStringLiteral("started")));
    EXPECT_TRUE(m_log.text().endsWith(QStringLiteral("quiet")));
}

TEST_F(LogOfARun, CopiesTheLinesThatAreShown)
{
    m_log.setLevel(LogLevel::Error);
    m_log.findChild<QPushButton*>()->click();
    EXPECT_EQ(
        QGuiApplication::clipboard()->text(), QStringLiteral("    3.00 s  error    no memory"));
}

TEST_F(LogOfARun, IsEmptyAfterClear)
{
    m_log.clear();
    EXPECT_EQ(m_log.text(), QString());
    m_log.setLevel(LogLevel::Warning);
    EXPECT_EQ(m_log.text(), QString());
}

TEST(LongLog, KeepsTheLatestLines)
{
    LogView log;
    for (int i = 0; i < LogView::kMaxLines + 10; ++i)
        log.append({0, LogLevel::Info, QString::number(i)});
    EXPECT_TRUE(log.text().endsWith(QString::number(LogView::kMaxLines + 9)));
    EXPECT_EQ(log.text().count(QLatin1Char('\n')), LogView::kMaxLines - 1);
}

TEST(LongLog, CountsTheLinesThatItNoLongerKeeps)
{
    LogView log;
    const auto* note = [&log]() -> const QLabel* {
        for (const QLabel* label : log.findChildren<QLabel*>()) {
            if (label->accessibleName() == QStringLiteral("What is not kept"))
                return label;
        }
        return nullptr;
    }();
    ASSERT_NE(note, nullptr);
    for (int i = 0; i < LogView::kMaxLines; ++i)
        log.append({0, LogLevel::Info, QString::number(i)});
    EXPECT_EQ(note->text(), QString());
    for (int i = 0; i < 1'234; ++i)
        log.append({0, LogLevel::Info, QString::number(i)});
    EXPECT_EQ(note->text(),
        QStringLiteral("The last 10,000 lines are kept, 1,234 earlier ones are not."));
    log.clear();
    EXPECT_EQ(note->text(), QString());
}

TEST(EmptyLog, SaysWhyAndNothingElseWhereLinesAreOnlyFiltered)
{
    LogView log;
    const auto* text = log.findChild<QPlainTextEdit*>();
    log.setEmptyText(QStringLiteral("none here"));
    EXPECT_EQ(text->placeholderText(), QStringLiteral("none here"));
    log.setLevel(LogLevel::Error);
    log.append({0.1, LogLevel::Info, QStringLiteral("2 workers started")});
    EXPECT_EQ(text->placeholderText(), QStringLiteral("There is no such line."));
    log.clear();
    EXPECT_EQ(text->placeholderText(), QStringLiteral("none here"));
}

} // namespace
} // namespace interleave::ui
