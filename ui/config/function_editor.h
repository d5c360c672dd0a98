// Edits a function of the user's own: its text, typed, or taken from a file.
#pragma once

#include "ui/config/value_editor.h"
#include "ui/models/latest_answer.h"

#include <tl/expected.hpp>

class QToolButton;

namespace interleave::ui {

class CodeEditor;

/// What is in the file that was chosen: its text, or why it cannot be had.
using CodeOrProblem = tl::expected<QString, QString>;

class FunctionEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit FunctionEditor(PlacePrompt prompt, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    /// Why the file that was chosen could not be read.
    [[nodiscard]] std::optional<QString> problem() const override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;

protected:
    void changeEvent(QEvent* event) override;
    void applyReadOnly() override;

private:
    void browse();
    void take(const CodeOrProblem& read);
    void fitHeight();

    PlacePrompt m_prompt;
    CodeEditor* m_text;
    QToolButton* m_open;
    QString m_problem;
    LatestAnswer<CodeOrProblem> m_file;
};

} // namespace interleave::ui
