#include "core/ipc/passed_descriptors.h"

#include "core/base/system_error.h"

#include <array>
#include <cstring>
#include <sys/socket.h>

namespace interleave {

namespace {

constexpr std::size_t kControlBytes = CMSG_SPACE(kMostPassedDescriptors * sizeof(int));

void attach(msghdr& header, std::span<char> control, std::span<const int> descriptors)
{
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* attached = CMSG_FIRSTHDR(&header);
    attached->cmsg_level = SOL_SOCKET;
    attached->cmsg_type = SCM_RIGHTS;
    attached->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(attached), descriptors.data(), descriptors.size_bytes());
}

void takeAttached(msghdr& header, std::vector<UniqueFd>& descriptors)
{
    for (cmsghdr* attached = CMSG_FIRSTHDR(&header); attached != nullptr;
         attached = CMSG_NXTHDR(&header, attached)) {
        if (attached->cmsg_level != SOL_SOCKET || attached->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t count = (attached->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(attached) + i * sizeof fd, sizeof fd);
            descriptors.emplace_back(fd);
        }
    }
}

} // namespace

ssize_t sendPassing(int socket, std::string_view bytes, std::span<const int> descriptors, int flags)
{
    alignas(cmsghdr) std::array<char, kControlBytes> control{};
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (!descriptors.empty())
        attach(header, control, descriptors);
    return retryOnInterrupt([&] { return ::sendmsg(socket, &header, flags | MSG_NOSIGNAL); });
}

PassedBytes receivePassed(
    int socket, std::span<char> buffer, std::vector<UniqueFd>& descriptors, int flags)
{
    alignas(cmsghdr) std::array<char, kControlBytes> control;
    iovec part{buffer.data(), buffer.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t count
        = retryOnInterrupt([&] { return ::recvmsg(socket, &header, flags | MSG_CMSG_CLOEXEC); });
    if (count < 0)
        return {count, false};
    takeAttached(header, descriptors);
    return {count, (header.msg_flags & MSG_CTRUNC) != 0};
}

} // namespace interleave
