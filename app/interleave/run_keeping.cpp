#include "app/interleave/run_keeping.h"

#include "app/interleave/run_summary_text.h"
#include "core/base/file.h"
#include "core/base/messages.h"
#include "core/history/history_folder.h"
#include "core/history/keep_run.h"
#include "core/model/run_result_text.h"

#include <filesystem>

namespace interleave {

namespace {

std::string nameFor(const RunResult& result, const std::string& experimentFile)
{
    const std::string file = std::filesystem::path(experimentFile).stem().string();
    return file.empty() || experimentFile == "-"
        ? std::string(choiceOf(result.experiment.workload).title)
        : file;
}

} // namespace

void keepInHistory(const RunResult& result,
    const std::string& experimentFile,
    Messages& messages,
    const GiveUp& giveUp,
    std::chrono::milliseconds patience)
{
    const auto folder = usualHistoryFolder();
    if (!folder || result.trials.empty())
        return;
    const NewRun run = newRunOf(result,
        {.name = nameFor(result, experimentFile),
            .words = experimentLine(result),
            .answer = answerLine(result),
            .version = INTERLEAVE_VERSION});
    const auto write = [&](const std::filesystem::path& path) -> Result<void, SystemError> {
        auto file = AtomicFile::create(path, giveUp);
        if (!file)
            return tl::unexpected(file.error());
        return file->write(runResultText(result, 2) + "\n").and_then([&] {
            return file->commit();
        });
    };
    if (const auto kept = keepRun(*folder, run, ".json", write, patience); !kept)
        messages.say("the run is not in the history: " + kept.error().message);
}

} // namespace interleave
