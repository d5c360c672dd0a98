#include "core/base/unplaced_file.h"

#include "core/base/file_attributes.h"
#include "core/base/flush_file.h"
#include "core/base/overwrite_file.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

namespace fs = std::filesystem;

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

// Of what cannot be found, those of a new file.
mode_t permissionsOf(const UniqueFd& file)
{
    struct stat status
    {
    };
    return ::fstat(file.get(), &status) == 0 ? status.st_mode & kPermissions : 0600;
}

UniqueFd createTemporary(std::string& name)
{
    std::error_code failed;
    name = fs::temp_directory_path(failed) / "interleave-XXXXXX";
    return UniqueFd(::mkostemp(name.data(), O_CLOEXEC));
}

// Of a folder that would keep a temporary name: for another reason than that it needs one, or not.
tl::unexpected<Failure<SystemError>> failNamesStay(const std::string& action, int error)
{
    if (error != EOPNOTSUPP && error != EISDIR)
        return failErrno(action, error);
    return fail(SystemError::Denied,
        fmt::format("cannot {}: nothing can be renamed or deleted in its folder (chattr -a it, or "
                    "choose another folder)",
            action));
}

bool linkTo(const UniqueFd& file, const UniqueFd& folder, const std::string& name)
{
    const std::string self = fmt::format("/proc/self/fd/{}", file.get());
    return ::linkat(AT_FDCWD, self.c_str(), folder.get(), name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

bool hasOtherNames(const UniqueFd& file)
{
    struct stat status
    {
    };
    return ::fstat(file.get(), &status) != 0 || status.st_nlink > 1;
}

bool isTaken(const UniqueFd& folder, const std::string& name)
{
    struct stat status
    {
    };
    return ::fstatat(folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

} // namespace

UnplacedFile::~UnplacedFile()
{
    dropTemporary();
}

UnplacedFile& UnplacedFile::operator=(UnplacedFile&& other) noexcept
{
    dropTemporary();
    m_action = std::move(other.m_action);
    m_giveUp = std::move(other.m_giveUp);
    m_folder = std::move(other.m_folder);
    m_file = std::move(other.m_file);
    m_temporary = std::exchange(other.m_temporary, {});
    m_elsewhere = other.m_elsewhere;
    m_namesStay = other.m_namesStay;
    return *this;
}

void UnplacedFile::dropTemporary()
{
    if (m_folder.valid() && !m_temporary.empty())
        ::unlinkat(m_folder.get(), m_temporary.c_str(), 0);
    m_temporary.clear();
}

Result<UnplacedFile, SystemError> UnplacedFile::create(
    const fs::path& folder, mode_t mode, const std::string& action, const GiveUp& giveUp)
{
    UnplacedFile made;
    made.m_action = action;
    made.m_giveUp = giveUp;
    made.m_folder.reset(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!made.m_folder.valid())
        return failErrno(action);
    made.m_namesStay = keepsAllNames(made.m_folder);
    made.m_file = createNamelessIn(made.m_folder, mode);
    if (made.m_file.valid())
        return made;
    if (made.m_namesStay)
        return failNamesStay(action, errno);
    std::string name = temporaryName();
    made.m_file = createIn(made.m_folder, name, mode);
    if (!made.m_file.valid())
        return failErrno(action);
    made.m_temporary = std::move(name);
    return made;
}

Result<UnplacedFile, SystemError> UnplacedFile::createElsewhere(
    const fs::path& folder, const std::string& action, const GiveUp& giveUp)
{
    UnplacedFile made;
    made.m_action = action;
    made.m_giveUp = giveUp;
    made.m_elsewhere = true;
    made.m_folder.reset(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    made.m_namesStay = keepsAllNames(made.m_folder);
    std::string name;
    made.m_file = createTemporary(name);
    if (!made.m_file.valid())
        return failErrno(action);
    ::unlink(name.c_str());
    return made;
}

Result<bool, SystemError> UnplacedFile::place(const std::string& name)
{
    if (m_temporary.empty() && !m_elsewhere) {
        if (linkTo(m_file, m_folder, name))
            return true;
        if (errno == EEXIST)
            return false;
    }
    if (!m_elsewhere && !m_namesStay && (!m_temporary.empty() || giveTemporaryName())) {
        if (auto renamed = renameTo(name))
            return renamed;
    }
    return copyTo(name);
}

// A link where a rename cannot look first, a look before a rename where there are no links.
Result<bool, SystemError> UnplacedFile::renameTo(const std::string& name)
{
    const int folder = m_folder.get();
    const char* from = m_temporary.c_str();
    const char* to = name.c_str();
    bool renamed = ::renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0;
    if (!renamed && errno == EEXIST)
        return false;
    if (!renamed && ::linkat(folder, from, folder, to, 0) == 0) {
        dropTemporary();
        return true;
    }
    if (!renamed && isTaken(m_folder, name))
        return false;
    renamed = renamed || ::renameat(folder, from, folder, to) == 0;
    if (!renamed)
        return failErrno(m_action);
    m_temporary.clear();
    return true;
}

Result<void, SystemError> UnplacedFile::flush() const
{
    return flushFile(m_file, m_action, m_giveUp);
}

Result<void, SystemError> UnplacedFile::copyInto(const UniqueFd& copy) const
{
    return copyBytes(m_file, copy, m_action, m_giveUp).and_then([&] {
        return flushFile(copy, m_action, m_giveUp);
    });
}

Result<bool, SystemError> UnplacedFile::copyTo(const std::string& name) const
{
    const UniqueFd copy = createIn(m_folder, name, permissionsOf(m_file));
    if (!copy.valid() && errno == EEXIST)
        return false;
    if (!copy.valid())
        return failErrno(m_action);
    auto copied = copyInto(copy);
    if (copied)
        return true;
    if (::unlinkat(m_folder.get(), name.c_str(), 0) != 0)
        copied.error().message += "; what stands there now is not whole";
    return tl::unexpected(copied.error());
}

bool UnplacedFile::replace(const std::string& name, const UniqueFd& old)
{
    if (m_elsewhere || m_namesStay || (m_temporary.empty() && !giveTemporaryName()))
        return false;
    if (old.valid() && (hasOtherNames(old) || !keepAttributes(old, m_file)))
        return false;
    if (::renameat(m_folder.get(), m_temporary.c_str(), m_folder.get(), name.c_str()) != 0)
        return false;
    m_temporary.clear();
    return true;
}

// Where a file without a name can get none any more (the call is refused, /proc is not there) a
// copy has one from the start.
bool UnplacedFile::giveTemporaryName()
{
    const std::string name = temporaryName();
    if (linkTo(m_file, m_folder, name)) {
        m_temporary = name;
        return true;
    }
    UniqueFd copy = createIn(m_folder, name, permissionsOf(m_file));
    if (!copy.valid())
        return false;
    m_temporary = name;
    if (!copyInto(copy)) {
        dropTemporary(); // or place() would give the half of it a name
        return false;
    }
    m_file = std::move(copy);
    return true;
}

std::optional<fs::path> UnplacedFile::placeBeside(const std::string& name)
{
    constexpr int kTries = 99;
    const fs::path folder = pathOfFolder(m_folder);
    const std::string stem = fs::path(name).stem();
    const std::string extension = fs::path(name).extension();
    for (int i = 1; i <= kTries; ++i) {
        const std::string beside = fmt::format("{}.{}{}", stem, i, extension);
        const auto placed = place(beside);
        if (placed.value_or(false))
            return folder / beside;
        if (!placed)
            break; // a longer name is too long, or the folder takes none
    }
    const std::string own = temporaryName();
    if (place(own).value_or(false))
        return folder / own;
    std::string elsewhere;
    const UniqueFd copy = createTemporary(elsewhere);
    if (copy.valid() && copyInto(copy))
        return elsewhere;
    if (copy.valid())
        ::unlink(elsewhere.c_str());
    return std::nullopt;
}

} // namespace interleave
