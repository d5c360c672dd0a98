#include "core/base/file.h"
#include "core/base/file_identity.h"
#include "core/base/overwrite_file.h"
#include "core/base/printable.h"

#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <random>
#include <sys/stat.h>

namespace interleave {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kPermissions = 07777;

// A name of its own, not one made of the file's: that may be as long as the system allows.
std::string temporaryName()
{
    std::random_device random;
    return fmt::format(".interleave-{:08x}{:08x}", random(), random());
}

// Nothing of it stays, whatever ends this process. Not all file systems can.
UniqueFd createNamelessIn(const UniqueFd& folder, mode_t mode)
{
    const int flags = O_TMPFILE | O_RDWR | O_CLOEXEC;
    return UniqueFd(retryOnInterrupt([&] { return ::openat(folder.get(), ".", flags, mode); }));
}

UniqueFd createIn(const UniqueFd& folder, const std::string& name, mode_t mode)
{
    const int flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
    return UniqueFd(
        retryOnInterrupt([&] { return ::openat(folder.get(), name.c_str(), flags, mode); }));
}

// For results whose folder takes no new file.
UniqueFd createElsewhere()
{
    std::error_code failed;
    std::string name = fs::temp_directory_path(failed) / "interleave-XXXXXX";
    UniqueFd fd(::mkostemp(name.data(), O_CLOEXEC));
    if (fd.valid())
        ::unlink(name.c_str());
    return fd;
}

} // namespace

Result<AtomicFile, SystemError> AtomicFile::create(const fs::path& path, GiveUp giveUp)
{
    if (path.empty())
        return fail(SystemError::NotFound, "cannot write a file whose name is empty");
    const NamedFile named = followLinks(path);
    if (named.descriptor)
        return onto(*named.descriptor, path.string(), std::move(giveUp));
    AtomicFile file;
    file.m_path = path.string();
    file.m_target = named.path;
    file.m_giveUp = std::move(giveUp);
    struct stat status
    {
    };
    const bool exists = ::stat(named.path.c_str(), &status) == 0;
    if (!exists && errno != ENOENT)
        return failErrno(file.action());
    const auto opened = exists && !S_ISREG(status.st_mode)
        ? file.openStream(named.path, S_ISFIFO(status.st_mode))
        : (exists ? file.openOld(named.path, status.st_mode) : Result<void, SystemError>())
              .and_then([&] {
                  return file.openTemporary(
                      named.path, exists ? status.st_mode & kPermissions : 0666);
              });
    if (!opened)
        return tl::unexpected(opened.error());
    return file;
}

Result<AtomicFile, SystemError> AtomicFile::onto(int fd, const std::string& name, GiveUp giveUp)
{
    AtomicFile file;
    file.m_path = name;
    file.m_giveUp = std::move(giveUp);
    file.m_stream = true;
    const int flags = wasGiven(fd) ? ::fcntl(fd, F_GETFL) : -1;
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY)
        return failErrno(file.action(), EBADF);
    file.m_fd.reset(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
    if (!file.m_fd.valid())
        return failErrno(file.action());
    return file;
}

AtomicFile::~AtomicFile()
{
    if (m_folder.valid() && !m_temporary.empty())
        ::unlinkat(m_folder.get(), m_temporary.c_str(), 0);
}

std::string AtomicFile::action() const
{
    return fmt::format("write {}", shownBothEnds(m_path));
}

// Non-blocking, which concerns nobody else: this is no descriptor that others have.
Result<void, SystemError> AtomicFile::openStream(const fs::path& path, bool waitForReader)
{
    m_stream = true;
    const auto begin = std::chrono::steady_clock::now();
    const int flags = O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    for (;;) {
        m_fd.reset(retryOnInterrupt([&] { return ::open(path.c_str(), flags); }));
        if (m_fd.valid())
            return {};
        if (!waitForReader || errno != ENXIO || !m_giveUp)
            return failErrno(action());
        constexpr int kPauseMs = 20;
        ::poll(nullptr, 0, kPauseMs);
        if (m_giveUp(std::chrono::steady_clock::now() - begin))
            return fail(SystemError::Broken, fmt::format("cannot {}: nobody reads it", action()));
    }
}

Result<void, SystemError> AtomicFile::openOld(const fs::path& path, mode_t mode)
{
    if ((mode & 0222) == 0) // who may do everything is told, too
        return fail(SystemError::Denied,
            fmt::format("cannot {}: it is write-protected (chmod u+w it, or choose another name)",
                action()));
    for (const int access : {O_RDWR, O_WRONLY}) {
        if (!m_old.valid())
            m_old.reset(retryOnInterrupt([&] { return ::open(path.c_str(), access | O_CLOEXEC); }));
    }
    return m_old.valid() ? Result<void, SystemError>() : failErrno(action());
}

Result<void, SystemError> AtomicFile::openTemporary(const fs::path& path, mode_t mode)
{
    m_folder.reset(::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    m_name = path.filename();
    if (m_folder.valid())
        m_fd = createNamelessIn(m_folder, mode);
    if (m_fd.valid())
        return {};
    m_temporary = temporaryName();
    if (m_folder.valid())
        m_fd = createIn(m_folder, m_temporary, mode);
    if (m_fd.valid())
        return {};
    const int error = errno;
    m_temporary.clear();
    if (m_old.valid())
        m_fd = createElsewhere();
    return m_fd.valid() ? Result<void, SystemError>() : failErrno(action(), error);
}

Result<void, SystemError> AtomicFile::write(std::string_view text)
{
    return writeAll(m_fd.get(), text, action(), m_stream ? m_giveUp : GiveUp());
}

Result<void, SystemError> AtomicFile::commit()
{
    if (m_stream) {
        m_fd.reset();
        return {};
    }
    if (!flushFile(m_fd))
        return failErrno(action());
    const bool replaced = replaceOld();
    if (!replaced) {
        if (auto written = overwriteOld(); !written)
            return written;
    }
    auto there = checkThatItIsThere(!replaced && m_old.valid() ? m_old : m_fd);
    m_fd.reset();
    return there;
}

// Its folder may have been removed, moved or covered since it was opened: what was written into it
// is then under no name, or another. Where inodes have no lasting number, and where a new file is a
// copy, the size must do: a file of the same size there is taken for ours.
Result<void, SystemError> AtomicFile::checkThatItIsThere(const UniqueFd& written) const
{
    struct stat ours
    {
    };
    struct stat named
    {
    };
    const bool known = ::fstat(written.get(), &ours) == 0;
    const bool found = ::stat(m_target.c_str(), &named) == 0;
    const bool sameFile = ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
    if (found && (!known || sameFile || ours.st_size == named.st_size))
        return {};
    return fail(SystemError::NotFound,
        fmt::format("cannot {}: its folder was removed, moved or covered while the program ran "
                    "(choose one that stays)",
            action()));
}

// Where a file without a name can get none any more (the call is refused, /proc is not there) a
// copy has one from the start.
bool AtomicFile::giveTemporaryName()
{
    const std::string self = fmt::format("/proc/self/fd/{}", m_fd.get());
    const std::string name = temporaryName();
    if (::linkat(AT_FDCWD, self.c_str(), m_folder.get(), name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
        m_temporary = name;
        return true;
    }
    struct stat status
    {
    };
    if (::fstat(m_fd.get(), &status) != 0)
        return false;
    UniqueFd copy = createIn(m_folder, name, status.st_mode & kPermissions);
    if (!copy.valid())
        return false;
    m_temporary = name;
    if (!copyBytes(m_fd, copy, action()) || !flushFile(copy))
        return false;
    m_fd = std::move(copy);
    return true;
}

// False when the file at the end would not be what the old one was, or there is no way.
bool AtomicFile::replaceOld()
{
    if (m_temporary.empty() && !giveTemporaryName())
        return false;
    struct stat old
    {
    };
    struct stat now
    {
    };
    if (m_old.valid()) {
        if (::fstat(m_old.get(), &old) != 0 || ::fstat(m_fd.get(), &now) != 0 || old.st_nlink > 1)
            return false;
        const bool sameOwner = (old.st_uid == now.st_uid && old.st_gid == now.st_gid)
            || ::fchown(m_fd.get(), old.st_uid, old.st_gid) == 0;
        if (!sameOwner || ::fchmod(m_fd.get(), old.st_mode & kPermissions) != 0)
            return false;
    }
    if (::renameat(m_folder.get(), m_temporary.c_str(), m_folder.get(), m_name.c_str()) != 0)
        return false;
    m_temporary.clear();
    return true;
}

// A new one appears before it is complete, and goes again when it cannot be.
Result<void, SystemError> AtomicFile::overwriteOld()
{
    if (m_old.valid())
        return overwriteFile(m_fd, m_old, m_folder, action());
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    UniqueFd file(::openat(m_folder.get(), m_name.c_str(), flags, 0666));
    if (!file.valid())
        return failErrno(action());
    auto written = copyBytes(m_fd, file, action());
    if (written && !flushFile(file))
        written = failErrno(action());
    if (!written)
        ::unlinkat(m_folder.get(), m_name.c_str(), 0);
    return written;
}

Result<void, SystemError> writeFileAtomically(const fs::path& path, std::string_view text)
{
    auto file = AtomicFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    return file->write(text).and_then([&] { return file->commit(); });
}

} // namespace interleave
