// A question of a lesson with the place for its answer, and the button that gives it. What was
// given stays, and can be read.
#pragma once

#include "core/lesson/question.h"

#include <QWidget>

#include <optional>

class QPushButton;

namespace interleave::ui {

class GivenEditor;
class NoteLabel;

class QuestionBox : public QWidget
{
    Q_OBJECT

public:
    /// `give` is what the button says.
    QuestionBox(const Question& question, const QString& give, QWidget* parent = nullptr);

    /// The answer that was given; nothing: it can be given.
    void setGiven(const std::optional<Given>& given);

Q_SIGNALS:
    void given(const interleave::Given& given);

private:
    void look();
    void give();

    GivenEditor* m_editor;
    NoteLabel* m_problem;
    QPushButton* m_give;
    bool m_given = false;
};

} // namespace interleave::ui
