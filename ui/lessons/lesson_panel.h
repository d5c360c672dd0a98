// A lesson beside the run, in the place of the form: one step at a time, each with what was said
// and seen in it. It runs nothing by itself.
#pragma once

#include "core/lesson/lesson_folder.h"
#include "ui/lessons/lesson_attempt.h"

#include <QWidget>

#include <filesystem>
#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace interleave::ui {

class Heading;
class MarkdownLabel;
class StepPage;

class LessonPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LessonPanel(QWidget* parent = nullptr);

    /// `file` must have a lesson. Begins at its first step.
    void open(const LessonFile& file);
    /// Empty before one was opened.
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// How often one was: what belongs to an earlier one does not belong to this one.
    [[nodiscard]] int openings() const { return m_openings; }

    /// The run that a step has asked for: begun, or not; what it gave, or nothing.
    void setRunning(bool running);
    void takeResult(std::shared_ptr<const RunResult> result);
    /// Whether something runs, be it this or not.
    void setBusy(bool busy);

    /// To what comes next in its step.
    void takeFocus();

    [[nodiscard]] std::size_t step() const { return m_step; }
    void goTo(std::size_t step);
    [[nodiscard]] const StepAttempt& attempt() const { return m_attempts.at(m_step); }

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void runWanted(const interleave::Experiment& experiment);
    void linkActivated(const QString& target);
    void closed();

private:
    void makeTop(QVBoxLayout* layout);
    void makeSteps(QVBoxLayout* layout);
    void showStep();
    void showAttempt();

    std::filesystem::path m_path;
    int m_openings = 0;
    QString m_folder;
    Lesson m_lesson;
    std::vector<StepAttempt> m_attempts;
    std::size_t m_step = 0;
    std::size_t m_runs = 0; // the step whose run goes on
    bool m_busy = false;

    Heading* m_title;
    MarkdownLabel* m_introduction;
    QLabel* m_place; // "Step 1 of 3"
    Heading* m_stepTitle;
    QPushButton* m_back;
    QPushButton* m_next;
    QScrollArea* m_scroll;
    StepPage* m_page = nullptr;
};

} // namespace interleave::ui
