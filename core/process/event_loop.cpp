#include "core/process/event_loop.h"

#include "core/base/refused_call.h"
#include "core/process/life_line.h"

#include <algorithm>
#include <array>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

namespace interleave {

namespace {

constexpr int kForEver = -1;
constexpr int kUntilIdleMs = 2'000;
constexpr int kIdleMs = 60'000;
constexpr std::uint32_t kEvents = EPOLLIN | EPOLLRDHUP;

itimerspec toTimerSpec(std::uint64_t first, std::uint64_t interval)
{
    const auto toTimespec = [](std::uint64_t ns) {
        return timespec{
            static_cast<time_t>(ns / 1'000'000'000U), static_cast<long>(ns % 1'000'000'000U)};
    };
    return {toTimespec(interval), toTimespec(first)};
}

// Whether there was one.
bool takeCount(const UniqueFd& fd)
{
    std::uint64_t count = 0;
    return retryOnInterrupt([&] { return ::read(fd.get(), &count, sizeof count); }) > 0;
}

// Where the number is another's by now, that is mostly no epoll: EINVAL.
tl::unexpected<Failure<SystemError>> failWait(int error)
{
    if (error == EBADF || error == EINVAL)
        return fail(SystemError::Broken,
            "cannot wait for events: this program has closed the descriptors of the loop "
            "(closefrom?)");
    return failCall("epoll_wait", "wait for events (epoll_wait)", error);
}

} // namespace

Result<EventLoop, SystemError> EventLoop::create()
{
    UniqueFd epoll(::epoll_create1(EPOLL_CLOEXEC));
    if (!epoll.valid())
        return failCall("epoll_create1", "create an event loop");
    // The loop lives by this call: refused while it runs, it would spin for ever.
    epoll_event event{};
    if (::epoll_wait(epoll.get(), &event, 1, 0) < 0 && errno != EINTR)
        return failCall("epoll_wait", "create an event loop");
    return EventLoop(std::move(epoll));
}

Result<void, SystemError> EventLoop::watch(int fd, Callback callback)
{
    if (!tell(EPOLL_CTL_ADD, fd, kEvents))
        return failCall("epoll_ctl", "watch a descriptor");
    m_callbacks[fd] = std::make_shared<const Callback>(std::move(callback));
    return {};
}

void EventLoop::unwatch(int fd)
{
    if (m_callbacks.erase(fd) != 0)
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, fd, nullptr);
}

Result<void, SystemError> EventLoop::runUntil(const std::function<bool()>& done)
{
    while (!done()) {
        const int timeoutMs = m_lines.empty() ? kForEver : awaitEvents() ? 0 : kUntilIdleMs;
        // Before an event is asked for: whoever has closed a line has closed the loop's own
        // descriptor, too, and it may be another's by now.
        if (!std::ranges::all_of(m_lines, &LifeLine::isWhole))
            return failWait(EBADF);
        if (const int error = handle(timeoutMs); error != 0 && error != EINTR)
            return failWait(error);
    }
    return {};
}

// False where the host withholds the call: then the loop looks after its lines now and then. Of
// what is closed right before the wait nothing is heard where its number is another's by then: so
// no wait is for ever, and only one after a wait in which nothing came is long.
bool EventLoop::awaitEvents()
{
    const int came = ::poll(m_waited.data(), m_waited.size(), m_isIdle ? kIdleMs : kUntilIdleMs);
    m_isIdle = came == 0;
    return came >= 0 || errno == EINTR;
}

void EventLoop::endWith(const LifeLine& line)
{
    if (m_waited.empty())
        m_waited.push_back({m_epoll.get(), POLLIN, 0});
    m_waited.push_back({line.childEnd(), POLLIN, 0});
    m_lines.push_back(&line);
}

int EventLoop::handle(int timeoutMs)
{
    std::array<epoll_event, 64> events{};
    const int count
        = ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), timeoutMs);
    if (count < 0)
        return errno;
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events.at(static_cast<std::size_t>(i));
        // Looked up each time: a callback of this round may have unwatched it.
        const auto found = m_callbacks.find(event.data.fd);
        if (found == m_callbacks.end())
            continue;
        // The end of a socket stays readable: told again and again, it would keep the loop busy
        // for as long as the process that had it takes to end.
        if ((event.events & EPOLLRDHUP) != 0)
            tellOnlyChanges(event.data.fd);
        const std::shared_ptr<const Callback> callback = found->second;
        (*callback)();
    }
    return 0;
}

bool EventLoop::tell(int operation, int fd, std::uint32_t events) const
{
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    return ::epoll_ctl(m_epoll.get(), operation, fd, &event) == 0;
}

Result<Timer, SystemError> Timer::create()
{
    UniqueFd fd(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!fd.valid())
        return failCall("timerfd_create", "create a timer");
    // A timer that cannot be started would never fire, and nobody would know.
    const itimerspec unarmed{};
    if (::timerfd_settime(fd.get(), 0, &unarmed, nullptr) != 0)
        return failCall("timerfd_settime", "create a timer");
    return Timer(std::move(fd));
}

void Timer::startEvery(std::uint64_t intervalNs) const
{
    const itimerspec spec = toTimerSpec(intervalNs, intervalNs);
    ::timerfd_settime(m_fd.get(), 0, &spec, nullptr);
}

void Timer::startOnce(std::uint64_t delayNs) const
{
    const itimerspec spec = toTimerSpec(delayNs, 0);
    ::timerfd_settime(m_fd.get(), 0, &spec, nullptr);
}

bool Timer::acknowledge() const
{
    return takeCount(m_fd);
}

Result<Doorbell, SystemError> Doorbell::create()
{
    UniqueFd fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!fd.valid())
        return failCall("eventfd2", "create an event descriptor");
    return Doorbell(std::move(fd));
}

void Doorbell::ring() const
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t put = retryOnInterrupt(
        [&] { return ::write(m_fd.get(), &one, sizeof one); }); // full: it rings already
}

void Doorbell::acknowledge() const
{
    takeCount(m_fd);
}

} // namespace interleave
