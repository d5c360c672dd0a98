// How a process ended, as far as anybody knows.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <sys/resource.h>

namespace interleave {

/// So long after SIGKILL a process is left to the kernel: it is frozen, waits for a file system
/// that hangs, or is held by a debugger.
inline constexpr std::chrono::seconds kKillGrace{5};

struct ExitStatus
{
    bool signalled = false;
    int code = 0; // exit code, or the signal's number
    std::uint64_t cpuNs = 0; // on a core, user and system
    std::uint64_t switches = 0; // of its core to somebody else
    bool known = true; // false: who could have told has died, or the kernel told somebody else
    bool ended = true; // false: it was killed, and the kernel has not ended it
    int refused = 0; // then: why the kernel would not send it the signal; 0: it did

    [[nodiscard]] bool clean() const { return known && !signalled && code == 0; }
    /// Nothing speaks against it: what else is known of the process decides.
    [[nodiscard]] bool maybeClean() const { return clean() || (!known && ended); }
    /// Of a process that was killed and left.
    [[nodiscard]] static ExitStatus notEnded(int refused = 0)
    {
        return {.known = false, .ended = false, .refused = refused};
    }
    /// "exited with status 3", "was killed by signal 9 (SIGKILL)".
    [[nodiscard]] std::string text() const;
};

/// What wait4() gave as a value.
[[nodiscard]] ExitStatus exitStatus(int status, const rusage& usage);

} // namespace interleave
