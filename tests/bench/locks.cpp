// An increment under each primitive that can guard one, ours beside its bare form: by one process
// alone, and by two that contend for it.

#include "core/handles/lock.h"
#include "core/sync/file_lock.h"
#include "core/sync/permit_table.h"
#include "core/sync/queue_lock.h"
#include "core/sync/readers_writer_lock.h"
#include "core/sync/robust_lock.h"
#include "core/sync/spinlock.h"
#include "core/sync/system_v_lock.h"
#include "core/sync/ticket_lock.h"
#include "tests/bench/raw_locks.h"
#include "tests/bench/row.h"

#include <optional>

namespace interleave::bench {

namespace {

// Ours with the two calls of the bare forms.
template <class G>
struct Worker
{
    G guard; // a reference, or the worker's own handle
    WorkerIndex me;

    void lock() { static_cast<void>(guard.acquire(me)); }
    void unlock() { guard.release(me); }
};

template <Guard G>
struct InPlace
{
    G guard;

    Worker<G&> open(int rank) { return {guard, static_cast<WorkerIndex>(rank)}; }
    void remove() { }
};

template <RobustLock::Kind kKind>
struct OurMutex : InPlace<RobustLock>
{
    void create()
    {
        if (!guard.create(kKind))
            giveUp("a lock cannot be created");
    }
};
template <Guard G>
struct Ours : InPlace<G>
{
    void create() { }
};
template <PermitTable::Release kRelease>
struct OurSemaphore : InPlace<PermitTable>
{
    void create() { guard.create(1, kRelease); }
};
template <ReadersWriterLock::Preference kPreference>
struct OurWriter : InPlace<ReadersWriterLock>
{
    void create() { guard.create(kPreference); }
};
template <ReadersWriterLock::Preference kPreference>
struct OurReader
{
    struct Reader
    {
        ReadersWriterLock& guard;
        WorkerIndex me;

        void lock() { static_cast<void>(guard.acquireShared(me)); }
        void unlock() { guard.releaseShared(me); }
    };
    ReadersWriterLock guard;

    void create() { guard.create(kPreference); }
    Reader open(int rank) { return {guard, static_cast<WorkerIndex>(rank)}; }
    void remove() { }
};
template <FileLock::Kind kKind>
struct OurFileLock
{
    HolderNote note;
    int file;

    void create() { file = ::memfd_create("interleave-bench", MFD_CLOEXEC); }
    Worker<FileLock> open(int rank)
    {
        return {FileLock::open(kKind, file, note).value(), static_cast<WorkerIndex>(rank)};
    }
    void remove() const { ::close(file); }
};
struct OurSystemV
{
    HolderNote note;
    std::optional<SystemVSet> set;

    void create() { set.emplace(SystemVSet::create().value()); }
    Worker<SystemVLock> open(int rank)
    {
        return {SystemVLock(set->id(), note), static_cast<WorkerIndex>(rank)};
    }
    void remove() { set.reset(); }
};
// What users of the library have.
struct OurHandle
{
    std::optional<Lock> handle;

    void create() { handle.emplace(Lock::create().value()); }
    Lock& open(int) { return *handle; }
    void remove() { handle.reset(); }
};

template <class Form>
struct Counted
{
    alignas(kCacheLine) Form form;
    alignas(kCacheLine) volatile std::uint64_t count; // touched each time
};

// Readers only look.
template <class Form>
constexpr bool kChanges = true;
template <ReadersWriterLock::Preference kPreference>
constexpr bool kChanges<OurReader<kPreference>> = false;
template <int kPreference>
constexpr bool kChanges<RawReadersWriterLock<pthread_rwlock_rdlock, kPreference>> = false;

template <class Form>
double lockedIncrements(int parties, int rounds)
{
    const Shared<Counted<Form>> shared;
    shared->form.create();
    const double ns = together(parties, [&](int rank) {
        auto&& mine = shared->form.open(rank);
        for (int i = 0; i < rounds; ++i) {
            mine.lock();
            const std::uint64_t count = shared->count;
            if constexpr (kChanges<Form>)
                shared->count = count + 1;
            mine.unlock();
        }
    });
    const auto updates = static_cast<std::uint64_t>(parties) * static_cast<std::uint64_t>(rounds);
    if (kChanges<Form> && shared->count != updates)
        giveUp("a lock has lost an increment");
    shared->form.remove();
    return ns / static_cast<double>(updates);
}

template <class Ours, class Bare>
bool addRows(const std::string& name, int uncontended, int contended)
{
    const auto add = [&](const char* suffix, int parties, int rounds, int turns) {
        benchmark::RegisterBenchmark((name + suffix).c_str(), [=](benchmark::State& state) {
            compareWithFloor(
                state,
                [&] { return lockedIncrements<Ours>(parties, rounds); },
                [&] { return lockedIncrements<Bare>(parties, rounds); },
                turns);
        });
    };
    add("_uncontended", 1, uncontended, 9);
    // Whether the two really meet is chance: a turn in which one of them was kept from its core
    // is ten times as fast, or as slow.
    add("_contended", 2, contended, 21);
    return true;
}

using Kind = RobustLock::Kind;
using Preference = ReadersWriterLock::Preference;
using Release = PermitTable::Release;
constexpr int kMany = 1'000'000;
constexpr int kSome = 200'000; // sleeps, or system calls
constexpr int kFew = 5'000; // a wake-up each
constexpr int kReaders = PTHREAD_RWLOCK_PREFER_READER_NP;
constexpr int kWriters = PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP;

const bool kRows = addRows<OurHandle, RawMutex<PTHREAD_MUTEX_NORMAL>>("lock", kMany, kSome)
    && addRows<OurMutex<Kind::Plain>, RawMutex<PTHREAD_MUTEX_NORMAL>>("lock_mutex", kMany, kSome)
    && addRows<OurMutex<Kind::ErrorChecking>, RawMutex<PTHREAD_MUTEX_ERRORCHECK>>(
        "lock_error_checking", kMany, kSome)
    && addRows<OurMutex<Kind::Recursive>, RawMutex<PTHREAD_MUTEX_RECURSIVE>>(
        "lock_recursive", kMany, kSome)
    && addRows<Ours<Spinlock>, RawSpinlock>("lock_spin", kMany, kMany)
    && addRows<Ours<TicketLock>, RawTicketLock>("lock_ticket", kMany, kSome)
    && addRows<Ours<QueueLock>, RawQueueLock>("lock_queue", kMany, kSome)
    && addRows<OurSemaphore<Release::ByAnybody>, RawSemaphore>("lock_semaphore", kMany, kSome)
    && addRows<OurSemaphore<Release::ByHolder>, RawSemaphore>(
        "lock_bounded_semaphore", kMany, kSome)
    && addRows<OurWriter<Preference::Readers>,
        RawReadersWriterLock<pthread_rwlock_wrlock, kReaders>>(
        "lock_reader_preferring", kMany, kSome)
    && addRows<OurReader<Preference::Readers>,
        RawReadersWriterLock<pthread_rwlock_rdlock, kReaders>>(
        "lock_reader_preferring_shared", kMany, kMany)
    && addRows<OurWriter<Preference::Writers>,
        RawReadersWriterLock<pthread_rwlock_wrlock, kWriters>>(
        "lock_writer_preferring", kMany, kSome)
    && addRows<OurReader<Preference::Writers>,
        RawReadersWriterLock<pthread_rwlock_rdlock, kWriters>>(
        "lock_writer_preferring_shared", kMany, kMany)
    && addRows<OurFileLock<FileLock::Kind::Flock>, RawFileLock<true>>("lock_flock", kSome, kSome)
    && addRows<OurFileLock<FileLock::Kind::Fcntl>, RawFileLock<false>>("lock_fcntl", kSome, kSome)
    && addRows<OurSystemV, RawSystemV>("lock_system_v", kSome, kFew);

} // namespace
} // namespace interleave::bench
