#include "core/ipc/shared_memory.h"

#include "core/base/grouped_digits.h"
#include "core/base/refused_call.h"
#include "core/ipc/available_memory.h"
#include "core/ipc/file_size_signal.h"
#include "core/ipc/memory_file.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

namespace interleave {

namespace {

constexpr std::size_t kWorthAsking = std::size_t{16} << 20U;

} // namespace

Result<SharedMemory, SystemError> SharedMemory::create(const char* label, std::size_t bytes)
{
    const std::string action
        = fmt::format("create {} bytes of shared memory", groupedDigits(bytes));
    SharedMemory memory;
    memory.m_fd = UniqueFd(::memfd_create(label, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memory.m_fd.valid())
        return failCall("memfd_create", action);
    const int fd = memory.m_fd.get();
    const NoFileSizeSignal noSignal;
    if (::ftruncate(fd, static_cast<off_t>(bytes)) != 0)
        return failCall("ftruncate", action);
    if (::fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return failCall("fcntl", action);
    auto mapping = Mapping::map(fd, bytes, MapAccess::ReadWrite);
    if (!mapping)
        return tl::unexpected(mapping.error());
    memory.m_mapping = *std::move(mapping);
    return memory;
}

Result<SharedMemory, SystemError> SharedMemory::attach(UniqueFd descriptor)
{
    struct stat file
    {
    };
    const int seals = ::fcntl(descriptor.get(), F_GET_SEALS);
    if (seals < 0 || (seals & F_SEAL_SHRINK) == 0 || ::fstat(descriptor.get(), &file) != 0
        || file.st_size <= 0)
        return fail(SystemError::Broken, "the descriptor is not for memory that processes share");
    const auto bytes = static_cast<std::size_t>(file.st_size);
    auto mapping = Mapping::map(descriptor.get(), bytes, MapAccess::ReadWrite);
    if (!mapping)
        return tl::unexpected(mapping.error());
    SharedMemory memory;
    memory.m_fd = std::move(descriptor);
    memory.m_mapping = *std::move(mapping);
    return memory;
}

Result<void, SystemError> SharedMemory::reserve(std::size_t offset, std::size_t bytes)
{
    // The kernel would take page after page and then kill somebody instead of refusing.
    if (bytes >= kWorthAsking) {
        if (const AvailableMemory available = availableMemory(); bytes > available.bytes)
            return fail(SystemError::OutOfMemory,
                fmt::format("cannot take {} bytes of shared memory: {}",
                    groupedDigits(bytes),
                    describeShortage(available)));
    }
    if (const int error = takePages(m_fd.get(), offset, bytes); error != 0)
        return failCall("fallocate",
            fmt::format("take {} bytes of shared memory", groupedDigits(bytes)),
            error);
    return {};
}

Result<UniqueFd, SystemError> SharedMemory::readOnlyDescriptor() const
{
    const std::string path = fmt::format("/proc/self/fd/{}", m_fd.get());
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid())
        return failErrno("open the shared memory for reading");
    return fd;
}

bool populateForWriting(std::byte* begin, std::size_t bytes)
{
    // Kernels before 5.14 do not know the call; pages then come one by one as they are touched.
    return retryOnInterrupt([&] { return ::madvise(begin, bytes, MADV_POPULATE_WRITE); }) == 0
        || errno == EINVAL;
}

void preferHugePages(std::byte* begin, std::size_t bytes)
{
    static_cast<void>(::madvise(begin, bytes, MADV_HUGEPAGE)); // a wish: small pages work too
}

} // namespace interleave
