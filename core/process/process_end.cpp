#include "core/process/process_end.h"

#include <fmt/format.h>

#include <csignal>
#include <cstring>
#include <sys/wait.h>

namespace interleave {

namespace {

std::uint64_t toNs(const timeval& time)
{
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U
        + static_cast<std::uint64_t>(time.tv_usec) * 1'000U;
}

// Of a core, which children have from this process; 0: none. Meant is the one whose signal it was.
std::uint64_t secondsItMayUse(int signal)
{
    rlimit limit{};
    if ((signal != SIGXCPU && signal != SIGKILL) || ::getrlimit(RLIMIT_CPU, &limit) != 0)
        return 0;
    const rlim_t most = signal == SIGXCPU ? limit.rlim_cur : limit.rlim_max;
    return most == RLIM_INFINITY ? 0 : most;
}

// SIGKILL may be anybody's; and the kernel counts whole ticks here, which add up to more or less.
std::string ofTheLimitItMet(int signal, std::uint64_t cpuNs)
{
    constexpr std::uint64_t kHalfASecondNs = 500'000'000;
    const std::uint64_t seconds = secondsItMayUse(signal);
    if (seconds == 0 || (signal == SIGKILL && cpuNs / kHalfASecondNs < seconds))
        return {};
    return signal == SIGKILL
        ? fmt::format("; it may have met the limit of {} s of a core (ulimit -t)", seconds)
        : fmt::format("; it has used the {} s of a core that it may (ulimit -t)", seconds);
}

} // namespace

std::string ExitStatus::text() const
{
    if (!ended && refused != 0)
        return fmt::format("could not be stopped: kill: {} (this process has given up rights that "
                           "the other has; start workers after that, not before)",
            std::strerror(refused));
    if (!ended)
        return fmt::format(
            "was killed, and {} s later the kernel has not ended it (it is frozen by "
            "a control group, waits for a file system that hangs, or is held by a "
            "debugger)",
            kKillGrace.count());
    if (!known)
        return "ended, and how is not known";
    if (!signalled)
        return fmt::format("exited with status {}", code);
    const char* name = ::sigabbrev_np(code);
    return fmt::format("was killed by signal {} (SIG{})", code, name != nullptr ? name : "?")
        + ofTheLimitItMet(code, cpuNs);
}

ExitStatus exitStatus(int status, const rusage& usage)
{
    const bool signalled = WIFSIGNALED(status);
    return {
        .signalled = signalled,
        .code = signalled ? WTERMSIG(status) : WEXITSTATUS(status),
        .cpuNs = toNs(usage.ru_utime) + toNs(usage.ru_stime),
        .switches = static_cast<std::uint64_t>(usage.ru_nvcsw + usage.ru_nivcsw),
    };
}

} // namespace interleave
