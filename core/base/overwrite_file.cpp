#include "core/base/overwrite_file.h"

#include "core/base/file_attributes.h"
#include "core/base/printable.h"
#include "core/base/write_all.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

namespace fs = std::filesystem;

off_t sizeOf(const UniqueFd& file)
{
    struct stat status
    {
    };
    return ::fstat(file.get(), &status) == 0 ? status.st_size : 0;
}

// The contents of a file, as they were.
struct Kept
{
    fs::path path;
    UniqueFd file{};
};

Result<Kept, SystemError> keepIn(
    const fs::path& folder, const UniqueFd& file, const std::string& action)
{
    std::string name = folder / ".interleave-old-XXXXXX";
    Kept kept{.file = UniqueFd(::mkostemp(name.data(), O_CLOEXEC))};
    if (!kept.file.valid())
        return failErrno(action);
    kept.path = name;
    auto copied = copyBytes(file, kept.file, action);
    if (copied && !flushFile(kept.file))
        copied = failErrno(action);
    if (copied)
        return kept;
    ::unlink(kept.path.c_str());
    return tl::unexpected(copied.error());
}

// In its folder, or where that takes no new file or has no room, where temporary files are.
Result<Kept, SystemError> keep(
    const UniqueFd& file, const UniqueFd& folder, const std::string& action)
{
    if ((::fcntl(file.get(), F_GETFL) & O_ACCMODE) == O_WRONLY)
        return fail(SystemError::Denied,
            fmt::format("cannot {}: it cannot be read, so what it holds could be lost (chmod u+r "
                        "it, or choose another name)",
                action));
    const std::string keeping = action + ", for what it holds must be kept meanwhile";
    std::error_code failed;
    if (keepsAllNames(folder)) // nor would what is kept go again
        return keepIn(fs::temp_directory_path(failed), file, keeping);
    auto beside = keepIn(pathOfFolder(folder), file, keeping);
    if (beside)
        return beside;
    auto elsewhere = keepIn(fs::temp_directory_path(failed), file, keeping);
    return elsewhere ? std::move(elsewhere) : std::move(beside);
}

bool isNoRoom(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

// Room first: what finds none changes nothing. Not all file systems know how to reserve some.
Result<void, SystemError> writeInPlace(
    const UniqueFd& source, const UniqueFd& file, const std::string& action)
{
    const off_t size = sizeOf(source);
    if (size > 0 && ::fallocate(file.get(), FALLOC_FL_KEEP_SIZE, 0, size) != 0 && isNoRoom(errno))
        return failErrno(action);
    if (auto copied = copyBytes(source, file, action); !copied)
        return copied;
    const bool stored = ::ftruncate(file.get(), size) == 0 && flushFile(file);
    return stored ? Result<void, SystemError>() : failErrno(action);
}

// All of it: what is cut off again where the new contents are shorter is lost as well. Only that
// takes new room.
Result<void, SystemError> putBack(const Kept& kept, const UniqueFd& file, const std::string& action)
{
    if (::lseek(file.get(), 0, SEEK_SET) != 0)
        return failErrno(action);
    if (auto copied = copyBytes(kept.file, file, action); !copied)
        return copied;
    const bool stored = ::ftruncate(file.get(), sizeOf(kept.file)) == 0 && flushFile(file);
    return stored ? Result<void, SystemError>() : failErrno(action);
}

} // namespace

Result<void, SystemError> copyBytes(
    const UniqueFd& from, const UniqueFd& to, std::string_view action)
{
    std::array<char, std::size_t{64} * 1024> block;
    for (off_t at = 0;;) {
        const ssize_t count
            = retryOnInterrupt([&] { return ::pread(from.get(), block.data(), block.size(), at); });
        if (count < 0)
            return failErrno(action);
        if (count == 0)
            return {};
        const std::string_view piece(block.data(), static_cast<std::size_t>(count));
        if (auto written = writeAll(to.get(), piece, action); !written)
            return written;
        at += count;
    }
}

bool flushFile(const UniqueFd& file)
{
    // What fails for another reason than these has not reached the disk.
    constexpr std::array kCannot{EINVAL, ENOSYS, EOPNOTSUPP, EPERM, EACCES, EROFS, ENOTTY};
    if (retryOnInterrupt([&] { return ::fsync(file.get()); }) != 0
        && std::ranges::count(kCannot, errno) == 0)
        return false;
    // Some file systems say only at a close that there was no room, at any of them.
    const int copy = ::fcntl(file.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    return copy < 0 || ::close(copy) == 0 || errno == EINTR;
}

Result<void, SystemError> overwriteFile(
    const UniqueFd& source, const UniqueFd& file, const UniqueFd& folder, const std::string& action)
{
    Kept kept;
    if (sizeOf(file) > 0) {
        auto copy = keep(file, folder, action);
        if (!copy)
            return tl::unexpected(copy.error());
        kept = *std::move(copy);
    }
    auto written = writeInPlace(source, file, action);
    const bool whole = written || putBack(kept, file, action);
    if (whole)
        ::unlink(kept.path.c_str());
    else if (!kept.path.empty())
        written.error().message
            += fmt::format("; what it held is in {}", shownBothEnds(kept.path.string()));
    return written;
}

} // namespace interleave
