// What this process gets for a system call from here on, by a seccomp filter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <iterator>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace interleave::test {

namespace detail {

/// `action` is one of SECCOMP_RET_*; see seccomp(2).
inline long setFilter(std::uint32_t call, std::uint32_t action, unsigned flags)
{
    sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, action),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{std::size(steps), steps};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter);
}

} // namespace detail

/// There is no way back, so this is for a child.
inline void filterCall(std::uint32_t call, std::uint32_t action)
{
    if (detail::setFilter(call, action, 0) != 0)
        ::_exit(2);
}

/// The same for the threads that it has already.
inline void filterCallOfAllThreads(std::uint32_t call, std::uint32_t action)
{
    if (detail::setFilter(call, action, SECCOMP_FILTER_FLAG_TSYNC) != 0)
        ::_exit(2);
}

/// The call comes back from nothing but the caller's death: who would have to answer it is this
/// process itself, and the program that it becomes.
inline void holdCall(std::uint32_t call)
{
    const long answers
        = detail::setFilter(call, SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER);
    if (answers < 0 || ::fcntl(static_cast<int>(answers), F_SETFD, 0) != 0)
        ::_exit(2);
}

} // namespace interleave::test
