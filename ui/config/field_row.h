// One field of the form: its title, its editor, and under them a line for what is wrong with it or
// what its value means.
#pragma once

#include "ui/config/value_editor.h"
#include "ui/widgets/note_label.h"

#include <optional>

class QLabel;

namespace interleave::ui {

class FieldRow : public QWidget
{
    Q_OBJECT

public:
    /// `spec` must outlive the row: specs are static.
    FieldRow(const ValueSpec& spec, const FolderPrompt& prompt, QWidget* parent = nullptr);

    [[nodiscard]] const ValueSpec& spec() const { return m_spec; }
    [[nodiscard]] FieldValue value() const { return m_editor->value(); }
    void setValue(const FieldValue& value);
    /// What is wrong with the value, or with it beside the others.
    [[nodiscard]] std::optional<QString> problem() const
    {
        return m_problem ? m_problem : m_conflict;
    }
    [[nodiscard]] bool isAllowed() const { return !m_problem; }
    /// What is wrong with an allowed value beside those of the other fields.
    void setConflict(std::optional<QString> conflict);
    /// Whether it makes a difference; where it makes none, the row is not there.
    void setApplies(bool applies);
    [[nodiscard]] bool applies() const { return m_applies; }
    /// What stands under the field while nothing is wrong with it.
    void setNote(NoteKind kind, const QString& text);

    void setReadOnly(bool readOnly) { m_editor->setReadOnly(readOnly); }
    void setTitleWidth(int width);
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const { return m_editor->keyboardWidgets(); }

Q_SIGNALS:
    void edited();

private:
    void check();
    void showNote();

    const ValueSpec& m_spec;
    QLabel* m_title;
    ValueEditor* m_editor;
    NoteLabel* m_note;
    NoteKind m_kind = NoteKind::Hint;
    QString m_text;
    std::optional<QString> m_problem;
    std::optional<QString> m_conflict;
    bool m_applies = true;
};

} // namespace interleave::ui
