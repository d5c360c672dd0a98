// The window: the experiment at the left; the runs, and the one that is shown, in the middle; the
// progress below. It only assembles: the form edits, the controller runs, the page shows.
#pragma once

#include "core/model/experiment.h"
#include "ui/code/program_consent.h"
#include "ui/experiment_files.h"
#include "ui/export/chart_exports.h"
#include "ui/widgets/theme.h"
#include "ui/window_actions.h"

#include <QMainWindow>
#include <QPointer>

#include <filesystem>
#include <memory>
#include <optional>

namespace interleave::ui {

class ExperimentForm;
class FooterFeed;
class FormMemory;
class PrimitivePage;
class ProgressFooter;
class Run;
class RunCommands;
class RunController;
class RunList;
class RunPage;
class WindowCentre;
class WindowFiles;
class WindowHistory;
class WindowLessons;
class WindowZoom;

struct WindowOptions
{
    std::filesystem::path engineProgram; // the interleave executable
    std::filesystem::path storeFile; // where the form's last values are kept
    std::optional<std::filesystem::path> historyFolder{}; // where runs are kept; nothing: nowhere
    FilePrompts prompts = FilePrompts::dialogs();
    ExportPrompts exports = ExportPrompts::dialogs();
    ProgramPrompt mayRun = askWhetherTheyMayRun;
};

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(WindowOptions options, QWidget* parent = nullptr);
    MainWindow(const MainWindow&) = delete;
    MainWindow& operator=(const MainWindow&) = delete;
    MainWindow(MainWindow&&) = delete;
    MainWindow& operator=(MainWindow&&) = delete;
    ~MainWindow() override;

    /// An experiment or a run, told apart by what is in it. Begins to read it; what cannot be
    /// opened is a message in the window.
    void openFile(const QString& file);
    /// Whether the first file that was to be opened could be; waits shortly for it.
    [[nodiscard]] bool couldOpen();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void connectActions();
    void makeMenus();
    void makeFileMenu();
    void makeRunMenu();
    void makeCentre(const std::filesystem::path& engineProgram);
    void connectRuns();
    void connectStrip();
    void connectForm();
    void connectFiles();
    void connectCommands();
    void connectHistory();
    void connectLessons();
    void setField(const QString& name, const QString& value);
    void connectExports();
    void tell(const QString& message);
    void warn(const QString& problem);

    void closeRun(const std::shared_ptr<Run>& run);
    void onRunningChanged(bool running);
    void onShownChanged();
    void leaveForm();
    void returnToForm();
    void showTitle();
    [[nodiscard]] bool mayGo(const QString& question);

    FilePrompts m_prompts;
    RunList* m_runs;
    RunController* m_controller;
    ChartExports* m_exports;
    WindowZoom* m_zoom;
    WindowActions m_actions;
    WindowCentre* m_centre = nullptr;
    ExperimentForm* m_form = nullptr;
    FormMemory* m_memory = nullptr;
    WindowFiles* m_files = nullptr;
    WindowHistory* m_history = nullptr;
    WindowLessons* m_lessons = nullptr;
    RunCommands* m_commands = nullptr;
    RunPage* m_page = nullptr;
    PrimitivePage* m_primitives = nullptr;
    ProgressFooter* m_footer = nullptr;
    std::unique_ptr<FooterFeed> m_feed;
    QPointer<QWidget> m_editing; // where the user was in the form when the run began
};

} // namespace interleave::ui
