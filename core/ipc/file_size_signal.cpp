#include "core/ipc/file_size_signal.h"

#include <cerrno>
#include <ctime>
#include <sys/resource.h>

namespace interleave {

namespace {

bool sizesAreLimited()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur != RLIM_INFINITY;
}

sigset_t sizeSignal()
{
    sigset_t signals{};
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGXFSZ);
    return signals;
}

} // namespace

NoFileSizeSignal::NoFileSizeSignal()
    : m_limited(sizesAreLimited())
{
    if (!m_limited)
        return;
    sigset_t pending{};
    ::sigpending(&pending);
    m_wasPending = ::sigismember(&pending, SIGXFSZ) == 1;
    const sigset_t signals = sizeSignal();
    ::pthread_sigmask(SIG_BLOCK, &signals, &m_before);
}

NoFileSizeSignal::~NoFileSizeSignal()
{
    if (!m_limited)
        return;
    const int error = errno;
    const sigset_t signals = sizeSignal();
    const timespec none{};
    if (!m_wasPending)
        ::sigtimedwait(&signals, nullptr, &none);
    ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    errno = error;
}

} // namespace interleave
