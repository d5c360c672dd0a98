// One field of the form: its title, its editor, the way back to its default, and under them what is
// wrong with it, what its value means, or what it can mean.
#pragma once

#include "ui/config/value_editor.h"
#include "ui/widgets/note_label.h"

#include <array>
#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace interleave::ui {

class FieldRow : public QWidget
{
    Q_OBJECT

public:
    /// `spec` must outlive the row: specs are static.
    FieldRow(const ValueSpec& spec, const PlacePrompt& prompt, QWidget* parent = nullptr);

    [[nodiscard]] const ValueSpec& spec() const { return m_spec; }
    [[nodiscard]] FieldValue value() const { return m_editor->value(); }
    void setValue(const FieldValue& value);
    [[nodiscard]] bool isDefault() const
    {
        return value() == m_spec.defaultValue && !m_typedProblem;
    }
    /// As if the user had set it.
    void resetToDefault();
    /// What is wrong with the value, or with it beside the others.
    [[nodiscard]] std::optional<QString> problem() const;
    /// Whether the value can be used as it is; what is typed beside it may still be wrong.
    [[nodiscard]] bool isAllowed() const { return !m_problem; }
    /// What is wrong with an allowed value beside those of the other fields.
    void setConflict(std::optional<QString> conflict);
    /// Whether it makes a difference, or is in conflict; where neither, the row is not there.
    void setApplies(bool applies) { m_applies = applies; }
    [[nodiscard]] bool applies() const { return m_applies || m_conflict; }
    /// Said in its place, which it keeps, where another field answers for it: what is below does
    /// not move when that begins or ends. Empty: none does.
    void setReplacement(const QString& sentence) { m_replacement = sentence; }
    [[nodiscard]] const QString& replacement() const { return m_replacement; }
    void setUnfit(const UnfitChoices& choices) { m_editor->setUnfit(choices); }
    void setParameters(std::span<const ValueSpec> parameters);
    /// What stands under the field while nothing is wrong with it.
    void setNote(NoteKind kind, const QString& text);

    void setReadOnly(bool readOnly);
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void edited();
    /// The next edit is not typed: it is a step of its own.
    void stepBegins();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeButtons();
    [[nodiscard]] bool standsAbove() const;
    void arrange(bool above);
    void check();
    void showNote();
    void showAnswers();

    const ValueSpec& m_spec;
    QGridLayout* m_grid;
    QLabel* m_title;
    ValueEditor* m_editor;
    QToolButton* m_reset;
    NoteLabel* m_note;
    std::array<QPushButton*, 2> m_answers; // to "which number is meant?"
    NoteKind m_kind = NoteKind::Hint;
    QString m_text;
    std::optional<QString> m_typedProblem;
    std::optional<QString> m_problem; // of the value
    std::optional<QString> m_conflict;
    bool m_applies = true;
    QString m_replacement;
    std::optional<bool> m_above; // whether the title stands above the editor
};

} // namespace interleave::ui
