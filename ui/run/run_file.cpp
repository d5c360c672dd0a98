#include "ui/run/run_file.h"

#include "core/base/file.h"
#include "core/base/printable.h"
#include "core/evidence/saved_updates.h"
#include "core/model/experiment_json.h"
#include "core/model/run_result_text.h"
#include "core/workload/image/kept_names.h"
#include "ui/widgets/named_path.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace interleave::ui {

namespace {

constexpr std::size_t kPieceBytes = 4U << 20U;

/// By LogLevel.
constexpr std::array<std::string_view, 3> kLevels{"info", "warning", "error"};

LogLevel levelOf(std::string_view name)
{
    const auto level = std::ranges::find(kLevels, name);
    return level == kLevels.end() ? LogLevel::Info : static_cast<LogLevel>(level - kLevels.begin());
}

std::vector<ArmPictures> picturesOf(const RunResult& result)
{
    std::vector<ArmPictures> all;
    for (const PictureNames& names : result.pictures) {
        if (auto list = listOf(names))
            all.push_back({names.arms, std::make_shared<const PictureList>(*std::move(list))});
    }
    return all;
}

RunContent contentOf(RunResult result)
{
    RunContent content{.name = QString::fromStdString(result.name),
        .asked = result.asked.value_or(result.experiment)};
    if (result.startedMs != 0)
        content.started = QDateTime::fromMSecsSinceEpoch(result.startedMs);
    for (const SaidLine& line : std::exchange(result.log, {}))
        content.log.push_back(
            {line.seconds, levelOf(line.level), QString::fromStdString(line.text)});
    content.pictures = picturesOf(result);
    content.result = std::move(result);
    return content;
}

// Those that were read are as they were, of which there may have been more.
void keepNames(const std::vector<ArmPictures>& pictures, RunResult& result)
{
    if (!result.pictures.empty())
        return;
    for (const ArmPictures& each : pictures)
        addNames(result.pictures, keptNames(*each.list, each.arms));
}

RunResult resultOf(const RunContent& content)
{
    RunResult result = *content.result;
    result.name = content.name.toStdString();
    result.asked = content.asked;
    if (result.startedMs == 0 && content.started.isValid())
        result.startedMs = content.started.toMSecsSinceEpoch();
    result.log.clear();
    for (const LogLine& line : content.log)
        result.log.push_back({.seconds = line.seconds,
            .level = std::string(kLevels.at(static_cast<std::size_t>(line.level))),
            .text = line.text.toStdString()});
    keepNames(content.pictures, result);
    return result;
}

// Only the first recording has the result. What was logged of updates comes after all of them.
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
    for (const TrialUpdates& updates : run.updates) {
        if (auto saved = saveUpdates(*updates.history, updates.trial, write); !saved)
            return saved;
    }
    return {};
}

// What follows the recordings in a file; a sentence where it cannot be used.
tl::expected<std::vector<TrialUpdates>, QString> readTrialUpdates(
    const std::filesystem::path& path, std::uint64_t offset)
{
    const auto opened = openRegularFile(path);
    if (!opened)
        return tl::unexpected(QString::fromStdString(opened.error().message));
    auto read = readUpdates(opened->get(), offset);
    if (!read)
        return tl::unexpected(QString::fromStdString(read.error().message));
    std::vector<TrialUpdates> all;
    for (SavedUpdates& each : *read)
        all.push_back({each.trial, std::make_shared<const UpdateHistory>(std::move(each.history))});
    return all;
}

// What the log says must be what the result says of that trial.
bool isOf(const TrialUpdates& updates, const RunContent& run)
{
    if (!run.result || updates.trial >= run.result->trials.size())
        return false;
    const TrialResult& trial = run.result->trials[updates.trial];
    const UpdateHistory& history = *updates.history;
    return trial.evidence && history.workers() == trial.workers.size()
        && history.lost().size() == trial.evidence->lost
        && history.survivors() == trial.evidence->survived;
}

void addUpdates(OpenedRun& run, const QString& file, std::span<const Recording> recordings)
{
    std::uint64_t offset = 0;
    for (const Recording& recording : recordings)
        offset += recording.fileBytes();
    auto updates = readTrialUpdates(pathOf(file), offset);
    const auto isOfRun = [&](const TrialUpdates& each) { return isOf(each, run.content); };
    if (updates && !std::ranges::all_of(*updates, isOfRun))
        updates = tl::unexpected(Run::tr("they are not of this run"));
    if (updates)
        run.content.updates = *std::move(updates);
    else if (run.problem.isEmpty())
        run.problem = Run::tr("%1: the lost updates by name cannot be shown: %2")
                          .arg(QFileInfo(file).fileName(), updates.error());
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
    addUpdates(run, file, *opened);
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
