#include "ui/config/text_editor.h"

#include "ui/models/value_text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>

namespace interleave::ui {

TextEditor::TextEditor(const ValueSpec& spec, QWidget* parent)
    : ValueEditor(parent)
    , m_field(new QLineEdit(this))
{
    m_field->setPlaceholderText(coreWord(spec.automaticMeans));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &ValueEditor::edited);
}

FieldValue TextEditor::value() const
{
    return m_field->text().toStdString();
}

void TextEditor::setValue(const FieldValue& value)
{
    const QSignalBlocker blocker(m_field);
    m_field->setText(QString::fromStdString(toText(value)));
    m_field->setCursorPosition(0); // a long text shows its beginning
}

QList<QWidget*> TextEditor::keyboardWidgets() const
{
    return {m_field};
}

void TextEditor::applyReadOnly()
{
    m_field->setReadOnly(isReadOnly());
    flatten(*m_field);
}

} // namespace interleave::ui
