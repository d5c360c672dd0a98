// The form is whole on small screens: every field can be reached, and nothing of it is cut.

#include "tests/ui/window_fixture.h"
#include "ui/config/choice_editor.h"
#include "ui/config/form_section.h"
#include "ui/widgets/state_hint.h"

#include <QComboBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>

#include <vector>

namespace interleave::ui {
namespace {

class SmallScreenTest : public WindowTest
{
protected:
    static void openAllSections(const ExperimentForm& form)
    {
        for (FormSection* section : form.findChildren<FormSection*>())
            section->unfold();
    }
    void TearDown() override { QApplication::setFont(m_font); }

    void settle()
    {
        for (int round = 0; round < 8; ++round) // texts that wrap change their heights
            QCoreApplication::processEvents();
    }

    void expectWhole(QSize screen)
    {
        ASSERT_LE(window->minimumSizeHint().width(), screen.width());
        ASSERT_LE(window->minimumSizeHint().height(), screen.height());
        window->resize(screen);
        ASSERT_EQ(window->size(), screen);
        for (const Choice& choice : choicesOf<WorkloadKind>()) {
            form().setExperiment({.workload = *fromName<WorkloadKind>(choice.name)});
            openAllSections(form());
            settle();
            for (FieldRow* row : form().findChildren<FieldRow*>()) {
                if (row->isVisible())
                    expectWhole(*row);
            }
        }
    }

    void expectWhole(FieldRow& row)
    {
        const std::string name = row.objectName().toStdString();
        auto* area = form().findChild<QScrollArea*>();
        area->ensureWidgetVisible(&row, 0, 0);
        const QRect place(row.mapTo(area->viewport(), QPoint()), row.size());
        EXPECT_GE(place.left(), 0) << name;
        EXPECT_LE(place.right(), area->viewport()->width()) << name;
        EXPECT_TRUE(area->viewport()->rect().intersects(place)) << name;
        for (const QLabel* label : row.findChildren<QLabel*>()) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            EXPECT_LE(label->heightForWidth(label->width()), label->height())
                << name << ": " << label->text().toStdString();
        }
        for (const QWidget* field : row.keyboardWidgets()) {
            if (!field->isVisible())
                continue;
            EXPECT_GE(field->width(), field->minimumSizeHint().width()) << name;
            EXPECT_GE(field->height(), field->minimumSizeHint().height()) << name;
            EXPECT_LE(field->mapTo(&row, QPoint(field->width(), 0)).x(), row.width()) << name;
        }
    }

    QFont m_font = QApplication::font();
};

TEST_F(SmallScreenTest, EveryFieldCanBeReachedAt1024By768)
{
    open();
    expectWhole({1024, 768});
}

TEST_F(SmallScreenTest, EveryFieldCanBeReachedAtTwiceTheScaleOn1920By1080)
{
    open();
    expectWhole({960, 540});
}

TEST_F(SmallScreenTest, EveryFieldCanBeReachedWithAFontTwiceAsLarge)
{
    QFont large = m_font;
    large.setPointSizeF(2 * QFontInfo(m_font).pointSizeF());
    QApplication::setFont(large);
    open();
    expectWhole({1024, 768});
}

TEST_F(SmallScreenTest, WhatIsChosenIsWholeWhileARunGoesOn)
{
    open();
    window->resize(800, 600);
    form().setExperiment({.sync = Primitive::ReaderPreferringLock});
    openAllSections(form());
    form().setReadOnly(true);
    settle();
    int looked = 0;
    for (const ChoiceEditor* editor : form().findChildren<ChoiceEditor*>()) {
        const auto* text = editor->findChild<QLineEdit*>();
        if (!text->isVisible())
            continue;
        ++looked;
        EXPECT_GE(text->width(), text->fontMetrics().horizontalAdvance(text->text()) + 4)
            << text->text().toStdString();
    }
    EXPECT_GE(looked, 4);
}

TEST_F(SmallScreenTest, TheFormHasItsWidthAndThePagesWhatIsLeft)
{
    open();
    window->resize(1024, 768);
    settle();
    EXPECT_GE(form().width(), form().sizeHint().width() * 9 / 10);
}

TEST_F(SmallScreenTest, WhatWillBeHereIsReadWithoutScrolling)
{
    open();
    window->resize(1024, 768);
    settle();
    std::vector<const StateHint*> visible;
    for (const StateHint* hint : window->findChildren<StateHint*>()) {
        if (hint->isVisible())
            visible.push_back(hint);
    }
    ASSERT_EQ(visible.size(), 1U);
    const QPoint corner = visible[0]->mapTo(window.get(), visible[0]->rect().bottomRight());
    EXPECT_LE(corner.x(), window->width());
}

} // namespace
} // namespace interleave::ui
