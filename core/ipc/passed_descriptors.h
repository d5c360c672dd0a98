// Descriptors that travel with bytes through a Unix socket (SCM_RIGHTS), for whoever sends or
// receives some: one call to the system each, errors in errno.
#pragma once

#include "core/base/unique_fd.h"

#include <span>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace interleave {

inline constexpr std::size_t kMostPassedDescriptors = 253; // SCM_MAX_FD

/// As sendmsg(). The descriptors travel with the first byte; kMostPassedDescriptors at most.
[[nodiscard]] ssize_t sendPassing(
    int socket, std::string_view bytes, std::span<const int> descriptors, int flags);

struct PassedBytes
{
    ssize_t count; // as recvmsg() gives it
    bool cut; // more descriptors were sent, and this process had no room for them
};

/// As recvmsg(). Adds the descriptors that came, close-on-exec, to `descriptors`.
[[nodiscard]] PassedBytes receivePassed(
    int socket, std::span<char> buffer, std::vector<UniqueFd>& descriptors, int flags);

} // namespace interleave
