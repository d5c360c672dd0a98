// Keeps a process alive that reads a mapped file which somebody shortens. The kernel sends SIGBUS
// for a page behind the file's new end; zeroes take the place of what is gone, and it is noted.
//
// Thread safety: any number of guards in any threads; the mapping may be read by all threads. A
// guard takes the process's handler of SIGBUS with its first use; what is not about a guarded
// mapping goes on to the handler that was there before.
#pragma once

#include <cstddef>

namespace interleave {

struct GuardedRange;

class TruncationGuard
{
public:
    /// Guards this mapping until it is destroyed, before the mapping is.
    TruncationGuard(const std::byte* begin, std::size_t bytes);
    TruncationGuard(const TruncationGuard&) = delete;
    TruncationGuard& operator=(const TruncationGuard&) = delete;
    TruncationGuard(TruncationGuard&&) = delete;
    TruncationGuard& operator=(TruncationGuard&&) = delete;
    ~TruncationGuard();

    /// Whether somebody has read what is not there any more.
    [[nodiscard]] bool hit() const;

private:
    GuardedRange& m_range;
};

} // namespace interleave
