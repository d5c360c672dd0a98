// Edits a Folder: its path, typed or chosen. Whether it exists is looked at when a run is planned.
// One that is no UTF-8 stands there as in an experiment's file: "file:/tmp/p%FF".
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
