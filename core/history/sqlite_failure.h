// What SQLite throws, as a value: one sentence with the remedy.
#pragma once

#include "core/base/system_error.h"
#include "core/history/history_error.h"

#include <SQLiteCpp/Exception.h>
#include <filesystem>
#include <type_traits>

namespace interleave {

/// `file` is the history's database.
[[nodiscard]] Failure<HistoryError> describeSqlite(
    const SQLite::Exception& error, const std::filesystem::path& file);

/// Of one of the files beside it.
[[nodiscard]] Failure<HistoryError> notKept(const Failure<SystemError>& error);

[[nodiscard]] tl::unexpected<Failure<HistoryError>> failDamaged(
    const std::filesystem::path& file, std::string_view what);

/// What `call` gives, which uses that database.
template <class Call>
[[nodiscard]] auto caught(const std::filesystem::path& file, Call call)
    -> Result<std::invoke_result_t<Call>, HistoryError>
{
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Call>>) {
            call();
            return {};
        } else {
            return call();
        }
    } catch (const SQLite::Exception& error) {
        return tl::unexpected(describeSqlite(error, file));
    }
}

} // namespace interleave
