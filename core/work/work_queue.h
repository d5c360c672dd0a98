// Which tasks are still to be done, in shared memory, and how they are handed out: by a cursor that
// workers move on by one fetch_add, or by one cursor per worker (static), which lies in its slot.
// Beside it a ring of ranges that came back because their worker died.
//
//   static    worker k has the k-th share of the tasks, taken in pieces of `chunk`
//   dynamic   the next `chunk` tasks for whoever asks
//   guided    a part of what remains, shrinking towards the end, never fewer than `chunk`
//   auto      as many tasks as take about 100 us by the worker's own measure, never more than
//             `chunk`, and near the end never more than a part of what remains
//
// Process and thread safety: any number of workers claim, each for its own slot; one owner (the
// engine, the pool) creates, gives back and takes shares. A worker that is killed between its claim
// and noting it in its slot takes the range with it: the owner finds such tasks in the ledger,
// untouched, when all others have nothing left to do (Claims).
//
// Cost of a claim: one fetch_add, under every schedule; guided and auto add a division.
#pragma once

#include "core/work/claim_slot.h"
#include "core/work/schedule.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace interleave {

/// How tasks are handed out. chunk >= 1, workers >= 1.
struct HandingOut
{
    Schedule schedule = Schedule::Dynamic;
    std::uint64_t chunk = 1;
    std::uint32_t workers = 1;
};

/// The share of worker `worker` under Schedule::Static. worker < workers.
[[nodiscard]] constexpr TaskRange staticShare(
    std::uint64_t tasks, std::uint64_t workers, std::uint64_t worker)
{
    const std::uint64_t least = tasks / workers;
    const std::uint64_t oneMore = tasks % workers; // that many workers have one task more
    const std::uint64_t begin = worker * least + std::min(worker, oneMore);
    return {begin, begin + least + (worker < oneMore ? 1 : 0)};
}

/// How long a task takes, as one worker measures it from claim to claim. The newest claim counts
/// half, so that one quick task cannot make the next claim more than twice as large.
class TaskPace
{
public:
    void add(std::uint64_t ns, std::uint64_t tasks)
    {
        const double now = static_cast<double>(ns) / static_cast<double>(tasks);
        m_ns = m_ns == 0 ? now : (m_ns + now) / 2;
    }
    /// 0 before the first measure.
    [[nodiscard]] double ns() const { return m_ns; }

private:
    double m_ns = 0;
};

class WorkQueue
{
public:
    static constexpr std::uint64_t kRing = 64; // ranges; Claims keeps those that find no place
    static constexpr double kClaimNs = 100'000; // what a claim under `auto` should last

    /// Must be called once before use, by the owner, in memory that is zero. One slot a worker.
    void create(std::uint64_t tasks, const HandingOut& how, std::span<ClaimSlot> slots);

    /// The next tasks for the worker whose slot it is, noted there, or nothing when there is none
    /// for it. `nsPerTask` is what its TaskPace says; only a queue that adapts() reads it.
    [[nodiscard]] std::optional<TaskRange> claim(ClaimSlot& slot, double nsPerTask = 0);
    /// Whether measuring the pace of tasks is worth its clock reads.
    [[nodiscard]] bool adapts() const { return m_schedule == Schedule::Auto && m_chunk > 1; }

    /// Tasks that can still be claimed, those that came back included. From numbers that move on
    /// meanwhile; O(workers) under static.
    [[nodiscard]] std::uint64_t unclaimed(std::span<const ClaimSlot> slots) const;

    /// Owner only: puts tasks back; false when the ring is full (try again later).
    [[nodiscard]] bool giveBack(TaskRange range);
    /// Owner only: takes from a worker that will not come (again) what is left of its static
    /// `share`, to be given back for the others. Never more than that, whatever stands in the slot.
    [[nodiscard]] static TaskRange takeShare(ClaimSlot& slot, TaskRange share);

private:
    static constexpr std::uint64_t kPartsPerWorker = 2; // of what remains, at most one is claimed

    struct Returned
    {
        std::atomic<std::uint64_t> begin;
        std::atomic<std::uint64_t> end;
    };

    std::optional<TaskRange> next(ClaimSlot& slot, double nsPerTask);
    std::optional<TaskRange> claimReturned();
    [[nodiscard]] std::uint64_t sizeOfClaim(std::uint64_t remaining, double nsPerTask) const;

    alignas(kCacheLine) std::atomic<std::uint64_t> m_cursor;
    alignas(kCacheLine) std::uint64_t m_tasks;
    std::uint64_t m_chunk;
    std::uint32_t m_workers;
    Schedule m_schedule;
    std::atomic<std::uint64_t> m_given; // ranges ever given back
    std::atomic<std::uint64_t> m_taken; // ranges ever taken again
    std::array<Returned, kRing> m_ring;
};

} // namespace interleave
