#include "core/ipc/futex.h"

#include <climits>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace interleave {

namespace {

// The kernel reads the word where it lies: std::atomic<uint32_t> is that word and nothing more.
static_assert(sizeof(FutexWord) == 4 && FutexWord::is_always_lock_free);

std::uint32_t* addressOf(const FutexWord& word)
{
    return reinterpret_cast<std::uint32_t*>(const_cast<FutexWord*>(&word));
}

} // namespace

void futexWait(
    const FutexWord& word, std::uint32_t expected, std::optional<std::uint64_t> timeoutNs)
{
    timespec timeout{};
    if (timeoutNs) {
        timeout.tv_sec = static_cast<time_t>(*timeoutNs / 1'000'000'000U);
        timeout.tv_nsec = static_cast<long>(*timeoutNs % 1'000'000'000U);
    }
    ::syscall(SYS_futex,
        addressOf(word),
        FUTEX_WAIT,
        expected,
        timeoutNs ? &timeout : nullptr,
        nullptr,
        0);
}

void futexWake(const FutexWord& word, int waiters)
{
    ::syscall(SYS_futex, addressOf(word), FUTEX_WAKE, waiters, nullptr, nullptr, 0);
}

void futexWakeAll(const FutexWord& word)
{
    futexWake(word, INT_MAX);
}

} // namespace interleave
