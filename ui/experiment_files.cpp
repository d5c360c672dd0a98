#include "ui/experiment_files.h"

#include "core/base/file.h"
#include "ui/config/experiment_store.h"
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
                    ExperimentFiles::tr("Experiments and runs (*.json *.trace);;All files (*)"));
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
}

QString ExperimentFiles::askWhatToOpen() const
{
    return m_prompts.open(m_window);
}

void ExperimentFiles::setFile(const QString& file, const Experiment& experiment)
{
    m_file = file;
    m_inFile = experiment;
}

bool ExperimentFiles::isModified(const Experiment& experiment) const
{
    return !m_file.isEmpty() && !(withoutDefaults(experiment) == withoutDefaults(m_inFile));
}

bool ExperimentFiles::save(const Experiment& experiment)
{
    QString file = m_prompts.save(m_window, m_file.isEmpty() ? tr("experiment.json") : m_file);
    if (file.isEmpty())
        return false;
    if (QFileInfo(file).suffix().isEmpty())
        file += QStringLiteral(".json");
    if (const auto saved = saveExperiment(file.toStdString(), experiment); !saved) {
        Q_EMIT problem(saved.error());
        return false;
    }
    setFile(file, experiment);
    Q_EMIT saved(file);
    Q_EMIT done(tr("saved %1").arg(name()));
    return true;
}

QString ExperimentFiles::name() const
{
    return QFileInfo(m_file).fileName();
}

} // namespace interleave::ui
