// Every primitive that guards, as a test needs it: memory that workers share, made ready once, and
// what a worker opens for itself.
#pragma once

#include "core/sync/file_lock.h"
#include "core/sync/permit_table.h"
#include "core/sync/queue_lock.h"
#include "core/sync/readers_writer_lock.h"
#include "core/sync/robust_lock.h"
#include "core/sync/spinlock.h"
#include "core/sync/system_v_lock.h"
#include "core/sync/ticket_lock.h"

#include <gtest/gtest.h>

#include <optional>
#include <sys/mman.h>
#include <vector>

namespace interleave::test {

/// One that lies in shared memory and that all workers use where it lies.
template <Guard G>
struct InMemory
{
    G guard{};

    G& open() { return guard; }
    bool recover(WorkerIndex dead) { return guard.recover(dead); }
    [[nodiscard]] std::vector<int> files() const { return {}; }
    void remove() { }
};

template <RobustLock::Kind kKind>
struct OfMutex : InMemory<RobustLock>
{
    void create() { ASSERT_TRUE(guard.create(kKind).has_value()); }
};
struct OfSpinlock : InMemory<Spinlock>
{
    void create() { }
};
struct OfTickets : InMemory<TicketLock>
{
    void create() { }
};
struct OfQueue : InMemory<QueueLock>
{
    void create() { }
};
template <PermitTable::Release kRelease>
struct OfPermits : InMemory<PermitTable>
{
    void create() { guard.create(1, kRelease); }
};
template <ReadersWriterLock::Preference kPreference>
struct OfWriters : InMemory<ReadersWriterLock>
{
    void create() { guard.create(kPreference); }
};

template <FileLock::Kind kKind>
struct OfFile
{
    HolderNote note{};
    int file = -1;

    void create() { ASSERT_GE(file = ::memfd_create("test-lock", MFD_CLOEXEC), 0); }
    FileLock open() { return FileLock::open(kKind, file, note).value(); }
    bool recover(WorkerIndex dead) { return note.recover(dead); }
    [[nodiscard]] std::vector<int> files() const { return {file}; }
    void remove() { ::close(file); }
};

struct OfSystemV
{
    HolderNote note{};
    std::optional<SystemVSet> set{};

    void create() { set.emplace(SystemVSet::create().value()); }
    SystemVLock open() { return {set->id(), note}; }
    bool recover(WorkerIndex dead) { return note.recover(dead); }
    [[nodiscard]] std::vector<int> files() const { return {}; }
    void remove() { set.reset(); }
};

using GuardCases = testing::Types<OfMutex<RobustLock::Kind::Plain>,
    OfMutex<RobustLock::Kind::ErrorChecking>,
    OfMutex<RobustLock::Kind::Recursive>,
    OfSpinlock,
    OfTickets,
    OfQueue,
    OfPermits<PermitTable::Release::ByHolder>,
    OfPermits<PermitTable::Release::ByAnybody>,
    OfWriters<ReadersWriterLock::Preference::Readers>,
    OfWriters<ReadersWriterLock::Preference::Writers>,
    OfFile<FileLock::Kind::Flock>,
    OfFile<FileLock::Kind::Fcntl>,
    OfSystemV>;

struct GuardNames
{
    template <class Case>
    static std::string GetName(int index)
    {
        static const char* const kNames[] = {"Mutex",
            "ErrorCheckingMutex",
            "RecursiveMutex",
            "Spinlock",
            "TicketLock",
            "QueueLock",
            "BoundedSemaphore",
            "Semaphore",
            "ReaderPreferringLock",
            "WriterPreferringLock",
            "Flock",
            "Fcntl",
            "SystemV"};
        return kNames[index];
    }
};

} // namespace interleave::test
