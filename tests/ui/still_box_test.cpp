#include "ui/widgets/still_box.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace interleave::ui {
namespace {

// A column of a box and a stretch, that counts how often it is laid out anew.
class StillBoxTest : public testing::Test, public QObject
{
protected:
    StillBoxTest()
    {
        auto* layout = new QVBoxLayout(&m_page);
        layout->addWidget(new StillBox(m_label, &m_page));
        layout->addStretch();
        m_page.resize(300, 200);
        m_page.show();
        settle();
        m_page.installEventFilter(this);
    }
    ~StillBoxTest() override { m_page.removeEventFilter(this); }
    bool eventFilter(QObject*, QEvent* event) override
    {
        m_layouts += event->type() == QEvent::LayoutRequest ? 1 : 0;
        return false;
    }
    // A request that is answered by another one leaves that for the next round.
    static void settle()
    {
        for (int round = 0; round < 3; ++round)
            QCoreApplication::processEvents();
    }
    int layoutsFor(const QString& text)
    {
        m_layouts = 0;
        m_label->setText(text);
        settle();
        return m_layouts;
    }

    QLabel* m_label = new QLabel(QStringLiteral("12 of 100"));
    QWidget m_page;
    int m_layouts = 0;
};

TEST_F(StillBoxTest, ANewTextInTheSameRoomMovesNothing)
{
    m_label->setMinimumWidth(200);
    settle();
    EXPECT_EQ(layoutsFor(QStringLiteral("13 of 100")), 0);
    EXPECT_EQ(layoutsFor(QStringLiteral("100 of 100")), 0);
}

TEST_F(StillBoxTest, ATextThatNeedsAnotherLineGetsIt)
{
    m_label->setWordWrap(true);
    settle();
    const int before = m_label->height();
    EXPECT_GT(layoutsFor(QStringLiteral("some words ").repeated(12)), 0);
    EXPECT_GT(m_label->height(), before);
}

TEST_F(StillBoxTest, WithWrappedTextWhoseHeightStaysMovesNothing)
{
    m_label->setWordWrap(true);
    settle();
    EXPECT_EQ(layoutsFor(QStringLiteral("99,999 of 100")), 0);
}

TEST_F(StillBoxTest, TheHeldWidgetFillsTheBox)
{
    EXPECT_EQ(m_label->size(), m_label->parentWidget()->size());
}

} // namespace
} // namespace interleave::ui
