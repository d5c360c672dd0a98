// The window: the experiment at the left, its run or a comparison in the middle, the progress
// below. It only assembles: the form edits, the controller runs, the pages show.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "ui/experiment_files.h"
#include "ui/widgets/theme.h"
#include "ui/window_actions.h"

#include <QMainWindow>
#include <QPointer>

#include <filesystem>
#include <memory>

class QMenu;
class QTimer;

namespace interleave::ui {

class ExperimentForm;
class ExperimentStore;
class ProgressFooter;
class RunController;
class RunPages;
class RunSaving;
class WindowZoom;

struct WindowOptions
{
    std::filesystem::path engineProgram; // the interleave executable
    std::filesystem::path storeFile; // where the form's last values are kept
    FilePrompts prompts = FilePrompts::dialogs();
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

    /// An experiment or a saved recording, told apart by what is in it. False, with a message in
    /// the window, for what is neither.
    bool openFile(const QString& file);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void connectActions();
    void makeMenus();
    void makeThemeMenu(QMenu* menu);
    void makeToolBar();
    void makeCentre();
    void connectController();
    void connectFiles();
    void connectSaving();
    void open();
    bool openRecording(const QString& file);
    void lookAtFile();
    void restoreExperiment();
    void rememberExperiment();

    void run();
    void compareWithLock();
    void comparePrimitives();
    [[nodiscard]] bool formIsValid();
    void onRunningChanged(bool running);
    void offerComparison();
    void leaveForm();
    void returnToForm();
    void showTitle();

    std::unique_ptr<ExperimentStore> m_store;
    RunController* m_controller;
    ExperimentFiles* m_files;
    RunSaving* m_saving;
    QTimer* m_fileLook; // at the file that was opened last, while it is shown
    std::shared_ptr<const Recording> m_opened; // from that file
    QString m_openedName;
    std::shared_ptr<const Recording> m_recording; // of the trial that began last
    WindowZoom* m_zoom;
    WindowActions m_actions;
    QMenu* m_edit = nullptr;
    ExperimentForm* m_form = nullptr;
    RunPages* m_pages = nullptr;
    ProgressFooter* m_footer = nullptr;
    QPointer<QWidget> m_editing; // where the user was in the form when the run began
};

} // namespace interleave::ui
