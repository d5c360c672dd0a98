#include "tests/ui/print_qt.h"
#include "ui/widgets/state_hint.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QStringList>
#include <QTest>
#include <QToolButton>

namespace interleave::ui {
namespace {

class HintOnScreen : public testing::Test
{
protected:
    HintOnScreen()
        : m_run(QStringLiteral("Run"))
    {
        m_hint.resize(400, 300);
        m_hint.show();
    }
    QString shown() const
    {
        QStringList words;
        for (const QLabel* label : m_hint.findChildren<QLabel*>()) {
            if (label->isVisible())
                words << label->text();
        }
        return words.join(QLatin1Char('|'));
    }
    QToolButton* button() const { return m_hint.findChild<QToolButton*>(); }

    QAction m_run;
    StateHint m_hint;
};

TEST_F(HintOnScreen, SaysWhatWillBeHere)
{
    m_hint.showEmpty(QStringLiteral("Tasks will be here"));
    EXPECT_EQ(shown(), QStringLiteral("Tasks will be here"));
    EXPECT_FALSE(button()->isVisible());
}

TEST_F(HintOnScreen, HasTheOneThingToPress)
{
    m_hint.showEmpty(QStringLiteral("Tasks will be here"), &m_run);
    QSignalSpy pressed(&m_run, &QAction::triggered);
    QTest::mouseClick(button(), Qt::LeftButton);
    EXPECT_EQ(pressed.count(), 1);
}

TEST_F(HintOnScreen, SaysReasonAndRemedyOfAFailure)
{
    m_hint.showFailed(QStringLiteral("No memory"), QStringLiteral("Choose fewer tasks"));
    EXPECT_EQ(shown(), QStringLiteral("✕ No memory|Choose fewer tasks"));
}

TEST_F(HintOnScreen, SaysWhatWasDoneUntilItWasCancelled)
{
    m_hint.showCancelled(QStringLiteral("40 of 100 tasks were done"));
    EXPECT_EQ(shown(), QStringLiteral("■ Cancelled|40 of 100 tasks were done"));
}

TEST_F(HintOnScreen, OffersOnlyTheLatestAction)
{
    m_hint.showEmpty(QStringLiteral("here"), &m_run);
    QAction again(QStringLiteral("Again"));
    m_hint.showFailed(QStringLiteral("reason"), QStringLiteral("remedy"), &again);
    EXPECT_EQ(button()->actions().size(), 1);
    EXPECT_EQ(button()->accessibleName(), QStringLiteral("Again"));
}

} // namespace
} // namespace interleave::ui
