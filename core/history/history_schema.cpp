#include "core/history/history_schema.h"

#include "core/base/printable.h"
#include "core/base/unplaced_file.h"
#include "core/history/sqlite_failure.h"

#include <fmt/format.h>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>
#include <array>
#include <memory>
#include <sqlite3.h>

namespace interleave {

namespace {

// Each brings a history to the version of its place, from 1; none of them ever changes.
constexpr std::array kMigrations{
    R"(
CREATE TABLE machines(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE); -- machine_key.h
CREATE TABLE runs(
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- of no other run afterwards
    name TEXT NOT NULL,
    started_ms INTEGER NOT NULL, -- since 1970, UTC
    words TEXT NOT NULL, -- of what it is
    answer TEXT NOT NULL,
    outcome TEXT NOT NULL,
    version TEXT NOT NULL, -- of the program
    machine INTEGER NOT NULL REFERENCES machines(id),
    trials INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    star INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    deleted_ms INTEGER, -- since then it is not listed
    file TEXT NOT NULL UNIQUE, -- in the history's folder
    bytes INTEGER NOT NULL); -- of the file
CREATE TABLE details(
    run INTEGER PRIMARY KEY REFERENCES runs(id) ON DELETE CASCADE,
    experiment TEXT NOT NULL, -- as asked, JSON
    readings TEXT NOT NULL); -- of the machine, JSON
CREATE TABLE tags(
    run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    tag TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY(run, tag)) WITHOUT ROWID;
CREATE INDEX runs_of_tag ON tags(tag, run);
CREATE INDEX runs_by_start ON runs(started_ms, id) WHERE deleted_ms IS NULL;
CREATE INDEX runs_by_name ON runs(name COLLATE NOCASE, started_ms, id) WHERE deleted_ms IS NULL;
CREATE INDEX runs_by_star ON runs(star, started_ms, id) WHERE deleted_ms IS NULL;
CREATE INDEX runs_deleted ON runs(deleted_ms) WHERE deleted_ms IS NOT NULL;
CREATE INDEX runs_of_machine ON runs(machine);
)",
};

int pragma(SQLite::Database& database, const char* name)
{
    return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

// In the transaction: another program may have done it meanwhile.
void migrate(SQLite::Database& database)
{
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (int version = pragma(database, "user_version"); version < newestHistoryVersion();
         ++version) {
        database.exec(kMigrations.at(static_cast<std::size_t>(version)));
        database.exec(fmt::format("PRAGMA user_version = {}", version + 1));
    }
    transaction.commit();
}

Result<void, HistoryError> checkVersion(
    SQLite::Database& database, const std::filesystem::path& file)
{
    const int version = pragma(database, "user_version");
    if (pragma(database, "application_id") != kHistoryApplication || version < 1)
        return fail(HistoryError::NotAHistory,
            fmt::format("{} is the database of another program; move it away, and a new history "
                        "begins",
                shownBothEnds(file.string())));
    if (version > newestHistoryVersion())
        return fail(HistoryError::Newer,
            fmt::format("the history {} is of version {}, and this program knows none above {}; "
                        "use a newer one",
                shownBothEnds(file.string()),
                version,
                newestHistoryVersion()));
    return {};
}

// The bytes of an empty history.
std::string emptyHistory()
{
    SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(fmt::format("PRAGMA application_id = {}", kHistoryApplication));
    migrate(database);
    sqlite3_int64 bytes = 0;
    const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> image(
        sqlite3_serialize(database.getHandle(), "main", &bytes, 0), &sqlite3_free);
    return image == nullptr
        ? std::string()
        : std::string(image.get(), image.get() + static_cast<std::size_t>(bytes));
}

Result<void, SystemError> place(const std::filesystem::path& file, std::string_view bytes)
{
    constexpr mode_t kOwnOnly = 0600;
    const std::string action = "begin the history " + shownBothEnds(file.string());
    auto unplaced = UnplacedFile::create(file.parent_path(), kOwnOnly, action, {});
    if (!unplaced)
        return tl::unexpected(unplaced.error());
    return writeAll(unplaced->file().get(), bytes, action)
        .and_then([&] { return unplaced->flush(); })
        .and_then([&] { return unplaced->place(file.filename().string()); })
        .map([](bool /*placed*/) {});
}

} // namespace

int newestHistoryVersion()
{
    return static_cast<int>(kMigrations.size());
}

Result<void, HistoryError> prepareHistory(
    SQLite::Database& database, const std::filesystem::path& file)
{
    auto looked = caught(file, [&]() -> Result<void, HistoryError> {
        if (auto checked = checkVersion(database, file); !checked)
            return checked;
        database.exec("PRAGMA foreign_keys = ON");
        if (const std::string said = database.execAndGet("PRAGMA quick_check(1)").getString();
            said != "ok")
            return failDamaged(file, said);
        if (pragma(database, "user_version") < newestHistoryVersion())
            migrate(database);
        return {};
    });
    return looked ? *std::move(looked) : tl::unexpected(std::move(looked.error()));
}

Result<void, HistoryError> beginHistory(const std::filesystem::path& file)
{
    const auto bytes = caught(file, [] { return emptyHistory(); });
    if (!bytes)
        return tl::unexpected(bytes.error());
    return place(file, *bytes).map_error(notKept);
}

} // namespace interleave
