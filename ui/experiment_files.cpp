#include "ui/experiment_files.h"

#include "ui/config/experiment_store.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringBuilder>

namespace interleave::ui {

namespace {

QString askForRunFile(QWidget* parent, const QString& suggestion)
{
    const QString recordings = ExperimentFiles::tr("Recordings with their results (*.trace)");
    const QString results = ExperimentFiles::tr("Results alone (*.json)");
    const QString all = ExperimentFiles::tr("All files (*)");
    QString chosen;
    const QString name = QFileDialog::getSaveFileName(parent,
        ExperimentFiles::tr("Save the run"),
        suggestion,
        QStringList{recordings, results, all}.join(QStringLiteral(";;")),
        &chosen);
    const bool bare = !name.isEmpty() && QFileInfo(name).suffix().isEmpty();
    return bare && chosen == results ? name % QStringLiteral(".json") : name;
}

} // namespace

FilePrompts FilePrompts::dialogs()
{
    return {
        .open =
            [](QWidget* parent) {
                return QFileDialog::getOpenFileName(parent,
                    ExperimentFiles::tr("Open an experiment or a recording"),
                    {},
                    ExperimentFiles::tr(
                        "Experiments and recordings (*.json *.trace);;All files (*)"));
            },
        .save =
            [](QWidget* parent, const QString& suggestion) {
                return QFileDialog::getSaveFileName(parent,
                    ExperimentFiles::tr("Save the experiment"),
                    suggestion,
                    ExperimentFiles::tr("Experiments (*.json);;All files (*)"));
            },
        .exportTable =
            [](QWidget* parent, const QString& suggestion) {
                return QFileDialog::getSaveFileName(parent,
                    ExperimentFiles::tr("Export the table"),
                    suggestion,
                    ExperimentFiles::tr("Tables (*.csv);;All files (*)"));
            },
        .saveRun = askForRunFile,
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

std::optional<Experiment> ExperimentFiles::read(const QString& file)
{
    const auto experiment = loadExperiment(file.toStdString());
    if (!experiment) {
        Q_EMIT problem(experiment.error());
        return std::nullopt;
    }
    m_file = file;
    Q_EMIT done(tr("opened %1").arg(name()));
    return *experiment;
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
    m_file = file;
    Q_EMIT done(tr("saved %1").arg(name()));
    return true;
}

void ExperimentFiles::exportTable(const QString& csv)
{
    QString name = m_prompts.exportTable(m_window, tr("primitives.csv"));
    if (name.isEmpty())
        return;
    if (QFileInfo(name).suffix().isEmpty())
        name += QStringLiteral(".csv");
    QSaveFile file(name);
    const bool written = file.open(QIODevice::WriteOnly)
        && file.write(csv.toUtf8()) == csv.toUtf8().size() && file.commit();
    if (written)
        Q_EMIT done(tr("exported %1").arg(QFileInfo(name).fileName()));
    else
        Q_EMIT problem(tr("%1 could not be written: %2").arg(name, file.errorString()));
}

QString ExperimentFiles::name() const
{
    return QFileInfo(m_file).fileName();
}

} // namespace interleave::ui
