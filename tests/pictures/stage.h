// The window on a stage: it is told what to run, waited for, and photographed in every look.
#pragma once

#include "core/model/experiment.h"
#include "ui/models/live_snapshot.h"

#include <QImage>
#include <QString>
#include <QTemporaryDir>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QScreen;

namespace interleave::ui {

class MainWindow;
class RunPage;

class Stage
{
public:
    /// Pictures go to `folder`; `engine` is the interleave program.
    Stage(QString folder, std::filesystem::path engine);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    /// A new window, as a user sees it who starts the program for the first time.
    void open();
    void open(const std::filesystem::path& engine);
    void setExperiment(const Experiment& experiment);
    /// Clicks what has this text in the menus: "&Run".
    void trigger(const QString& action);
    /// The file that is named whenever the window asks for one.
    void answerWith(const QString& file) { m_answer = file; }
    /// Where the windows that are opened from now on keep their runs; nowhere else.
    void keepIn(const QString& name) { m_history = file(name).toStdString(); }
    /// A file that goes with the stage.
    [[nodiscard]] QString file(const QString& name) const { return m_home.filePath(name); }
    /// Types into a field of the form.
    void type(const QString& field, const QString& text);

    /// All that the form has.
    void openSections();

    void run(const Experiment& experiment);
    void runToEnd(const Experiment& experiment);
    void waitForEnd();
    /// Lets the window live until it is so. Gives up, with `what`, after 20 s.
    void waitUntil(const QString& what, const std::function<bool()>& condition);
    /// The last that the window saw of the run.
    [[nodiscard]] const LiveSnapshot& live() const { return m_live; }
    [[nodiscard]] bool running() const;

    [[nodiscard]] MainWindow& window() const { return *m_window; }
    [[nodiscard]] RunPage& runPage() const;
    /// STATE-light-1280x800.png and so on.
    void photograph(const QString& state);
    /// The same of a presentation, which has the size of the screen: on each that there is.
    void photographPresentation(const QString& state);
    /// Presses F1, and photographs the keys.
    void photographKeys(const QString& state);
    /// Opens the table behind the chart of this title, beside which it is now, and photographs it.
    void photographTable(const QString& title, const QString& state);

private:
    void moveTo(QScreen* screen);
    [[nodiscard]] QImage settledPicture();
    void save(const QImage& picture, const QString& state, const char* look) const;

    QTemporaryDir m_home;
    QString m_folder;
    std::filesystem::path m_engine;
    std::unique_ptr<MainWindow> m_window;
    LiveSnapshot m_live;
    QString m_answer;
    std::optional<std::filesystem::path> m_history;
};

} // namespace interleave::ui
