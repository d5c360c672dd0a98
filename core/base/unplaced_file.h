// A file that is written before it gets its name: it has none until then, or a temporary one beside
// it where the file system wants that, and is gone when it never got its own.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/base/write_all.h"

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace interleave {

class UnplacedFile
{
public:
    UnplacedFile() = default;
    UnplacedFile(UnplacedFile&& other) noexcept = default;
    UnplacedFile& operator=(UnplacedFile&& other) noexcept;
    UnplacedFile(const UnplacedFile&) = delete;
    UnplacedFile& operator=(const UnplacedFile&) = delete;
    ~UnplacedFile();

    /// In `folder`. Refused where that is append-only and wants a temporary name, which nobody
    /// could take away again. `giveUp` is asked where it must be copied, and waited for the disk.
    [[nodiscard]] static Result<UnplacedFile, SystemError> create(
        const std::filesystem::path& folder,
        mode_t mode,
        const std::string& action,
        const GiveUp& giveUp);
    /// Where temporary files are, for a folder that takes no new file: it can only be copied.
    [[nodiscard]] static Result<UnplacedFile, SystemError> createElsewhere(
        const std::filesystem::path& folder, const std::string& action, const GiveUp& giveUp);

    /// Gives it `name` in its folder; false where something has that. Where the kernel or the file
    /// system cannot do both at once, somebody may come in between; where it can be given no name,
    /// a new file gets its contents, and appears before it is complete.
    [[nodiscard]] Result<bool, SystemError> place(const std::string& name);
    /// Gives it `name`, whatever had that, and what belongs to `old` (if valid). False, and nothing
    /// is done, where that is not possible, or `old` has other names, too.
    [[nodiscard]] bool replace(const std::string& name, const UniqueFd& old);
    /// Gives it a name like `name` that nothing has: "run.1.json". Of a file that can be given
    /// none, a copy is made, where temporary files are if need be. Nothing where that is not
    /// possible.
    [[nodiscard]] std::optional<std::filesystem::path> placeBeside(const std::string& name);

    /// Waits for the disk, too.
    [[nodiscard]] Result<void, SystemError> flush() const;

    [[nodiscard]] const UniqueFd& file() const { return m_file; }
    [[nodiscard]] const UniqueFd& folder() const { return m_folder; }

private:
    [[nodiscard]] bool giveTemporaryName();
    [[nodiscard]] Result<bool, SystemError> renameTo(const std::string& name);
    [[nodiscard]] Result<bool, SystemError> copyTo(const std::string& name) const;
    [[nodiscard]] Result<void, SystemError> copyInto(const UniqueFd& copy) const;
    void dropTemporary();

    std::string m_action; // for messages
    GiveUp m_giveUp;
    UniqueFd m_folder;
    UniqueFd m_file;
    std::string m_temporary; // in m_folder; empty when it has no name
    bool m_elsewhere = false; // it is not in m_folder, which takes no new file
    bool m_namesStay = false; // what m_folder has cannot be renamed or deleted
};

} // namespace interleave
