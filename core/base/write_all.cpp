#include "core/base/write_all.h"

#include "core/base/clock.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <ctime>
#include <poll.h>
#include <unistd.h>

namespace interleave {

namespace {

constexpr int kTickMs = 50;

// While it lives, this thread's blocking system calls come back with EINTR every 50 ms. A
// descriptor that others share cannot be made non-blocking: it would be so for them, too. The
// signal is one that is ignored by default, so that one too many does no harm.
class Ticks
{
public:
    Ticks()
    {
        struct sigaction nothing
        {
        };
        nothing.sa_handler = [](int) {};
        ::sigaction(SIGURG, &nothing, &m_before);
        sigset_t urgent;
        ::sigemptyset(&urgent);
        ::sigaddset(&urgent, SIGURG);
        ::pthread_sigmask(SIG_UNBLOCK, &urgent, &m_maskBefore);
        sigevent event{};
        event.sigev_notify = SIGEV_THREAD_ID;
        event.sigev_signo = SIGURG;
        event._sigev_un._tid = ::gettid();
        m_made = ::timer_create(CLOCK_MONOTONIC, &event, &m_timer) == 0;
        const timespec tick{0, kTickMs * 1'000'000L};
        const itimerspec spec{tick, tick};
        if (m_made)
            ::timer_settime(m_timer, 0, &spec, nullptr);
    }
    Ticks(const Ticks&) = delete;
    Ticks& operator=(const Ticks&) = delete;
    Ticks(Ticks&&) = delete;
    Ticks& operator=(Ticks&&) = delete;
    /// False where the host gives no timer: too many signals are queued, or the call is withheld.
    [[nodiscard]] bool come() const { return m_made; }
    ~Ticks()
    {
        if (m_made)
            ::timer_delete(m_timer);
        ::pthread_sigmask(SIG_SETMASK, &m_maskBefore, nullptr);
        ::sigaction(SIGURG, &m_before, nullptr);
    }

private:
    struct sigaction m_before
    {
    };
    sigset_t m_maskBefore{};
    timer_t m_timer{};
    bool m_made = false;
};

// As write(2), but blocks for a tick at most: where a pipe has room, it has it for PIPE_BUF bytes.
ssize_t writeWhatFits(int fd, const void* bytes, std::size_t size)
{
    pollfd stream{fd, POLLOUT, 0};
    if (::poll(&stream, 1, kTickMs) > 0)
        return ::write(fd, bytes, std::min<std::size_t>(size, PIPE_BUF));
    errno = EINTR;
    return -1;
}

using Write = ssize_t (*)(int fd, const void* bytes, std::size_t size);

// A large file takes seconds as well.
constexpr std::size_t kPiece = std::size_t{1} << 20U;

tl::unexpected<Failure<SystemError>> failAsleep(std::string_view action)
{
    return fail(
        SystemError::Broken, fmt::format("cannot {}: whoever reads it takes nothing", action));
}

// `write` comes back again and again, if `giveUp` is to be asked.
Result<void, SystemError> writeAsking(
    int fd, std::string_view bytes, std::string_view action, const GiveUp& giveUp, Write write)
{
    std::uint64_t lastTaken = Clock::monotonicNs();
    bool isLastTry = false;
    while (!bytes.empty()) {
        const ssize_t count = write(fd, bytes.data(), std::min(bytes.size(), kPiece));
        if (count > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
            lastTaken = Clock::monotonicNs();
            isLastTry = false;
        } else if (count < 0 && errno == EAGAIN) {
            waitForStream(fd, POLLOUT);
        } else if (count < 0 && errno != EINTR) {
            return failErrno(action);
        }
        const auto idle = std::chrono::nanoseconds(Clock::monotonicNs() - lastTaken);
        if (!giveUp || bytes.empty() || !giveUp(idle))
            continue;
        if (count > 0)
            return failTooLong(action);
        if (isLastTry)
            return failAsleep(action);
        isLastTry = true;
    }
    return {};
}

} // namespace

Result<void, SystemError> writeAll(
    int fd, std::string_view bytes, std::string_view action, const GiveUp& giveUp)
{
    if (!giveUp)
        return writeAsking(fd, bytes, action, giveUp, ::write);
    const Ticks ticks;
    return writeAsking(fd, bytes, action, giveUp, ticks.come() ? ::write : writeWhatFits);
}

tl::unexpected<Failure<SystemError>> failTooLong(std::string_view action)
{
    return fail(SystemError::Broken,
        fmt::format("cannot {}: it takes longer than a program may that was told to end", action));
}

void waitForStream(int fd, short events)
{
    pollfd stream{fd, events, 0};
    ::poll(&stream, 1, kTickMs);
}

} // namespace interleave
