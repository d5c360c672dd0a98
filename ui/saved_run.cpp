#include "ui/saved_run.h"

#include "core/base/json.h"
#include "core/model/experiment_json.h"
#include "core/model/run_result_json.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <iterator>

namespace interleave::ui {

bool isRecording(const QString& name)
{
    QFile file(name);
    const bool mayWait = !QFileInfo(name).isFile(); // a pipe, whose bytes can be read only once
    if (mayWait || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray begin = file.read(sizeof kRecordingMagic);
    return std::ranges::equal(begin, kRecordingMagic);
}

tl::expected<SavedRun, QString> openSavedRun(const QString& file)
{
    auto opened = Recording::openFile(file.toStdString());
    if (!opened)
        return tl::unexpected(QString::fromStdString(opened.error().message));
    SavedRun saved{
        .recording = std::make_shared<const Recording>(*std::move(opened)), .experiment = {}};
    const std::string source = file.toStdString();
    const auto experiment = experimentFromText(saved.recording->experimentText(), source);
    if (!experiment)
        return tl::unexpected(QString::fromStdString(joinMessages(experiment.error())));
    saved.experiment = *experiment;
    if (const auto json = parseJson(saved.recording->resultText(), source)) {
        if (const auto result = runResultFromJson(*json); result && !result->trials.empty())
            saved.result = *result;
    }
    return saved;
}

} // namespace interleave::ui
