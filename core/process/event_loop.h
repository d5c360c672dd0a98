// One epoll loop: descriptors with a callback each.
//
// Thread safety: one thread. A callback may watch and unwatch anything, itself included.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <poll.h>
#include <sys/epoll.h>
#include <unordered_map>
#include <vector>

namespace interleave {

class LifeLine;

class EventLoop
{
public:
    using Callback = std::function<void()>;

    [[nodiscard]] static Result<EventLoop, SystemError> create();

    /// Calls `callback` whenever `fd` is readable, until unwatch(fd). When the other end of a
    /// socket has gone it is called for that once or twice and then no more: it takes all that is
    /// there.
    [[nodiscard]] Result<void, SystemError> watch(int fd, Callback callback);
    void unwatch(int fd);
    /// Of one that stays readable whatever its callback does: from now on it is called when
    /// something happens there, and once more for what is there now.
    void tellOnlyChanges(int fd) const { tell(EPOLL_CTL_MOD, fd, EPOLLIN | EPOLLET); }
    /// Handles events until `done` says so. It is asked after each round of callbacks. Broken where
    /// the loop has ended because its descriptors were closed, those of a line or its own; any
    /// other failure is the system's, which lets it wait no more.
    [[nodiscard]] Result<void, SystemError> runUntil(const std::function<bool()>& done);
    /// In a program of others, which may close the loop's descriptors (closefrom), and from which
    /// nothing would come any more: the loop ends as soon as it closes those of `line`, which is to
    /// outlive the loop. An idle loop wakes but once a minute for that: the kernel keeps what a
    /// thread waits for (poll(2)) until it is told, whatever becomes of the numbers; not what was
    /// closed right before the wait.
    void endWith(const LifeLine& line);
    /// Handles what is there and does not wait: for work that must not make the loop deaf. Not from
    /// a callback.
    void handleReady() { handle(0); }

private:
    explicit EventLoop(UniqueFd epoll)
        : m_epoll(std::move(epoll))
    {
    }

    /// 0, or the errno of a wait that failed.
    int handle(int timeoutMs);
    [[nodiscard]] bool awaitEvents();
    bool tell(int operation, int fd, std::uint32_t events) const;

    UniqueFd m_epoll;
    std::vector<const LifeLine*> m_lines;
    std::vector<pollfd> m_waited; // each of them, and the loop itself
    bool m_isIdle = false; // for so long that it hardly looks
    std::unordered_map<int, std::shared_ptr<const Callback>> m_callbacks;
};

/// A timer to watch: readable every `intervalNs` from now on.
class Timer
{
public:
    [[nodiscard]] static Result<Timer, SystemError> create();
    void startEvery(std::uint64_t intervalNs) const;
    void startOnce(std::uint64_t delayNs) const;
    /// Takes the ticks that made it readable: whether there were any. An event of before it was
    /// started anew has none.
    bool acknowledge() const;
    [[nodiscard]] int descriptor() const { return m_fd.get(); }

private:
    explicit Timer(UniqueFd fd)
        : m_fd(std::move(fd))
    {
    }
    UniqueFd m_fd;
};

/// What workers write to when the engine should look: an eventfd.
class Doorbell
{
public:
    [[nodiscard]] static Result<Doorbell, SystemError> create();
    /// One that another process has created.
    explicit Doorbell(UniqueFd fd)
        : m_fd(std::move(fd))
    {
    }
    void ring() const;
    void acknowledge() const;
    [[nodiscard]] int descriptor() const { return m_fd.get(); }

private:
    UniqueFd m_fd;
};

} // namespace interleave
