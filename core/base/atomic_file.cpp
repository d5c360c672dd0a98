#include "core/base/file.h"
#include "core/base/file_attributes.h"
#include "core/base/file_identity.h"
#include "core/base/overwrite_file.h"
#include "core/base/printable.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <utility>

namespace interleave {

namespace {

namespace fs = std::filesystem;

// Of a file system that lets a write wait.
constexpr std::chrono::milliseconds kLate{100};

bool isSameFile(const UniqueFd& file, const fs::path& path)
{
    struct stat ours
    {
    };
    struct stat named
    {
    };
    return ::fstat(file.get(), &ours) == 0 && ::stat(path.c_str(), &named) == 0
        && ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

// What cannot be read is not said to be another.
bool hasSameContents(const UniqueFd& file, const fs::path& path)
{
    const UniqueFd named(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!named.valid())
        return errno == EACCES;
    std::array<char, std::size_t{64} * 1024> ours{};
    std::array<char, ours.size()> theirs{};
    for (off_t at = 0;;) {
        const ssize_t count
            = retryOnInterrupt([&] { return ::pread(file.get(), ours.data(), ours.size(), at); });
        const ssize_t found = retryOnInterrupt(
            [&] { return ::pread(named.get(), theirs.data(), theirs.size(), at); });
        if (count != found || count < 0)
            return false;
        if (count == 0)
            return true;
        if (!std::equal(ours.begin(), ours.begin() + count, theirs.begin()))
            return false;
        at += count;
    }
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
    const bool exists = ::stat(named.path.c_str(), &file.m_before) == 0;
    if (!exists && errno != ENOENT)
        return failErrno(file.action());
    const mode_t mode = file.m_before.st_mode;
    const auto opened = exists && !S_ISREG(mode) ? file.openStream(named.path, S_ISFIFO(mode))
                                                 : file.openFile(exists);
    if (!opened)
        return tl::unexpected(opened.error());
    return file;
}

Result<AtomicFile, SystemError> AtomicFile::onto(int fd, const std::string& name, GiveUp giveUp)
{
    AtomicFile file;
    file.m_path = name;
    file.m_giveUp = std::move(giveUp);
    file.m_isStream = true;
    const int flags = wasGiven(fd) ? ::fcntl(fd, F_GETFL) : -1;
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY)
        return failErrno(file.action(), EBADF);
    file.m_stream.reset(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
    if (!file.m_stream.valid())
        return failErrno(file.action());
    return file;
}

std::string AtomicFile::action() const
{
    return fmt::format("write {}", shownBothEnds(m_path));
}

// Non-blocking, which concerns nobody else: this is no descriptor that others have.
Result<void, SystemError> AtomicFile::openStream(const fs::path& path, bool waitForReader)
{
    m_isStream = true;
    const auto begin = std::chrono::steady_clock::now();
    const int flags = O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    for (;;) {
        m_stream.reset(retryOnInterrupt([&] { return ::open(path.c_str(), flags); }));
        if (m_stream.valid())
            return {};
        if (!waitForReader || errno != ENXIO || !m_giveUp)
            return failErrno(action());
        if (m_giveUp(std::chrono::steady_clock::now() - begin))
            return fail(SystemError::Broken, fmt::format("cannot {}: nobody reads it", action()));
        constexpr int kPauseMs = 20;
        ::poll(nullptr, 0, kPauseMs);
    }
}

Result<void, SystemError> AtomicFile::openOld()
{
    if ((m_before.st_mode & 0222) == 0) // who may do everything is told, too
        return fail(SystemError::Denied,
            fmt::format("cannot {}: it is write-protected (chmod u+w it, or choose another name)",
                action()));
    for (const int access : {O_RDWR, O_WRONLY}) {
        if (!m_old.valid())
            m_old.reset(
                retryOnInterrupt([&] { return ::open(m_target.c_str(), access | O_CLOEXEC); }));
    }
    return m_old.valid() ? Result<void, SystemError>() : failErrno(action());
}

Result<void, SystemError> AtomicFile::openFile(bool exists)
{
    if (exists) {
        if (auto opened = openOld(); !opened)
            return opened;
    }
    const fs::path folder = m_target.parent_path();
    const mode_t mode = exists ? m_before.st_mode & kPermissions : 0666;
    auto made = UnplacedFile::create(folder, mode, action(), m_giveUp);
    if (!made && exists) {
        if (auto elsewhere = UnplacedFile::createElsewhere(folder, action(), m_giveUp))
            made = std::move(elsewhere);
    }
    if (!made)
        return tl::unexpected(made.error());
    m_new = *std::move(made);
    return {};
}

Result<void, SystemError> AtomicFile::write(std::string_view text)
{
    // Whether the disk has room, this or commit() learns.
    m_bytes += text.size();
    const int fd = (m_isStream ? m_stream : m_new.file()).get();
    if (!m_giveUp)
        return writeAll(fd, text, action());
    if (!m_isStream && m_bytes <= kWrittenAtOnce)
        return writeAll(fd, text, action(), [this](std::chrono::nanoseconds idle) {
            return idle > kLate && m_giveUp(idle);
        });
    if (m_giveUp(std::chrono::nanoseconds::zero())) // of many small pieces each is its last
        return failTooLong(action());
    return writeAll(fd, text, action(), m_giveUp);
}

Result<void, SystemError> AtomicFile::commit(WrittenMeanwhile others)
{
    m_stream.reset();
    if (m_isStream)
        return {};
    if (auto flushed = m_new.flush(); !flushed)
        return flushed;
    auto stored = (m_old.valid() ? replaceOld(others) : placeNew(others)).and_then([&] {
        return checkThatItIsThere();
    });
    m_new = UnplacedFile();
    return stored;
}

Result<void, SystemError> AtomicFile::placeNew(WrittenMeanwhile others)
{
    const std::string name = m_target.filename();
    const auto placed = m_new.place(name);
    if (!placed)
        return tl::unexpected(placed.error());
    if (*placed || (others == WrittenMeanwhile::Replaced && m_new.replace(name, m_old)))
        return {};
    return failTaken();
}

Result<void, SystemError> AtomicFile::replaceOld(WrittenMeanwhile others)
{
    if (others == WrittenMeanwhile::Kept && isChanged())
        return failTaken();
    if (m_new.replace(m_target.filename(), m_old))
        return {};
    return overwriteFile(m_new.file(), m_old, m_new.folder(), action(), m_giveUp);
}

// One that was removed has nothing to lose.
bool AtomicFile::isChanged() const
{
    struct stat now
    {
    };
    const auto timeOf = [](const struct stat& status) {
        return std::pair(status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    };
    return ::fstatat(m_new.folder().get(), m_target.filename().c_str(), &now, 0) == 0
        && (now.st_size != m_before.st_size || timeOf(now) != timeOf(m_before));
}

tl::unexpected<Failure<SystemError>> AtomicFile::failTaken()
{
    const auto beside = m_new.placeBeside(m_target.filename());
    return fail(SystemError::Exists,
        fmt::format("cannot {}: another program has written it meanwhile, and it is left so; {}",
            action(),
            beside ? fmt::format("what this one wrote is in {} (rename it, or remove it)",
                shownBothEnds(beside->string()))
                   : "what this one wrote found no other place"));
}

// Its folder may have been removed, moved or covered since it was opened: what was written into it
// is then under no name, or another. What was copied, and what is where inodes have no lasting
// number, is another file with the same contents.
Result<void, SystemError> AtomicFile::checkThatItIsThere() const
{
    if (isSameFile(m_new.file(), m_target) || (m_old.valid() && isSameFile(m_old, m_target))
        || hasSameContents(m_new.file(), m_target) || isReplaced())
        return {};
    return fail(SystemError::NotFound,
        fmt::format("cannot {}: its folder was removed, moved or covered while the program ran "
                    "(choose one that stays)",
            action()));
}

// By one that came after it: the last one wins.
bool AtomicFile::isReplaced() const
{
    struct stat named
    {
    };
    const UniqueFd& folder = m_new.folder();
    return folder.valid() && isSameFile(folder, m_target.parent_path())
        && ::fstatat(folder.get(), m_target.filename().c_str(), &named, 0) == 0
        && S_ISREG(named.st_mode);
}

Result<void, SystemError> writeFileAtomically(const fs::path& path, std::string_view text)
{
    auto file = AtomicFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    return file->write(text).and_then([&] { return file->commit(WrittenMeanwhile::Replaced); });
}

} // namespace interleave
