// The memory that a pool and its workers share for single tasks: a ring of requests, a desk per
// worker, and a slot for the result of each task on its way.
//
//   PoolBlock | Desk[places] | CrashNote[places] | Request[ring] | TaskSlot[slots]
//   | kJobAreas areas for small maps (JobArea)
//
// Requests stand in a ring in the order of submission. A worker that has nothing to do takes a
// ticket, the number of the request that will be its own, and waits for it at that place of the
// ring: nobody else looks there, so a task costs one line that goes to the worker and one with the
// result that comes back, which is what two processes need to exchange anything at all.
//
// Who dies where: a worker's desk tells its ticket and the task it has in hand. A ticket whose
// request was not taken passes to the worker's successor; a task that was taken and not done fails.
// Taking is one store to the worker's own desk, its phase, so it has happened or it has not.
#pragma once

#include "core/base/cache_line.h"
#include "core/ipc/futex.h"
#include "core/ipc/shared_memory.h"
#include "core/pool/task_failure.h"
#include "core/process/crash_note.h"
#include "core/work/time_limit.h"

#include <array>
#include <optional>
#include <string_view>

namespace interleave {

/// How often somebody who waits looks again at what nobody wakes him for.
inline constexpr std::uint64_t kPoolTickNs = 5'000'000;

/// What a worker is to do.
struct RequestContent
{
    static constexpr std::size_t kInline = 28;

    std::uint64_t function; // offset in the program
    std::uint64_t timeoutNs; // 0: none
    std::uint32_t slot;
    std::uint32_t bytes; // of callable and arguments: here, or in the slot's payload if more
    std::uint32_t descriptors; // how many come by the socket when the worker asks
    char inlined[kInline];
};

/// A task on its way to a worker. `word` tells the lap of the ring and whether it is filled.
struct alignas(kCacheLine) Request
{
    FutexWord word;
    FutexWord waiting; // a worker sleeps on the word
    RequestContent content;
};
static_assert(sizeof(Request) == kCacheLine);

/// The result of a task on its way back. The pool's until the request is filled, then the worker's
/// until `commit` says that it is whole. What `word` says wakes those who wait, and proves nothing.
struct TaskSlot
{
    static constexpr std::size_t kInline = 48;
    static constexpr std::size_t kPayload = 960;

    static constexpr std::uint32_t kDone = 1;
    static constexpr std::uint32_t kWaited = 2; // somebody sleeps on the word
    static constexpr std::uint32_t kWatched = 4; // ring the bell when done

    alignas(kCacheLine) FutexWord word;
    std::uint32_t bytes;
    std::atomic<std::uint64_t> commit; // the worker's last store: committed(ticket, failed)
    char inlined[kInline];
    char payload[kPayload];

    [[nodiscard]] static std::uint64_t committed(std::uint64_t ticket, bool failed)
    {
        return (ticket + 1) << 1U | (failed ? 1U : 0U);
    }
    /// Nothing when the length that stands there cannot be.
    [[nodiscard]] std::optional<std::string_view> result() const
    {
        const std::uint32_t size = bytes;
        if (size > kPayload)
            return std::nullopt;
        return std::string_view(size <= kInline ? inlined : payload, size);
    }
};
static_assert(sizeof(TaskSlot) == 16 * kCacheLine);

/// What a worker is at. Written by the worker; after its death by the pool. A ticket is stored plus
/// 1, so that 0 is none.
struct alignas(kCacheLine) Desk
{
    std::atomic<std::uint64_t> intent; // the ticket it is about to take
    std::atomic<std::uint64_t> ticket; // the ticket whose request it waits for
    std::atomic<std::uint64_t> task; // the ticket of the task in its hands
    std::atomic<std::uint64_t> condemned; // the ticket of a task for which a signal comes
    std::atomic<std::uint64_t> enteredTicks; // when it took the task, if that has a time-out
    std::atomic<std::uint32_t> slot; // of the task in its hands
    std::atomic<TaskPhase> phase;
    std::atomic<bool> leave; // told to end when its hands are empty
    std::atomic<bool> ready;
};
static_assert(sizeof(Desk) == kCacheLine);

struct PoolBlock
{
    alignas(kCacheLine) std::atomic<std::uint64_t> tickets; // taken so far
    alignas(kCacheLine) FutexWord roomWanted; // a submitter waits for a slot
    FutexWord roomMade; // counts tasks done while one waited
    alignas(kCacheLine) WatchNotes watchNotes;
};

class PoolMemory
{
public:
    static constexpr std::uint32_t kJobAreas = 4;
    static constexpr std::size_t kJobAreaBytes = 16'384;

    /// `slots` tasks can be on their way at once. Takes its pages now.
    [[nodiscard]] static Result<PoolMemory, SystemError> create(
        std::uint32_t places, std::uint32_t slots);
    /// In a worker: the same memory.
    [[nodiscard]] static Result<PoolMemory, SystemError> attach(
        UniqueFd descriptor, std::uint32_t places, std::uint32_t slots);

    [[nodiscard]] PoolBlock& block() { return *m_memory.objects<PoolBlock>(0, 1).data(); }
    [[nodiscard]] Desk& desk(std::uint32_t place) { return m_desks[place]; }
    [[nodiscard]] CrashNote& crash(std::uint32_t place) { return m_crashes[place]; }
    [[nodiscard]] TaskSlot& slot(std::uint32_t index) { return m_slots[index]; }
    [[nodiscard]] Request& request(std::uint64_t ticket)
    {
        return m_requests[ticket & (m_requests.size() - 1)];
    }
    /// How far the request of `ticket` is. A place of the ring serves one ticket a lap; NotYet: it
    /// still belongs to a ticket of a lap before.
    enum class Stage { NotYet, Empty, Filled, Taken };
    [[nodiscard]] Stage stage(std::uint64_t ticket)
    {
        const auto ahead = static_cast<std::int32_t>(
            request(ticket).word.load(std::memory_order_acquire) - emptyWord(ticket));
        return ahead < 0 ? Stage::NotYet
            : ahead == 0 ? Stage::Empty
            : ahead == 1 ? Stage::Filled
                         : Stage::Taken;
    }
    /// The word of the request of `ticket` in the last three stages.
    [[nodiscard]] std::uint32_t emptyWord(std::uint64_t ticket) const
    {
        return static_cast<std::uint32_t>(ticket / m_requests.size() * 2);
    }
    [[nodiscard]] std::uint32_t filledWord(std::uint64_t ticket) const
    {
        return emptyWord(ticket) + 1;
    }
    [[nodiscard]] std::uint32_t takenWord(std::uint64_t ticket) const
    {
        return emptyWord(ticket) + 2;
    }
    /// After a worker's death: what it had taken counts as taken.
    void confirmTaken(std::uint64_t ticket)
    {
        std::uint32_t word = filledWord(ticket);
        request(ticket).word.compare_exchange_strong(word, takenWord(ticket));
    }
    /// Taken by a worker, or taken back.
    [[nodiscard]] bool taken(std::uint64_t ticket) { return stage(ticket) == Stage::Taken; }
    enum class TakeBack { Done, TooLate, Undecided };
    /// Takes the request back before a worker has it, empty or filled. TooLate when one was faster.
    /// Undecided while one stands still at the very point where it takes it: nobody but that one
    /// will have it, and inHand() says so when it goes on.
    [[nodiscard]] TakeBack takeBack(std::uint64_t ticket);
    enum class InHand { Nobodys, AboutToBe, Somebodys };
    [[nodiscard]] InHand inHand(std::uint64_t ticket) const;

    /// Of the first `bytes` bytes of an area; empty when there is no such area or it is smaller.
    [[nodiscard]] std::span<std::byte> jobArea(std::uint32_t area, std::size_t bytes);

    [[nodiscard]] std::uint32_t places() const
    {
        return static_cast<std::uint32_t>(m_desks.size());
    }
    [[nodiscard]] std::uint32_t slots() const { return static_cast<std::uint32_t>(m_slots.size()); }
    [[nodiscard]] std::uint64_t ringSize() const { return m_requests.size(); }
    [[nodiscard]] int descriptor() const { return m_memory.descriptor(); }

private:
    PoolMemory(SharedMemory memory, std::uint32_t places, std::uint32_t slots);

    SharedMemory m_memory;
    std::span<Desk> m_desks;
    std::span<CrashNote> m_crashes;
    std::span<Request> m_requests;
    std::span<TaskSlot> m_slots;
    std::span<std::byte> m_jobAreas;
};

} // namespace interleave
