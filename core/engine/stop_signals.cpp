#include "core/engine/stop_signals.h"

#include <csignal>
#include <sys/signalfd.h>

namespace interleave {

namespace {

sigset_t stopSet()
{
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGINT);
    ::sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

std::unique_ptr<StopSignals> StopSignals::watch(EventLoop& loop, std::function<void()> stop)
{
    const sigset_t set = stopSet();
    UniqueFd fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!fd.valid())
        return nullptr; // nothing is blocked: a signal ends this process, and its workers with it
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    std::unique_ptr<StopSignals> signals(new StopSignals(loop, std::move(fd), std::move(stop)));
    if (!loop.watch(signals->m_fd.get(), [raw = signals.get()] { raw->onSignal(); }))
        return nullptr;
    return signals;
}

StopSignals::StopSignals(EventLoop& loop, UniqueFd fd, std::function<void()> stop)
    : m_loop(loop)
    , m_fd(std::move(fd))
    , m_stop(std::move(stop))
{
}

StopSignals::~StopSignals()
{
    m_loop.unwatch(m_fd.get());
    const sigset_t set = stopSet();
    ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

void StopSignals::onSignal()
{
    signalfd_siginfo info{};
    while (::read(m_fd.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info))
        m_interrupted = true;
    m_stop();
}

} // namespace interleave
