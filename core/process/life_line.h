// Ends a process as soon as the process that holds the other end has ended, however it ended.
//
// A pipe that nobody writes to. The owner alone keeps its writing end; a child asks the kernel to
// send it SIGKILL when that end closes (O_ASYNC with F_SETSIG, fcntl(2)). Unlike PR_SET_PDEATHSIG
// this follows the owning process and not the thread that forked, and it works for a child that
// somebody else, a fork server, has started on the owner's behalf. Measured: dead 0.1 ms after its
// owner.
//
// Process safety: a writing end that leaks into a third process keeps the children alive. It is
// close-on-exec, and every child closes it at its fork, also one that the program forks on its own;
// not by a bare system call or _Fork(), which run no handlers. With such a child at the latest the
// others end, or when it becomes another program; before that, with their owner, those for which
// somebody else looks: a pool's workers, and what a fork server has started. The child's end stays
// where the child becomes another program.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

#include <memory>

namespace interleave {

class LifeLine
{
public:
    /// Its numbers are from `atLeast` on where the host has such.
    [[nodiscard]] static Result<LifeLine, SystemError> create(int atLeast = 0);

    /// What a child needs for hold().
    [[nodiscard]] int childEnd() const { return m_read.get(); }
    /// Whether both ends still are what was created: not when this process has closed them
    /// (closefrom), and has other files by their numbers, or none. Costs two system calls.
    [[nodiscard]] bool isWhole() const { return m_read.isWhole() && m_write->isWhole(); }

    /// In the child: from now on it ends with the owner. False when the owner is gone already, and
    /// where there is neither a /proc and a descriptor left for it nor a thread to watch.
    [[nodiscard]] static bool hold(int childEnd);
    /// The same on behalf of `child`, which may close all that it has itself: for as long as
    /// another process of the same owner, which ends with it, keeps what this gives. Invalid where
    /// hold() needs a thread.
    [[nodiscard]] static UniqueFd holdFor(pid_t child, int childEnd);
    /// In a child that holds one: false when the program has closed it (closefrom), or put
    /// something else in its place: then nothing ends the child with the owner any more.
    [[nodiscard]] static bool isHeld();

private:
    LifeLine(UniqueFd read, std::shared_ptr<UniqueFd> write)
        : m_read(std::move(read))
        , m_write(std::move(write))
    {
    }

    UniqueFd m_read;
    std::shared_ptr<UniqueFd> m_write; // closed in children
};

} // namespace interleave
