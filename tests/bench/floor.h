// What this machine can do at best: raw primitives between real processes, and nothing else.
//
// Every row of the benchmark runs what is ours and its floor by turns in one program, so that both
// see the same machine.
#pragma once

#include "core/base/clock.h"
#include "core/ipc/shared_memory.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::bench {

inline double nowNs()
{
    return static_cast<double>(Clock::monotonicNs());
}

/// A benchmark cannot go on without what it measures.
[[noreturn]] inline void giveUp(const char* why)
{
    std::fprintf(stderr, "interleave-bench: %s\n", why);
    std::exit(1);
}

/// A T that forked processes share, all zero at first, its pages present.
template <class T>
class Shared
{
public:
    Shared()
    {
        void* memory = ::mmap(nullptr,
            sizeof(T),
            PROT_READ | PROT_WRITE,
            MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE,
            -1,
            0);
        if (memory == MAP_FAILED)
            giveUp("there is no memory");
        m_object = new (memory) T();
    }
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;
    ~Shared() { ::munmap(m_object, sizeof(T)); }

    T& operator*() const { return *m_object; }
    T* operator->() const { return m_object; }

private:
    T* m_object;
};

inline void pinToCore(int rank)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(static_cast<std::size_t>(rank % ::sysconf(_SC_NPROCESSORS_ONLN)), &cores);
    ::sched_setaffinity(0, sizeof cores, &cores);
}

/// Runs body(rank) in `count` processes that start together, each on a core of its own where there
/// are enough; nanoseconds from their start to the last one's end.
inline double together(int count, const std::function<void(int)>& body)
{
    constexpr int kMost = 64;
    struct Gate
    {
        std::atomic<int> ready;
        std::atomic<bool> open;
        std::array<double, kMost> end;
    };
    const Shared<Gate> gate;
    for (int rank = 0; rank < count; ++rank) {
        const pid_t pid = ::fork();
        if (pid < 0)
            giveUp("a process cannot be started");
        if (pid != 0)
            continue;
        pinToCore(rank);
        ++gate->ready;
        while (!gate->open)
            ;
        body(rank);
        gate->end.at(static_cast<std::size_t>(rank)) = nowNs();
        ::_exit(0);
    }
    while (gate->ready < count)
        ::usleep(100);
    const double begin = nowNs();
    gate->open = true;
    int status = 0;
    while (::wait(&status) > 0) {
        if (status != 0)
            giveUp("a measured process failed");
    }
    return *std::max_element(gate->end.begin(), gate->end.begin() + count) - begin;
}

} // namespace interleave::bench
