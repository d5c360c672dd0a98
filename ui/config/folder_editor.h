// Edits a Folder: its path, typed or chosen. Whether it exists is looked at when a run is planned.
// One that is no UTF-8 stands there as in an experiment's file: "file:/tmp/p%FF". Where the field
// takes files as well, these can be chosen, too: several become a list (chosen_files.h).
#pragma once

#include "ui/config/chosen_files.h"
#include "ui/config/value_editor.h"
#include "ui/models/latest_answer.h"

class QLineEdit;
class QToolButton;

namespace interleave::ui {

class FolderEditor : public ValueEditor
{
    Q_OBJECT

public:
    FolderEditor(const ValueSpec& spec, PlacePrompt prompt, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    /// Why the files that were chosen could not be put into a list.
    [[nodiscard]] std::optional<QString> problem() const override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;

protected:
    void applyReadOnly() override;

private:
    [[nodiscard]] QToolButton* addButton(const QString& text, const QString& tip, Sought sought);
    void browse(Sought sought);
    void take(const ChosenInput& chosen);

    PlacePrompt m_prompt;
    QLineEdit* m_path;
    QList<QToolButton*> m_buttons;
    QString m_problem;
    LatestAnswer<ChosenInput> m_input; // of files that were chosen
};

} // namespace interleave::ui
