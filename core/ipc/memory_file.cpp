#include "core/ipc/memory_file.h"

#include <fmt/format.h>

#include <sys/mman.h>
#include <sys/stat.h>

namespace interleave {

Result<UniqueFd, SystemError> memoryFileWith(std::string_view bytes)
{
    const std::string action
        = fmt::format("take {} bytes of memory for another process", bytes.size());
    UniqueFd file(::memfd_create("interleave-bytes", MFD_CLOEXEC));
    if (!file.valid())
        return failErrno(action);
    while (!bytes.empty()) {
        const ssize_t written
            = retryOnInterrupt([&] { return ::write(file.get(), bytes.data(), bytes.size()); });
        if (written < 0)
            return failErrno(action);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return file;
}

Result<std::string, SystemError> readMemoryFile(int file)
{
    constexpr const char* kAction = "read what another process has sent";
    struct stat about
    {
    };
    if (::fstat(file, &about) != 0)
        return failErrno(kAction);
    std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t count = retryOnInterrupt([&] {
            return ::pread(
                file, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
        });
        if (count <= 0)
            return failErrno(kAction);
        have += static_cast<std::size_t>(count);
    }
    return bytes;
}

} // namespace interleave
