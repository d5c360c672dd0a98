// What stands in the journal of a batch: which runs have written into its folder, which results
// each of them was to write, and of each that it wrote from what and what it is.
//
// A result's line is written when it is whole and before it gets its name; so what has a name and
// no line was not made by the batch, unless lines were lost: with the power, or by whoever cut the
// journal. Nothing waits for the disk; only what a run was to write is there for certain.
#pragma once

#include "core/base/failure.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace interleave {

/// What changes with a file's contents, or with the file.
struct FileFacts
{
    std::uint64_t bytes = 0;
    std::int64_t changedNs = 0; // since 1970
    std::uint64_t inode = 0;

    bool operator==(const FileFacts&) const = default;
};

/// Since 1970.
[[nodiscard]] std::int64_t fileTimeNs(const timespec& time);
[[nodiscard]] FileFacts factsOf(const struct stat& status);

/// Field and value, of all on which the contents of results depend.
using BatchSettings = std::vector<std::pair<std::string, std::string>>;

struct JournalRun
{
    std::string id;
    std::string boot; // of the machine; the file system has forgotten nothing since
    BatchSettings settings;
};

struct JournalResult
{
    std::string run; // its id
    std::string picture; // within the input folder
    FileFacts input;
    std::string name; // within the output folder
    FileFacts file;
    std::uint64_t sum = 0; // of its contents
};

/// A picture at which a worker crashed.
struct JournalCrash
{
    std::string picture;
    FileFacts input;
};

struct JournalEntries
{
    std::map<std::string, JournalRun> runs; // by id
    std::map<std::string, std::string> claimed; // by a result's name, the run that was to write it
    std::map<std::string, std::vector<JournalResult>> results; // by name, the oldest first
    std::map<std::string, std::vector<JournalCrash>> crashes; // by picture
    bool damaged = false; // lines may be missing
};

[[nodiscard]] std::string lineOf(const JournalRun& run);
[[nodiscard]] std::string lineOfClaim(const std::string& run, const std::string& name);
[[nodiscard]] std::string lineOf(const JournalResult& result);
[[nodiscard]] std::string lineOf(const JournalCrash& crash);

/// Of a journal that may be cut off anywhere, or have anything else in it.
[[nodiscard]] JournalEntries entriesOf(std::string_view text);

} // namespace interleave
