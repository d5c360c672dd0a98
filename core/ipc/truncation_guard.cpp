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

GuardedRange* rangeWith(std::uintptr_t address)
{
    for (Block* block = &firstBlock; block != nullptr; block = block->next.load()) {
        for (GuardedRange& range : block->ranges) {
            if (address < range.end.load() && address >= range.begin.load())
                return &range;
        }
    }
    return nullptr;
}

// False where the address lies in none.
bool putZeroesAt(std::uintptr_t address)
{
    GuardedRange* range = rangeWith(address);
    if (range == nullptr)
        return false;
    range->hit.store(true);
    // All behind it is gone too.
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const std::uintptr_t from = address / page * page;
    return ::mmap(reinterpret_cast<void*>(from), // NOLINT(performance-no-int-to-ptr)
               range->end.load() - from,
               PROT_READ,
               MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS,
               -1,
               0)
        != MAP_FAILED;
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
