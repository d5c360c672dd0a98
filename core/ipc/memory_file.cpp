#include "core/ipc/memory_file.h"

#include "core/base/refused_call.h"
#include "core/ipc/file_size_signal.h"

#include <fmt/format.h>

#include <algorithm>
#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

// What memoryFileWith() leaves: every byte is there, and nobody can take one away.
constexpr int kSeals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
constexpr const char* kReadingIt = "read what another process has sent";

// A size can be as large as it likes where nothing has to be behind it.
Result<std::size_t, SystemError> bytesWritten(int file)
{
    struct stat about
    {
    };
    if (::fstat(file, &about) != 0)
        return failErrno(kReadingIt);
    const int seals = ::fcntl(file, F_GET_SEALS);
    if (seals < 0 || (seals & kSeals) != kSeals)
        return fail(SystemError::Broken, fmt::format("cannot {}: it is not sealed", kReadingIt));
    if (about.st_size > 0 && ::lseek(file, 0, SEEK_HOLE) != about.st_size)
        return fail(SystemError::Broken, fmt::format("cannot {}: parts are missing", kReadingIt));
    return static_cast<std::size_t>(about.st_size);
}

Result<std::string, SystemError> roomFor(std::size_t bytes)
{
    try {
        return std::string(bytes, '\0');
    } catch (const std::bad_alloc&) {
        return failErrno(kReadingIt, ENOMEM);
    }
}

Result<void, SystemError> fillFrom(int file, std::string& bytes)
{
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t count = retryOnInterrupt([&] {
            return ::pread(
                file, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
        });
        if (count <= 0)
            return failErrno(kReadingIt);
        have += static_cast<std::size_t>(count);
    }
    return {};
}

} // namespace

Result<UniqueFd, SystemError> memoryFileWith(std::string_view bytes)
{
    const std::string action
        = fmt::format("take {} bytes of memory for another process", bytes.size());
    UniqueFd file(::memfd_create("interleave-bytes", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file.valid())
        return failCall("memfd_create", action);
    const NoFileSizeSignal noSignal;
    while (!bytes.empty()) {
        const ssize_t written
            = retryOnInterrupt([&] { return ::write(file.get(), bytes.data(), bytes.size()); });
        if (written < 0)
            return failCall("write", action);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    // Processes inherit it that decode a stranger's files: what others read of it stays.
    if (::fcntl(file.get(), F_ADD_SEALS, kSeals) != 0)
        return failCall("fcntl", action);
    return file;
}

Result<std::string, SystemError> readMemoryFile(int file)
{
    return bytesWritten(file).and_then(roomFor).and_then(
        [&](std::string bytes) -> Result<std::string, SystemError> {
            if (const auto filled = fillFrom(file, bytes); !filled)
                return tl::unexpected(filled.error());
            return bytes;
        });
}

std::vector<ByteRange> touchedParts(int file, std::uint64_t bytes)
{
    const std::vector<ByteRange> all{{0, bytes}};
    std::vector<ByteRange> parts;
    std::uint64_t at = 0;
    while (at < bytes) {
        const off_t begin = ::lseek(file, static_cast<off_t>(at), SEEK_DATA);
        if (begin < 0)
            return errno == ENXIO ? parts : all; // ENXIO: nothing but a hole follows
        const off_t end = ::lseek(file, begin, SEEK_HOLE);
        if (end <= begin)
            return all;
        parts.push_back({static_cast<std::uint64_t>(begin), static_cast<std::uint64_t>(end)});
        at = static_cast<std::uint64_t>(end);
    }
    return parts;
}

// In pieces of some 0.3 ms: the kernel gives all pages of an interrupted call back, so that with a
// timer that ticks a large one would begin anew for ever.
int takePages(int file, std::uint64_t offset, std::uint64_t bytes)
{
    constexpr std::uint64_t kPiece = std::uint64_t{1} << 20U;
    int error = 0;
    const NoFileSizeSignal noSignal;
    while (bytes > 0 && (error == 0 || error == EINTR)) {
        const std::uint64_t piece = std::min(bytes, kPiece);
        error = ::posix_fallocate(file, static_cast<off_t>(offset), static_cast<off_t>(piece));
        if (error != 0)
            continue;
        offset += piece;
        bytes -= piece;
    }
    return error;
}

} // namespace interleave
