#include "app/interleave/lost_updates_csv.h"

#include "app/interleave/output_file.h"

#include <fmt/format.h>

namespace interleave {

namespace {

const char* nameOf(OverwriterKnown known)
{
    switch (known) {
    case OverwriterKnown::Exactly:
        return "exactly";
    case OverwriterKnown::Process:
        return "process";
    case OverwriterKnown::Range:
        break;
    }
    return "range";
}

} // namespace

void writeLostUpdates(std::int64_t trial,
    const HistoryMemory& history,
    const std::function<Result<void, SystemError>(std::string_view)>& write)
{
    std::string text;
    for (const LostUpdate& update : history.lost) {
        fmt::format_to(std::back_inserter(text),
            "{},{},{},{},{},{},{},{},{},{},{},{}\n",
            trial,
            update.worker + 1,
            update.sequence,
            update.read,
            update.written(),
            update.colliderWorker + 1,
            update.colliderSequence,
            update.overwriterLow,
            update.overwriterHigh,
            nameOf(update.known),
            update.branch,
            update.victims);
        if (text.size() > kOutputBlock) {
            if (!write(text))
                return;
            text.clear();
        }
    }
    static_cast<void>(write(text));
}

} // namespace interleave
