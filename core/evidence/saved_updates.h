// The log of a trial's updates in a file, after its recording. Only what each worker read is kept,
// 8 bytes an update: the history is found again from it, so a file can claim nothing that its log
// does not prove.
//
//   "ItlvUpd1" | trial | operations | final word | workers | words of each worker | the words
//
// Thread and process safety: plain functions. Bytes that come from a file are checked before they
// are used; what contradicts itself is an error.
#pragma once

#include "core/evidence/update_history.h"

#include <functional>
#include <string_view>
#include <vector>

namespace interleave {

/// How what saveUpdates() writes begins.
inline constexpr std::string_view kUpdatesMagic = "ItlvUpd1";

struct SavedUpdates
{
    std::uint64_t trial = 0;
    UpdateHistory history;
};

/// `write` takes the next bytes of the file.
[[nodiscard]] Result<void, SystemError> saveUpdates(const UpdateHistory& history,
    std::uint64_t trial,
    const std::function<Result<void, SystemError>(std::string_view)>& write);

/// All that follow each other, each of another trial, in the file from `offset` to its end, which
/// stays the caller's. Some tens of nanoseconds per update.
[[nodiscard]] Result<std::vector<SavedUpdates>, EvidenceError> readUpdates(
    int file, std::uint64_t offset);

} // namespace interleave
