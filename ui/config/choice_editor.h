// Edits a Choice: a list, or plain text where there is only one choice or nothing may be changed.
#pragma once

#include "ui/config/value_editor.h"

class QComboBox;
class QLineEdit;

namespace interleave::ui {

class ChoiceEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit ChoiceEditor(const ValueSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    void setUnfit(const UnfitChoices& choices) override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;
    void describe(const QString& name, const QString& description) override;

protected:
    void applyReadOnly() override;

private:
    void showChoice();

    QComboBox* m_list;
    QLineEdit* m_text; // takes the list's place; text that can be read, reached by Tab and copied
    FieldValue m_unknown; // what was set while it is no choice
};

} // namespace interleave::ui
