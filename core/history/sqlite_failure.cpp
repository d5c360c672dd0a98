#include "core/history/sqlite_failure.h"

#include "core/base/printable.h"

#include <fmt/format.h>

#include <sqlite3.h>

namespace interleave {

namespace {

constexpr int kPrimaryCode = 0xff; // the rest says more

Failure<HistoryError> ofDatabase(
    HistoryError kind, const std::filesystem::path& file, std::string_view rest)
{
    return {kind, fmt::format("the history {} {}", shownBothEnds(file.string()), rest)};
}

} // namespace

Failure<HistoryError> describeSqlite(
    const SQLite::Exception& error, const std::filesystem::path& file)
{
    switch (error.getErrorCode() & kPrimaryCode) {
    case SQLITE_NOTADB:
        return ofDatabase(HistoryError::NotAHistory,
            file,
            "is no history but another file; move it away, and a new one begins");
    case SQLITE_CORRUPT:
        return failDamaged(file, error.what()).value();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ofDatabase(HistoryError::Busy,
            file,
            "is locked by another program; end that, or wait for it, and try again");
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return ofDatabase(HistoryError::ReadOnly,
            file,
            "cannot be written; check the permissions of the file and of its folder");
    case SQLITE_FULL:
        return ofDatabase(HistoryError::NoSpace, file, "has no room on its disk; free some space");
    default:
        return ofDatabase(HistoryError::System,
            file,
            fmt::format("cannot be used: {}; check its disk and its folder", shown(error.what())));
    }
}

Failure<HistoryError> notKept(const Failure<SystemError>& error)
{
    switch (error.kind) {
    case SystemError::NoSpace:
        return {HistoryError::NoSpace, error.message};
    case SystemError::Denied:
        return {HistoryError::ReadOnly, error.message};
    default:
        return {HistoryError::System, error.message};
    }
}

tl::unexpected<Failure<HistoryError>> failDamaged(
    const std::filesystem::path& file, std::string_view what)
{
    return tl::unexpected(ofDatabase(HistoryError::Damaged,
        file,
        fmt::format("is damaged ({}); move it away, and a new one begins: the files in 'runs' "
                    "beside it are whole, and can be opened one by one",
            shown(what))));
}

} // namespace interleave
