// The bounded queue of bytes under Queue<T>: a ring of cells in shared memory, any number of
// producers and consumers, each of which may be killed at any instruction.
//
// A message is one fragment of as many cells as it needs; one that is larger than the whole ring is
// cut into fragments that pass through it while a consumer takes them out.
//
// Three robust mutexes. Producers take turns (`writers`), consumers take turns (`readers`), each
// turn lasts one message, and sleeping for room or for a message is done inside a turn: at most one
// producer and one consumer sleep on a futex, the others wait for their turn. `state` is held for
// the few stores that publish or free cells. Why nobody's death harms the others:
//  - A fragment is published, and freed, by a single store of a 64-bit position under `state`. A
//    producer killed before it has published nothing, what it wrote is written over; a consumer
//    killed before it has freed nothing, the next one gets the message.
//  - The sleeper is woken *before* that store, still under `state`. Whoever dies in between leaves
//    an awake sleeper that waits for `state`, which the kernel hands on. So no wake-up is lost.
//  - Whoever sleeps has said so under `state`. A sleeper that dies leaves its flag, which costs one
//    needless wake-up call, and its turn, which the kernel hands to the next who looks for itself.
//  - Fragments say whether they begin and end a message. A consumer that finds the middle of one
//    skips it: its first taker died. One that holds the beginning and finds that nobody has the
//    producers' turn drops it: the producer died or gave up.
//
// Whoever is stopped (SIGSTOP) holds nobody up beyond his deadline, but for one case. Who waits for
// one that has a mutex and finds after the deadline that the kernel says so gives up; a message, or
// the first piece of one, stays where it is. A consumer that holds the beginning of a message first
// says under `state` that it drops it; the producer, when it goes on, finds that there and begins
// that message again, so nothing is lost. The case: a consumer in the middle of such a message,
// while whoever has `state` is stopped in its few stores. Then the consumer can neither free a
// later piece nor say that it drops the message, and waits until that one goes on, or dies.
//
// Memory that is scribbled over gives Damaged or wrong bytes, no access outside of the ring; but
// the mutexes then may block for ever.
#pragma once

#include "core/base/cache_line.h"
#include "core/base/deadline.h"
#include "core/ipc/futex.h"
#include "core/ipc/patience.h"
#include "core/ipc/robust_mutex.h"
#include "core/ipc/shared_block.h"

#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace interleave {

class MessageRing
{
public:
    /// Costs a page fault per 4 KiB.
    [[nodiscard]] static Result<MessageRing, SystemError> create(
        std::uint64_t kind, std::size_t capacity, std::size_t bytesPerCell);
    [[nodiscard]] static Result<MessageRing, SystemError> attach(
        std::vector<UniqueFd> descriptors, std::uint64_t kind);

    /// Appends a message, or nothing. A message larger than the ring waits for a consumer to take
    /// it, so it fails at once with a deadline of now().
    [[nodiscard]] Transfer put(std::string_view message, Patience patience) const;
    /// Takes the oldest message. Once one has begun that is larger than the ring, the deadline no
    /// longer counts, not even one of now(): it is taken to its end, as long as its producer lives
    /// and goes on (or is stopped in the few stores that the file's head excepts), and the ring is
    /// open. May throw std::bad_alloc, and then that message is lost.
    [[nodiscard]] Transfer get(std::string& message, const Deadline& deadline) const;

    /// Ends all waiting: nothing goes in any more, what is in can still be taken.
    void close() const;
    [[nodiscard]] bool isClosed() const;
    /// Whole messages; out of date when it is returned.
    [[nodiscard]] std::size_t size() const;
    /// In cells: as many messages fit if none takes more than one.
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] std::vector<int> descriptors() const { return m_block.descriptors(); }

private:
    // Cells and messages passed so far, modulo 2^32, in one word so that one store changes both.
    struct alignas(8) Position
    {
        std::uint32_t cells;
        std::uint32_t messages;
    };
    using SharedPosition = std::atomic<Position>;
    static_assert(SharedPosition::is_always_lock_free);

    struct Sleeper
    {
        FutexWord calls; // counts wake-ups: what it sleeps on
        std::uint32_t asleep; // guarded by `state`
    };
    struct Shared
    {
        alignas(kCacheLine) RobustMutex writers;
        alignas(kCacheLine) RobustMutex readers;
        alignas(kCacheLine) RobustMutex state;
        Sleeper writer;
        Sleeper reader;
        alignas(kCacheLine) SharedPosition tail; // behind the last published cell
        std::atomic<std::uint32_t> closed;
        std::uint32_t dropped; // the first pieces of the message on its way; guarded by `state`
        alignas(kCacheLine) SharedPosition head; // the oldest cell that is not free
    };
    struct Fragment
    {
        std::uint32_t bytes;
        std::uint32_t part; // kFirst, kLast
    };
    // Bits of Fragment::part; a fragment from the middle of a message has neither.
    static constexpr std::uint32_t kFirst = 1;
    static constexpr std::uint32_t kLast = 2;

    explicit MessageRing(SharedBlock block);
    static std::optional<std::size_t> payloadBytes(const BlockShape& shape);

    [[nodiscard]] Shared& shared() const;
    [[nodiscard]] std::uint32_t used() const;
    [[nodiscard]] std::size_t cellsFor(std::size_t bytes) const;
    void copyIn(std::uint32_t cell, std::size_t offset, const void* from, std::size_t count) const;
    void copyOut(std::uint32_t cell, std::size_t offset, void* to, std::size_t count) const;

    [[nodiscard]] Transfer putInPieces(std::string_view message, Patience& patience) const;
    /// Nothing when who had the pieces before this one has dropped them.
    [[nodiscard]] std::optional<Transfer> putFragment(
        std::string_view bytes, std::uint32_t part, Patience& patience) const;
    void dropOrphans() const;
    [[nodiscard]] Transfer takeFragment(
        std::string& message, bool& begun, bool& whole, const Deadline& deadline) const;
    [[nodiscard]] Transfer waitForRest(bool& begun, const Deadline& deadline) const;
    [[nodiscard]] bool dropWhatHasBegun(const Deadline& deadline) const;

    template <class Ready>
    Transfer waitUntil(Ready ready, Sleeper& sleeper, const Deadline& deadline) const;
    [[nodiscard]] std::unique_lock<RobustMutex> lockState(const Deadline& deadline) const;
    [[nodiscard]] std::optional<Transfer> publish(
        Position tail, std::uint32_t part, const Deadline& deadline) const;
    [[nodiscard]] bool release(Position head, const Deadline& deadline) const;
    static void wakeSleeper(Sleeper& sleeper);

    SharedBlock m_block;
    std::uint32_t m_capacity;
    std::uint32_t m_cellBytes;
    std::uint32_t m_mask; // cells there are - 1: a power of two, so that positions may wrap
};

} // namespace interleave
