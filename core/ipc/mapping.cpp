#include "core/ipc/mapping.h"

#include "core/base/grouped_digits.h"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace interleave {

namespace {

std::string bytesText(std::uint64_t bytes)
{
    constexpr double kMega = 1e6;
    const double megabytes = static_cast<double>(bytes) / kMega;
    return megabytes < 1'000 ? fmt::format("{:.0f} MB", std::ceil(megabytes))
                             : fmt::format("{:.1f} GB", megabytes / 1'000);
}

// Of addresses, all that this process has mapped.
std::uint64_t bytesMapped()
{
    std::ifstream file("/proc/self/statm");
    std::uint64_t pages = 0;
    file >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

tl::unexpected<Failure<SystemError>> failToMap(std::size_t bytes, int error)
{
    const std::string action = fmt::format("map {} bytes of shared memory", groupedDigits(bytes));
    rlimit limit{};
    const std::uint64_t wanted = bytesMapped() + bytes;
    if (error != ENOMEM || ::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur >= wanted)
        return failErrno(action, error);
    return fail(SystemError::OutOfMemory,
        fmt::format("cannot {}: that needs {} more than the limit of {} (ulimit -v) allows: raise "
                    "it, or use fewer tasks",
            action,
            bytesText(wanted - limit.rlim_cur),
            bytesText(limit.rlim_cur)));
}

} // namespace

Mapping::~Mapping()
{
    if (m_address != nullptr)
        ::munmap(m_address, m_bytes);
}

Result<Mapping, SystemError> Mapping::map(
    int fd, std::size_t bytes, MapAccess access, std::uint64_t offset)
{
    const int protection = access == MapAccess::ReadOnly ? PROT_READ : PROT_READ | PROT_WRITE;
    void* address = ::mmap(nullptr, bytes, protection, MAP_SHARED, fd, static_cast<off_t>(offset));
    if (address == MAP_FAILED)
        return failToMap(bytes, errno);
    Mapping mapping;
    mapping.m_address = address;
    mapping.m_bytes = bytes;
    return mapping;
}

} // namespace interleave
