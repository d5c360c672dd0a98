#include "ui/config/choice_list_editor.h"

#include "ui/config/chip_list.h"
#include "ui/models/value_text.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace interleave::ui {

ChoiceListEditor::ChoiceListEditor(const ValueSpec& spec, QWidget* parent)
    : ValueEditor(parent)
    , m_chips(new ChipList(this))
{
    for (const Choice& choice : spec.choices)
        m_chips->addChip(
            QString::fromUtf8(choice.name), coreWord(choice.title), coreWord(choice.help));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_chips);
    connect(m_chips, &ChipList::toggled, this, [this](const QString& name, bool chosen) {
        m_chosen.removeAll(name);
        if (chosen)
            m_chosen.append(name);
        Q_EMIT edited();
    });
}

FieldValue ChoiceListEditor::value() const
{
    return m_chosen.join(QStringLiteral(", ")).toStdString();
}

void ChoiceListEditor::setValue(const FieldValue& value)
{
    m_chosen
        = QString::fromStdString(toText(value)).split(QStringLiteral(", "), Qt::SkipEmptyParts);
    m_chips->setChosen(m_chosen);
}

// One that is chosen can always be given up.
void ChoiceListEditor::setUnfit(const UnfitChoices& choices)
{
    for (QToolButton* chip : m_chips->chips()) {
        const QString name = ChipList::nameOf(chip);
        const QString whyNot = choices.value(name);
        chip->setEnabled(chip->isChecked() || !choices.contains(name));
        chip->setToolTip(whyNot.isEmpty() ? chip->accessibleDescription() : whyNot);
    }
}

QList<QWidget*> ChoiceListEditor::keyboardWidgets() const
{
    const QList<QToolButton*> chips = m_chips->chips();
    return {chips.begin(), chips.end()};
}

// Each chip has its own name and meaning.
void ChoiceListEditor::describe(const QString& name, const QString& description)
{
    m_chips->setAccessibleName(name);
    m_chips->setAccessibleDescription(description);
}

void ChoiceListEditor::applyReadOnly()
{
    m_chips->setReadOnly(isReadOnly());
}

} // namespace interleave::ui
