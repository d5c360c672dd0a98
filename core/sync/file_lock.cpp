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

int FileLock::unlock() const
{
    if (m_kind == Kind::Fcntl)
        return setLock(F_OFD_SETLK, F_UNLCK);
    return retryOnInterrupt([&] { return ::flock(m_file.get(), LOCK_UN); });
}

// Both calls would grant what this description has already.
Acquisition FileLock::take(WorkerIndex me, bool wait)
{
    if (m_note->names(me)) {
        m_error = 0;
        return Acquisition::Refused;
    }
    if (!m_file.valid())
        return Acquisition::Refused;
    if (lock(wait) == 0)
        return m_note->enter(me);
    m_error = errno;
    return !wait && (m_error == EWOULDBLOCK || m_error == EACCES) ? Acquisition::Busy
                                                                  : Acquisition::Refused;
}

Acquisition FileLock::tryAcquire(WorkerIndex me)
{
    return take(me, false);
}

Acquisition FileLock::acquire(WorkerIndex me)
{
    return take(me, true);
}

std::string FileLock::refusal() const
{
    const std::string_view name = m_kind == Kind::Flock ? "flock" : "fcntl";
    if (m_error == 0)
        return fmt::format("the primitive {} was refused: its holder asked for it again", name);
    return describeErrno(fmt::format("use the primitive {}", name), m_error).message;
}

// Closing it frees the lock whatever the call says, so that nobody waits for it for ever.
bool FileLock::release(WorkerIndex me)
{
    if (!m_note->leave(me))
        return false;
    if (unlock() == 0)
        return true;
    m_error = errno;
    m_file.reset();
    return false;
}

} // namespace interleave
