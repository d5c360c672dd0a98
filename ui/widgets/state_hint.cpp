#include "ui/widgets/state_hint.h"

#include "ui/widgets/heading.h"

#include <QAction>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace interleave::ui {

StateHint::StateHint(QWidget* parent)
    : QWidget(parent)
    , m_sentence(new Heading(TextSize::Title, {}, this))
    , m_second(new QLabel(this))
    , m_button(new QToolButton(this))
{
    setAccessibleName(tr("State of this view"));
    for (QLabel* label : {static_cast<QLabel*>(m_sentence), m_second}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignCenter);
    }
    m_second->setAccessibleName(tr("Remedy"));
    m_second->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch();
    layout->addWidget(m_sentence);
    layout->addWidget(m_second);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch();
    say({}, {}, {}, nullptr);
}

void StateHint::showEmpty(const QString& sentence, QAction* press)
{
    say({}, sentence, {}, press);
}

void StateHint::showFailed(const QString& reason, const QString& remedy, QAction* press)
{
    say(QStringLiteral("✕ "), reason, remedy, press);
}

void StateHint::showCancelled(const QString& doneUntilThen, QAction* press)
{
    say(QStringLiteral("■ "), tr("Cancelled"), doneUntilThen, press);
}

void StateHint::say(
    const QString& sign, const QString& sentence, const QString& second, QAction* press)
{
    m_sentence->setText(sign % sentence);
    m_sentence->setAccessibleName(sentence);
    m_second->setText(second);
    m_second->setVisible(!second.isEmpty());
    for (QAction* earlier : m_button->actions())
        m_button->removeAction(earlier);
    m_button->setVisible(press != nullptr);
    if (press != nullptr) {
        m_button->setDefaultAction(press);
        m_button->setAccessibleName(press->text());
    }
}

} // namespace interleave::ui
