#include "ui/config/number_editor.h"

#include "ui/config/number_box.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace interleave::ui {

NumberEditor::NumberEditor(const ValueSpec& spec, QWidget* parent)
    : ValueEditor(parent)
    , m_box(new NumberBox(spec, this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_box);
    connect(m_box->field(), &QLineEdit::textChanged, this, &ValueEditor::edited);
}

FieldValue NumberEditor::value() const
{
    return m_box->value();
}

void NumberEditor::setValue(const FieldValue& value)
{
    m_box->setValue(value);
}

std::vector<FieldValue> NumberEditor::readings() const
{
    return m_box->readings();
}

QList<QWidget*> NumberEditor::keyboardWidgets() const
{
    return {m_box};
}

void NumberEditor::applyReadOnly()
{
    m_box->setReadOnly(isReadOnly());
    m_box->setButtonSymbols(
        isReadOnly() ? QAbstractSpinBox::NoButtons : QAbstractSpinBox::UpDownArrows);
    flatten(*m_box);
}

} // namespace interleave::ui
