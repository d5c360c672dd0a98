// One epoll loop: descriptors with a callback each.
//
// Thread safety: one thread. A callback may watch and unwatch anything, itself included.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

namespace interleave {

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
    /// Handles events until `done` says so. It is asked after each round of callbacks. False, where
    /// the program has closed the loop's descriptors (closefrom): of those nothing comes any more.
    /// An idle loop looks for that every two seconds.
    bool runUntil(const std::function<bool()>& done);
    /// Handles what is there and does not wait: for work that must not make the loop deaf. Not from
    /// a callback.
    void handleReady() { handle(0); }

private:
    explicit EventLoop(UniqueFd epoll)
        : m_epoll(std::move(epoll))
    {
    }

    int handle(int timeoutMs);
    void expectNoMoreOf(int fd) const;
    [[nodiscard]] bool isWhole() const;
    bool tell(int operation, int fd, std::uint32_t events) const;

    UniqueFd m_epoll;
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
