#include "core/process/child_process.h"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

constexpr int kSpawnDescriptor = 3;

void closeAllBut(std::span<const int> keep)
{
    std::vector<int> kept(keep.begin(), keep.end());
    std::ranges::sort(kept);
    unsigned first = STDERR_FILENO + 1;
    for (const int fd : kept) {
        if (static_cast<unsigned>(fd) > first)
            ::syscall(SYS_close_range, first, static_cast<unsigned>(fd) - 1, 0);
        first = std::max(first, static_cast<unsigned>(fd) + 1);
    }
    ::syscall(SYS_close_range, first, UINT_MAX, 0);
}

void restoreSignals()
{
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGINT, SIG_IGN);
    for (const int number : {SIGTERM, SIGCHLD, SIGPIPE})
        ::signal(number, SIG_DFL);
}

void bindToParent(pid_t parent)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) // it died before the line above
        ::_exit(1);
}

std::uint64_t toNs(const timeval& time)
{
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U
        + static_cast<std::uint64_t>(time.tv_usec) * 1'000U;
}

} // namespace

void prepareChild(std::span<const int> keep)
{
    restoreSignals();
    closeAllBut(keep);
}

std::string ExitStatus::text() const
{
    if (!known)
        return "ended, and how is not known: the fork server that started it had died";
    if (!signalled)
        return fmt::format("exited with status {}", code);
    const char* name = ::sigabbrev_np(code);
    return fmt::format("was killed by signal {} (SIG{})", code, name != nullptr ? name : "?");
}

Result<ChildProcess, SystemError> ChildProcess::fork(
    std::span<const int> keep, const std::function<int()>& body, Bound bound)
{
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0)
        return failErrno("start a process");
    if (pid == 0) {
        if (bound == Bound::ToThread)
            bindToParent(parent);
        prepareChild(keep);
        ::_exit(body());
    }
    return adopt(pid);
}

Result<ChildProcess, SystemError> ChildProcess::spawn(
    const std::string& path, std::vector<std::string> arguments, int descriptor)
{
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (std::string& argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, descriptor, kSpawnDescriptor);
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, path.c_str(), &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return failErrno(fmt::format("start {}", path), error);
    return adopt(pid);
}

Result<ChildProcess, SystemError> ChildProcess::adopt(pid_t pid)
{
    UniqueFd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (pidfd.valid())
        return ChildProcess(pid, std::move(pidfd), nullptr);
    const int error = errno;
    ::kill(pid, SIGKILL); // not reaped yet, so the number is still its own
    retryOnInterrupt([&] { return ::waitpid(pid, nullptr, 0); });
    return failErrno("watch a process", error);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : m_pid(other.m_pid)
    , m_pidfd(std::move(other.m_pidfd))
    , m_reaper(std::move(other.m_reaper))
{
}

ChildProcess::~ChildProcess()
{
    if (!m_pidfd.valid())
        return;
    signal(SIGKILL);
    reap(0);
}

void ChildProcess::signal(int number) const
{
    if (m_pidfd.valid())
        ::syscall(SYS_pidfd_send_signal, m_pidfd.get(), number, nullptr, 0);
}

std::optional<ExitStatus> ChildProcess::tryReap()
{
    return m_pidfd.valid() ? reap(WNOHANG) : std::nullopt;
}

std::optional<ExitStatus> ChildProcess::reapWithin(std::uint64_t timeoutNs)
{
    if (!m_pidfd.valid())
        return std::nullopt; // has been reaped: poll() would wait all the time for nobody
    pollfd ended{m_pidfd.get(), POLLIN, 0};
    retryOnInterrupt([&] { return ::poll(&ended, 1, static_cast<int>(timeoutNs / 1'000'000U)); });
    return tryReap();
}

std::optional<ExitStatus> ChildProcess::reap(int options)
{
    if (m_reaper) {
        pollfd ended{m_pidfd.get(), POLLIN, 0};
        const int timeoutMs = options == WNOHANG ? 0 : -1;
        if (retryOnInterrupt([&] { return ::poll(&ended, 1, timeoutMs); }) != 1)
            return std::nullopt;
        m_pidfd.reset();
        return m_reaper->reap(m_pid);
    }
    int status = 0;
    rusage usage{};
    if (retryOnInterrupt([&] { return ::wait4(m_pid, &status, options, &usage); }) != m_pid)
        return std::nullopt;
    m_pidfd.reset();
    return exitStatus(status, usage);
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
