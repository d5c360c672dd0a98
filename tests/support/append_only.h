// A folder in which nothing can be renamed or deleted (chattr +a), for as long as this lives.
#pragma once

#include "core/base/unique_fd.h"

#include <fcntl.h>
#include <filesystem>
#include <linux/fs.h>
#include <sys/ioctl.h>

namespace interleave {

class AppendOnly
{
public:
    explicit AppendOnly(const std::filesystem::path& folder)
        : m_folder(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        , m_worked(set(true))
    {
    }
    AppendOnly(const AppendOnly&) = delete;
    AppendOnly& operator=(const AppendOnly&) = delete;
    ~AppendOnly()
    {
        if (m_worked)
            set(false);
    }

    /// False where the file system does not know it, or this user may not do it.
    [[nodiscard]] bool worked() const { return m_worked; }

private:
    bool set(bool on)
    {
        int flags = 0;
        if (::ioctl(m_folder.get(), FS_IOC_GETFLAGS, &flags) != 0)
            return false;
        flags = on ? flags | FS_APPEND_FL : flags & ~FS_APPEND_FL;
        return ::ioctl(m_folder.get(), FS_IOC_SETFLAGS, &flags) == 0;
    }

    UniqueFd m_folder;
    bool m_worked;
};

} // namespace interleave
