// Owns a file descriptor and closes it once, unless it is another's by then: where the program has
// closed descriptors that it has not opened (closefrom), it may have its own files by the numbers.
// What a descriptor is, fstat(2) says; two event descriptors, timers or epolls are alike to it.
//
// It never owns 0, 1 or 2: in a program that was started with one of them closed the system gives
// the number to whatever is opened next, and what anybody prints would land there. Such a
// descriptor is moved before anybody knows of it.
#pragma once

#include <optional>
#include <sys/types.h>
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
        , m_file(m_fd >= 0 ? fileOf(m_fd) : std::nullopt)
    {
    }
    UniqueFd(const UniqueFd&) = delete;
    UniqueFd& operator=(const UniqueFd&) = delete;
    UniqueFd(UniqueFd&& other) noexcept
        : m_fd(other.release())
        , m_file(other.m_file)
    {
    }
    UniqueFd& operator=(UniqueFd&& other) noexcept
    {
        const int fd = other.release();
        reset();
        m_fd = fd;
        m_file = other.m_file;
        return *this;
    }
    ~UniqueFd() { reset(); }

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool valid() const { return m_fd >= 0; }
    /// False when the program has closed it, and has another file by its number, or none. Costs a
    /// system call. True where the host does not tell.
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] int release() { return std::exchange(m_fd, -1); }
    void reset(int fd = -1)
    {
        if (m_fd >= 0)
            close();
        m_fd = -1;
        if (fd >= 0)
            *this = UniqueFd(fd);
    }

private:
    struct File
    {
        dev_t device;
        ino_t inode;
        bool operator==(const File&) const = default;
    };
    static int movedAway(int fd);
    /// errno stays.
    static std::optional<File> fileOf(int fd);
    void close() const;

    int m_fd = -1;
    std::optional<File> m_file; // nothing where fstat is refused
};

} // namespace interleave
