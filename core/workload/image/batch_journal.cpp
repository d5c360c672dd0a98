#include "core/workload/image/batch_journal.h"

#include "core/base/clock.h"
#include "core/base/file.h"

#include <fmt/format.h>

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestJournal = 1ULL << 30U;
constexpr std::string_view kJournalBegins = "interleave journal 1\n";

std::string journalAction(const char* verb, const fs::path& folder)
{
    return fmt::format("{} {}", verb, (folder / kJournalName).string());
}

// That nobody else has: by when it begins, to the nanosecond, and by whom.
std::string newRunId()
{
    return fmt::format("{:x}-{:x}", Clock::monotonicNs(), ::getpid());
}

// Of a file that may be cut anywhere.
bool isJournal(std::string_view text)
{
    const std::size_t common = std::min(text.size(), kJournalBegins.size());
    return text.substr(0, common) == kJournalBegins.substr(0, common);
}

// Of file systems whose server, or whose mount, has none.
bool isWithoutLocks(int error)
{
    return error == ENOSYS || error == EOPNOTSUPP || error == ENOLCK;
}

std::string_view withoutBegin(std::string_view text)
{
    return text.substr(std::min(text.size(), kJournalBegins.size()));
}

// The variants of one experiment write into one folder, by turns.
std::weak_ptr<BatchJournal>& heldHere()
{
    static std::weak_ptr<BatchJournal> held;
    return held;
}

} // namespace

Result<std::shared_ptr<BatchJournal>, PictureFolderError> BatchJournal::hold(const fs::path& folder)
{
    auto journal = heldHere().lock();
    Result<void, SystemError> opened;
    const std::string name = folder / kJournalName;
    if (!journal || !journal->hasName(AT_FDCWD, name.c_str())) {
        journal.reset(new BatchJournal);
        opened = journal->open(folder);
    }
    if (opened)
        opened = journal->readEntries();
    if (!opened)
        return failField("output",
            PictureFolderError::Denied,
            folder.string(),
            fmt::format("can have no journal: {}", opened.error().message));
    heldHere() = journal;
    return journal;
}

std::shared_ptr<BatchJournal> BatchJournal::attach(UniqueFd file)
{
    std::shared_ptr<BatchJournal> journal(new BatchJournal);
    journal->m_file = std::move(file);
    return journal;
}

BatchJournal::~BatchJournal()
{
    const bool isOurs = m_owner.isHere() && m_folder.valid() && m_file.valid();
    if (isOurs
        && ((m_hasEnded && !m_isNeeded && m_claimedBefore.empty())
            || (m_isNew && nothingWasDone())))
        ::unlinkat(m_folder.get(), kJournalName, 0);
}

// Whoever held it may have taken it away between the opening and the lock. The folder may have
// another name by then, and there are file systems whose files have another number each time.
Result<void, SystemError> BatchJournal::open(const fs::path& folder)
{
    constexpr int kRounds = 100;
    m_folder = UniqueFd(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!m_folder.valid())
        return failErrno(journalAction("open", folder));
    for (int round = 0; round < kRounds; ++round) {
        if (auto locked = openAndLock(folder); !locked) {
            m_file.reset();
            return locked;
        }
        if (hasName(m_folder.get(), kJournalName))
            return {};
    }
    m_file.reset();
    return fail(SystemError::Other,
        fmt::format("{} leads to another file each time; use another folder", kJournalName));
}

Result<void, SystemError> BatchJournal::openAndLock(const fs::path& folder)
{
    constexpr int kFlags = O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    m_isNew = ::faccessat(m_folder.get(), kJournalName, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
    m_file = UniqueFd(::openat(m_folder.get(), kJournalName, kFlags | O_CREAT, 0666));
    if (!m_file.valid())
        return failErrno(journalAction("open", folder));
    m_isLocked = ::flock(m_file.get(), LOCK_EX | LOCK_NB) == 0;
    if (m_isLocked || isWithoutLocks(errno))
        return {};
    if (errno != EWOULDBLOCK)
        return failErrno(journalAction("lock", folder));
    return fail(SystemError::Exists,
        "another run is writing into the folder; wait until it has ended, or use another folder");
}

Result<void, SystemError> BatchJournal::readEntries()
{
    struct stat status
    {
    };
    if (::fstat(m_file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        m_file.reset();
        return fail(
            SystemError::NotAFile, fmt::format("{} is no file; use another folder", kJournalName));
    }
    ::lseek(m_file.get(), 0, SEEK_SET);
    auto text = readDescriptor(m_file.get(), kJournalName, kLargestJournal);
    if (text && !isJournal(*text)) {
        m_file.reset();
        return fail(SystemError::NotAFile,
            fmt::format("{} is another program's; use another folder", kJournalName));
    }
    if (!text)
        return tl::unexpected(std::move(text.error()));
    if (text->size() < kJournalBegins.size()) {
        text->clear();
        if (::ftruncate(m_file.get(), 0) != 0)
            return failErrno(fmt::format("write {}", kJournalName));
    }
    m_entries = entriesOf(withoutBegin(*text));
    if (!m_ownBytes) {
        m_ownBytes = text->size();
        for (const auto& [name, run] : m_entries.claimed)
            m_claimedBefore.insert(name);
    }
    return {};
}

// The name leads to the file that is held.
bool BatchJournal::hasName(int folder, const char* name) const
{
    struct stat held
    {
    };
    struct stat named
    {
    };
    return ::fstat(m_file.get(), &held) == 0
        && ::fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && held.st_dev == named.st_dev
        && held.st_ino == named.st_ino;
}

bool BatchJournal::nothingWasDone() const
{
    struct stat status
    {
    };
    return ::fstat(m_file.get(), &status) == 0
        && static_cast<std::uint64_t>(status.st_size) == m_ownBytes;
}

Result<std::string, SystemError> BatchJournal::begin(
    const std::string& boot, const BatchSettings& settings, const std::vector<std::string>& names)
{
    const JournalRun run{.id = newRunId(), .boot = boot, .settings = settings};
    std::string text(m_ownBytes == std::uint64_t{0} ? kJournalBegins : "");
    text += lineOf(run);
    for (const std::string& name : names)
        text += lineOfClaim(run.id, name);
    if (auto written = append(text); !written)
        return tl::unexpected(std::move(written.error()));
    *m_ownBytes += text.size();
    for (const std::string& name : names)
        m_claimedBefore.erase(name);
    return run.id;
}

void BatchJournal::runEnded(bool needsItNoMore)
{
    m_hasEnded = true;
    m_isNeeded = m_isNeeded || !needsItNoMore;
}

// On the disk, or not at all: a run that has no room to begin leaves nothing of itself.
Result<void, SystemError> BatchJournal::append(std::string_view text) const
{
    const std::string action = fmt::format("write {}", kJournalName);
    struct stat before
    {
    };
    if (::fstat(m_file.get(), &before) != 0)
        return failErrno(action);
    auto written = writeAll(m_file.get(), text, action);
    const UniqueFd folder(::openat(m_folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (written
        && (::fdatasync(m_file.get()) != 0 || (folder.valid() && ::fsync(folder.get()) != 0)))
        written = failErrno(action);
    if (!written && ::ftruncate(m_file.get(), before.st_size) != 0)
        written.error().message += "; what was written of it stays";
    return written;
}

// By one call, so that no line is inside of another.
Result<void, SystemError> BatchJournal::write(std::string_view line) const
{
    const ssize_t written
        = retryOnInterrupt([&] { return ::write(m_file.get(), line.data(), line.size()); });
    if (written == static_cast<ssize_t>(line.size()))
        return {};
    return failErrno(fmt::format("write {}", kJournalName), written < 0 ? errno : ENOSPC);
}

bool hasJournal(const fs::path& folder)
{
    std::error_code error; // one that can't be looked at is none
    return fs::is_regular_file(fs::symlink_status(folder / kJournalName, error))
        && fs::file_size(folder / kJournalName, error) > 0 && !error;
}

} // namespace interleave
