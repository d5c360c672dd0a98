// A tracer that is told of a process's end before its parent, and keeps it: as a debugger does, and
// a sanitizer that looks for leaks.
#pragma once

#include "tests/support/children.h"
#include "tests/support/pipes.h"

#include <csignal>
#include <sys/ptrace.h>
#include <unistd.h>

namespace interleave::test {

class KeepingTracer
{
public:
    explicit KeepingTracer(pid_t traced)
        : m_tracer(startChild(
            [&] {
                const char may = ::ptrace(PTRACE_SEIZE, traced, nullptr, nullptr) == 0 ? 1 : 0;
                return ::write(m_told.writer.get(), &may, 1) == 1 ? ::pause() : 1;
            },
            {m_told.writer.get()}))
    {
        char may = 0;
        m_traces = ::read(m_told.reader.get(), &may, 1) == 1 && may == 1;
    }

    /// Not where this user may not trace a process that is no child of its own.
    [[nodiscard]] bool traces() const { return m_traces; }
    /// Its parent hears now how it ended.
    void letGo()
    {
        m_tracer.signal(SIGKILL);
        waitFor(m_tracer);
    }

private:
    PipeEnds m_told = makePipe();
    ChildProcess m_tracer;
    bool m_traces = false;
};

} // namespace interleave::test
