// To whom something belongs: the process that has made it. A child that the program forks on its
// own has a copy of everything, and runs its destructors when it calls exit(): what is not its own
// it must not end, kill, wait for, or remove.
//
// Thread and process safety: any.
#pragma once

#include <sys/types.h>

namespace interleave {

/// As getpid(), for the price of a load.
[[nodiscard]] pid_t thisProcess();

class Owner
{
public:
    [[nodiscard]] bool isHere() const { return m_process == thisProcess(); }

private:
    pid_t m_process = thisProcess();
};

} // namespace interleave
