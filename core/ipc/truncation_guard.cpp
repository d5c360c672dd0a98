#include "core/ipc/truncation_guard.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::size_t kPlaces = 64;

// What a handler can ask in the middle of anything. A range is valid while its end is not 0, which
// is stored last and taken back first.
struct GuardedRange
{
    std::atomic<bool> taken;
    std::atomic<std::uintptr_t> begin;
    std::atomic<std::uintptr_t> end;
    std::atomic<bool> hit;
};

std::array<GuardedRange, kPlaces> guardedRanges;
struct sigaction handlerBefore;

// False where the address lies in none.
bool putZeroesAt(std::uintptr_t address)
{
    for (GuardedRange& range : guardedRanges) {
        const std::uintptr_t end = range.end.load();
        if (address >= end || address < range.begin.load())
            continue;
        range.hit.store(true);
        // All behind it is gone too.
        const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
        const std::uintptr_t from = address / page * page;
        return ::mmap(reinterpret_cast<void*>(from), // NOLINT(performance-no-int-to-ptr)
                   end - from,
                   PROT_READ,
                   MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS,
                   -1,
                   0)
            != MAP_FAILED;
    }
    return false;
}

void onBusError(int, siginfo_t* info, void*)
{
    const int error = errno;
    // The read is tried again: it finds zeroes, or meets who handled the signal before.
    if (!putZeroesAt(reinterpret_cast<std::uintptr_t>(info->si_addr)))
        ::sigaction(SIGBUS, &handlerBefore, nullptr);
    errno = error;
}

void installHandler()
{
    struct sigaction action
    {
    };
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigaction(SIGBUS, &action, &handlerBefore);
}

} // namespace

TruncationGuard::TruncationGuard(const std::byte* begin, std::size_t bytes)
    : m_place(0)
{
    static std::once_flag installed;
    std::call_once(installed, installHandler);
    while (m_place < kPlaces && guardedRanges.at(m_place).taken.exchange(true))
        ++m_place;
    if (m_place == kPlaces)
        return;
    GuardedRange& range = guardedRanges.at(m_place);
    const auto first = reinterpret_cast<std::uintptr_t>(begin);
    range.hit.store(false);
    range.begin.store(first);
    range.end.store(first + bytes);
}

TruncationGuard::~TruncationGuard()
{
    if (m_place == kPlaces)
        return;
    guardedRanges.at(m_place).end.store(0);
    guardedRanges.at(m_place).taken.store(false);
}

bool TruncationGuard::hit() const
{
    return m_place < kPlaces && guardedRanges.at(m_place).hit.load();
}

} // namespace interleave
