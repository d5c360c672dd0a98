// The runs that were kept, in a folder of their own: what there is to list of them, in a database;
// what each gave is in its file (history_folder.h).
//
// Any number of programs, on any number of hosts, have the same folder open. Who writes locks the
// database from the begin of its transaction and waits for others, as long as `patience`; with a
// rollback journal, since write-ahead logs are lost on network folders. Whoever dies while it
// writes leaves nothing of what it had not yet done.
//
// One thread at a time has one of these; another one opens its own. It must not be open over a
// fork.
#pragma once

#include "core/base/failure.h"
#include "core/history/history_error.h"
#include "core/history/history_query.h"
#include "core/history/history_run.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace interleave {

/// What is there, or it is Missing; or an empty one where there is none.
enum class NoHistory { IsMissing, Begins };

class History
{
public:
    static constexpr std::chrono::seconds kPatience{5};

    [[nodiscard]] static Result<History, HistoryError> open(const std::filesystem::path& folder,
        NoHistory none,
        std::chrono::milliseconds patience = kPatience);
    History(History&& other) noexcept;
    History& operator=(History&& other) noexcept;
    History(const History&) = delete;
    History& operator=(const History&) = delete;
    ~History();

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

    /// In the order that is asked for.
    [[nodiscard]] Result<std::vector<std::int64_t>, HistoryError> ids(
        const HistoryQuery& query) const;
    /// Those of them that are there, in this order; deleted ones, too, until they are purged.
    [[nodiscard]] Result<std::vector<HistoryRun>, HistoryError> runs(
        std::span<const std::int64_t> ids) const;
    [[nodiscard]] Result<HistoryRun, HistoryError> run(std::int64_t id) const;
    [[nodiscard]] Result<HistoryDetails, HistoryError> details(std::int64_t id) const;
    /// Of the files of all runs.
    [[nodiscard]] Result<std::uint64_t, HistoryError> bytes() const;

    /// The run's file must be there. Gives back its id.
    Result<std::int64_t, HistoryError> add(const NewRun& run);
    Result<void, HistoryError> rename(std::int64_t id, const std::string& name);
    Result<void, HistoryError> setStar(std::int64_t id, bool star);
    Result<void, HistoryError> setNote(std::int64_t id, const std::string& note);
    Result<void, HistoryError> setTags(std::int64_t id, const std::vector<std::string>& tags);
    /// All of them or none. They are not listed any more, and can be restored until purged.
    Result<void, HistoryError> remove(std::span<const std::int64_t> ids);
    Result<void, HistoryError> restore(std::span<const std::int64_t> ids);
    /// What was removed before then goes, with its files.
    Result<void, HistoryError> purge(std::int64_t removedBeforeMs);

private:
    History(std::filesystem::path folder, std::unique_ptr<SQLite::Database> database);
    [[nodiscard]] std::filesystem::path file() const;
    [[nodiscard]] static Result<std::unique_ptr<SQLite::Database>, HistoryError> openDatabase(
        const std::filesystem::path& file, std::chrono::milliseconds patience);
    template <class Change>
    Result<void, HistoryError> change(Change change);
    /// A statement on the run of an id; `change` binds what else it needs from 2 on.
    template <class Value>
    Result<void, HistoryError> set(std::int64_t id, const char* column, const Value& value);

    std::filesystem::path m_folder;
    std::unique_ptr<SQLite::Database> m_database;
};

/// Text of a list of tags, and back: words, with or without a '#' before them.
[[nodiscard]] std::string toText(const std::vector<std::string>& tags);
[[nodiscard]] std::vector<std::string> tagsIn(const std::string& text);

} // namespace interleave
