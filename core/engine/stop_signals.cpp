#include "core/engine/stop_signals.h"

#include <sys/signalfd.h>

namespace interleave {

namespace {

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

sigset_t stopSet()
{
    sigset_t set;
    ::sigemptyset(&set);
    for (int number = 1; number <= SIGRTMAX; ++number) {
        struct sigaction now
        {
        };
        if (endsByDefault(number) && ::sigaction(number, nullptr, &now) == 0
            && now.sa_handler == SIG_DFL)
            ::sigaddset(&set, number);
    }
    return set;
}

} // namespace

std::unique_ptr<StopSignals> StopSignals::watch(EventLoop& loop, std::function<void()> stop)
{
    const sigset_t set = stopSet();
    UniqueFd fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!fd.valid())
        return nullptr; // nothing is blocked: a signal ends this process, and its workers with it
    sigset_t before;
    ::sigprocmask(SIG_BLOCK, &set, &before);
    std::unique_ptr<StopSignals> signals(
        new StopSignals(loop, std::move(fd), before, std::move(stop)));
    if (!loop.watch(signals->m_fd.get(), [raw = signals.get()] { raw->takeSignals(); }))
        return nullptr;
    return signals;
}

StopSignals::StopSignals(
    EventLoop& loop, UniqueFd fd, const sigset_t& before, std::function<void()> stop)
    : m_loop(loop)
    , m_fd(std::move(fd))
    , m_before(before)
    , m_stop(std::move(stop))
{
}

StopSignals::~StopSignals()
{
    m_loop.unwatch(m_fd.get());
    ::sigprocmask(SIG_SETMASK, &m_before, nullptr);
}

bool StopSignals::interrupted()
{
    takeSignals();
    return m_interrupted;
}

void StopSignals::takeSignals()
{
    signalfd_siginfo info{};
    bool any = false;
    while (::read(m_fd.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info))
        any = true;
    if (!any)
        return;
    m_interrupted = true;
    m_stop();
}

} // namespace interleave
