// The window: the experiment at the left, its run or a comparison in the middle, the progress
// below. It only assembles: the form edits, the controller runs, the pages show.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "ui/experiment_files.h"
#include "ui/widgets/theme.h"

#include <QMainWindow>
#include <QPointer>

#include <filesystem>
#include <memory>

class QMenu;
class QStackedWidget;

namespace interleave::ui {

class ComparisonView;
class ExperimentForm;
class ExperimentStore;
class ProgressFooter;
class RunController;
class RunPage;

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
    ~MainWindow() override;

    void openExperiment(const QString& file);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void makeActions();
    QAction* makeAction(
        const QString& text, const QString& toolText, const QKeySequence& key, const QString& help);
    void makeMenus();
    void makeThemeMenu(QMenu* menu);
    void makeToolBar();
    void makeCentre();
    void connectController();
    void connectFiles();
    void restoreExperiment();
    void rememberExperiment();

    void run();
    void compareWithLock();
    [[nodiscard]] bool formIsValid();
    void onRunningChanged(bool running);
    void leaveForm();
    void returnToForm();
    void showTitle();
    [[nodiscard]] bool comparing() const;

    std::unique_ptr<ExperimentStore> m_store;
    RunController* m_controller;
    ExperimentFiles* m_files;
    QAction* m_runAction;
    QAction* m_stopAction;
    QAction* m_compareAction;
    QAction* m_openAction;
    QAction* m_saveAction;
    ExperimentForm* m_form;
    QStackedWidget* m_pages;
    RunPage* m_runPage;
    ComparisonView* m_comparison;
    ProgressFooter* m_footer;
    QPointer<QWidget> m_editing; // where the user was in the form when the run began
};

} // namespace interleave::ui
