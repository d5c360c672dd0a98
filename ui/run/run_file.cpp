#include "ui/run/run_file.h"

#include "core/base/file.h"
#include "core/base/printable.h"
#include "core/model/experiment_json.h"
#include "core/model/run_result_text.h"
#include "ui/widgets/named_path.h"

#include <QFileInfo>

#include <algorithm>
#include <iterator>

namespace interleave::ui {

namespace {

constexpr std::size_t kPieceBytes = 4U << 20U;

RunContent contentOf(RunResult result)
{
    RunContent content{.name = QString::fromStdString(result.name),
        .asked = result.asked.value_or(result.experiment)};
    if (result.startedMs != 0)
        content.started = QDateTime::fromMSecsSinceEpoch(result.startedMs);
    content.result = std::move(result);
    return content;
}

RunResult resultOf(const RunContent& content)
{
    RunResult result = *content.result;
    result.name = content.name.toStdString();
    result.asked = content.asked;
    if (result.startedMs == 0 && content.started.isValid())
        result.startedMs = content.started.toMSecsSinceEpoch();
    return result;
}

// Only the first recording has the result.
Result<void, SystemError> writeRecordings(const RunContent& run, AtomicFile& file, const GoOn& goOn)
{
    std::uint64_t written = 0;
    const auto write = [&](std::string_view bytes) -> Result<void, SystemError> {
        for (; !bytes.empty(); bytes.remove_prefix(std::min(kPieceBytes, bytes.size()))) {
            const std::string_view piece = bytes.substr(0, kPieceBytes);
            if (!goOn(written))
                return fail(SystemError::Other, "saving was stopped");
            if (auto done = file.write(piece); !done)
                return done;
            written += piece.size();
        }
        return {};
    };
    std::string result = runResultText(resultOf(run));
    for (const auto& recording : run.recordings) {
        if (auto saved = recording->save(std::exchange(result, {}), write); !saved)
            return saved;
    }
    return {};
}

} // namespace

bool isRecording(const QString& file)
{
    const auto begin = readBeginOf(pathOf(file), sizeof kRecordingMagic);
    return begin && std::ranges::equal(*begin, kRecordingMagic);
}

tl::expected<OpenedRun, QString> openRecordedRun(const QString& file)
{
    const std::filesystem::path path = pathOf(file);
    auto opened = Recording::openAll(path);
    if (!opened)
        return tl::unexpected(QString::fromStdString(opened.error().message));
    const std::string source = path.string();
    const auto experiment = experimentFromText(opened->front().experimentText(), source);
    if (!experiment)
        return tl::unexpected(QString::fromStdString(joinMessages(experiment.error())));
    OpenedRun run{.content = {.started = QFileInfo(file).lastModified(), .asked = *experiment}};
    if (const std::string_view text = opened->front().resultText(); !text.empty()) {
        auto result = runResultFromText(text, shownBothEnds(source));
        if (!result)
            run.problem = Run::tr("Only the recording could be opened: %1")
                              .arg(QString::fromStdString(result.error().message));
        else if (!result->trials.empty())
            run.content = contentOf(*std::move(result));
    }
    for (Recording& recording : *opened)
        run.content.recordings.push_back(std::make_shared<const Recording>(std::move(recording)));
    return run;
}

tl::expected<OpenedRun, QString> runFromResultText(std::string_view text, const QString& source)
{
    auto result = runResultFromText(text, shownBothEnds(source.toStdString()));
    if (!result)
        return tl::unexpected(QString::fromStdString(result.error().message));
    if (result->trials.empty())
        return tl::unexpected(
            Run::tr("%1 is the result of a run of which no trial has ended").arg(source));
    return OpenedRun{.content = contentOf(*std::move(result))};
}

Result<void, SystemError> writeRun(
    const RunContent& run, const std::filesystem::path& file, const GoOn& goOn)
{
    if (file.extension() == ".json" || run.recordings.empty())
        return writeFileAtomically(file, runResultText(resultOf(run), 2) + "\n");
    auto opened = AtomicFile::create(file);
    if (!opened)
        return tl::unexpected(opened.error());
    return writeRecordings(run, *opened, goOn).and_then([&] { return opened->commit(); });
}

} // namespace interleave::ui
