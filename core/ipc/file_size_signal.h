// The limit on the size of files (ulimit -f) holds for memory that processes share, too. A call
// that meets it fails with EFBIG, and the signal that comes with it would end whoever uses the
// library.
#pragma once

#include <csignal>

namespace interleave {

/// SIGXFSZ does nothing to this thread while this lives.
class NoFileSizeSignal
{
public:
    NoFileSizeSignal();
    NoFileSizeSignal(const NoFileSizeSignal&) = delete;
    NoFileSizeSignal& operator=(const NoFileSizeSignal&) = delete;
    NoFileSizeSignal(NoFileSizeSignal&&) = delete;
    NoFileSizeSignal& operator=(NoFileSizeSignal&&) = delete;
    /// Leaves errno as it is.
    ~NoFileSizeSignal();

private:
    bool m_limited; // or there is nothing to do
    bool m_wasPending = false; // what somebody else waits for is left to him
    sigset_t m_before{};
};

} // namespace interleave
