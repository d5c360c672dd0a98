// Owns a file descriptor and closes it once.
//
// It never owns 0, 1 or 2: in a program that was started with one of them closed the system gives
// the number to whatever is opened next, and what anybody prints would land there. Such a
// descriptor is moved before anybody knows of it.
#pragma once

#include <unistd.h>
#include <utility>

namespace interleave {

class UniqueFd
{
public:
    UniqueFd() = default;
    /// Invalid, with errno set, when `fd` is, or has to be moved and cannot be.
    explicit UniqueFd(int fd)
        : m_fd(fd >= 0 && fd <= STDERR_FILENO ? movedAway(fd) : fd)
    {
    }
    UniqueFd(const UniqueFd&) = delete;
    UniqueFd& operator=(const UniqueFd&) = delete;
    UniqueFd(UniqueFd&& other) noexcept
        : m_fd(other.release())
    {
    }
    UniqueFd& operator=(UniqueFd&& other) noexcept
    {
        const int fd = other.release();
        reset();
        m_fd = fd;
        return *this;
    }
    ~UniqueFd() { reset(); }

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool valid() const { return m_fd >= 0; }
    [[nodiscard]] int release() { return std::exchange(m_fd, -1); }
    void reset(int fd = -1)
    {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = -1;
        if (fd >= 0)
            m_fd = UniqueFd(fd).release();
    }

private:
    static int movedAway(int fd);

    int m_fd = -1;
};

} // namespace interleave
