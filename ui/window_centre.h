// What the window has between its bars: the experiment at the left, or a lesson in its place;
// beside it the runs, and the one that is shown or the choice of primitives, or the history; the
// progress below.
#pragma once

#include <QWidget>

#include <filesystem>

class QAction;
class QStackedWidget;

namespace interleave::ui {

class ExperimentForm;
class HistoryPage;
class LessonPanel;
class PrimitivePage;
class ProgressFooter;
class RunList;
class RunPage;
class RunStrip;
class WindowZoom;

class WindowCentre : public QWidget
{
    Q_OBJECT

public:
    /// `runs` and `run`, the action that an empty page offers, stay the caller's.
    WindowCentre(RunList* runs,
        QAction* run,
        const std::filesystem::path& engineProgram,
        QWidget* parent = nullptr);

    [[nodiscard]] ExperimentForm* form() const { return m_form; }
    [[nodiscard]] RunStrip* strip() const { return m_strip; }
    [[nodiscard]] RunPage* page() const { return m_page; }
    [[nodiscard]] PrimitivePage* primitives() const { return m_primitives; }
    [[nodiscard]] HistoryPage* history() const { return m_history; }
    [[nodiscard]] LessonPanel* lesson() const { return m_lesson; }
    [[nodiscard]] ProgressFooter* footer() const { return m_footer; }

    void showRun();
    void showPrimitives();
    void showHistory();
    /// In the place of the form, which comes back with the lesson's end.
    void showLesson(bool shown);
    /// Of what is shown beside the form; false: nothing was selected.
    bool clearSelection();
    /// A presentation is the answer and its view, and nothing else.
    void followPresentations(WindowZoom* zoom);

private:
    [[nodiscard]] QWidget* makeResults();
    void setPresenting(bool presenting);

    LessonPanel* m_lesson;
    ExperimentForm* m_form;
    RunStrip* m_strip;
    RunPage* m_page;
    PrimitivePage* m_primitives;
    HistoryPage* m_history;
    QStackedWidget* m_shown; // the page of a run, or that of primitives, or the history
    ProgressFooter* m_footer;
    bool m_formGaveWay = false; // to a lesson
};

} // namespace interleave::ui
