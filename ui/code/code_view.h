// The program that does the same as an experiment, to be read and copied: in Python, and in C++
// with the library.
#pragma once

#include "core/code/program_code.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;
class QTabBar;

namespace interleave::ui {

class CodeHighlighter;
class ElidedLabel;

class CodeView : public QWidget
{
    Q_OBJECT

public:
    explicit CodeView(QWidget* parent = nullptr);

    /// Nothing: there is none yet.
    void setExperiment(const std::optional<Experiment>& experiment);
    void setLanguage(CodeLanguage language);
    [[nodiscard]] CodeLanguage language() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void showProgram();
    void copyAll() const;

    std::optional<Experiment> m_experiment;
    QTabBar* m_languages;
    QPushButton* m_copy;
    ElidedLabel* m_why; // there is no program
    QPlainTextEdit* m_text;
    CodeHighlighter* m_highlighter;
};

} // namespace interleave::ui
