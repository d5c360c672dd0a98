// The pool's side of its tasks on their way: fills requests, gives out slots, takes results in.
//
// Thread safety: the caller holds the pool's mutex. Callbacks of tasks that end are handed to those
// who run them before it is free again: a pool that has seen all its tasks end misses none.
#pragma once

#include "core/pool/completion.h"
#include "core/pool/pool_memory.h"

#include <deque>
#include <functional>
#include <set>

namespace interleave {

struct Submission
{
    std::uint64_t function = 0; // offset of a TaskFunction
    std::string bytes{}; // callable and arguments
    std::vector<int> descriptors{}; // sent along; the submitter keeps them open until the end
    std::uint64_t timeoutNs = 0; // 0: none
    std::shared_ptr<Completion> completion{};
};

class TaskTable
{
public:
    using TakeBack = PoolMemory::TakeBack;

    struct Entry
    {
        Submission task;
        UniqueFd bytesFile; // of bytes too large for a slot
        std::uint64_t ticket = 0;
    };

    explicit TaskTable(PoolMemory& memory);

    /// After taking in what is done: whether submit() has a slot and a free place in the ring.
    [[nodiscard]] bool hasRoom();
    /// Needs room. NoSpace when its bytes are large and there is no memory for them. The result is
    /// the word that a worker may sleep on: the caller wakes it when the mutex is free.
    [[nodiscard]] Result<FutexWord*, SystemError> submit(Submission task);

    /// Takes in the result of `slot` if it is done and its worker has committed it.
    void collect(std::uint32_t slot);
    void collectAll();
    void finish(std::uint32_t slot, std::string_view result);
    /// The same, as Completion::succeed().
    void finish(std::uint32_t slot, std::string&& result);
    void fail(std::uint32_t slot, TaskFailure error);
    /// With the TaskFailure that its worker has written.
    void failAsToldBy(std::uint32_t slot, std::string_view bytes);
    void failAll(const TaskFailure& error);
    /// What to do about a task whose request was taken back when a worker was about to take it.
    struct Undecided
    {
        std::uint32_t slot = 0;
        std::uint64_t ticket = 0;
        std::optional<TaskFailure> ifLetGo{}; // how it fails; nothing: it runs all the same
        bool stopIfTaken = false;
    };
    /// Done when no worker had it yet, and none will. An undecided one is remembered until
    /// settleUndecided() knows.
    TakeBack takeBack(std::uint32_t slot, const TaskFailure& ifLetGo, bool stopIfTaken);
    /// `hear` takes in what workers have sent; `stop` stops whoever has the ticket in hand.
    void settleUndecided(
        const std::function<void()>& hear, const std::function<void(std::uint64_t ticket)>& stop);
    [[nodiscard]] bool hasUndecided() const { return !m_undecided.empty(); }
    [[nodiscard]] bool isUndecided(std::uint64_t ticket) const;
    /// No worker will come for `ticket`: a request that stands there gets another.
    void giveUp(std::uint64_t ticket);
    /// The request of this slot's task was taken back, and the task is to run all the same.
    void refill(std::uint32_t slot);
    /// Fills the requests for which there was no place in the ring.
    void fillWaiting();
    [[nodiscard]] bool hasWaiting() const { return !m_toFill.empty(); }

    [[nodiscard]] Entry& entry(std::uint32_t slot) { return m_entries[slot]; }
    /// Whether `slot` holds the task of `ticket`, not ended.
    [[nodiscard]] bool holds(std::uint32_t slot, std::uint64_t ticket) const;
    /// How many tasks it remembers the order of.
    [[nodiscard]] std::size_t remembered() const { return m_order.size(); }
    [[nodiscard]] bool isHeld(std::uint32_t slot) const
    {
        return m_entries[slot].task.completion != nullptr;
    }
    [[nodiscard]] std::size_t inFlight() const { return m_entries.size() - m_free.size(); }
    /// Whether a task with a time-out is on its way.
    [[nodiscard]] bool hasTimed() const { return m_timed > 0; }
    /// The ticket whose request is in the way of the next one; nothing when none is.
    [[nodiscard]] std::optional<std::uint64_t> obstacle();

private:
    void passGivenUp();
    FutexWord* fill(std::uint32_t slot);
    void end(std::uint32_t slot);
    void forgetEnded();
    void letGo(const Undecided& task);

    PoolMemory& m_memory;
    std::vector<Entry> m_entries; // one a slot
    std::vector<std::uint32_t> m_free;
    std::deque<std::pair<std::uint32_t, std::uint64_t>> m_order; // slot and ticket, as submitted
    std::deque<std::uint32_t> m_toFill; // slots whose request needs a place
    std::set<std::uint64_t> m_givenUp; // tickets beyond m_next for which no worker will come
    std::vector<Undecided> m_undecided;
    std::uint64_t m_next = 0; // the next ticket to fill
    std::uint64_t m_submitted = 0;
    std::uint32_t m_timed = 0; // tasks in flight with a time-out
};

} // namespace interleave
