#include "core/process/child_process.h"

#include "core/base/refused_call.h"
#include "core/ipc/poll_until.h"
#include "core/process/new_child.h"
#include "core/process/pidfd.h"
#include "core/process/spawn.h"
#include "core/process/spawn_plan.h"
#include "core/process/start_failure.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <limits>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

constexpr int kSpawnDescriptor = 3;
constexpr std::chrono::milliseconds kBetweenReaps{1};

class NobodyKnows final : public Reaper
{
public:
    std::optional<ExitStatus> reap(pid_t) override
    {
        return ExitStatus{.code = -1, .known = false};
    }
    bool keepsNumbers() override { return false; }
};

// Kept until the child is there, whose pidfd takes its number: where there is no room, nothing
// starts that would have to be killed in the middle of its work.
UniqueFd roomForPidfd()
{
    return UniqueFd(::eventfd(0, EFD_CLOEXEC));
}

bool signalBy(int pidfd, int number)
{
    return ::syscall(SYS_pidfd_send_signal, pidfd, number, nullptr, 0) == 0;
}

// An own child that nobody has reaped still has its number.
bool isUnreaped(pid_t pid)
{
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

} // namespace

Result<ChildProcess, SystemError> ChildProcess::fork(
    std::span<const int> keep, const std::function<int()>& body, Bound bound)
{
    const pid_t parent = ::getpid();
    UniqueFd room = roomForPidfd();
    if (!room.valid())
        return failCall("eventfd2", "start a process");
    // Until the child has default handlers (prepareChild) none may run in it.
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t pid = ::fork();
    const int error = errno;
    if (pid != 0)
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (pid < 0)
        return failStart("start a process", error);
    if (pid == 0) {
        if (bound == Bound::ToThread)
            endWithThreadOf(parent);
        prepareChild(keep);
        ::_exit(exitCodeOf(body));
    }
    room = UniqueFd();
    return adopt(pid);
}

Result<ChildProcess, SystemError> ChildProcess::spawn(
    const std::string& path, std::vector<std::string> arguments, int descriptor, Bound bound)
{
    SpawnPlan plan;
    plan.move(descriptor, kSpawnDescriptor);
    return spawn(path, std::move(arguments), plan, bound);
}

Result<ChildProcess, SystemError> ChildProcess::spawn(
    const std::string& path, std::vector<std::string> arguments, std::span<const Given> given)
{
    SpawnPlan plan;
    for (const Given& one : given) {
        if (!plan.copy(one.descriptor, one.as))
            return failCall("fcntl", fmt::format("start {}", path));
    }
    return spawn(path, std::move(arguments), plan, Bound::ToNothing);
}

Result<ChildProcess, SystemError> ChildProcess::spawn(
    const std::string& path, std::vector<std::string> arguments, SpawnPlan& plan, Bound bound)
{
    UniqueFd room = roomForPidfd();
    if (!room.valid())
        return failCall("eventfd2", fmt::format("start {}", path));
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (std::string& argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_t pid = 0;
    const SpawnedBy thread
        = bound == Bound::ToThread ? SpawnedBy::ThisThread : SpawnedBy::OneThatEnds;
    const int error
        = interleave::spawn(pid, path, plan.actions(), plan.attributes(), argv.data(), thread);
    if (error != 0)
        return failStart(fmt::format("start {}", path), error);
    room = UniqueFd();
    return adopt(pid);
}

Result<void, SystemError> ChildProcess::canWatch()
{
    constexpr const char* kAction = "watch processes";
    if (const UniqueFd self = pidfdOf(::getpid()); !self.valid())
        return failCall("pidfd_open", kAction);
    int signal = 0;
    if (::prctl(PR_GET_PDEATHSIG, &signal) != 0)
        return failCall("prctl", kAction);
    return {};
}

Result<void, SystemError> ChildProcess::canSignalOthers()
{
    const UniqueFd self = pidfdOf(::getpid());
    if (!self.valid() || !signalBy(self.get(), 0))
        return failCall(self.valid() ? "pidfd_send_signal" : "pidfd_open", "signal processes");
    return {};
}

Result<ChildProcess, SystemError> ChildProcess::adopt(pid_t pid)
{
    UniqueFd pidfd = pidfdOf(pid);
    if (pidfd.valid())
        return ChildProcess(pid, std::move(pidfd), nullptr);
    const int error = errno;
    // It has ended, and somebody else was told: its number may be another's by now.
    if (error == ESRCH) {
        UniqueFd readable(::eventfd(1, EFD_CLOEXEC));
        if (!readable.valid())
            return failErrno("watch a process");
        return ChildProcess(pid, std::move(readable), std::make_shared<NobodyKnows>());
    }
    ::kill(pid, SIGKILL); // not reaped yet, so the number is still its own
    retryOnInterrupt([&] { return ::waitpid(pid, nullptr, 0); });
    return failCall("pidfd_open", "watch a process", error);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : m_pid(other.m_pid)
    , m_pidfd(std::move(other.m_pidfd))
    , m_reaper(std::move(other.m_reaper))
    , m_reaped(other.m_reaped)
    , m_refused(other.m_refused)
    , m_owner(other.m_owner)
{
}

ChildProcess::~ChildProcess()
{
    if (!isOwn())
        return;
    signal(SIGKILL);
    constexpr std::chrono::nanoseconds kGrace = kKillGrace;
    static_cast<void>(reapWithin(static_cast<std::uint64_t>(kGrace.count())));
}

void ChildProcess::watchAnewIfClosed()
{
    if (!isWatched() || m_pidfd.isWhole())
        return;
    m_pidfd.reset();
    if (!isOwn())
        return;
    UniqueFd anew = pidfdOf(m_pid);
    if (m_reaper ? m_reaper->keepsNumbers() : isUnreaped(m_pid))
        m_pidfd = std::move(anew);
}

void ChildProcess::signal(int number)
{
    watchAnewIfClosed();
    if (!isWatched() || !isOwn())
        return;
    m_refused = signalBy(m_pidfd.get(), number) || !isRefused(errno) ? 0 : errno;
    if (m_refused == 0 || m_reaper)
        return;
    if (isUnreaped(m_pid)) // the host withholds the call
        m_refused = ::kill(m_pid, number) == 0 ? 0 : errno;
}

std::optional<ExitStatus> ChildProcess::tryReap()
{
    watchAnewIfClosed();
    if (!isWatched())
        return std::nullopt;
    if (isOwn() && !m_reaper)
        return reapOwn();
    if (!pollUntil(m_pidfd.get(), POLLIN, Deadline::now()))
        return std::nullopt;
    std::optional<ExitStatus> status = ExitStatus{.code = -1, .known = false};
    if (isOwn())
        status = m_reaper->reap(m_pid);
    m_reaped = status.has_value();
    return status;
}

std::optional<ExitStatus> ChildProcess::reapWithin(std::uint64_t timeoutNs)
{
    watchAnewIfClosed();
    if (!isWatched())
        return std::nullopt; // poll() would wait all the time for nobody
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    const auto timeout = static_cast<std::int64_t>(std::min(timeoutNs, kMost));
    const Deadline deadline = Deadline::in(std::chrono::nanoseconds(timeout));
    static_cast<void>(pollUntil(m_pidfd.get(), POLLIN, deadline));
    std::optional<ExitStatus> status = tryReap();
    // A tracer keeps it.
    while (!status && isWatched() && !deadline.passed()) {
        std::this_thread::sleep_for(kBetweenReaps);
        status = tryReap();
    }
    return status;
}

std::optional<ExitStatus> ChildProcess::reapOwn()
{
    int status = 0;
    rusage usage{};
    const pid_t reaped = retryOnInterrupt([&] { return ::wait4(m_pid, &status, WNOHANG, &usage); });
    if (reaped == 0)
        return std::nullopt;
    m_reaped = true;
    // No child of that number any more: SIGCHLD is ignored, or a handler of the program waits for
    // any.
    return reaped == m_pid ? exitStatus(status, usage) : ExitStatus{.code = -1, .known = false};
}

} // namespace interleave
