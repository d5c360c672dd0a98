#include "ui/config/value_editor.h"

#include "core/model/filter_chain.h"
#include "core/model/own_function.h"
#include "core/model/varied_parameter.h"
#include "ui/config/choice_editor.h"
#include "ui/config/choice_list_editor.h"
#include "ui/config/filter_chain_editor.h"
#include "ui/config/flag_editor.h"
#include "ui/config/folder_editor.h"
#include "ui/config/function_editor.h"
#include "ui/config/number_editor.h"
#include "ui/config/number_list_editor.h"
#include "ui/config/text_editor.h"
#include "ui/config/varied_parameter_editor.h"

#include <QEvent>

namespace interleave::ui {

void ValueEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    applyReadOnly();
}

void ValueEditor::describe(const QString& name, const QString& description)
{
    QWidget* field = keyboardWidgets().constFirst();
    field->setAccessibleName(name);
    field->setAccessibleDescription(description);
}

void ValueEditor::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_readOnly)
        applyReadOnly();
}

void ValueEditor::flatten(QWidget& field) const
{
    QPalette own;
    if (m_readOnly)
        own.setColor(QPalette::Base, palette().color(QPalette::Window));
    field.setPalette(own);
}

ValueEditor* makeValueEditor(const ValueSpec& spec, const PlacePrompt& prompt, QWidget* parent)
{
    switch (spec.type) {
    case ValueType::Integer:
    case ValueType::Real:
        return new NumberEditor(spec, parent);
    case ValueType::Choice:
        return new ChoiceEditor(spec, parent);
    case ValueType::Flag:
        return new FlagEditor(spec, parent);
    case ValueType::Folder:
        return new FolderEditor(spec, prompt, parent);
    case ValueType::Text:
        if (spec.textProblem == findVariedParameterProblem)
            return new VariedParameterEditor(parent);
        if (!spec.choices.empty())
            return new ChoiceListEditor(spec, parent);
        if (spec.maximum > spec.minimum)
            return new NumberListEditor(spec, parent);
        if (spec.textProblem == findFilterChainProblem)
            return new FilterChainEditor(parent);
        if (spec.textProblem == findFunctionProblem)
            return new FunctionEditor(prompt, parent);
        return new TextEditor(spec, parent);
    }
    return nullptr;
}

} // namespace interleave::ui
