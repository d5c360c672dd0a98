// Whole files: read with a limit, written so that a reader never sees half of one.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/base/unplaced_file.h"
#include "core/base/write_all.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/stat.h>

namespace interleave {

/// The contents of `path`. Fails when they are larger than `limit` bytes: a regular file is then
/// not even read, of anything else (a pipe) at most a block more than `limit`. A path that stands
/// for a descriptor (/dev/stdin) is read from where that is.
[[nodiscard]] Result<std::string, SystemError> readFile(
    const std::filesystem::path& path, std::size_t limit);

/// The same of what is open already; `name` is for the message of a failure.
[[nodiscard]] Result<std::string, SystemError> readDescriptor(
    int fd, const std::string& name, std::size_t limit);

/// Opens a file for reading, and waits for nobody: what is none is refused by what it is, because
/// who opens a named pipe stands there until somebody writes to it, and nothing ends that thread.
[[nodiscard]] Result<UniqueFd, SystemError> openRegularFile(const std::filesystem::path& path);

/// readFile() of such a file, for those who must not wait.
[[nodiscard]] Result<std::string, SystemError> readRegularFile(
    const std::filesystem::path& path, std::size_t limit);

/// Its first bytes: what tells which kind of file it is.
[[nodiscard]] Result<std::string, SystemError> readBeginOf(
    const std::filesystem::path& path, std::size_t bytes);

/// What becomes of what another program has written under the name while this one wrote.
enum class WrittenMeanwhile { Kept, Replaced };

/// A file that appears under its name when it is complete: written without a name (under a
/// temporary one beside it where the file system wants that), put under its own by commit(), gone
/// when that was never called. `path` holds the old contents or the new, never half. A new file has
/// the permissions that the umask leaves; an old one keeps its own, its owner, its access control
/// list and extended attributes, and its place behind a symbolic link, and one that is
/// write-protected is refused.
///
/// Where a rename cannot do that (the folder or the file system forbids it, the file is a mount
/// point, has another owner or other names) the old file is overwritten by commit(), when all is
/// written, and nothing old is lost (overwrite_file.h). What is no regular file (a device, a pipe,
/// /dev/fd/N) is written to directly.
///
/// Who names a file gives away what stands in it then, and nothing that comes later: a file that
/// appeared since create(), or that has another size or time of change than it had, is left as it
/// is. What was written is then placed beside it ("run.1.json"), and commit() fails with both
/// names. That is certain for a name that was free (the kernel looks and places in one step, where
/// the file system can: unplaced_file.h), and for an old file up to the moment before the rename.
class AtomicFile
{
public:
    /// Fails when `path` cannot be written. `giveUp` is asked while a reader is written to, a named
    /// pipe has none, a file gets large, or the disk lets it wait: once there is no more time, a
    /// file is put under its name without waiting for the disk. Without it the second is a failure.
    [[nodiscard]] static Result<AtomicFile, SystemError> create(
        const std::filesystem::path& path, GiveUp giveUp = {});
    /// A descriptor that this program was started with, as it is: what it was redirected to is
    /// neither opened again nor replaced.
    [[nodiscard]] static Result<AtomicFile, SystemError> onto(
        int fd, const std::string& name, GiveUp giveUp = {});
    AtomicFile(AtomicFile&& other) noexcept = default;
    AtomicFile& operator=(AtomicFile&&) = delete;
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile() = default;

    [[nodiscard]] Result<void, SystemError> write(std::string_view text);
    /// NotFound when what was written does not stand under the name at the end, nor what another
    /// program has put in its place since.
    [[nodiscard]] Result<void, SystemError> commit(
        WrittenMeanwhile others = WrittenMeanwhile::Kept);
    /// Whether a reader can make write() wait.
    [[nodiscard]] bool isStream() const { return m_isStream; }

private:
    AtomicFile() = default;
    [[nodiscard]] std::string action() const;
    Result<void, SystemError> openStream(const std::filesystem::path& path, bool waitForReader);
    Result<void, SystemError> openFile(bool exists);
    Result<void, SystemError> openOld();
    [[nodiscard]] bool isChanged() const;
    Result<void, SystemError> placeNew(WrittenMeanwhile others);
    Result<void, SystemError> replaceOld(WrittenMeanwhile others);
    [[nodiscard]] tl::unexpected<Failure<SystemError>> failTaken();
    [[nodiscard]] Result<void, SystemError> checkThatItIsThere() const;
    [[nodiscard]] bool isReplaced() const;

    std::string m_path; // as its user wrote it
    std::filesystem::path m_target; // where its links lead
    GiveUp m_giveUp;
    bool m_isStream = false;
    std::uint64_t m_bytes = 0; // that were to be written
    UniqueFd m_stream; // what is written to directly; closed by commit()
    UniqueFd m_old; // the file that is there, open for writing
    struct stat m_before
    {
    }; // of m_old
    UnplacedFile m_new;
};

/// An AtomicFile written at once: of two programs that do it at the same time, the last one wins.
[[nodiscard]] Result<void, SystemError> writeFileAtomically(
    const std::filesystem::path& path, std::string_view text);

} // namespace interleave
