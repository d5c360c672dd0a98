// The file in an output folder that says what a batch of pictures has done: held by one run at a
// time, written to by its engine and its workers, each line by one call.
//
// A run that ends with all results written takes it away, unless the batch is to be gone on with,
// or another batch in the same folder is: then, and when a run was stopped or killed, it stays.
//
// Thread and process safety: write() from any thread, worker or engine; the rest is the engine's.
// It is held until the last process that has it ends. A forked copy takes nothing away. Where the
// file system has no locks it is held by nobody (isLocked()).
#pragma once

#include "core/base/owner.h"
#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/workload/image/journal_entries.h"
#include "core/workload/image/picture_folder.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

inline constexpr const char* kJournalName = ".interleave-journal";

class BatchJournal
{
public:
    /// Makes it where there is none. Fails when another run holds it, and when what has its name is
    /// no journal.
    [[nodiscard]] static Result<std::shared_ptr<BatchJournal>, PictureFolderError> hold(
        const std::filesystem::path& folder);
    /// In a worker that has inherited nothing.
    [[nodiscard]] static std::shared_ptr<BatchJournal> attach(UniqueFd file);
    BatchJournal(const BatchJournal&) = delete;
    BatchJournal& operator=(const BatchJournal&) = delete;
    BatchJournal(BatchJournal&&) = delete;
    BatchJournal& operator=(BatchJournal&&) = delete;
    ~BatchJournal();

    /// What was there when it was held.
    [[nodiscard]] const JournalEntries& entries() const { return m_entries; }
    /// Whether another run that takes the folder is noticed: some file systems have no locks.
    [[nodiscard]] bool isLocked() const { return m_isLocked; }
    /// Begins a run that is to write these results, since this start of the machine, and waits
    /// until the disk has that. The run's id.
    [[nodiscard]] Result<std::string, SystemError> begin(const std::string& boot,
        const BatchSettings& settings,
        const std::vector<std::string>& names);
    [[nodiscard]] Result<void, SystemError> write(std::string_view line) const;
    [[nodiscard]] int descriptor() const { return m_file.get(); }
    /// One of the runs that hold it here has ended. It is taken away when none of them needs it any
    /// more, and all that runs before have claimed was claimed by these, too.
    void runEnded(bool needsItNoMore);

private:
    BatchJournal() = default;
    [[nodiscard]] Result<void, SystemError> open(const std::filesystem::path& folder);
    [[nodiscard]] Result<void, SystemError> openAndLock(const std::filesystem::path& folder);
    [[nodiscard]] Result<void, SystemError> readEntries();
    [[nodiscard]] Result<void, SystemError> append(std::string_view text) const;
    [[nodiscard]] bool hasName(int folder, const char* name) const;
    [[nodiscard]] bool nothingWasDone() const;

    Owner m_owner;
    UniqueFd m_folder;
    UniqueFd m_file;
    JournalEntries m_entries;
    bool m_isNew = false;
    bool m_isLocked = false;
    bool m_hasEnded = false;
    bool m_isNeeded = false;
    std::set<std::string> m_claimedBefore; // and not by runs that hold it here
    std::optional<std::uint64_t> m_ownBytes; // what was there, and what began runs
};

/// Whether a batch in `folder` can be gone on with, as far as the journal is concerned.
[[nodiscard]] bool hasJournal(const std::filesystem::path& folder);

} // namespace interleave
