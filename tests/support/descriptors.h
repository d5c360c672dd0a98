// Descriptors as another process would get them.
#pragma once

#include "core/base/unique_fd.h"

#include <fcntl.h>
#include <vector>

namespace interleave::test {

inline UniqueFd duplicate(int fd)
{
    return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
}

/// Those of a handle, for its attach().
template <class T>
std::vector<UniqueFd> duplicates(const T& shared)
{
    std::vector<UniqueFd> descriptors;
    for (const int fd : shared.descriptors())
        descriptors.push_back(duplicate(fd));
    return descriptors;
}

} // namespace interleave::test
