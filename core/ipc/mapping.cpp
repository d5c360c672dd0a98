#include "core/ipc/mapping.h"

#include <fmt/format.h>

#include <sys/mman.h>

namespace interleave {

Mapping::~Mapping()
{
    if (m_address != nullptr)
        ::munmap(m_address, m_bytes);
}

Result<Mapping, SystemError> Mapping::map(int fd, std::size_t bytes, MapAccess access)
{
    const int protection = access == MapAccess::ReadOnly ? PROT_READ : PROT_READ | PROT_WRITE;
    void* address = ::mmap(nullptr, bytes, protection, MAP_SHARED, fd, 0);
    if (address == MAP_FAILED)
        return failErrno(fmt::format("map {} bytes of shared memory", bytes));
    Mapping mapping;
    mapping.m_address = address;
    mapping.m_bytes = bytes;
    return mapping;
}

} // namespace interleave
