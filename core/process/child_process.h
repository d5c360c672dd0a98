// A child process: forked, watched and signalled by pidfd, reaped exactly once.
//
// Thread safety: one thread at a time. A child that is bound to its thread asks the kernel to be
// killed when the thread that forked it ends (PR_SET_PDEATHSIG), so none outlives its parent,
// whatever ends the parent; others hold a LifeLine. Signals go by pidfd: a pid that was used again
// cannot be hit. By number they go only to a child that surely nobody has reaped, so that its
// number is its own: where the host refuses the call, to one that waitid(2) has just found there,
// and to one for which a posix_spawn(3) still waits (spawn.h). In a child that the program forks on
// its own a copy of this neither signals nor reaps: it can only wait.
#pragma once

#include "core/base/owner.h"
#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/process/process_end.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

namespace interleave {

/// Tells how a process ended that is not this process's own child.
class Reaper
{
public:
    Reaper() = default;
    Reaper(const Reaper&) = delete;
    Reaper& operator=(const Reaper&) = delete;
    Reaper(Reaper&&) = delete;
    Reaper& operator=(Reaper&&) = delete;
    virtual ~Reaper() = default;
    /// Nothing while a tracer keeps it (see ChildProcess::tryReap()).
    [[nodiscard]] virtual std::optional<ExitStatus> reap(pid_t pid) = 0;
    /// Whether the numbers of those that have ended and are not told about are still their own.
    [[nodiscard]] virtual bool keepsNumbers() = 0;
};

class SpawnPlan;

class ChildProcess
{
public:
    enum class Bound { ToThread, ToNothing };

    /// Forks a child that runs `body` and ends with its result as exit code. The child ignores
    /// SIGINT (its parent decides), has no descriptor above stderr but those in `keep`, and dies
    /// with its parent if it is bound to its thread. Costs about 0.15 ms and more for a large
    /// parent.
    [[nodiscard]] static Result<ChildProcess, SystemError> fork(
        std::span<const int> keep, const std::function<int()>& body, Bound bound = Bound::ToThread);

    /// Starts the program at `path` with `arguments` (the first is its name), by posix_spawn: the
    /// parent is never copied. `descriptor` is open in it as number 3; it inherits no other that is
    /// close-on-exec. To be bound to the calling thread it has to say so itself
    /// (endWithThreadOf()); that thread has then forked no other child.
    [[nodiscard]] static Result<ChildProcess, SystemError> spawn(const std::string& path,
        std::vector<std::string> arguments,
        int descriptor,
        Bound bound = Bound::ToNothing);

    /// A descriptor, and which number it has in a program that is started.
    struct Given
    {
        int descriptor;
        int as;
    };
    /// The same with each of `given` at its place, standard streams among them or not.
    [[nodiscard]] static Result<ChildProcess, SystemError> spawn(
        const std::string& path, std::vector<std::string> arguments, std::span<const Given> given);

    /// Whether this host has the calls by which children are watched and end with this process: for
    /// who wants the reason before it starts the first.
    [[nodiscard]] static Result<void, SystemError> canWatch();
    /// The same of signals to processes that are not its own children.
    [[nodiscard]] static Result<void, SystemError> canSignalOthers();

    /// A process that somebody else has started and will tell about.
    ChildProcess(pid_t pid, UniqueFd pidfd, std::shared_ptr<Reaper> reaper)
        : m_pid(pid)
        , m_pidfd(std::move(pidfd))
        , m_reaper(std::move(reaper))
    {
    }

    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    /// Kills and reaps a child that is still there; leaves one that the kernel has not ended
    /// kKillGrace later.
    ~ChildProcess();

    /// Neither kills nor reaps it: somebody else will.
    void forget() { m_pidfd.reset(); }
    /// False in a process that was forked from the one which has started it.
    [[nodiscard]] bool isOwn() const { return m_owner.isHere(); }

    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// The pidfd: readable when the child has ended. Open as long as this lives, so that it can
    /// leave an event loop first.
    [[nodiscard]] int descriptor() const { return m_pidfd.get(); }
    /// False when it has been reaped, and where the program has closed that descriptor (closefrom)
    /// and nobody answers any more for the child's number: such a one is forgotten.
    [[nodiscard]] bool isWatched() const { return m_pidfd.valid() && !m_reaped; }
    /// Does nothing when the child is not watched.
    void signal(int number);
    /// Of one that was killed and is left: whether the kernel has refused the signal is in it.
    [[nodiscard]] ExitStatus notEnded() const { return ExitStatus::notEnded(m_refused); }
    /// The status when the child has ended, else nothing; after that the child is gone. Of one that
    /// is traced (ptrace(2)) the tracer, a debugger say, hears first, and may keep it.
    [[nodiscard]] std::optional<ExitStatus> tryReap();
    /// Waits until it has ended, at most `timeoutNs`; nothing when it has not.
    [[nodiscard]] std::optional<ExitStatus> reapWithin(std::uint64_t timeoutNs);

private:
    static Result<ChildProcess, SystemError> spawn(
        const std::string& path, std::vector<std::string> arguments, SpawnPlan& plan, Bound bound);
    static Result<ChildProcess, SystemError> adopt(pid_t pid);
    void watchAnewIfClosed();
    std::optional<ExitStatus> reapOwn();

    pid_t m_pid;
    UniqueFd m_pidfd;
    std::shared_ptr<Reaper> m_reaper; // none: an own child
    bool m_reaped = false;
    int m_refused = 0; // errno of the last signal; 0: it was sent
    Owner m_owner;
};

} // namespace interleave
