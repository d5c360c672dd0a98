// What could hang, or leaves nothing of something: in a process of its own, with an alarm.
#pragma once

#include "tests/support/children.h"

#include <unistd.h>

namespace interleave::test {

/// Whether `holds` ends, and gives true.
inline bool inAProcess(bool (*holds)())
{
    return runInProcesses(1, [holds](int) {
        ::alarm(60);
        ::_exit(holds() ? 0 : 1);
    });
}

} // namespace interleave::test
