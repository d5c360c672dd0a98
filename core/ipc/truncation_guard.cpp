#include "core/ipc/truncation_guard.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <memory>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave {

// What a handler can ask in the middle of anything. A range is valid while its end is not 0, which
// is stored last and taken back first.
struct GuardedRange
{
    std::atomic<bool> taken;
    std::atomic<std::uintptr_t> begin;
    std::atomic<std::uintptr_t> end;
    std::atomic<bool> hit;
};

namespace {

// Blocks are added and never removed: a handler may be on its way through them at any time.
struct Block
{
    std::array<GuardedRange, 64> ranges;
    std::atomic<Block*> next;
};

Block firstBlock;
struct sigaction handlerBefore;

Block& blockAfter(Block& block)
{
    Block* next = block.next.load();
    if (next != nullptr)
        return *next;
    auto added = std::make_unique<Block>();
    return block.next.compare_exchange_strong(next, added.get()) ? *added.release() : *next;
}

GuardedRange& takeRange()
{
    for (Block* block = &firstBlock;; block = &blockAfter(*block)) {
        for (GuardedRange& range : block->ranges) {
            if (!range.taken.exchange(true))
                return range;
        }
    }
}

struct Found
{
    GuardedRange* range = nullptr; // none: nobody guards the address
    std::uintptr_t end = 0;
};

// Another guard may take the range between any two loads: what it says twice is one guard's.
Found rangeWith(std::uintptr_t address)
{
    for (Block* block = &firstBlock; block != nullptr; block = block->next.load()) {
        for (GuardedRange& range : block->ranges) {
            const std::uintptr_t end = range.end.load();
            const std::uintptr_t begin = range.begin.load();
            if (address < end && address >= begin && range.end.load() == end)
                return {&range, end};
        }
    }
    return {};
}

// False where the address lies in none.
bool putZeroesAt(std::uintptr_t address)
{
    const Found found = rangeWith(address);
    if (found.range == nullptr)
        return false;
    found.range->hit.store(true);
    // All behind it is gone too.
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const std::uintptr_t from = address / page * page;
    return ::mmap(reinterpret_cast<void*>(from), // NOLINT(performance-no-int-to-ptr)
               found.end - from,
               PROT_READ,
               MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS,
               -1,
               0)
        != MAP_FAILED;
}

// To whoever handled it before.
void passOn(int number, siginfo_t* info, void* context)
{
    const bool isSent = info->si_code <= 0; // by a process: no read is tried again
    const auto flags = static_cast<unsigned>(handlerBefore.sa_flags);
    if ((flags & SA_RESETHAND) != 0) // once, as the kernel would
        ::signal(number, SIG_DFL);
    if ((flags & SA_SIGINFO) != 0) {
        handlerBefore.sa_sigaction(number, info, context);
    } else if (handlerBefore.sa_handler == SIG_IGN && isSent) {
        return;
    } else if (handlerBefore.sa_handler == SIG_DFL || handlerBefore.sa_handler == SIG_IGN) {
        ::sigaction(number, &handlerBefore, nullptr);
        if (isSent)
            ::raise(number);
    } else {
        handlerBefore.sa_handler(number);
    }
}

void onBusError(int number, siginfo_t* info, void* context)
{
    const int error = errno;
    // The read is tried again, and finds zeroes. A signal that was sent has no address.
    if (info->si_code <= 0 || !putZeroesAt(reinterpret_cast<std::uintptr_t>(info->si_addr)))
        passOn(number, info, context);
    errno = error;
}

void installHandler()
{
    ::sigaction(SIGBUS, nullptr, &handlerBefore);
    struct sigaction action
    {
    };
    action.sa_sigaction = onBusError;
    action.sa_mask = handlerBefore.sa_mask;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigaction(SIGBUS, &action, nullptr);
}

} // namespace

TruncationGuard::TruncationGuard(const std::byte* begin, std::size_t bytes)
    : m_range(takeRange())
{
    static std::once_flag installed;
    std::call_once(installed, installHandler);
    const auto first = reinterpret_cast<std::uintptr_t>(begin);
    m_range.hit.store(false);
    m_range.begin.store(first);
    m_range.end.store(first + bytes);
}

TruncationGuard::~TruncationGuard()
{
    m_range.end.store(0);
    m_range.taken.store(false);
}

bool TruncationGuard::hit() const
{
    return m_range.hit.load();
}

} // namespace interleave
