// The owner's side of a job's claims: who is in which task and for how long, and what becomes of
// what a dead worker had in hand, so that each task is counted exactly once: as done, as failed, or
// as given to another.
//
// The argument. A worker claims a range, notes it in its slot, and for each task first says in the
// slot that it comes to it, then begins it in the ledger, then ends it there. Each store is made
// after the one before it, so whatever instruction the worker dies at, slot and ledger show one of
// these:
//   - its slot holds nothing: what it may have claimed is untouched, and is found in the ledger
//     when all others have nothing left to claim (giveBackWhatIsLeft);
//   - it holds a range whose current task is untouched: that task and those behind it go to others;
//   - the current task is begun: it is lost with the worker, those behind it go to others;
//   - the current task has ended, and counts: those behind it go to others.
// Nobody else writes a slot, or the entry of a task that a slot holds, while its worker lives.
//
// What a task may be lost for: a process is stopped because one of its tasks takes too long. That
// one is timed out. If it had just ended, the signal hits the task after it, which has done nothing
// wrong and runs again, as do the tasks of the other threads of that process. A worker that died by
// itself fails its task; of several threads nobody can tell whose fault it was, so all theirs fail.
//
// Safety: the owner's one thread. What stands in a slot is checked before it is used: a range that
// cannot be is none. Static shares are computed here, and not read from where workers can write.
#pragma once

#include "core/base/clock.h"
#include "core/work/ledger_proof.h"
#include "core/work/stop_credit.h"
#include "core/work/work_queue.h"

#include <vector>

namespace interleave {

class Claims
{
public:
    Claims(WorkQueue& queue,
        TaskLedger ledger,
        std::span<ClaimSlot> slots,
        WatchNotes& watchNotes,
        Schedule schedule);

    /// What a worker has in hand, from the task on that it is in or comes to; empty when its slot
    /// holds nothing, or what cannot be.
    [[nodiscard]] TaskRange claimOf(std::uint32_t worker) const;
    /// The task that a worker has begun and not ended.
    [[nodiscard]] std::optional<std::uint64_t> taskOf(std::uint32_t worker) const;
    /// To be called before the first task and then again and again, `periodNs` after the last time,
    /// before tasks are looked at: what passes while the owner is stopped does not count.
    void look(const Clock& clock, std::uint64_t periodNs);
    /// The first look is to come a period from now.
    void beginToLook(const Clock& clock) { m_credit.begin(clock); }
    /// The task that a worker has begun and not ended, when it has been in it for `limitNs` or
    /// longer, waiting for other tasks apart. None of a worker that is being stopped: it may be in
    /// the next task by now, which is not to blame.
    [[nodiscard]] std::optional<std::uint64_t> overdueTask(
        std::uint32_t worker, const Clock& clock, std::uint64_t limitNs) const;
    /// Its process is being stopped because `task` takes too long.
    void expectTimeOut(std::uint32_t worker, std::uint64_t task) { m_overdue[worker] = task; }
    [[nodiscard]] bool isOverdue(std::uint32_t worker) const
    {
        return m_overdue[worker].has_value();
    }

    /// What a worker leaves behind.
    struct Hand
    {
        std::uint32_t worker;
        std::optional<std::uint64_t> task{}; // begun and not ended
        std::optional<LedgerReason> again{}; // why that task runs again; else it is lost
        bool timedOut = false; // it was the one that took too long
        TaskRange rest{}; // not begun
    };

    /// The process of `count` workers from `first` on has ended: takes their claims. Nobody else
    /// has any of it before it is settled.
    [[nodiscard]] std::vector<Hand> takeFromDead(std::uint32_t first, std::uint32_t count);
    /// Ends its task in the ledger or gives it to others, and the rest to others. What it had of
    /// its own static share, noted or not, waits for its successor instead.
    void settle(const Hand& hand);

    /// Puts tasks back that are claimed and will not be run by whoever has them.
    void giveBack(TaskRange range);
    /// The same with what is left of the static share of a worker that will not come (again).
    void giveBackShare(std::uint32_t worker);

    /// When nobody works any more: gives back whatever is still to be done. False when nothing is,
    /// and then every task has ended. O(tasks) after a death.
    [[nodiscard]] bool giveBackWhatIsLeft(bool anyDeath);

    /// Tasks that had to run again.
    [[nodiscard]] const std::vector<RunAgain>& again() const { return m_again; }

private:
    [[nodiscard]] Hand takeFrom(std::uint32_t worker);
    [[nodiscard]] std::uint64_t enteredBy(std::uint32_t worker) const;
    void rewindShare(std::uint32_t worker);
    void giveBackWaiting();
    [[nodiscard]] bool giveBackOrphans();

    WorkQueue& m_queue;
    TaskLedger m_ledger;
    std::span<ClaimSlot> m_slots;
    std::vector<TaskRange> m_shares; // of each worker; empty where it has none, or has it no longer
    std::vector<std::optional<std::uint64_t>> m_overdue; // for which a worker is being stopped
    StopCredit m_credit;
    std::vector<TaskRange> m_waiting; // ranges that did not fit the queue's ring
    std::vector<RunAgain> m_again;
};

} // namespace interleave
