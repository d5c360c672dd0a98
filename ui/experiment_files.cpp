#include "ui/experiment_files.h"

#include "core/base/file.h"
#include "ui/models/in_background.h"
#include "ui/models/without_defaults.h"
#include "ui/widgets/recent_files.h"
#include "ui/widgets/save_prompt.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QStringBuilder>

namespace interleave::ui {

namespace {

QString askForRunFile(QWidget* parent, const QString& suggestion)
{
    return askWhereToSave(parent,
        {.caption = ExperimentFiles::tr("Save the run"),
            .suggestion = suggestion,
            .kinds = {ExperimentFiles::tr("Recordings with their results (*.trace)"),
                ExperimentFiles::tr("Results alone (*.json)"),
                ExperimentFiles::tr("All files (*)")}});
}

} // namespace

FilePrompts FilePrompts::dialogs()
{
    return {
        .open =
            [](QWidget* parent) {
                return QFileDialog::getOpenFileName(parent,
                    ExperimentFiles::tr("Open an experiment or a run"),
                    RecentFiles::inLastFolder({}),
                    ExperimentFiles::tr(
                        "Experiments, runs and lessons (*.json *.trace *.md);;All files (*)"));
            },
        .save =
            [](QWidget* parent, const QString& suggestion) {
                return askWhereToSave(parent,
                    {.caption = ExperimentFiles::tr("Save the experiment"),
                        .suggestion = suggestion,
                        .kinds = {ExperimentFiles::tr("Experiments (*.json)"),
                            ExperimentFiles::tr("All files (*)")}});
            },
        .saveRun = askForRunFile,
        .mayGo =
            [](QWidget* parent, const QString& question) {
                return QMessageBox::question(parent,
                           ExperimentFiles::tr("Not saved"),
                           question,
                           QMessageBox::Close | QMessageBox::Cancel,
                           QMessageBox::Cancel)
                    == QMessageBox::Close;
            },
    };
}

ExperimentFiles::ExperimentFiles(QWidget* window, FilePrompts prompts)
    : QObject(window)
    , m_window(window)
    , m_prompts(std::move(prompts))
{
    m_thread.setMaxThreadCount(1);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ExperimentFiles::finish);
}

ExperimentFiles::~ExperimentFiles()
{
    m_watcher.disconnect(this);
    m_thread.waitForDone();
}

QString ExperimentFiles::askWhatToOpen() const
{
    return m_prompts.open(m_window);
}

void ExperimentFiles::setFile(const QString& file, const Experiment& experiment)
{
    m_file = file;
    m_inFile = experiment;
    m_formIsWritten = false;
}

bool ExperimentFiles::isModified(const Experiment& experiment) const
{
    return !m_file.isEmpty() && !(withoutDefaults(experiment) == withoutDefaults(m_inFile));
}

void ExperimentFiles::save(const Experiment& experiment)
{
    if (m_writing) {
        Q_EMIT problem(tr("%1 is still being written").arg(QFileInfo(m_fileWritten).fileName()));
        return;
    }
    QString file = m_prompts.save(m_window, m_file.isEmpty() ? tr("experiment.json") : m_file);
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().isEmpty())
        file += QStringLiteral(".json");
    start(file, experiment);
}

void ExperimentFiles::start(const QString& file, const Experiment& experiment)
{
    m_writing = true;
    m_fileWritten = file;
    m_written = experiment;
    m_formIsWritten = true;
    m_watcher.setFuture(inBackground<SavedOrMessage>(
        [path = file.toStdString(), experiment](
            const QPromise<SavedOrMessage>&) { return saveExperiment(path, experiment); },
        m_thread));
}

void ExperimentFiles::finish()
{
    m_writing = false;
    takeOver();
    if (const SavedOrMessage written = m_watcher.result(); !written) {
        Q_EMIT problem(written.error());
        return;
    }
    if (m_formIsWritten)
        setFile(m_fileWritten, m_written);
    Q_EMIT saved(m_fileWritten);
    Q_EMIT done(tr("saved %1").arg(QFileInfo(m_fileWritten).fileName()));
}

QString ExperimentFiles::name() const
{
    return QFileInfo(m_file).fileName();
}

} // namespace interleave::ui
