// Edits a Folder: its path, typed or chosen. Whether it exists is looked at when a run is planned.
#pragma once

#include "ui/config/value_editor.h"

class QLineEdit;
class QToolButton;

namespace interleave::ui {

class FolderEditor : public ValueEditor
{
    Q_OBJECT

public:
    FolderEditor(const ValueSpec& spec, FolderPrompt prompt, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;

protected:
    void applyReadOnly() override;

private:
    void browse();

    FolderPrompt m_prompt;
    QLineEdit* m_path;
    QToolButton* m_browse;
};

} // namespace interleave::ui
