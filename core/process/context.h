// How child processes start: by fork, by spawn, or by a fork server. (Python's name for it.)
//
//   fork         a copy of this process. Fast for a small one; 20 ms for a heap of 1 GiB; a copy of
//                locks that other threads hold stays locked for ever.
//   spawn        this program anew, by posix_spawn; it gets its entry by a socket. Nothing is
//                inherited, the cost is that of loading the program.
//   fork server  a small process, spawned once, that forks on request: the cost of a small fork,
//                however large this process is, and no locks of other threads.
//
// Spawn and fork server run this program again: its main() must begin with childMain().
//
// Thread safety: any thread may start children. Children end when this process ends, not when the
// thread does (LifeLine), unless they are bound to it. In a forked child a context that it has
// inherited cannot be used. When the fork server dies, its children live on, and the next start
// brings up another.
#pragma once

#include "core/base/clock.h"
#include "core/base/owner.h"
#include "core/base/thread_safety.h"
#include "core/process/child_entry.h"
#include "core/process/child_process.h"
#include "core/process/life_line.h"
#include "core/process/start_method.h"

#include <memory>

namespace interleave {

class ForkServer;

/// To be called first in main() of a program that starts children by spawn or fork server: a
/// process that was started as a child runs what it was started for, and ends here.
void childMain(int argc, char** argv);

class Context
{
public:
    [[nodiscard]] static Result<std::shared_ptr<Context>, SystemError> create(StartMethod method);

    /// One that forks, made at its first use and kept for as long as it is whole: what Process and
    /// Pool use unless told otherwise.
    [[nodiscard]] static Result<std::shared_ptr<Context>, SystemError> standard();

    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    Context(Context&&) = delete;
    Context& operator=(Context&&) = delete;
    ~Context() = default;

    /// Fork costs 0.15 ms and more for a large process, the fork server 0.25 ms, spawn 0.5 to 1 ms.
    /// One that is forked or spawned may be bound to the calling thread as well, in case it closes
    /// its life line (closefrom); for one of the fork server's that server keeps the line, too. The
    /// thread then has no children but such.
    [[nodiscard]] Result<ChildProcess, SystemError> start(
        const ChildEntry& entry, ChildProcess::Bound bound = ChildProcess::Bound::ToNothing);

    [[nodiscard]] StartMethod method() const { return m_method; }
    /// Calibrated once, for all that is measured in its children.
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    /// False when the program has closed its descriptors (closefrom).
    [[nodiscard]] bool isWhole() const { return m_lifeLine.isWhole(); }
    /// Fails in a forked child, and where it is not whole.
    [[nodiscard]] Result<void, SystemError> canStart() const;
    /// Of its children.
    [[nodiscard]] const LifeLine& lifeLine() const { return m_lifeLine; }
    /// The fork server's pid; 0 while there is none.
    [[nodiscard]] pid_t serverPid() const;

private:
    Context(StartMethod method, LifeLine lifeLine);

    Result<ChildProcess, SystemError> forkSelf(
        const ChildEntry& entry, ChildProcess::Bound bound) const;
    Result<ChildProcess, SystemError> spawnSelf(
        const ChildEntry& entry, ChildProcess::Bound bound) const;
    Result<ChildProcess, SystemError> askServer(const ChildEntry& entry);
    Result<std::shared_ptr<ForkServer>, SystemError> server() INTERLEAVE_REQUIRES(m_mutex);

    Owner m_owner;
    StartMethod m_method;
    LifeLine m_lifeLine;
    Clock m_clock = Clock::calibrate();
    mutable Mutex m_mutex;
    std::shared_ptr<ForkServer> m_server INTERLEAVE_GUARDED_BY(m_mutex);
};

} // namespace interleave
