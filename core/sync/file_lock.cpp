#include "core/sync/file_lock.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>

namespace interleave {

Result<FileLock, SystemError> FileLock::open(Kind kind, int descriptor, HolderNote& note)
{
    const std::string path = fmt::format("/proc/self/fd/{}", descriptor);
    UniqueFd file(retryOnInterrupt([&] { return ::open(path.c_str(), O_RDWR | O_CLOEXEC); }));
    if (!file.valid())
        return failErrno("open the lock file " + path);
    return FileLock(kind, std::move(file), note);
}

// The whole file, of whatever length.
int FileLock::setLock(int command, short type) const
{
    struct flock range
    {
    };
    range.l_type = type;
    range.l_whence = SEEK_SET;
    return retryOnInterrupt([&] { return ::fcntl(m_file.get(), command, &range); });
}

int FileLock::lock(bool wait) const
{
    if (m_kind == Kind::Fcntl)
        return setLock(wait ? F_OFD_SETLKW : F_OFD_SETLK, F_WRLCK);
    const int operation = wait ? LOCK_EX : LOCK_EX | LOCK_NB;
    return retryOnInterrupt([&] { return ::flock(m_file.get(), operation); });
}

// Both calls would grant what this description has already.
Acquisition FileLock::tryAcquire(WorkerIndex me)
{
    if (m_note->names(me))
        return Acquisition::Refused;
    if (lock(false) == 0)
        return m_note->enter(me);
    return errno == EWOULDBLOCK || errno == EACCES ? Acquisition::Busy : Acquisition::Refused;
}

Acquisition FileLock::acquire(WorkerIndex me)
{
    if (m_note->names(me))
        return Acquisition::Refused;
    return lock(true) == 0 ? m_note->enter(me) : Acquisition::Refused;
}

bool FileLock::release(WorkerIndex me)
{
    if (!m_note->leave(me))
        return false;
    return m_kind == Kind::Fcntl ? setLock(F_OFD_SETLK, F_UNLCK) == 0
                                 : ::flock(m_file.get(), LOCK_UN) == 0;
}

} // namespace interleave
