// Saving the run that the window shows: asks for a name and writes in another thread, because ten
// million tasks are some hundred megabytes. A run that could not be written is still there, and
// unsaved.
#pragma once

#include "core/base/system_error.h"
#include "ui/run/run.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>

#include <functional>

class QWidget;

namespace interleave::ui {

class RunSaving : public QObject
{
    Q_OBJECT

public:
    /// Asks for a file; an empty answer means that the user changed his mind.
    using Prompt = std::function<QString(QWidget* parent, const QString& suggestion)>;

    RunSaving(QWidget* window, Prompt prompt);
    RunSaving(const RunSaving&) = delete;
    RunSaving& operator=(const RunSaving&) = delete;
    RunSaving(RunSaving&&) = delete;
    RunSaving& operator=(RunSaving&&) = delete;
    /// Stops what is being written, of which nothing stays.
    ~RunSaving() override;

    /// What can be saved from now on, when it has ended; null: nothing.
    void setRun(std::shared_ptr<Run> run);
    /// Why nothing can be saved now, a sentence; empty where it can.
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] bool possible() const { return whyNot().isEmpty(); }
    [[nodiscard]] bool writing() const { return m_writing; }
    void save();

Q_SIGNALS:
    void possibleChanged();
    void progressed(const QString& message);
    void done(const QString& message);
    void saved(const QString& file);
    void problem(const QString& message);

private:
    using Written = Result<void, SystemError>;

    void start(const QString& file);
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString suggestion() const;
    void tellProgress(int mebibytes);
    void finish();

    QWidget* m_window;
    Prompt m_prompt;
    std::shared_ptr<Run> m_run;
    std::shared_ptr<Run> m_written; // or is being
    QString m_file; // that is being written
    QString m_runName; // in it
    bool m_writing = false; // until its end is told
    QFutureWatcher<Written> m_watcher;
    QThreadPool m_thread; // its own: what the views compute does not wait for a disk
};

} // namespace interleave::ui
