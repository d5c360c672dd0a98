#include "core/history/keep_run.h"

#include "core/base/file.h"
#include "core/base/printable.h"
#include "core/history/history_folder.h"
#include "core/history/sqlite_failure.h"
#include "core/trace/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace interleave {

namespace {

constexpr std::size_t kMostResultBytes = std::size_t{1} << 28U;

Result<void, HistoryError> writeFile(const std::filesystem::path& file, const WriteRun& write)
{
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error)
        return tl::unexpected(notKept(describeErrno(
            "keep runs in " + shownBothEnds(file.parent_path().string()), error.value())));
    return write(file).map_error(notKept);
}

Failure<HistoryError> noFile(const HistoryRun& run, std::string_view why)
{
    return {HistoryError::Damaged,
        fmt::format("what run {} gave cannot be read: {}; it is listed, and can be run again",
            run.id,
            why)};
}

bool isRecording(const std::filesystem::path& file)
{
    const auto begin = readBeginOf(file, sizeof kRecordingMagic);
    return begin && std::ranges::equal(*begin, kRecordingMagic);
}

} // namespace

Result<std::int64_t, HistoryError> keepRun(const std::filesystem::path& folder,
    NewRun run,
    std::string_view ending,
    const WriteRun& write,
    std::chrono::milliseconds patience)
{
    auto history = History::open(folder, NoHistory::Begins, patience);
    if (!history)
        return tl::unexpected(history.error());
    run.run.file = nameOfRunFile(run.run.startedMs, ending);
    const std::filesystem::path file = folder / run.run.file;
    if (auto written = writeFile(file, write); !written)
        return tl::unexpected(written.error());
    std::error_code ignored;
    run.run.bytes = std::filesystem::file_size(file, ignored);
    auto added = history->add(run);
    if (!added)
        std::filesystem::remove(file, ignored);
    else
        (void)history->purge(run.run.startedMs
            - std::chrono::duration_cast<std::chrono::milliseconds>(kKeptWhenRemoved).count());
    return added;
}

Result<std::string, HistoryError> resultTextOf(
    const std::filesystem::path& folder, const HistoryRun& run)
{
    const auto file = runFileIn(folder, run.file);
    if (!file)
        return tl::unexpected(
            noFile(run, fmt::format("its file '{}' is none of the history", shown(run.file))));
    return resultTextIn(*file).map_error([&](const std::string& why) { return noFile(run, why); });
}

tl::expected<std::string, std::string> resultTextIn(const std::filesystem::path& file)
{
    const auto message = [](const auto& error) { return error.message; };
    if (!isRecording(file))
        return readRegularFile(file, kMostResultBytes).map_error(message);
    const auto recording = Recording::openFile(file);
    if (!recording)
        return tl::unexpected(recording.error().message);
    return std::string(recording->resultText());
}

} // namespace interleave
