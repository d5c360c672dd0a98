// A lesson in each of its beats: asked, predicted, running, run, explained; and other kinds of
// questions.

#include "tests/pictures/scenes.h"
#include "tests/pictures/stage.h"
#include "ui/lessons/item_order.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/main_window.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include <array>

namespace interleave::ui {

namespace {

LessonPanel& panelOf(const Stage& stage)
{
    return *stage.window().findChild<LessonPanel*>();
}

void fillMenus(const Stage& stage)
{
    for (QMenu* menu : stage.window().findChildren<QMenu*>())
        Q_EMIT menu->aboutToShow();
}

template <class Kind>
std::vector<Kind*> seen(const Stage& stage)
{
    std::vector<Kind*> all;
    for (Kind* each : panelOf(stage).findChildren<Kind*>()) {
        if (each->isVisible() && each->isEnabled())
            all.push_back(each);
    }
    return all;
}

void click(const Stage& stage, const QString& text)
{
    for (QPushButton* button : seen<QPushButton>(stage)) {
        if (button->text() == text) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
}

void answer(const Stage& stage, const QStringList& numbers)
{
    const auto fields = seen<QLineEdit>(stage);
    for (qsizetype i = 0; i < numbers.size() && i < static_cast<qsizetype>(fields.size()); ++i)
        fields[static_cast<std::size_t>(i)]->setText(numbers[i]);
}

// What happens to updates: a range, an answer of three, and where both are explained.
void playLesson(Stage& stage)
{
    const auto predict = QStringLiteral("That is my prediction");
    stage.open();
    fillMenus(stage);
    stage.trigger(QStringLiteral("A shared counter without a lock"));
    stage.photograph(QStringLiteral("lesson-asked"));
    answer(stage, {QStringLiteral("100"), QStringLiteral("150")});
    click(stage, predict);
    stage.photograph(QStringLiteral("lesson-predicted"));
    click(stage, QStringLiteral("&Next step"));
    answer(stage, {QStringLiteral("1000000"), QStringLiteral("4000000")});
    click(stage, predict);
    click(stage, QStringLiteral("Run it"));
    stage.photograph(QStringLiteral("lesson-running"));
    stage.waitForEnd();
    stage.photograph(QStringLiteral("lesson-run"));
    if (const auto options = seen<QRadioButton>(stage); !options.empty())
        options.front()->click();
    click(stage, QStringLiteral("That is what I see"));
    stage.photograph(QStringLiteral("lesson-explained"));
    stage.trigger(QStringLiteral("What each lock costs"));
    stage.photograph(QStringLiteral("lesson-order"));
}

} // namespace

std::span<const Scene> lessonScenes()
{
    static constexpr std::array kScenes{Scene{"lesson", playLesson}};
    return kScenes;
}

} // namespace interleave::ui
