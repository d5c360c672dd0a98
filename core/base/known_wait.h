// Time in which a thread waited for something that is known to take long: a mutex that another
// holds while it forks, a process that starts. Whoever asks whether a thread was stopped from
// outside takes it off (work/thread_time.h): a wait looks to the kernel like a stop.
//
// Thread safety: each thread has its own sum.
#pragma once

#include <cstdint>

namespace interleave {

/// What this thread has waited so until now, in nanoseconds. Waits within others count twice.
[[nodiscard]] std::uint64_t knownWaitNs();

/// Adds its life to knownWaitNs(), but no more than a second: longer than that, the thread was
/// rather stopped while it waited. Costs two clock reads.
class KnownWait
{
public:
    KnownWait();
    KnownWait(const KnownWait&) = delete;
    KnownWait& operator=(const KnownWait&) = delete;
    KnownWait(KnownWait&&) = delete;
    KnownWait& operator=(KnownWait&&) = delete;
    ~KnownWait();

private:
    std::uint64_t m_begin;
};

} // namespace interleave
