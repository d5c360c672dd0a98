// One step of a lesson: what to read, the prediction, the run, what was seen, and the explanation
// beside both. What comes later is not there before its time.
#pragma once

#include "core/lesson/lesson.h"
#include "ui/lessons/lesson_attempt.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace interleave::ui {

class AnswerStrip;
class MarkdownLabel;
class NoteLabel;
class QuestionBox;

class StepPage : public QWidget
{
    Q_OBJECT

public:
    /// `folder` has the pictures of its texts.
    StepPage(const LessonStep& step, const QString& folder, QWidget* parent = nullptr);

    void setAttempt(const StepAttempt& attempt);
    /// Whether something runs, be it this or not: nothing else can be begun then.
    void setBusy(bool busy);
    [[nodiscard]] QWidget* explanation() const;
    /// To what comes next.
    void takeFocus();

Q_SIGNALS:
    void predicted(const interleave::Given& given);
    void runWanted();
    void observed(const interleave::Given& given);
    void linkActivated(const QString& target);

private:
    MarkdownLabel* addText(const std::string& markdown);
    void addPrediction();
    void addObservation();
    void addExplanation();
    void showBeat();
    void showRunState(Beat beat);
    void showAnswers();
    void tell(NoteLabel* note, const Question& question, const Given& given, const QString& said);
    void showStrip();

    LessonStep m_step;
    QString m_folder;
    StepAttempt m_attempt;
    bool m_busy = false;
    QVBoxLayout* m_layout;
    QLabel* m_subject;
    QuestionBox* m_predict;
    QPushButton* m_run;
    NoteLabel* m_running;
    QuestionBox* m_observe;
    MarkdownLabel* m_look; // leads to the view
    NoteLabel* m_predictedNote;
    AnswerStrip* m_strip;
    NoteLabel* m_observedNote;
    MarkdownLabel* m_explanation;
};

} // namespace interleave::ui
