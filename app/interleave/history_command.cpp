#include "app/interleave/history_command.h"

#include "app/interleave/history_text.h"
#include "app/interleave/output_file.h"
#include "app/interleave/run_summary_text.h"
#include "core/base/json.h"
#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/base/read_number.h"
#include "core/engine/run/exit_status.h"
#include "core/history/history_folder.h"
#include "core/history/keep_run.h"
#include "core/model/run_result_json.h"
#include "core/model/run_result_text.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr const char* kNumberHelp = "The run's number, as in 'interleave history list'";

// Where CLI11 would take the greatest there is for one that is greater.
std::string refusalOfNumber(const std::string& text)
{
    return readNumber<std::int64_t>(text)
        ? std::string()
        : shown(text) + " is no number that can be here; 'interleave history list' has the runs'";
}

const CLI::Validator& isNumber()
{
    static const CLI::Validator validator(
        [](std::string& text) { return refusalOfNumber(text); }, "", "");
    return validator;
}

Result<RunResult, HistoryError> resultOf(const History& history, const HistoryRun& run)
{
    const auto text = resultTextOf(history.folder(), run);
    if (!text)
        return tl::unexpected(text.error());
    return runResultFromText(*text, run.file).map_error([](const Failure<JsonError>& error) {
        return Failure<HistoryError>{HistoryError::Damaged, error.message};
    });
}

} // namespace

HistoryCommand::HistoryCommand(CLI::App& app, Messages& messages, int& status)
    : m_messages(messages)
{
    CLI::App* command = app.add_subcommand("history", "The runs that were kept");
    command->require_subcommand(1);
    addList(*command, status);
    addShow(*command, status);
    addDelete(*command, status);
    addExport(*command, status);
}

void HistoryCommand::addList(CLI::App& command, int& status)
{
    CLI::App* list = command.add_subcommand("list", "Lists them, the newest first");
    list->add_option("--filter",
        m_filter,
        "Only those with all of these words in their name, answer, experiment, note or tags; "
        "#TAG is a whole tag, * a star");
    list->add_option("--limit", m_limit, "At most so many; 0: all")
        ->check(isNumber())
        ->check(CLI::NonNegativeNumber);
    list->add_flag("--json", m_json, "As a JSON array");
    list->callback([this, &status] { status = this->list(); });
}

void HistoryCommand::addShow(CLI::App& command, int& status)
{
    CLI::App* show = command.add_subcommand("show", "Shows one as it was shown when it ended");
    show->add_option("id", m_id, kNumberHelp)->required()->check(isNumber());
    show->callback([this, &status] { status = this->show(); });
}

void HistoryCommand::addDelete(CLI::App& command, int& status)
{
    CLI::App* remove = command.add_subcommand("delete", "Deletes some; a week later for good");
    remove->add_option("id", m_ids, kNumberHelp)->required()->check(isNumber());
    remove->add_flag("--undo", m_undo, "Brings them back, as long as they are there");
    remove->callback([this, &status] { status = this->remove(); });
}

void HistoryCommand::addExport(CLI::App& command, int& status)
{
    CLI::App* out = command.add_subcommand(
        "export", "Writes one to standard output: whole as JSON, or its trials as CSV");
    out->add_option("id", m_id, kNumberHelp)->required()->check(isNumber());
    out->add_option("--format", m_format, "json or csv")->check(CLI::IsMember({"json", "csv"}));
    out->callback([this, &status] { status = writeOut(); });
}

Result<History, HistoryError> HistoryCommand::open() const
{
    const auto folder = usualHistoryFolder();
    if (!folder)
        return fail(HistoryError::System,
            "there is no history: INTERLEAVE_HISTORY is 'off', or neither XDG_DATA_HOME nor HOME "
            "names a folder");
    return History::open(*folder, NoHistory::IsMissing);
}

int HistoryCommand::complain(const Failure<HistoryError>& failure) const
{
    const bool ofUser
        = failure.kind == HistoryError::NoSuchRun || failure.kind == HistoryError::Missing;
    return m_messages.complain(failure.message, ofUser ? kExitUsage : kExitEngineFailed);
}

int HistoryCommand::list() const
{
    const auto history = open();
    if (!history && history.error().kind == HistoryError::Missing)
        return print(m_json ? "[]\n" : "", kExitSuccess, m_messages);
    if (!history)
        return complain(history.error());
    auto ids = history->ids({.filter = m_filter});
    if (!ids)
        return complain(ids.error());
    if (m_limit > 0 && std::cmp_greater(ids->size(), m_limit))
        ids->resize(static_cast<std::size_t>(m_limit));
    const auto runs = history->runs(*ids);
    if (!runs)
        return complain(runs.error());
    std::string text;
    Json all = Json::array();
    for (const HistoryRun& run : *runs) {
        if (!m_json)
            text += printable(historyLine(run));
        else if (const auto details = history->details(run.id))
            all.push_back(toJson(run, *details));
    }
    return print(m_json ? dumpJson(all, 2) + "\n" : text, kExitSuccess, m_messages);
}

int HistoryCommand::show() const
{
    const auto history = open();
    if (!history)
        return complain(history.error());
    const auto run = history->run(m_id);
    if (!run)
        return complain(run.error());
    const auto result = resultOf(*history, *run);
    const std::string text = historyHead(*run) + (result ? "\n" + describeRun(*result) : "");
    const int status = print(printable(text), kExitSuccess, m_messages);
    return result ? status : complain(result.error());
}

int HistoryCommand::remove() const
{
    auto history = open();
    if (!history)
        return complain(history.error());
    const auto done = m_undo ? history->restore(m_ids) : history->remove(m_ids);
    return done ? kExitSuccess : complain(done.error());
}

int HistoryCommand::writeOut() const
{
    const auto history = open();
    if (!history)
        return complain(history.error());
    const auto run = history->run(m_id);
    if (!run)
        return complain(run.error());
    if (m_format == "json") {
        const auto text = resultTextOf(history->folder(), *run);
        return text ? print(*text, kExitSuccess, m_messages) : complain(text.error());
    }
    const auto result = resultOf(*history, *run);
    return result ? print(trialsCsv(*result), kExitSuccess, m_messages) : complain(result.error());
}

} // namespace interleave
