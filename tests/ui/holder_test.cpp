// A holder asks for what its content needs, and for nothing while it is hidden.

#include "ui/widgets/holder.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

namespace interleave::ui {
namespace {

class HolderTest : public testing::Test
{
protected:
    HolderTest()
    {
        m_content->setMinimumSize(300, 200);
        (new QVBoxLayout(&m_page))->addWidget(m_holder);
        m_page.show();
    }

    QWidget* m_content = new QWidget;
    Holder* m_holder = new Holder(m_content);
    QWidget m_page;
};

TEST_F(HolderTest, NeedsWhatItsContentDoes)
{
    EXPECT_EQ(m_holder->minimumSizeHint(), QSize(300, 200));
    m_content->setMinimumSize(400, 100);
    EXPECT_EQ(m_holder->minimumSizeHint(), QSize(400, 100));
    QCoreApplication::sendPostedEvents();
    EXPECT_GE(m_page.minimumSizeHint().width(), 400);
}

TEST_F(HolderTest, NeedsNothingWhileItIsHiddenAndThenWhatIsNeededByNow)
{
    m_holder->hide();
    EXPECT_EQ(m_holder->minimumSizeHint(), QSize(0, 0));
    EXPECT_EQ(m_holder->sizeHint(), QSize(0, 0));
    m_content->setMinimumSize(500, 100);
    m_holder->show();
    EXPECT_GE(m_page.minimumSizeHint().width(), 500);
}

TEST_F(HolderTest, AsksItsContentForNoHeightAtAWidth)
{
    auto* text = new QLabel(QStringLiteral("words that wrap"));
    text->setWordWrap(true);
    ASSERT_TRUE(text->hasHeightForWidth());
    EXPECT_FALSE(Holder(text).hasHeightForWidth());
}

TEST_F(HolderTest, IsFilledByItsContent)
{
    EXPECT_EQ(m_content->size(), m_holder->size());
}

TEST_F(HolderTest, IsFilledByItsContentAgainWhenThatNeedsLess)
{
    m_content->setMinimumHeight(2 * m_page.height());
    m_page.resize(m_page.width(), m_page.height() - 1);
    m_content->setMinimumHeight(0);
    QCoreApplication::sendPostedEvents();
    EXPECT_EQ(m_content->size(), m_holder->size());
}

} // namespace
} // namespace interleave::ui
