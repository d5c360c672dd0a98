#include "ui/saved_run.h"

#include "core/base/printable.h"
#include "core/model/experiment_json.h"
#include "core/model/run_result_text.h"

#include <QFile>
#include <QFileInfo>
#include <QObject>

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
    if (saved.recording->resultText().empty())
        return saved;
    auto result = runResultFromText(saved.recording->resultText(), shownBothEnds(source));
    if (!result)
        saved.problem = QObject::tr("Only the recording could be opened: %1")
                            .arg(QString::fromStdString(result.error().message));
    else if (!result->trials.empty())
        saved.result = *std::move(result);
    return saved;
}

} // namespace interleave::ui
