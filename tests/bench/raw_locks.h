// Each primitive in its bare form, as one would write it out in place: nothing in it knows who
// holds it, and none but the robust mutex and those of the kernel outlives a holder.
//
// A form is memory that processes share, made ready by create(), with lock() and unlock() of what
// open() gives each of them.
#pragma once

#include "core/base/cache_line.h"
#include "core/sync/spin_wait.h"
#include "tests/bench/floor.h"

#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/file.h>
#include <sys/sem.h>

namespace interleave::bench {

/// What all who share it use where it lies.
template <class Form>
struct UsedInPlace
{
    Form& open(int) { return static_cast<Form&>(*this); }
    void remove() { }
};

template <int kType>
struct RawMutex : UsedInPlace<RawMutex<kType>>
{
    pthread_mutex_t mutex;

    void create()
    {
        pthread_mutexattr_t attributes;
        ::pthread_mutexattr_init(&attributes);
        ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
        ::pthread_mutexattr_settype(&attributes, kType);
        ::pthread_mutex_init(&mutex, &attributes);
        ::pthread_mutexattr_destroy(&attributes);
    }
    void lock() { ::pthread_mutex_lock(&mutex); }
    void unlock() { ::pthread_mutex_unlock(&mutex); }
};

struct RawSpinlock : UsedInPlace<RawSpinlock>
{
    std::atomic<std::uint32_t> held;

    void create() { }
    void lock()
    {
        for (SpinWait wait(SpinWait::kAnybody); held.load(std::memory_order_relaxed) != 0
             || held.exchange(1, std::memory_order_acquire) != 0;
             wait.pause())
            ;
    }
    void unlock() { held.store(0, std::memory_order_release); }
};

struct RawTicketLock : UsedInPlace<RawTicketLock>
{
    std::atomic<std::uint64_t> next;
    std::atomic<std::uint64_t> serving;

    void create() { }
    void lock()
    {
        const std::uint64_t mine = next.fetch_add(1, std::memory_order_relaxed);
        for (SpinWait wait(SpinWait::kInLine); serving.load(std::memory_order_acquire) != mine;
             wait.pause())
            ;
    }
    void unlock()
    {
        serving.store(serving.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }
};

// CLH as in the papers: each takes over the node of the one before him.
struct RawQueueLock
{
    static constexpr int kNodes = 64;
    struct alignas(kCacheLine) Node
    {
        std::atomic<std::uint32_t> held;
    };
    struct Place
    {
        RawQueueLock& line;
        std::uint32_t mine;
        std::uint32_t before = 0;

        void lock()
        {
            line.nodes[mine].held.store(1, std::memory_order_relaxed);
            before = line.tail.exchange(mine, std::memory_order_acq_rel);
            for (SpinWait wait(SpinWait::kInLine);
                 line.nodes[before].held.load(std::memory_order_acquire) != 0;
                 wait.pause())
                ;
        }
        void unlock()
        {
            line.nodes[mine].held.store(0, std::memory_order_release);
            mine = before;
        }
    };

    alignas(kCacheLine) std::atomic<std::uint32_t> tail;
    std::array<Node, kNodes> nodes;

    void create() { }
    Place open(int rank) { return {*this, static_cast<std::uint32_t>(rank) + 1}; }
    void remove() { }
};

struct RawSemaphore : UsedInPlace<RawSemaphore>
{
    sem_t semaphore;

    void create() { ::sem_init(&semaphore, 1, 1); }
    void lock() { ::sem_wait(&semaphore); }
    void unlock() { ::sem_post(&semaphore); }
};

template <int (*kLock)(pthread_rwlock_t*), int kPreference>
struct RawReadersWriterLock : UsedInPlace<RawReadersWriterLock<kLock, kPreference>>
{
    pthread_rwlock_t rwlock;

    void create()
    {
        pthread_rwlockattr_t attributes;
        ::pthread_rwlockattr_init(&attributes);
        ::pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        ::pthread_rwlockattr_setkind_np(&attributes, kPreference);
        ::pthread_rwlock_init(&rwlock, &attributes);
        ::pthread_rwlockattr_destroy(&attributes);
    }
    void lock() { kLock(&rwlock); }
    void unlock() { ::pthread_rwlock_unlock(&rwlock); }
};

template <bool kFlock>
struct RawFileLock
{
    struct Opened
    {
        int file;

        void set(short type) const
        {
            struct flock range
            {
            };
            range.l_type = type;
            ::fcntl(file, F_OFD_SETLKW, &range);
        }
        void lock() const { kFlock ? static_cast<void>(::flock(file, LOCK_EX)) : set(F_WRLCK); }
        void unlock() const { kFlock ? static_cast<void>(::flock(file, LOCK_UN)) : set(F_UNLCK); }
    };
    int file;

    void create() { file = ::memfd_create("interleave-bench", MFD_CLOEXEC); }
    Opened open(int) const
    {
        return {::open(("/proc/self/fd/" + std::to_string(file)).c_str(), O_RDWR | O_CLOEXEC)};
    }
    void remove() const { ::close(file); }
};

struct RawSystemV : UsedInPlace<RawSystemV>
{
    int set;

    void create()
    {
        set = ::semget(IPC_PRIVATE, 1, 0600);
        add(1, 0);
    }
    void add(short amount, short flags) const
    {
        sembuf change{.sem_num = 0, .sem_op = amount, .sem_flg = flags};
        ::semop(set, &change, 1);
    }
    void lock() const { add(-1, SEM_UNDO); }
    void unlock() const { add(1, SEM_UNDO); }
    void remove() const { ::semctl(set, 0, IPC_RMID); }
};

} // namespace interleave::bench
