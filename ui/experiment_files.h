// Saving experiments from the window's menu: asks for a file, writes it, remembers which one the
// form's experiment has. What is to be opened is only asked for here.
#pragma once

#include "core/model/experiment.h"
#include "ui/config/experiment_store.h"

#include <QFutureWatcher>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <functional>

class QWidget;

namespace interleave::ui {

/// Ask for a file; an empty answer means that the user changed his mind. Tests answer themselves.
struct FilePrompts
{
    std::function<QString(QWidget* parent)> open;
    std::function<QString(QWidget* parent, const QString& suggestion)> save;
    std::function<QString(QWidget* parent, const QString& suggestion)> saveRun{};
    /// Whether what the question is about may go; where nothing is here to ask, yes.
    std::function<bool(QWidget* parent, const QString& question)> mayGo{};

    /// The desktop's file dialogs.
    [[nodiscard]] static FilePrompts dialogs();
};

class ExperimentFiles : public QObject
{
    Q_OBJECT

public:
    explicit ExperimentFiles(QWidget* window, FilePrompts prompts = FilePrompts::dialogs());
    ExperimentFiles(const ExperimentFiles&) = delete;
    ExperimentFiles& operator=(const ExperimentFiles&) = delete;
    ExperimentFiles(ExperimentFiles&&) = delete;
    ExperimentFiles& operator=(ExperimentFiles&&) = delete;
    /// Waits for what is being written.
    ~ExperimentFiles() override;

    /// Which file to open, an experiment or a run; empty when the user changed his mind.
    [[nodiscard]] QString askWhatToOpen() const;
    /// The form has this file's experiment now; an empty name: that of no file.
    void setFile(const QString& file, const Experiment& experiment);
    /// Asks for a file, and writes it in another thread: a disk may be slow.
    void save(const Experiment& experiment);
    [[nodiscard]] bool writing() const { return m_writing; }
    /// Whether `experiment` is another than the file's.
    [[nodiscard]] bool isModified(const Experiment& experiment) const;
    /// The file's name without folders; empty before the first.
    [[nodiscard]] QString name() const;

Q_SIGNALS:
    void done(const QString& message);
    void saved(const QString& file);
    void problem(const QString& message);

private:
    void start(const QString& file, const Experiment& experiment);
    void finish();

    QWidget* m_window;
    FilePrompts m_prompts;
    QString m_file;
    Experiment m_inFile;
    QString m_fileWritten; // or is being
    Experiment m_written;
    bool m_formIsWritten = false; // and not replaced by another file's meanwhile
    bool m_writing = false; // until its end is told
    QFutureWatcher<SavedOrMessage> m_watcher;
    QThreadPool m_thread; // its own: what the views compute does not wait for a disk
};

} // namespace interleave::ui
