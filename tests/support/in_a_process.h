// What could hang, or leaves nothing of something: in a process of its own, with an alarm.
#pragma once

#include "tests/support/children.h"

#include <cstdint>
#include <unistd.h>

namespace interleave::test {

/// Whether `holds` ends, and gives true. However slow the machine is: only the alarm says when it
/// hangs.
inline bool inAProcess(bool (*holds)())
{
    ChildProcess child = startChild([holds]() -> int {
        ::alarm(120);
        ::_exit(holds() ? 0 : 1);
    });
    const auto status = child.reapWithin(UINT64_MAX);
    return status && status->clean();
}

} // namespace interleave::test
