#include "core/base/owner.h"

#include <atomic>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave {

namespace {

// In memory that the kernel gives to every child as zeros, by whatever call it was forked. None
// where that cannot be had.
std::atomic<pid_t>* wipedInChildren()
{
    void* memory = ::mmap(nullptr,
        sizeof(std::atomic<pid_t>),
        PROT_READ | PROT_WRITE,
        MAP_PRIVATE | MAP_ANONYMOUS,
        -1,
        0);
    if (memory == MAP_FAILED || ::madvise(memory, sizeof(std::atomic<pid_t>), MADV_WIPEONFORK) != 0)
        return nullptr;
    return new (memory) std::atomic<pid_t>(0);
}

} // namespace

pid_t thisProcess()
{
    static std::atomic<pid_t>* const known = wipedInChildren();
    if (known == nullptr)
        return ::getpid();
    pid_t process = known->load(std::memory_order_relaxed);
    if (process == 0) {
        process = ::getpid();
        known->store(process, std::memory_order_relaxed);
    }
    return process;
}

} // namespace interleave
