#include "core/process/stop_signals.h"

#include "core/base/refused_call.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <sys/signalfd.h>

namespace interleave {

namespace {

constexpr const char* kAction = "notice the signals that end it";
constexpr timespec kAtOnce{};
constexpr std::uint64_t kLookNs = 20'000'000;
// A run takes as long to end, and both are to be a second at most.
constexpr std::chrono::milliseconds kWritingMayTake{400};
constexpr std::chrono::milliseconds kAsleep{100};

bool endsByDefault(int number)
{
    switch (number) {
    case SIGHUP:
    case SIGINT:
    case SIGQUIT:
    case SIGUSR1:
    case SIGUSR2:
    case SIGALRM:
    case SIGTERM:
    case SIGSTKFLT:
    case SIGXCPU:
    case SIGVTALRM:
    case SIGPROF:
    case SIGIO:
    case SIGPWR:
        return true;
    default:
        return number >= SIGRTMIN;
    }
}

bool isHandledBy(int number, void (*handler)(int))
{
    struct sigaction now
    {
    };
    return endsByDefault(number) && ::sigaction(number, nullptr, &now) == 0
        && now.sa_handler == handler;
}

sigset_t stopSet()
{
    sigset_t set;
    ::sigemptyset(&set);
    for (int number = 1; number <= SIGRTMAX; ++number) {
        if (isHandledBy(number, SIG_DFL))
            ::sigaddset(&set, number);
    }
    return set;
}

} // namespace

std::uint64_t ignoredStopSignals()
{
    std::uint64_t signals = 0;
    for (int number = 1; number <= SIGRTMAX; ++number)
        signals |= isHandledBy(number, SIG_IGN) ? 1ULL << static_cast<unsigned>(number - 1) : 0;
    return signals;
}

Result<std::unique_ptr<StopSignals>, SystemError> StopSignals::watch(
    EventLoop& loop, std::function<void()> stop)
{
    sigset_t none; // only to see whether the host has the call: one that is pending stays so
    ::sigemptyset(&none);
    if (::sigtimedwait(&none, nullptr, &kAtOnce) < 0 && errno != EAGAIN)
        return failCall("rt_sigtimedwait", kAction);
    std::unique_ptr<StopSignals> watching(new StopSignals(loop, stopSet(), std::move(stop)));
    return watching->watchAll().map([&] { return std::move(watching); });
}

StopSignals::StopSignals(EventLoop& loop, const sigset_t& signals, std::function<void()> stop)
    : m_loop(loop)
    , m_signals(signals)
    , m_stop(std::move(stop))
{
    ::sigprocmask(SIG_BLOCK, &m_signals, &m_before);
}

StopSignals::~StopSignals()
{
    m_loop.unwatch(descriptor());
    ::sigprocmask(SIG_SETMASK, &m_before, nullptr);
}

Result<void, SystemError> StopSignals::watchAll()
{
    m_fd.reset(::signalfd(-1, &m_signals, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!m_fd.valid()) {
        if (!isRefused(errno))
            return failErrno(kAction);
        auto timer = Timer::create();
        if (!timer)
            return tl::unexpected(timer.error());
        m_timer = *std::move(timer);
        m_timer->startEvery(kLookNs);
    }
    return m_loop.watch(descriptor(), [this] { takeSignals(); });
}

bool StopSignals::interrupted()
{
    takeSignals();
    return m_first != 0;
}

// Of those that are blocked here.
bool StopSignals::anyHasCome() const
{
    sigset_t pending;
    ::sigpending(&pending);
    sigset_t ours;
    ::sigandset(&ours, &pending, &m_signals);
    return m_first != 0 || ::sigisemptyset(&ours) == 0;
}

bool StopSignals::noTimeLeft(std::chrono::nanoseconds idle)
{
    if (!anyHasCome())
        return false;
    if (!m_writingEnds)
        m_writingEnds = Deadline::in(kWritingMayTake);
    return idle > kAsleep || m_writingEnds->passed();
}

std::string StopSignals::signalName() const
{
    if (m_first == 0)
        return {};
    const char* name = ::sigabbrev_np(m_first);
    return name != nullptr ? fmt::format("SIG{}", name) : fmt::format("signal {}", m_first);
}

void StopSignals::takeSignals()
{
    if (m_timer)
        m_timer->acknowledge();
    bool any = false;
    for (int number = 0; (number = ::sigtimedwait(&m_signals, nullptr, &kAtOnce)) > 0;) {
        m_first = m_first == 0 ? number : m_first;
        any = true;
    }
    if (any)
        m_stop();
}

} // namespace interleave
