// Edits a Text: one line, empty unless the user wants something.
#pragma once

#include "ui/config/value_editor.h"

class QLineEdit;

namespace interleave::ui {

class TextEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit TextEditor(const ValueSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;

protected:
    void applyReadOnly() override;

private:
    QLineEdit* m_field;
};

} // namespace interleave::ui
