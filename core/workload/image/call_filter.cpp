#include "core/workload/image/call_filter.h"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <memory>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace interleave {

namespace {

constexpr int kNoSuchCall = -1; // of libseccomp, when it is older than the call

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

bool refuse(const Filter& filter, std::uint32_t action, const char* name)
{
    const int call = ::seccomp_syscall_resolve_name(name);
    return call != kNoSuchCall
        && ::seccomp_rule_add_array(filter.get(), action, call, 0, nullptr) == 0;
}

bool refuseWhere(const Filter& filter, std::uint32_t action, int call, scmp_arg_cmp where)
{
    return ::seccomp_rule_add_array(filter.get(), action, call, 1, &where) == 0;
}

scmp_arg_cmp hasBits(unsigned argument, scmp_datum_t mask, scmp_datum_t bits)
{
    return {.arg = argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = mask, .datum_b = bits};
}

// Emptied by name, or by an open() that asks for reading only, which Landlock takes for reading.
bool refuseTruncation(const Filter& filter)
{
    constexpr scmp_datum_t kHow = O_ACCMODE | O_TRUNC;
    constexpr std::uint32_t kRefused = SCMP_ACT_ERRNO(EACCES);
    return refuse(filter, kRefused, "truncate")
        && refuseWhere(filter, kRefused, SCMP_SYS(open), hasBits(1, kHow, O_TRUNC))
        && refuseWhere(filter, kRefused, SCMP_SYS(openat), hasBits(2, kHow, O_TRUNC))
        && refuse(filter, SCMP_ACT_ERRNO(ENOSYS), "openat2"); // its flags are behind a pointer
}

bool refuseNetworkAndPrograms(const Filter& filter)
{
    // A ring would do calls that no filter sees.
    for (const char* name : {"socket",
             "socketpair",
             "connect",
             "bind",
             "listen",
             "execve",
             "execveat",
             "io_uring_setup"}) {
        if (!refuse(filter, SCMP_ACT_ERRNO(EACCES), name))
            return false;
    }
    return true;
}

// One that outlived this process would be seen by nobody. Threads stay allowed.
bool refuseProcesses(const Filter& filter)
{
    constexpr std::uint32_t kRefused = SCMP_ACT_ERRNO(EPERM);
    return refuse(filter, kRefused, "fork") && refuse(filter, kRefused, "vfork")
        && refuseWhere(filter, kRefused, SCMP_SYS(clone), hasBits(0, CLONE_THREAD, 0))
        && refuse(filter, SCMP_ACT_ERRNO(ENOSYS), "clone3"); // its flags are behind a pointer
}

bool refuseSignals(const Filter& filter)
{
    constexpr std::uint32_t kRefused = SCMP_ACT_ERRNO(EPERM);
    constexpr scmp_datum_t kInt = 0xFFFFFFFF; // all that the kernel looks at
    const auto self = static_cast<scmp_datum_t>(::getpid());
    for (const int call : {SCMP_SYS(kill),
             SCMP_SYS(tgkill),
             SCMP_SYS(rt_sigqueueinfo),
             SCMP_SYS(rt_tgsigqueueinfo)}) {
        if (!refuseWhere(filter, kRefused, call, {0, SCMP_CMP_NE, self, 0}))
            return false;
    }
    // A descriptor that turns readable would send the signal.
    for (const int command : {F_SETOWN, F_SETOWN_EX, F_SETSIG}) {
        const auto number = static_cast<scmp_datum_t>(command);
        if (!refuseWhere(filter, kRefused, SCMP_SYS(fcntl), hasBits(1, kInt, number)))
            return false;
    }
    // What is typed into a terminal may be its interrupt character.
    for (const int request : {FIOSETOWN, SIOCSPGRP, TIOCSTI}) {
        const auto number = static_cast<scmp_datum_t>(request);
        if (!refuseWhere(filter, kRefused, SCMP_SYS(ioctl), hasBits(1, kInt, number)))
            return false;
    }
    // At its limit of processor time a process gets one from the kernel.
    if (!refuseWhere(filter, kRefused, SCMP_SYS(prlimit64), {0, SCMP_CMP_NE, 0, 0}))
        return false;
    return refuse(filter, kRefused, "tkill") && refuse(filter, kRefused, "pidfd_send_signal");
}

bool refuseOthersMemory(const Filter& filter)
{
    for (const char* name :
        {"ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "process_madvise"}) {
        if (!refuse(filter, SCMP_ACT_ERRNO(EPERM), name))
            return false;
    }
    return true;
}

} // namespace

bool knowsCallFilters()
{
    std::uint32_t action = SECCOMP_RET_ERRNO;
    return ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

Result<void, SystemError> refuseCalls()
{
    constexpr const char* kAction = "restrict this process by seccomp";
    const Filter filter(::seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
    if (!filter)
        return failErrno(kAction, ENOMEM);
    // no_new_privs is set already.
    ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_NNP, 0);
    if (!refuseTruncation(filter) || !refuseNetworkAndPrograms(filter) || !refuseProcesses(filter)
        || !refuseSignals(filter) || !refuseOthersMemory(filter))
        return failErrno(kAction, EINVAL);
    if (const int error = ::seccomp_load(filter.get()); error != 0)
        return failErrno(kAction, -error);
    return {};
}

} // namespace interleave
