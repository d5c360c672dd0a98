// Texts that wrap have their height, whenever they came.

#include "ui/widgets/text_room.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QTest>
#include <QVBoxLayout>

namespace interleave::ui {
namespace {

QString manyWords()
{
    return QStringLiteral("word ").repeated(40);
}

class TextRoomTest : public testing::Test
{
protected:
    TextRoomTest()
        : m_box(new QWidget)
        , m_text(new QLabel(QStringLiteral("short")))
    {
        m_text->setWordWrap(true);
        auto* line = new QHBoxLayout; // a layout in a layout is asked anew only with the outer one
        line->addWidget(m_text);
        auto* box = new QVBoxLayout(m_box);
        box->addLayout(line);
        keepTextRoom(*m_box);
        auto* layout = new QVBoxLayout(&m_window);
        layout->addWidget(m_box);
        layout->addStretch(1);
        m_window.resize(200, 400);
        m_window.show();
        settle();
    }
    static void settle()
    {
        for (int round = 0; round < 12; ++round)
            QCoreApplication::processEvents();
    }
    [[nodiscard]] int needed() const { return m_text->heightForWidth(m_text->width()); }

    QWidget m_window;
    QWidget* m_box;
    QLabel* m_text;
};

TEST_F(TextRoomTest, IsThatOfATextThatComesWhileItIsSeen)
{
    m_text->setText(manyWords());
    settle();
    EXPECT_GT(needed(), 2 * m_text->fontMetrics().height());
    EXPECT_GE(m_box->minimumHeight(), needed());
}

TEST_F(TextRoomTest, IsThatOfATextThatCameWhileItWasHidden)
{
    m_box->hide();
    settle();
    m_text->setText(manyWords());
    settle();
    m_box->show();
    settle();
    EXPECT_GT(needed(), 2 * m_text->fontMetrics().height());
    EXPECT_GE(m_box->minimumHeight(), needed());
}

} // namespace
} // namespace interleave::ui
