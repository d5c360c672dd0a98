#include "app/interleave/run_reference.h"

#include "core/base/json.h"
#include "core/base/printable.h"
#include "core/base/read_number.h"
#include "core/history/history_folder.h"
#include "core/history/keep_run.h"
#include "core/model/run_result_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>

namespace interleave {

namespace {

std::optional<std::int64_t> numberOf(const std::string& reference)
{
    const auto id = readNumber<std::int64_t>(reference);
    return id && *id > 0 ? id : std::nullopt;
}

Failure<ReferenceError> asReference(const Failure<HistoryError>& error)
{
    const bool ofUser
        = error.kind == HistoryError::NoSuchRun || error.kind == HistoryError::Missing;
    return {ofUser ? ReferenceError::OfUser : ReferenceError::OfSystem, error.message};
}

Result<HistoryRun, ReferenceError> byNumber(const History& history, std::int64_t id)
{
    auto run = history.run(id).map_error(asReference);
    if (run && run->deleted)
        return fail(ReferenceError::OfUser,
            fmt::format("run {} was deleted; 'interleave history delete {} --undo' brings it back",
                id,
                id));
    return run;
}

// Several may be called alike: nobody can tell which is meant.
Result<HistoryRun, ReferenceError> byName(const History& history, const std::string& name)
{
    const auto ids = history.ids({});
    if (!ids)
        return tl::unexpected(asReference(ids.error()));
    auto runs = history.runs(*ids);
    if (!runs)
        return tl::unexpected(asReference(runs.error()));
    std::erase_if(*runs, [&](const HistoryRun& run) { return run.name != name; });
    if (runs->size() == 1)
        return runs->front();
    if (runs->empty())
        return fail(ReferenceError::OfUser,
            fmt::format("there is no file and no run called '{}'; 'interleave history list' has "
                        "the runs with their numbers",
                shown(name)));
    return fail(ReferenceError::OfUser,
        fmt::format("{} runs are called '{}', the last is {}; give the numbers of 'interleave "
                    "history list'",
            runs->size(),
            shown(name),
            runs->front().id));
}

Result<RunResult, ReferenceError> resultFrom(
    const tl::expected<std::string, std::string>& text, const std::string& source)
{
    if (!text)
        return fail(ReferenceError::OfUser, text.error());
    return runResultFromText(*text, source).map_error([&](const Failure<JsonError>& error) {
        return Failure<ReferenceError>{ReferenceError::OfUser,
            error.message
                + "; a run is a file of --json or --trace, or one that the window has saved"};
    });
}

Result<NamedRun, ReferenceError> ofHistory(const std::string& reference)
{
    const auto folder = usualHistoryFolder();
    if (!folder)
        return fail(ReferenceError::OfUser,
            fmt::format("there is no file '{}', and no history (INTERLEAVE_HISTORY is 'off', or "
                        "nobody knows where your data is); give files",
                shown(reference)));
    const auto history = History::open(*folder, NoHistory::IsMissing).map_error(asReference);
    if (!history)
        return tl::unexpected(history.error());
    const auto id = numberOf(reference);
    const auto run = id ? byNumber(*history, *id) : byName(*history, reference);
    if (!run)
        return tl::unexpected(run.error());
    const auto text = resultTextOf(*folder, *run).map_error(asReference);
    if (!text)
        return tl::unexpected(text.error());
    auto result = resultFrom(*text, run->file);
    if (!result)
        return tl::unexpected(result.error());
    return NamedRun{.name = fmt::format("run {} {}", run->id, run->name),
        .machine = run->machine,
        .version = run->version,
        .result = *std::move(result)};
}

} // namespace

Result<NamedRun, ReferenceError> findRun(const std::string& reference)
{
    std::error_code none;
    if (numberOf(reference) || !std::filesystem::exists(reference, none))
        return ofHistory(reference);
    auto result = resultFrom(resultTextIn(reference), shownBothEnds(reference));
    if (!result)
        return tl::unexpected(result.error());
    return NamedRun{.name = std::filesystem::path(reference).filename().string(),
        .machine = {},
        .version = {},
        .result = *std::move(result)};
}

} // namespace interleave
