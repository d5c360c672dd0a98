#include "core/history/history.h"

#include "core/base/printable.h"
#include "core/history/history_folder.h"
#include "core/history/history_schema.h"
#include "core/history/sqlite_failure.h"

#include <fmt/format.h>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <optional>
#include <sstream>
#include <system_error>

namespace interleave {

namespace {

constexpr const char* kColumns = "SELECT runs.id, name, started_ms, words, answer, outcome, "
                                 "version, key, trials, seed, star, note, deleted_ms, file, bytes "
                                 "FROM runs JOIN machines ON machines.id = runs.machine "
                                 "WHERE runs.id = ?";

Failure<HistoryError> noSuchRun(std::int64_t id)
{
    return {HistoryError::NoSuchRun,
        fmt::format(
            "there is no run {} in the history; 'interleave history list' has those that are", id)};
}

// Thrown inside a transaction, which it undoes.
struct NoSuchRun
{
    std::int64_t id;
};

HistoryRun readRun(SQLite::Statement& row)
{
    int column = 0;
    const auto text = [&] { return row.getColumn(column++).getString(); };
    const auto number = [&] { return row.getColumn(column++).getInt64(); };
    HistoryRun run;
    run.id = number();
    run.name = text();
    run.startedMs = number();
    run.words = text();
    run.answer = text();
    run.outcome = text();
    run.version = text();
    run.machine = text();
    run.trials = number();
    run.seed = number();
    run.star = number() != 0;
    run.note = text();
    run.deleted = !row.getColumn(column++).isNull();
    run.file = text();
    run.bytes = static_cast<std::uint64_t>(number());
    return run;
}

std::vector<std::string> readTags(SQLite::Statement& tags, std::int64_t id)
{
    std::vector<std::string> all;
    tags.reset();
    tags.bind(1, id);
    while (tags.executeStep())
        all.push_back(tags.getColumn(0).getString());
    return all;
}

std::int64_t machineOf(SQLite::Database& database, const std::string& key)
{
    SQLite::Statement insert(database, "INSERT OR IGNORE INTO machines(key) VALUES(?)");
    insert.bind(1, key);
    insert.exec();
    SQLite::Statement find(database, "SELECT id FROM machines WHERE key = ?");
    find.bind(1, key);
    find.executeStep();
    return find.getColumn(0).getInt64();
}

std::int64_t insertRun(SQLite::Database& database, const HistoryRun& run)
{
    SQLite::Statement insert(database,
        "INSERT INTO runs(name, started_ms, words, answer, outcome, version, machine, trials, "
        "seed, file, bytes) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    int place = 0;
    const auto bind = [&](const auto& value) { insert.bind(++place, value); };
    bind(run.name);
    bind(run.startedMs);
    bind(run.words);
    bind(run.answer);
    bind(run.outcome);
    bind(run.version);
    bind(machineOf(database, run.machine));
    bind(run.trials);
    bind(run.seed);
    bind(run.file);
    bind(static_cast<std::int64_t>(run.bytes));
    insert.exec();
    return database.getLastInsertRowid();
}

void insertDetails(SQLite::Database& database, std::int64_t id, const HistoryDetails& details)
{
    SQLite::Statement insert(
        database, "INSERT INTO details(run, experiment, readings) VALUES(?, ?, ?)");
    insert.bind(1, id);
    insert.bind(2, details.experiment);
    insert.bind(3, details.readings);
    insert.exec();
}

void execWith(SQLite::Statement& statement, std::int64_t id)
{
    statement.reset();
    statement.bind(1, id);
    if (statement.exec() == 0)
        throw NoSuchRun{id};
}

Failure<HistoryError> ofFolder(const std::filesystem::path& folder, const std::error_code& error)
{
    return notKept(describeErrno("keep runs in " + shownBothEnds(folder.string()), error.value()));
}

} // namespace

History::History(std::filesystem::path folder, std::unique_ptr<SQLite::Database> database)
    : m_folder(std::move(folder))
    , m_database(std::move(database))
{
}
History::History(History&& other) noexcept = default;
History& History::operator=(History&& other) noexcept = default;
History::~History() = default;

std::filesystem::path History::file() const
{
    return databaseIn(m_folder);
}

Result<History, HistoryError> History::open(
    const std::filesystem::path& folder, NoHistory none, std::chrono::milliseconds patience)
{
    const std::filesystem::path file = databaseIn(folder);
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(file, error);
    if (status.type() == std::filesystem::file_type::none)
        return tl::unexpected(ofFolder(folder, error));
    if (status.type() == std::filesystem::file_type::not_found) {
        if (none == NoHistory::IsMissing)
            return fail(HistoryError::Missing,
                fmt::format("there is no history in {} yet; a run that ends is its first one",
                    shownBothEnds(folder.string())));
        std::filesystem::create_directories(folder, error);
        if (error)
            return tl::unexpected(ofFolder(folder, error));
        if (auto begun = beginHistory(file); !begun)
            return tl::unexpected(begun.error());
    } else if (std::filesystem::file_size(file, error) == 0 && !error) {
        return fail(HistoryError::NotAHistory,
            fmt::format("the history {} is empty: what was in it is gone; remove it, and a new "
                        "one begins (the files in 'runs' beside it can be opened one by one)",
                shownBothEnds(file.string())));
    }
    return openDatabase(file, patience).map([&](std::unique_ptr<SQLite::Database> database) {
        return History(folder, std::move(database));
    });
}

Result<std::unique_ptr<SQLite::Database>, HistoryError> History::openDatabase(
    const std::filesystem::path& file, std::chrono::milliseconds patience)
{
    auto database = caught(file, [&] {
        return std::make_unique<SQLite::Database>(
            file.string(), SQLite::OPEN_READWRITE, static_cast<int>(patience.count()));
    });
    if (!database)
        return database;
    if (auto prepared = prepareHistory(**database, file); !prepared)
        return tl::unexpected(prepared.error());
    return database;
}

Result<std::vector<std::int64_t>, HistoryError> History::ids(const HistoryQuery& query) const
{
    return caught(file(), [&] {
        const HistorySelect select = selectOf(query);
        SQLite::Statement rows(*m_database, select.sql);
        for (std::size_t i = 0; i < select.values.size(); ++i)
            rows.bind(static_cast<int>(i) + 1, select.values[i]);
        std::vector<std::int64_t> all;
        while (rows.executeStep())
            all.push_back(rows.getColumn(0).getInt64());
        return all;
    });
}

Result<std::vector<HistoryRun>, HistoryError> History::runs(std::span<const std::int64_t> ids) const
{
    return caught(file(), [&] {
        SQLite::Statement row(*m_database, kColumns);
        SQLite::Statement tags(*m_database, "SELECT tag FROM tags WHERE run = ? ORDER BY tag");
        std::vector<HistoryRun> all;
        for (const std::int64_t id : ids) {
            row.reset();
            row.bind(1, id);
            if (!row.executeStep())
                continue;
            all.push_back(readRun(row));
            all.back().tags = readTags(tags, id);
        }
        return all;
    });
}

Result<HistoryRun, HistoryError> History::run(std::int64_t id) const
{
    return runs(std::span(&id, 1)).and_then([&](std::vector<HistoryRun> found) {
        return found.empty() ? Result<HistoryRun, HistoryError>(tl::unexpected(noSuchRun(id)))
                             : Result<HistoryRun, HistoryError>(std::move(found.front()));
    });
}

Result<HistoryDetails, HistoryError> History::details(std::int64_t id) const
{
    auto read = caught(file(), [&]() -> std::optional<HistoryDetails> {
        SQLite::Statement row(
            *m_database, "SELECT experiment, readings FROM details WHERE run = ?");
        row.bind(1, id);
        if (!row.executeStep())
            return std::nullopt;
        return HistoryDetails{
            .experiment = row.getColumn(0).getString(), .readings = row.getColumn(1).getString()};
    });
    if (!read)
        return tl::unexpected(read.error());
    if (!*read)
        return tl::unexpected(noSuchRun(id));
    return **std::move(read);
}

Result<std::uint64_t, HistoryError> History::bytes() const
{
    return caught(file(), [&] {
        return static_cast<std::uint64_t>(
            m_database->execAndGet("SELECT coalesce(sum(bytes), 0) FROM runs").getInt64());
    });
}

template <class Change>
Result<void, HistoryError> History::change(Change change)
{
    try {
        return caught(file(), [&] {
            SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
            change();
            transaction.commit();
        });
    } catch (const NoSuchRun& none) {
        return tl::unexpected(noSuchRun(none.id));
    }
}

template <class Value>
Result<void, HistoryError> History::set(std::int64_t id, const char* column, const Value& value)
{
    return change([&] {
        SQLite::Statement update(
            *m_database, fmt::format("UPDATE runs SET {} = ?2 WHERE id = ?1", column));
        update.bind(2, value);
        execWith(update, id);
    });
}

Result<std::int64_t, HistoryError> History::add(const NewRun& run)
{
    std::int64_t id = 0;
    return change([&] {
        id = insertRun(*m_database, run.run);
        insertDetails(*m_database, id, run.details);
    }).map([&] { return id; });
}

Result<void, HistoryError> History::rename(std::int64_t id, const std::string& name)
{
    return set(id, "name", name);
}

Result<void, HistoryError> History::setStar(std::int64_t id, bool star)
{
    return set(id, "star", star ? 1 : 0);
}

Result<void, HistoryError> History::setNote(std::int64_t id, const std::string& note)
{
    return set(id, "note", note);
}

Result<void, HistoryError> History::setTags(std::int64_t id, const std::vector<std::string>& tags)
{
    return change([&] {
        SQLite::Statement touch(*m_database, "UPDATE runs SET name = name WHERE id = ?");
        execWith(touch, id);
        SQLite::Statement clear(*m_database, "DELETE FROM tags WHERE run = ?");
        clear.bind(1, id);
        clear.exec();
        SQLite::Statement insert(*m_database, "INSERT OR IGNORE INTO tags(run, tag) VALUES(?, ?)");
        for (const std::string& tag : tags) {
            insert.reset();
            insert.bind(1, id);
            insert.bind(2, tag);
            insert.exec();
        }
    });
}

Result<void, HistoryError> History::remove(std::span<const std::int64_t> ids)
{
    return change([&] {
        SQLite::Statement update(*m_database,
            "UPDATE runs SET deleted_ms = unixepoch() * 1000 WHERE id = ? AND deleted_ms IS NULL");
        for (const std::int64_t id : ids)
            execWith(update, id);
    });
}

Result<void, HistoryError> History::restore(std::span<const std::int64_t> ids)
{
    return change([&] {
        SQLite::Statement update(*m_database, "UPDATE runs SET deleted_ms = NULL WHERE id = ?");
        for (const std::int64_t id : ids)
            execWith(update, id);
    });
}

// The files go last: one that stays where its run has gone costs room, the other way round a run.
Result<void, HistoryError> History::purge(std::int64_t removedBeforeMs)
{
    std::vector<std::string> files;
    const auto purged = change([&] {
        SQLite::Statement rows(*m_database,
            "DELETE FROM runs WHERE deleted_ms IS NOT NULL AND deleted_ms < ? RETURNING file");
        rows.bind(1, removedBeforeMs);
        while (rows.executeStep())
            files.push_back(rows.getColumn(0).getString());
    });
    if (!purged)
        return purged;
    for (const std::string& name : files) {
        std::error_code ignored;
        if (const auto path = runFileIn(m_folder, name))
            std::filesystem::remove(*path, ignored);
    }
    return {};
}

std::string toText(const std::vector<std::string>& tags)
{
    return fmt::format("{}", fmt::join(tags, " "));
}

std::vector<std::string> tagsIn(const std::string& text)
{
    std::vector<std::string> tags;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        word.erase(0, word.find_first_not_of('#'));
        if (!word.empty())
            tags.push_back(word);
    }
    return tags;
}

} // namespace interleave
