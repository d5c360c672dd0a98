#include "ui/config/experiment_store.h"

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/experiment_json.h"
#include "core/model/run_result_json.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

namespace interleave::ui {

namespace {

struct ExperimentStoreText
{
    Q_DECLARE_TR_FUNCTIONS(ExperimentStoreText)
};

QString nameOf(const std::filesystem::path& file)
{
    return QFile::decodeName(QByteArray::fromStdString(file.string()));
}

tl::unexpected<QString> message(const std::string& text)
{
    return tl::unexpected(QString::fromStdString(text));
}

// True where there is nothing, too: then there is nothing to keep.
bool mayBeReplaced(const std::filesystem::path& file)
{
    std::error_code error;
    return !std::filesystem::exists(file, error) || loadExperiment(file).has_value();
}

} // namespace

ExperimentOrMessage loadExperiment(const std::filesystem::path& file)
{
    const Result<std::string, SystemError> text = readRegularFile(file, kMaxJsonBytes);
    if (!text)
        return message(text.error().message);
    const ExperimentOrProblems experiment = experimentFromText(*text, file.filename().string());
    if (experiment)
        return *experiment;
    return tl::unexpected(
        ExperimentStoreText::tr("%1 is not an experiment:\n%2")
            .arg(nameOf(file), QString::fromStdString(joinMessages(experiment.error()))));
}

SavedOrMessage saveExperiment(const std::filesystem::path& file, const Experiment& experiment)
{
    const Result<void, SystemError> written
        = writeFileAtomically(file, dumpJson(toJson(experiment), 2) + "\n");
    if (!written)
        return message(written.error().message);
    return {};
}

ExperimentStore::ExperimentStore(std::filesystem::path file)
    : m_file(std::move(file))
{
}

std::filesystem::path ExperimentStore::defaultFile()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    return std::filesystem::path(QFile::encodeName(folder).toStdString()) / "last_experiment.json";
}

ExperimentStore::Remembered ExperimentStore::load() const
{
    std::error_code error;
    if (!std::filesystem::exists(m_file, error))
        return {};
    ExperimentOrMessage experiment = loadExperiment(m_file);
    if (!experiment)
        return {{},
            ExperimentStoreText::tr("The last experiment could not be restored. %1")
                .arg(experiment.error())};
    return {*std::move(experiment), {}};
}

SavedOrMessage ExperimentStore::save(const Experiment& experiment) const
{
    std::error_code error;
    std::filesystem::create_directories(m_file.parent_path(), error);
    if (!mayBeReplaced(m_file))
        std::filesystem::rename(m_file, m_file.string() + ".damaged", error);
    if (error)
        return message("cannot write " + m_file.string() + ": " + error.message());
    return saveExperiment(m_file, experiment);
}

} // namespace interleave::ui
