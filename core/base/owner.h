// To whom something belongs: the process that has made it. A child that the program forks on its
// own has a copy of everything, and runs its destructors when it calls exit(): what is not its own
// it must not end, kill, wait for, or remove.
//
// Thread and process safety: any.
#pragma once

#include <sys/types.h>
#include <unistd.h>

namespace interleave {

/// As getpid(), for the price of a load.
[[nodiscard]] pid_t thisProcess();

class Owner
{
public:
    [[nodiscard]] bool isHere() const { return m_process == thisProcess(); }
    /// Where a function of the program has come back: a child that it has forked, which comes back
    /// too, ends here and does nothing in its parent's name.
    void endCopy() const
    {
        if (!isHere())
            ::_exit(0);
    }

private:
    pid_t m_process = thisProcess();
};

} // namespace interleave
