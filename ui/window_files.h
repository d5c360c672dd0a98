// What the window opens and saves: experiments, and folders that are dropped, for the form; runs
// for the strip; lessons. Which were the last ones, and which change while they are shown.
#pragma once

#include "core/lesson/lesson_folder.h"
#include "core/model/experiment.h"
#include "ui/experiment_files.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

class QMenu;

namespace interleave::ui {

class ExperimentForm;
class FileOpening;
class OpenedFiles;
class RecentFiles;
class Run;
class RunController;
class RunList;
class RunSaving;
struct WindowActions;

class WindowFiles : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        ExperimentForm* form;
        RunList* runs;
        RunController* controller;
    };
    WindowFiles(QWidget* window, const FilePrompts& prompts, const Parts& parts);

    /// Open, save, save run. `formIsValid` says what is not.
    void connectTo(const WindowActions& actions, std::function<bool()> formIsValid);
    /// Those that were opened or saved last.
    [[nodiscard]] QMenu* recentMenu() const;
    /// An experiment or a run, told apart by what is in it. Begins to read it.
    void open(const QString& file);
    /// Whether the first file that was to be opened could be; waits shortly for it.
    [[nodiscard]] bool couldOpen();
    /// What was in the form is then of no file any more, or of another one.
    void fillForm(const Experiment& experiment, const QString& file = {});
    /// Which run can be saved.
    void setRun(std::shared_ptr<Run> run);

    /// Of the form's experiment, without folders; empty where it is of none.
    [[nodiscard]] QString name() const { return m_experiments->name(); }
    [[nodiscard]] bool formIsModified() const;

    /// False while something is being saved, unless it is asked twice: the window closes
    /// afterwards.
    [[nodiscard]] bool mayClose();
    void stayOpen() { m_closesWhenSaved = false; }

Q_SIGNALS:
    void told(const QString& message);
    void warned(const QString& problem);
    void namesChanged();
    void lessonOpened(const interleave::LessonFile& lesson);
    /// What it was to wait for is saved.
    void closeWanted();

private:
    [[nodiscard]] bool writing() const;
    void closeWhereSaved();
    void connectExperiments();
    void connectOpening();
    void connectSaving();
    void connectDrops(QWidget* window);
    void fillOpened(const Experiment& experiment, const QString& file);
    void addOpened(const std::shared_ptr<Run>& run, const QString& file, const QString& problem);

    Parts m_parts;
    ExperimentFiles* m_experiments;
    FileOpening* m_opening;
    RunSaving* m_saving;
    RecentFiles* m_recent;
    OpenedFiles* m_opened;
    bool m_closesWhenSaved = false;
};

} // namespace interleave::ui
