#include "ui/config/flag_editor.h"

#include "ui/config/field_text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

namespace interleave::ui {

FlagEditor::FlagEditor(const ValueSpec& spec, QWidget* parent)
    : ValueEditor(parent)
    , m_box(new QCheckBox(titleOf(spec), this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_box);
    connect(m_box, &QCheckBox::toggled, this, &ValueEditor::edited);
}

FieldValue FlagEditor::value() const
{
    return m_box->isChecked();
}

void FlagEditor::setValue(const FieldValue& value)
{
    const QSignalBlocker blocker(m_box);
    const bool* flag = std::get_if<bool>(&value);
    m_box->setChecked(flag != nullptr && *flag);
}

QList<QWidget*> FlagEditor::keyboardWidgets() const
{
    return {m_box};
}

// Deaf rather than disabled: the tick stays as readable as before.
void FlagEditor::applyReadOnly()
{
    m_box->setAttribute(Qt::WA_TransparentForMouseEvents, isReadOnly());
    m_box->setFocusPolicy(isReadOnly() ? Qt::NoFocus : Qt::StrongFocus);
}

} // namespace interleave::ui
