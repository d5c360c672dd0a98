// Sleeping on a word of shared memory until another process changes it (futex(2), not private).
//
// A waiter that is killed leaves nothing behind. A waker that is killed before it wakes leaves the
// waiters asleep: whoever notices the death must wake them.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace interleave {

using FutexWord = std::atomic<std::uint32_t>;

/// Sleeps while `word` is `expected`, at most `timeoutNs`. May also return for no reason: check
/// again.
void futexWait(
    const FutexWord& word, std::uint32_t expected, std::optional<std::uint64_t> timeoutNs = {});

void futexWake(const FutexWord& word, int waiters);
void futexWakeAll(const FutexWord& word);

} // namespace interleave
