#include "core/base/overwrite_file.h"

#include "core/base/file_attributes.h"
#include "core/base/flush_file.h"
#include "core/base/printable.h"

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
    const fs::path& folder, const UniqueFd& file, const std::string& action, const GiveUp& giveUp)
{
    std::string name = folder / ".interleave-old-XXXXXX";
    Kept kept{.file = UniqueFd(::mkostemp(name.data(), O_CLOEXEC))};
    if (!kept.file.valid())
        return failErrno(action);
    kept.path = name;
    const auto copied = copyBytes(file, kept.file, action, giveUp).and_then([&] {
        return flushFile(kept.file, action, giveUp);
    });
    if (copied)
        return kept;
    ::unlink(kept.path.c_str());
    return tl::unexpected(copied.error());
}

// In its folder, or where that takes no new file or has no room, where temporary files are.
Result<Kept, SystemError> keep(
    const UniqueFd& file, const UniqueFd& folder, const std::string& action, const GiveUp& giveUp)
{
    if ((::fcntl(file.get(), F_GETFL) & O_ACCMODE) == O_WRONLY)
        return fail(SystemError::Denied,
            fmt::format("cannot {}: it cannot be read, so what it holds could be lost (chmod u+r "
                        "it, or choose another name)",
                action));
    const std::string keeping = action + ", for what it holds must be kept meanwhile";
    std::error_code failed;
    if (keepsAllNames(folder)) // nor would what is kept go again
        return keepIn(fs::temp_directory_path(failed), file, keeping, giveUp);
    auto beside = keepIn(pathOfFolder(folder), file, keeping, giveUp);
    if (beside)
        return beside;
    auto elsewhere = keepIn(fs::temp_directory_path(failed), file, keeping, giveUp);
    return elsewhere ? std::move(elsewhere) : std::move(beside);
}

bool isNoRoom(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

// Room first: what finds none changes nothing. Not all file systems know how to reserve some.
Result<void, SystemError> writeInPlace(
    const UniqueFd& source, const UniqueFd& file, const std::string& action, const GiveUp& giveUp)
{
    const off_t size = sizeOf(source);
    if (size > 0 && ::fallocate(file.get(), FALLOC_FL_KEEP_SIZE, 0, size) != 0 && isNoRoom(errno))
        return failErrno(action);
    if (auto copied = copyBytes(source, file, action); !copied)
        return copied;
    return ::ftruncate(file.get(), size) == 0 ? flushFile(file, action, giveUp) : failErrno(action);
}

// All of it: what is cut off again where the new contents are shorter is lost as well. Only that
// takes new room.
Result<void, SystemError> putBack(
    const Kept& kept, const UniqueFd& file, const std::string& action, const GiveUp& giveUp)
{
    if (::lseek(file.get(), 0, SEEK_SET) != 0)
        return failErrno(action);
    if (auto copied = copyBytes(kept.file, file, action); !copied)
        return copied;
    return ::ftruncate(file.get(), sizeOf(kept.file)) == 0 ? flushFile(file, action, giveUp)
                                                           : failErrno(action);
}

} // namespace

Result<void, SystemError> copyBytes(
    const UniqueFd& from, const UniqueFd& to, std::string_view action, const GiveUp& giveUp)
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
        if (auto written = writeAll(to.get(), piece, action, giveUp); !written)
            return written;
        at += count;
        const bool asks = giveUp && static_cast<std::uint64_t>(at) > kWrittenAtOnce;
        if (asks && giveUp(std::chrono::nanoseconds::zero())) // of each piece all is taken
            return failTooLong(action);
    }
}

Result<void, SystemError> overwriteFile(const UniqueFd& source,
    const UniqueFd& file,
    const UniqueFd& folder,
    const std::string& action,
    const GiveUp& giveUp)
{
    Kept kept;
    if (sizeOf(file) > 0) {
        auto copy = keep(file, folder, action, giveUp);
        if (!copy)
            return tl::unexpected(copy.error());
        kept = *std::move(copy);
    }
    auto written = writeInPlace(source, file, action, giveUp);
    const bool whole = written || putBack(kept, file, action, giveUp);
    if (whole)
        ::unlink(kept.path.c_str());
    else if (!kept.path.empty())
        written.error().message
            += fmt::format("; what it held is in {}", shownBothEnds(kept.path.string()));
    return written;
}

} // namespace interleave
