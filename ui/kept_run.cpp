#include "ui/kept_run.h"

#include "core/history/history_folder.h"
#include "core/history/keep_run.h"
#include "ui/models/subject_line.h"
#include "ui/run/run_file.h"
#include "ui/views/run_answer.h"

#include <QCoreApplication>
#include <QFile>

#include <new>

namespace interleave::ui {

namespace {

struct KeptRunText
{
    Q_DECLARE_TR_FUNCTIONS(KeptRunText)
};

std::uint64_t bytesOf(const RunContent& content)
{
    std::uint64_t bytes = 0;
    for (const auto& recording : content.recordings)
        bytes += recording->usedBytes();
    return bytes;
}

// The run is one of this thread's own, which the window's may be changing.
NewRun newRunOf(const RunContent& content, const QString& name)
{
    RunResult result = *content.result;
    result.asked = content.asked;
    if (result.startedMs == 0)
        result.startedMs = content.started.toMSecsSinceEpoch();
    const Run run(content);
    return interleave::newRunOf(result,
        {.name = name.toStdString(),
            .words = subjectLine(result.experiment, content.asked).toStdString(),
            .answer = answerOf(run).headline.toStdString(),
            .version = QCoreApplication::applicationVersion().toStdString()});
}

Result<std::uint64_t, HistoryError> bytesIn(const std::filesystem::path& folder)
{
    return History::open(folder, NoHistory::Begins).and_then([](const History& history) {
        return history.bytes();
    });
}

} // namespace

Result<KeptRun, HistoryError> keepInHistory(const std::filesystem::path& folder,
    RunContent content,
    const QString& name,
    std::uint64_t mostBytes)
{
    const auto there = bytesIn(folder);
    if (!there)
        return tl::unexpected(there.error());
    const NewRun run = newRunOf(content, name);
    const bool whole = *there + bytesOf(content) <= mostBytes;
    if (!whole) {
        content.recordings.clear();
        content.updates.clear();
    }
    const auto write = [&](const std::filesystem::path& file) {
        return writeRun(content, file, [](std::uint64_t /*written*/) { return true; });
    };
    return keepRun(folder, run, content.recordings.empty() ? ".json" : ".trace", write)
        .map([&](std::int64_t id) { return KeptRun{.id = id, .whole = whole}; });
}

tl::expected<FileContent, QString> readKept(
    const std::filesystem::path& folder, const HistoryRun& run)
{
    const auto file = runFileIn(folder, run.file);
    if (!file)
        return tl::unexpected(
            KeptRunText::tr("What this run gave is not in the history's folder; run it again"));
    try {
        auto content
            = readFileContent(QFile::decodeName(QByteArray::fromStdString(file->string())));
        return content
            ? std::move(content)
            : tl::unexpected(KeptRunText::tr("%1; the run can be run again").arg(content.error()));
    } catch (const std::bad_alloc&) {
        return tl::unexpected(KeptRunText::tr("There is no memory for what this run gave"));
    }
}

} // namespace interleave::ui
