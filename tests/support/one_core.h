// One core for all.
#pragma once

#include "core/base/machine.h"

#include <sched.h>

namespace interleave::test {

/// For this process and those that it starts.
class OneCore
{
public:
    OneCore()
    {
        ::sched_getaffinity(0, sizeof m_before, &m_before);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(affinityCores().front(), &one);
        ::sched_setaffinity(0, sizeof one, &one);
    }
    OneCore(const OneCore&) = delete;
    OneCore& operator=(const OneCore&) = delete;
    OneCore(OneCore&&) = delete;
    OneCore& operator=(OneCore&&) = delete;
    ~OneCore() { ::sched_setaffinity(0, sizeof m_before, &m_before); }

private:
    cpu_set_t m_before{};
};

} // namespace interleave::test
